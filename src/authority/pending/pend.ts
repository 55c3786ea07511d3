/**
 * An order comes to wait, or has waited too long. In: the state, the order, the time. Out: the
 * state with it, or without those that came too late, and what they are told; or every guard that
 * failed. Clauses PD-1 to PD-11, PD-15 to PD-17.
 * @module
 */
import { failed } from "../../protocol/guards.ts";
import type { UnsignedLapseNotice } from "../../protocol/lapse-notice.ts";
import { coreDigest, isIssuedBy, isSignedBySender, isUnexpired } from "../../protocol/order.ts";
import { sameCore, type Order } from "../../protocol/order.ts";
import { proofsAbout } from "../../protocol/ownership.ts";
import { pendingOrder, untilOf } from "../../protocol/pending-order.ts";
import type { ReasonCode } from "../../protocol/reasons.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import type { PendingOutgoing, PendingStep } from "./answer.ts";
import { waitingAt, waitingOf, withoutWaiting, withWaiting, type PendingState } from "./state.ts";

export function pend(
  config: Config,
  state: PendingState,
  read: Read<Order>,
  now: number,
): PendingStep {
  // PD-1: the order that is to wait is well formed. One that is not fails nothing else.
  if (!read.ok) return refuseMalformed(state, "PendingMalformed", read.reason);
  const order = read.value;
  const guards = { ...ownGuards(config, order, now), ...stateGuards(config, state, order) };
  const all = failed(guards, config.off);
  if (all.length > 0) return refuse(state, all);
  // PD-16: if the same core waits already, the window that ends later is kept.
  const kept = waitingAt(state, order).find((one) => sameCore(one, order));
  if (kept !== undefined && untilOf(kept) >= untilOf(order)) {
    return answer(state, "again", waits(config, kept));
  }
  // PD-15: the order waits, durably, before the `PendingOrder` leaves, and nothing else changes.
  return answer(withWaiting(state, order), "pending", waits(config, order));
}

/** What an order can be judged by alone. */
function ownGuards(config: Config, order: Order, now: number) {
  const { skew, ttl_max: ttlMax } = config.world.parameters;
  return {
    // PD-2: the order's signature is the sender's.
    PendingSignatureInvalid: isSignedBySender(order, config.signatures),
    // PD-3: the order names this network.
    PendingWrongNetwork: order.network === config.network,
    // PD-4: the sender is not the recipient.
    PendingSelfTransfer: order.sender !== order.recipient,
    // PD-5: the order has not expired: `now < issued_at + ttl`.
    PendingExpired: isUnexpired(order, now),
    // PD-6: the order is not from the future: `issued_at <= now + skew`.
    PendingFromFuture: isIssuedBy(order, now, skew),
    // PD-7: the ttl is at most the network's `ttl_max`.
    PendingTtlTooLong: order.ttl <= ttlMax,
  };
}

function stateGuards(config: Config, state: PendingState, order: Order) {
  const { ownership, parameters } = config.world;
  const { core } = state.handoff;
  const { sender, epoch } = order;
  const shard = core.shards.get(sender);
  const rivals = waitingAt(state, order);
  return {
    // PD-8: of some epoch it is known who owned the sender's account. Accounts that nobody opened
    // cost nothing to make up, and a bound for each of them would bound nothing.
    PendingAccountUnknown: [ownership, core.ownership].some(
      (proofs) => proofsAbout(proofs, sender).length > 0,
    ),
    // PD-9: the sender's account is not owned here, or the order is of a later epoch than the
    // account. Who owns it here is entitled to a vote, not to a word that says less.
    EpochOpenHere: shard === undefined || epoch > shard.epoch,
    // PD-10: fewer than `queue_max` orders of the sender wait, or one of this epoch and nonce does.
    PendingFull: rivals.length > 0 || waitingOf(state, sender).length < parameters.queue_max,
    // PD-11: no other core of this sender, epoch and nonce waits.
    OtherOrderPending: rivals.every((one) => sameCore(one, order)),
  };
}

// PD-17: `Lapse` lets go of every order whose window has ended, and of no other; a `LapseNotice`
// with `OrderExpired` leaves for each. What ends here is no promise, so a clock may end it.
export function lapse(config: Config, state: PendingState, now: number): PendingStep {
  const gone = state.pending.filter((order) => !isUnexpired(order, now));
  if (gone.length === 0) return answer(state, "again");
  const notices = gone.map((order) => lapsed(config, order, ["OrderExpired"]));
  return answer(withoutWaiting(state, gone), "lapsed", ...notices);
}

function waits(config: Config, order: Order): PendingOutgoing {
  return { type: "PendingOrder", body: pendingOrder(config.authority, order) };
}

/** The order waits no more, for these reasons. */
export function lapsed(
  config: Config,
  order: Order,
  reasons: readonly ReasonCode[],
): PendingOutgoing {
  const { authority } = config;
  const body: UnsignedLapseNotice = { core_digest: coreDigest(order), reasons, authority };
  return { type: "LapseNotice", body };
}
