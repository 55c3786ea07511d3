/**
 * The turn of what waits has come. In: the state and an account that is open here. Out: the state
 * in which those have their locks whose nonce has come, and a word to each that waits no more; or
 * the guard that failed. Clauses PD-12, PD-18 and PD-19.
 * @module
 */
import { ok } from "../../base/result.ts";
import { failed } from "../../protocol/guards.ts";
import type { AccountId } from "../../protocol/ids.ts";
import type { Order } from "../../protocol/order.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import { withCore } from "../handoff/state.ts";
import { signVote } from "../order.ts";
import type { PendingOutgoing, PendingStep } from "./answer.ts";
import { lapsed } from "./pend.ts";
import { waitingOf, withHandoff, withoutWaiting, type PendingState } from "./state.ts";

export function activate(
  config: Config,
  state: PendingState,
  read: Read<AccountId>,
  now: number,
): PendingStep {
  if (!read.ok) return refuseMalformed(state, "AccountNotOpenHere", read.reason);
  const account = read.value;
  // PD-12: the account that is activated is owned here.
  const guards = { AccountNotOpenHere: state.handoff.core.shards.has(account) };
  const all = failed(guards, config.off);
  if (all.length > 0) return refuse(state, all);
  const due = dueOf(state, account);
  if (due.length === 0) return answer(state, "again");
  return voteForAll(config, state, due, now);
}

// PD-18: the waiting orders of an earlier epoch than the account's, and those of its epoch up to
// its `next_nonce`. An order beyond goes on waiting: the one before it has to be certified first.
function dueOf(state: PendingState, account: AccountId): readonly Order[] {
  const shard = state.handoff.core.shards.get(account);
  if (shard === undefined) return [];
  return waitingOf(state, account).filter(
    ({ epoch, nonce }) =>
      epoch < shard.epoch || (epoch === shard.epoch && nonce <= shard.next_nonce),
  );
}

// PD-18: each is answered as `SignVote` would answer it, in the order of epoch and nonce: that is
// how they stand. PD-19: a refusal is told in a `LapseNotice`, with every guard that failed.
function voteForAll(
  config: Config,
  state: PendingState,
  due: readonly Order[],
  now: number,
): PendingStep {
  let { core } = state.handoff;
  const emitted: PendingOutgoing[] = [];
  for (const order of due) {
    const voted = signVote(config, core, ok(order), now);
    core = voted.state;
    emitted.push(...voted.emitted);
    if (voted.kind === "refused") emitted.push(lapsed(config, order, voted.failed));
  }
  const activated = withHandoff(withoutWaiting(state, due), withCore(state.handoff, core));
  return answer(activated, "activated", ...emitted);
}
