/**
 * How a wallet that moves pays: `Lock`, `CollectVote` and `Complete`. In: what is to be paid, or a
 * vote. Out: what the wallet's own step gives, but nothing new while the account is moving, and no
 * votes for what will be void. Clauses WH-7, WH-8, WH-11 and WH-20.
 * @module
 */
import { failed, inTableOrder } from "../../protocol/guards.ts";
import type { UnsignedOrder } from "../../protocol/order.ts";
import { sameClaim } from "../../protocol/order.ts";
import type { Read } from "../../protocol/shape.ts";
import type { TransferVote } from "../../protocol/vote.ts";
import { answer, refuse, type Config, type Step } from "../answer.ts";
import { isShortEnough, lock, type Payment, type Renewal } from "../lock.ts";
import { collectVote } from "../votes.ts";
import type { MoverStep } from "./answer.ts";
import {
  byNonce,
  isAccountedFor,
  isMoving,
  resulting,
  withCore,
  type MoverState,
} from "./state.ts";

export function lockHere(config: Config, state: MoverState, payment: Payment): MoverStep {
  const locked = lock(config, state.core, payment);
  // WH-8: no new core is signed while the account is moving.
  const moving = failed({ AccountMoving: !isMoving(config, state) }, config.off);
  return withFailures(state, locked, moving);
}

export function complete(config: Config, state: MoverState, renewal: Renewal): MoverStep {
  const { nonce, ttl, now } = renewal;
  const claim = state.reserved.find((one) => nonce.ok && one.nonce === nonce.value);
  const all = failed(
    {
      // LK-12: what no authority could accept (VF-1, VF-14) is not signed.
      Malformed: nonce.ok && ttl.ok,
      TtlTooLong: isShortEnough(config, ttl),
      // LK-2: a new order is locked only when the last one has its certificate.
      OrderOutstanding: state.core.outstanding === null,
      // WH-7: an order is completed only if its claim is reserved.
      NothingToComplete: claim !== undefined,
      // WH-8, as in `lockHere`.
      AccountMoving: !isMoving(config, state),
    },
    config.off,
  );
  if (all.length > 0 || !nonce.ok || !ttl.ok) {
    return refuse(state, all, nonce.ok ? (ttl.ok ? undefined : ttl.reason) : nonce.reason);
  }
  if (claim === undefined) return answer(state, "locked");
  // WH-20: the reserved claim in the present epoch.
  const { epoch } = state.core;
  const order: UnsignedOrder = { ...claim, epoch, issued_at: now, ttl: ttl.value };
  const core = { ...state.core, outstanding: { order, votes: [] } };
  return answer(withCore(state, core), "locked", { type: "Order", body: order });
}

export function collectVoteHere(
  config: Config,
  state: MoverState,
  read: Read<TransferVote>,
): MoverStep {
  const counted = collectVote(config, state.core, read);
  // WH-11: votes count only for an order whose claim the opening has applied or holds in an escrow.
  const isVoid = failed({ OrderVoid: !willBeVoid(config, state) }, config.off);
  const step = withFailures(state, counted, read.ok ? isVoid : []);
  const order = state.core.outstanding?.order;
  if (step.kind !== "certified" || order === undefined) return step;
  const reserved = state.reserved.filter((claim) => !sameClaim(claim, order));
  // WH-20: the certificate of a completed order leaves `next_nonce` as it is.
  const { next_nonce } = order.nonce === state.core.next_nonce ? step.state.core : state.core;
  // It may be below others that are kept.
  const kept = byNonce(step.state.core.kept);
  const core = { ...step.state.core, kept, next_nonce };
  return { ...step, state: { ...step.state, reserved, core } };
}

function willBeVoid(config: Config, state: MoverState): boolean {
  const { handoff, core } = state;
  if (handoff?.signed !== true || core.outstanding === null) return false;
  return !isAccountedFor(resulting(config, state, handoff).opening, core.outstanding.order);
}

/** What the wallet's own step gives, unless more has failed. */
function withFailures(state: MoverState, step: Step, more: ReturnType<typeof failed>): MoverStep {
  const all = inTableOrder(step.failed, more);
  if (all.length > 0) return refuse(state, all, step.malformed);
  return { ...step, state: withCore(state, step.state) };
}
