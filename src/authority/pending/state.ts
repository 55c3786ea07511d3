/**
 * What an authority holds when orders may wait with it: the state of an authority whose accounts
 * can move, and the orders that wait. In: the genesis. Out: the state to begin with, and questions
 * asked of a state. The list is sorted. Clauses PD-15 and PD-18.
 * @module
 */
import type { World } from "../../protocol/genesis.ts";
import type { AccountId, AuthorityKey } from "../../protocol/ids.ts";
import { coreDigest, sameCore, type Core, type Order } from "../../protocol/order.ts";
import { initialHandoffState, type HandoffState } from "../handoff/state.ts";
import { compare } from "../state.ts";

export type PendingState = {
  readonly handoff: HandoffState;
  /** Ascending by sender, epoch, nonce and core digest: one core for a sender, epoch and nonce. */
  readonly pending: readonly Order[];
};

export function initialPendingState(world: World, authority: AuthorityKey): PendingState {
  return { handoff: initialHandoffState(world, authority), pending: [] };
}

export function withHandoff(state: PendingState, handoff: HandoffState): PendingState {
  return handoff === state.handoff ? state : { ...state, handoff };
}

/** The order waits, in the place of any other window of its core. */
export function withWaiting(state: PendingState, order: Order): PendingState {
  const others = state.pending.filter((one) => !sameCore(one, order));
  return { ...state, pending: [...others, order].toSorted(byTurn) };
}

/** These wait no more. */
export function withoutWaiting(state: PendingState, gone: readonly Order[]): PendingState {
  return { ...state, pending: state.pending.filter((one) => !gone.includes(one)) };
}

export function waitingOf({ pending }: PendingState, account: AccountId): readonly Order[] {
  return pending.filter(({ sender }) => sender === account);
}

/** What waits at the turn of this order: the same core, or one that contradicts it. */
export function waitingAt(state: PendingState, { sender, epoch, nonce }: Core): readonly Order[] {
  return waitingOf(state, sender).filter((one) => one.epoch === epoch && one.nonce === nonce);
}

function byTurn(one: Order, other: Order): number {
  return (
    compare(one.sender, other.sender) ||
    one.epoch - other.epoch ||
    one.nonce - other.nonce ||
    // Without PD-11 there are two of one turn: the digest decides.
    compare(coreDigest(one), coreDigest(other))
  );
}
