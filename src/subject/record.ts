/**
 * Runs a reference by a schedule and writes down what happens, as a running system would: a log of
 * spec/formats/log.md. In: a subject, a seed and how many events. Out: the text.
 * A partial log leaves out what an observer on the wire may miss; what it leaves out of a message
 * stands in another line, so that it can be found again.
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import type { Signatures } from "../protocol/ed25519.ts";
import { People } from "./people.ts";
import type { Account, Asked } from "./schedule.ts";
import { Chance, Schedule } from "./schedule.ts";
import type { Reference } from "./reference.ts";

export type Recording = {
  readonly profile: "authority" | "committee";
  readonly mode: "full" | "partial";
  readonly events: number;
  readonly seed: number;
  /** Who writes the log, in words. */
  readonly writer: string;
};

/** The committee of the profile `committee` has four members. */
const MEMBERS = { authority: 1, committee: 4 } as const;
/** A partial log has an observation after so many events. */
const SEEN_EVERY = 50;

export function record(subject: Reference, signatures: Signatures, wanted: Recording): string {
  const { profile, mode, seed } = wanted;
  const people = new People(signatures, MEMBERS[profile]);
  const [self = ""] = people.home;
  const genesis = people.genesis();
  subject.reset({ profile, genesis, seed: people.seed(self) });
  const accounts = (name: string): Account | undefined => accountOf(subject, people.key(name));
  const schedule = new Schedule(people, seed, accounts);
  const drops = new Chance(seed ^ 0x5eed);
  const seen = new Set<string>();
  const header = { format: "flashmesh-log/1", profile, mode, self: people.key(self), genesis };
  const lines = [canonical({ ...header, writer: wanted.writer })];
  let before = "";
  for (let n = 1; n <= wanted.events; n += 1) {
    const asked = schedule.next();
    const event = eventOf(subject, asked);
    const observed = subject.observe();
    const state = canonical(observed);
    if (mode === "full") {
      lines.push(canonical({ ...event, state: state === before ? "same" : observed }));
      before = state;
    } else {
      const shown = n % SEEN_EVERY === 0 ? { state: observed } : {};
      lines.push(canonical({ ...partOf(event, drops, seen), ...shown }));
    }
  }
  return `${lines.join("\n")}\n`;
}

type Event = Asked & {
  readonly outcome: string;
  readonly reason?: string;
  readonly emitted: readonly Json[];
};

function eventOf(subject: Reference, asked: Asked): Event {
  if (asked.input === "Restart") {
    subject.crash();
    return { ...asked, outcome: "restarted", emitted: [] };
  }
  const { outcome, reason, emitted } = subject.apply(asked.input, asked.body);
  const sent = emitted.map(({ type, body }) => ({ type, body }));
  return { ...asked, outcome, ...(reason === undefined ? {} : { reason }), emitted: sent };
}

/** What an observer may have seen of it. */
function partOf(event: Event, drops: Chance, seen: Set<string>): { readonly [key: string]: Json } {
  const { reason, emitted, outcome, body, ...rest } = event;
  const silent = emitted.length > 0 && drops.once(4);
  return {
    ...rest,
    // An observer of the wire sees what leaves, not what the authority calls it.
    ...(emitted.length > 0 && !silent && drops.once(3) ? {} : { outcome }),
    ...(silent ? {} : { emitted }),
    ...(reason === undefined || drops.once(3) || outcome !== "refused" ? {} : { reason }),
    body: partOfBody(body, drops, seen),
  };
}

function partOfBody(
  body: Asked["body"],
  drops: Chance,
  seen: Set<string>,
): { readonly [field: string]: Json } {
  const { now, order, ...rest } = body;
  const time = now === undefined || drops.once(5) ? {} : { now };
  if (!isObject(order)) return { ...rest, ...time };
  const text = canonical(order);
  const known = seen.has(text);
  seen.add(text);
  if (!known || !drops.once(2)) return { ...rest, ...time, order };
  const missing = drops.pick(["sender_sig", "amount", "recipient", "ttl", "issued_at", "epoch"]);
  const part = Object.entries(order).filter(([field]) => field !== missing);
  return { ...rest, ...time, order: Object.fromEntries(part) };
}

function accountOf(subject: Reference, key: string): Account | undefined {
  const observed = subject.observe();
  if (!isObject(observed)) return undefined;
  const accounts = observed["accounts"];
  const shown = isObject(accounts) ? accounts[key] : undefined;
  if (!isObject(shown)) return undefined;
  const { epoch, next_nonce } = shown;
  return typeof epoch === "number" && typeof next_nonce === "number"
    ? { epoch, next_nonce }
    : undefined;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
