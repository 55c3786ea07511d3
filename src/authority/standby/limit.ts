/**
 * How far an owner goes without its witness: so many nonces, and this sum, beyond what the witness
 * is known to have. In: the state, an order, and what settlement answers to it. Out: that answer,
 * or a refusal with every guard that failed. Clauses SB-1, SB-2 and SB-16.
 * @module
 */
import type { UnsignedCheckpoint } from "../../protocol/checkpoint.ts";
import type { Grant } from "../../protocol/grant.ts";
import { failed, inTableOrder } from "../../protocol/guards.ts";
import { sameClaim, type Claim, type Order } from "../../protocol/order.ts";
import type { ReasonCode } from "../../protocol/reasons.ts";
import type { Read } from "../../protocol/shape.ts";
import { refuse, type Config } from "../answer.ts";
import { completed } from "../order.ts";
import { paymentsFrom } from "../payments.ts";
import type { Shard } from "../shards.ts";
import type { StandbyStep } from "./answer.ts";
import { ackedOf, grantOf, isReserved, type StandbyState } from "./state.ts";

// SB-16: a granted account has no vote that fails SB-1 or SB-2, not even for an order that is
// locked; a refusal names these besides.
export function bounded(
  config: Config,
  state: StandbyState,
  read: Read<Order>,
  step: StandbyStep,
): StandbyStep {
  if (!read.ok || step.kind === "settled") return step;
  // VT-4: nobody known has said it.
  const isUnheard = ["OrderSignatureInvalid", "WrongNetwork"].some((code) =>
    step.failed.some((one) => one === code),
  );
  const shard = state.core.shards.get(read.value.sender);
  if (shard === undefined || isUnheard) return step;
  const all = exceeded(config, state, shard, read.value);
  if (all.length === 0) return step;
  const told = step.kind === "refused" ? step.emitted : [];
  return refuse(state, inTableOrder(step.failed, all), ...told);
}

/** The codes of the guards SB-1 and SB-2 that a vote for this order would fail. */
export function exceeded(
  config: Config,
  state: StandbyState,
  shard: Shard,
  order: Order,
): readonly ReasonCode[] {
  return failed(guards(state, shard, order), config.off);
}

function guards(state: StandbyState, shard: Shard, order: Order) {
  const grant = grantOf(state, order.sender);
  if (grant === undefined) return {};
  const acked = ackedOf(state, order.sender);
  const isFree =
    completed(shard, order) !== undefined || (acked !== undefined && isReserved(acked, order));
  return {
    // SB-1: the nonce is less than the grant's `window` beyond what the witness has, or the order
    // is reserved there or completes an escrow.
    WindowExceeded: isFree || (acked !== undefined && order.nonce < firstFree(grant, acked)),
    // SB-2: with the order, what is spent beyond what the witness has is within the budget and what
    // the account had there, or the order is reserved there or completes an escrow.
    BudgetExceeded:
      isFree || acked === undefined || spent(shard, acked, order) <= limitOf(grant, acked),
  };
}

/** Where the window begins: behind what the witness has as spent or reserved. */
export function windowFrom({ next_nonce, reserved }: UnsignedCheckpoint): number {
  return next_nonce + (reserved === null ? 0 : 1);
}

/**
 * The first nonce beyond the window. The sum may pass 2^53 and lose its last bit, but then it is
 * beyond every nonce that can be written (SB-18).
 */
export function firstFree({ window }: Grant, checkpoint: UnsignedCheckpoint): number {
  return Math.min(windowFrom(checkpoint) + window, Number.MAX_SAFE_INTEGER);
}

/** What may be spent in the window, all together: never more than there was. */
export function limitOf({ budget }: Grant, { balance, reserved }: UnsignedCheckpoint): bigint {
  const left = BigInt(balance) - (reserved === null ? 0n : BigInt(reserved.amount));
  return BigInt(budget) < left ? BigInt(budget) : left;
}

/** What is spent beyond the checkpoint once this order is, what it reserved apart. */
function spent(shard: Shard, acked: UnsignedCheckpoint, order: Claim): bigint {
  const later = paymentsFrom(shard.applied, acked.account, acked.next_nonce)
    .map(({ claim }) => claim)
    .filter((claim) => !isReserved(acked, claim) && !sameClaim(claim, order));
  return [...later, order].reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
