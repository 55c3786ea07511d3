/**
 * Copies of an accepted log that are wrong on purpose. In: a log that TLC accepted. Out: logs that
 * it must reject, each cut off behind the place where it must notice. A log that could be right
 * after all is not made: what is dropped was needed later, what is changed no state allows.
 * @module
 */
import type { Json, JsonObject } from "../vector/json.ts";
import { isObject, jcs } from "../vector/json.ts";
import { committeeDigest } from "./digests.ts";
import type { Event, Log } from "./lines.ts";

export type Mutation = "an event dropped" | "an outcome flipped" | "a value changed";

export type Mutant = {
  readonly mutation: Mutation;
  /** What was done, in words. */
  readonly what: string;
  readonly log: Log;
  /** Index of the event that must not fit; in a partial log it may be noticed at another one. */
  readonly event: number;
};

export const MUTATIONS: readonly Mutation[] = [
  "an event dropped",
  "an outcome flipped",
  "a value changed",
];

/** One mutant of each kind where the log has a place for it. */
export function mutantsOf(log: Log): readonly Mutant[] {
  const makers =
    log.header.mode === "full"
      ? [dropped, flipped, emittedOtherwise, seenOtherwise]
      : [droppedPayment, flipped, emittedOtherwise, seenOtherwise];
  return makers.flatMap((make) => make(log) ?? []);
}

/** Outcomes after which no component is other than it was before. */
const KEEPS: readonly (string | undefined)[] = ["refused", "again", "restarted"];

/**
 * A step that changed the state is missing, and the line behind it, which changes nothing, shows
 * the state with it. A line that changes something may hide the loss: a certificate ends the lock
 * of a vote that was left out.
 */
function dropped(log: Log): Mutant | undefined {
  for (const [at, event] of log.events.entries()) {
    const [before, next] = [log.events[at - 1], log.events[at + 1]];
    if (before === undefined || next === undefined || !KEEPS.includes(next.outcome)) continue;
    if (text(before.state) === text(event.state) || text(event.state) !== text(next.state))
      continue;
    const events = [...log.events.slice(0, at), next];
    const what = `line ${event.line} (${event.input}) left out`;
    return { mutation: "an event dropped", what, log: { ...log, events }, event: at };
  }
  return undefined;
}

/** A payment is missing, and the sender's next one is applied without it (EX-2). */
function droppedPayment(log: Log): Mutant | undefined {
  for (const [at, event] of log.events.entries()) {
    const payment = appliedBy(event);
    if (payment === undefined || payment.nonce < openedAt(log, payment.sender)) continue;
    const rest = log.events.slice(at + 1);
    const next = rest.findIndex((each) => {
      const later = appliedBy(each);
      return later?.sender === payment.sender && later.nonce === payment.nonce + 1;
    });
    const between = rest.slice(0, next);
    const again = between.some(
      (each) =>
        jcs(each.body).includes(`"nonce":${payment.nonce},`) && each.input === "ApplyCertificate",
    );
    if (next < 0 || again) continue;
    const events = [...log.events.slice(0, at), ...rest.slice(0, next + 1)];
    const what = `line ${event.line} (${event.input}) left out`;
    return {
      mutation: "an event dropped",
      what,
      log: { ...log, events },
      event: events.length - 1,
    };
  }
  return undefined;
}

type Payment = { readonly sender: string; readonly nonce: number };

function appliedBy({ input, outcome, body }: Event): Payment | undefined {
  if (input !== "ApplyCertificate" || outcome !== "applied") return undefined;
  const certificate = body["certificate"];
  const order = isObject(certificate) ? certificate["order"] : undefined;
  if (!isObject(order)) return undefined;
  const { sender, nonce } = order;
  return typeof sender === "string" && typeof nonce === "number" ? { sender, nonce } : undefined;
}

/**
 * The nonce at which an account begins that the log's own authority holds. Of others none is
 * dropped: it credits what they pay in whatever order it hears of it.
 */
