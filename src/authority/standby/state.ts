/**
 * What an owner beside its witness holds, and whoever takes over from one: settlement, and for an
 * account and epoch at most one grant, one checkpoint written and one acknowledged, and one window.
 * In: the genesis. Out: the state to begin with, and questions asked of a state. Every list is
 * sorted. Clauses SB-12 to SB-22.
 * @module
 */
import type { UnsignedCheckpoint } from "../../protocol/checkpoint.ts";
import type { World } from "../../protocol/genesis.ts";
import { rowOf, type Grant, type Witnessed } from "../../protocol/grant.ts";
import type { AccountId, AuthorityKey, Sum } from "../../protocol/ids.ts";
import { sameClaim, type Claim } from "../../protocol/order.ts";
import type { Move } from "../../protocol/request.ts";
import { initialState, type State } from "../state.ts";

/** Nonces that the owner before may have spent, and the money that is put aside for them. */
export type Window = Witnessed & {
  /** The owner before. */
  readonly owner: AuthorityKey;
  readonly from: number;
  /** The first nonce beyond the window. */
  readonly upto: number;
  readonly amount: Sum;
  /** Whether the owner before has reported. */
  readonly closed: boolean;
};

export type StandbyState = {
  readonly core: State;
  /** The accounts that were taken over from here, ascending by account and epoch. */
  readonly releases: readonly Move[];
  readonly grants: readonly Grant[];
  /** The last checkpoint that was written, unsigned. */
  readonly written: readonly UnsignedCheckpoint[];
  /** The last checkpoint that the witness is known to have, unsigned. */
  readonly acked: readonly UnsignedCheckpoint[];
  readonly windows: readonly Window[];
};

export function initialStandbyState(world: World, authority: AuthorityKey): StandbyState {
  const core = initialState(world, authority);
  return { core, releases: [], grants: [], written: [], acked: [], windows: [] };
}

/** The account in the epoch in which it is owned here, if it is. */
export function ownedHere({ core }: StandbyState, account: AccountId): Witnessed | undefined {
  const shard = core.shards.get(account);
  return shard === undefined ? undefined : { account, epoch: shard.epoch };
}

/** The grant by which the account is owned here, if it was granted. */
export function grantOf(state: StandbyState, account: AccountId): Grant | undefined {
  const here = ownedHere(state, account);
  return here === undefined ? undefined : rowOf(state.grants, here);
}

/** What the witness is known to have of the account. */
export function ackedOf(state: StandbyState, account: AccountId): UnsignedCheckpoint | undefined {
  const here = ownedHere(state, account);
  return here === undefined ? undefined : rowOf(state.acked, here);
}

/** SB-16: the witness has it that this claim is locked. */
export function isReserved({ reserved }: UnsignedCheckpoint, claim: Claim): boolean {
  return reserved !== null && sameClaim(reserved, claim);
}
