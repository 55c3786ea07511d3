/**
 * Claims about an authority with whom orders wait (tla/PendingClaims.tla), as far as they can be
 * read off what a subject answers and shows. In: a turn. Out: how a claim is broken, in words, or
 * undefined. Those about an authority whose accounts move are asked as well.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import { fieldsOf, listOf, scalar } from "./fields.ts";
import { HANDOFF_CLAIMS } from "./handoff-claims.ts";
import type { Claim, Turn } from "./turn.ts";
import { sent } from "./turn.ts";

export const PENDING_CLAIMS: readonly Claim[] = [
  { name: "WaitingPromisesNothing", module: "PendingClaims", broken: promises },
  { name: "WaitingIsSaid", module: "PendingClaims", broken: unsaid },
  { name: "WaitingGoesOn", module: "PendingClaims", broken: stops },
  { name: "NothingLapsesSilently", module: "PendingClaims", broken: silent },
  ...HANDOFF_CLAIMS,
];

function waitingIn(observed: Json): readonly string[] {
  return listOf(fieldsOf(observed)["pending"]).map((each) => scalar(fieldsOf(each)["core_digest"]));
}

function gone({ last }: Turn): readonly string[] {
  const after = new Set(waitingIn(last.after));
  return waitingIn(last.before).filter((core) => !after.has(core));
}

function promises({ last }: Turn): string | undefined {
  const { input, reply, before, after } = last;
  if (input.input !== "Pend" && input.input !== "Lapse") return undefined;
  const word = reply.emitted.find(({ type }) => type !== "PendingOrder" && type !== "LapseNotice");
  if (word !== undefined) return `${input.input} sends a ${word.type}`;
  const [was, is] = [before, after].map((each) => canonical({ ...fieldsOf(each), pending: null }));
  return was === is ? undefined : `${input.input} changes more than what waits`;
}

function unsaid(turn: Turn): string | undefined {
  const { input, reply, after } = turn.last;
  const words = sent(turn, "PendingOrder");
  if (input.input !== "Pend" || reply.outcome === "refused") {
    return words.length === 0 ? undefined : `${input.input} says that somebody waits`;
  }
  const core = scalar(words[0]?.["core_digest"]);
  return words.length === 1 && waitingIn(after).includes(core)
    ? undefined
    : "it does not say of what waits that it waits";
}

function stops(turn: Turn): string | undefined {
  const { input } = turn.last.input;
  const [core] = gone(turn);
  if (core === undefined || input === "Lapse" || input === "Activate") return undefined;
  return `${turn.names.name(core)} waits no more after ${input}`;
}

/**
 * A receipt names a claim, not a core: it may be for any of those that wait no more, and for all of
 * them that have one claim, whatever their windows and epochs.
 */
function silent(turn: Turn): string | undefined {
  const told = ["TransferVote", "LapseNotice"].flatMap((type) => sent(turn, type));
  const receipts = sent(turn, "TransferReceipt").length;
  const cores = new Set(told.map((body) => scalar(body["core_digest"])));
  const left = gone(turn).filter((core) => !cores.has(core));
  const claims = Map.groupBy(left, (core) => claimOf(turn, core));
  const [core] = [...claims.values()].flatMap(([first]) => first ?? []).slice(receipts);
  return core === undefined ? undefined : `${turn.names.name(core)} waits no more, without a word`;
}

/** What an order pays to whom, without its epoch; the core itself, if nobody knows the order. */
function claimOf({ names }: Turn, core: string): string {
  const facts = names.order(core);
  if (facts === undefined) return core;
  const { sender, recipient, amount, nonce } = facts;
  return canonical([sender, recipient, String(amount), nonce]);
}