function openedAt(log: Log, account: string): number {
  const { network, openings, committees } = log.header.genesis;
  const opening = list(openings).find((each) => each["account"] === account);
  const here = typeof network === "string" ? network : "";
  const own = list(committees).some(
    (each) =>
      opening?.["committee"] === committeeDigest(here, each) &&
      list(each["members"]).some(({ key }) => key === log.header.self),
  );
  const nonce = own ? opening?.["next_nonce"] : undefined;
  return typeof nonce === "number" ? nonce : Number.POSITIVE_INFINITY;
}

/** An outcome that no state gives to that input. */
function flipped(log: Log): Mutant | undefined {
  const full = log.header.mode === "full";
  const at = log.events.findIndex(({ outcome }) => outcome !== undefined);
  const event = log.events[at];
  if (event === undefined) return undefined;
  const impossible = event.input === "Restart" ? "voted" : "restarted";
  // A full log leaves one input and one state, so every other outcome is wrong there.
  const refused = event.outcome === "refused";
  const outcome = full && refused && event.input === "SignVote" ? "voted" : impossible;
  const what = `line ${event.line}: ${String(event.outcome)} turned into ${outcome}`;
  const changed = { ...event, outcome, reason: undefined };
  return {
    mutation: "an outcome flipped",
    what,
    log: { ...log, events: [...log.events.slice(0, at), changed] },
    event: at,
  };
}

/** A vote or a receipt that says something else than its order or certificate. */
function emittedOtherwise(log: Log): Mutant | undefined {
  for (const [at, event] of log.events.entries()) {
    for (const [index, message] of (event.emitted ?? []).entries()) {
      const changed = otherwise(message);
      if (changed === undefined) continue;
      const emitted = (event.emitted ?? []).with(index, changed);
      const what = `line ${event.line}: a message that says something else`;
      return {
        mutation: "a value changed",
        what,
        log: { ...log, events: [...log.events.slice(0, at), { ...event, emitted }] },
        event: at,
      };
    }
  }
  return undefined;
}

function otherwise(message: JsonObject): JsonObject | undefined {
  const { type, body } = message;
  if (!isObject(body)) return undefined;
  const { nonce, debited, credited } = body;
  if (type === "TransferVote" && typeof nonce === "number") {
    return { ...message, body: { ...body, nonce: nonce + 1 } };
  }
  if (type === "TransferReceipt" && typeof debited === "boolean" && typeof credited === "boolean") {
    return { ...message, body: { ...body, debited: !debited, credited: !credited } };
  }
  return undefined;
}

/** A next nonce that is one more than it was: unlike money, it needs no other scale. */
function seenOtherwise(log: Log): Mutant | undefined {
  const at = log.events.findIndex(({ state }) => state !== undefined);
  const event = log.events[at];
  const state = event?.state === undefined ? undefined : richer(event.state);
  if (event === undefined || state === undefined) return undefined;
  const what = `line ${event.line}: a next nonce that is one more`;
  return {
    mutation: "a value changed",
    what,
    log: { ...log, events: [...log.events.slice(0, at), { ...event, state }] },
    event: at,
  };
}

function richer(state: JsonObject): JsonObject | undefined {
  const { accounts, next_nonce } = state;
  if (typeof next_nonce === "number") return { ...state, next_nonce: next_nonce + 1 };
  if (!isObject(accounts)) return undefined;
  const [first] = Object.entries(accounts);
  const [key, account] = first ?? [];
  const next = isObject(account) ? account["next_nonce"] : undefined;
  if (key === undefined || !isObject(account) || typeof next !== "number") return undefined;
  return { ...state, accounts: { ...accounts, [key]: { ...account, next_nonce: next + 1 } } };
}

function text(json: Json | undefined): string {
  return json === undefined ? "" : jcs(json);
}

function list(json: Json | undefined): readonly JsonObject[] {
  return Array.isArray(json) ? json.filter(isObject) : [];
}
