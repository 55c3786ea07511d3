/**
 * What an authority shows of its state where orders may wait. In: the state. Out: the observation
 * that a judge compares, key by key; every list sorted.
 * @module
 */
import type { AccountId, CoreDigest } from "../../protocol/ids.ts";
import { coreDigest, type Order } from "../../protocol/order.ts";
import { untilOf } from "../../protocol/pending-order.ts";
import { observeHandoff, type HandoffObservation } from "../handoff/observe.ts";
import type { PendingState } from "./state.ts";

type Waiting = {
  readonly sender: AccountId;
  readonly epoch: number;
  readonly nonce: number;
  readonly core_digest: CoreDigest;
  /** In milliseconds. */
  readonly until: number;
};

export type PendingObservation = HandoffObservation & { readonly pending: readonly Waiting[] };

export function observePending(state: PendingState): PendingObservation {
  return { ...observeHandoff(state.handoff), pending: state.pending.map(waiting) };
}

function waiting(order: Order): Waiting {
  const { sender, epoch, nonce } = order;
  return { sender, epoch, nonce, core_digest: coreDigest(order), until: untilOf(order) };
}
