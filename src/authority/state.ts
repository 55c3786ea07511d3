/**
 * What an authority holds: the shards of the accounts it owns, the credits that wait for an
 * ownership proof, and what is proven about who owned whom. In: the genesis. Out: the state to
 * begin with, and questions asked of a state. Clauses TH-1, EX-9, EX-11, EX-12 and OP-1.
 * What grows is a persistent map, so a step costs what it changes, and what was is not touched;
 * every list is sorted, so that equal states are equal records.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { byDigest } from "../protocol/account-opening.ts";
import type { TransferCertificate } from "../protocol/certificate.ts";
import type { Escrow, Opening, World } from "../protocol/genesis.ts";
import type { AccountId, AuthorityKey } from "../protocol/ids.ts";
import { sameClaim, type Claim, type Order } from "../protocol/order.ts";
import { latestEpoch, proofsAbout, proofsOf, type Proofs } from "../protocol/ownership.ts";
import { isMember } from "../protocol/quorum.ts";
import { NO_PAYMENTS, paymentsAt, type Payment } from "./payments.ts";
import { Shards, type Shard } from "./shards.ts";

export type State = {
  readonly shards: Shards;
  /** Ascending by sender, nonce, epoch and the committee that the first vote names. */
  readonly queue: readonly TransferCertificate[];
  readonly ownership: Proofs;
};

/**
 * The state that the genesis gives an authority. It owns an account if it is a member of the
 * committee of the account's opening, and knows who owned these accounts in every epoch.
 */
export function initialState(world: World, authority: AuthorityKey): State {
  const own = world.openings.filter(({ committee }) => {
    const owner = world.committees.get(committee);
    return owner !== undefined && isMember(owner, authority);
  });
  return {
    shards: Shards.of(own.map((opening) => [opening.account, shardOf(opening)] as const)),
    queue: [],
    ownership: proofsOf(own.flatMap(({ account }) => proofsAbout(world.ownership, account))),
  };
}

function shardOf(opening: Opening): Shard {
  const { epoch, committee, next_nonce, frozen } = opening;
  return {
    epoch,
    committee,
    balance: BigInt(opening.balance),
    next_nonce,
    frozen,
    locks: [],
    escrow: opening.escrow.map((escrow) => ({ ...escrow, claims: byDigest(escrow.claims) })),
    applied: NO_PAYMENTS,
    credited: NO_PAYMENTS,
    evidence: null,
  };
}

/** The state with one shard replaced. */
export function withShard(state: State, account: AccountId, shard: Shard): State {
  return { ...state, shards: state.shards.with(account, shard) };
}

export function escrowAt(shard: Shard, nonce: number): Escrow | undefined {
  return shard.escrow.find((escrow) => escrow.nonce === nonce);
}

/** EX-12: the escrow from which this claim is paid. */
export function escrowOf(shard: Shard, claim: Claim): Escrow | undefined {
  const escrow = escrowAt(shard, claim.nonce);
  return escrow?.claims.some((one) => sameClaim(one, claim)) === true ? escrow : undefined;
}

/** HO-38: the account that this order is paid from here; undefined if others own it by then. */
export function payerOf(state: State, order: Order): Shard | undefined {
  const shard = state.shards.get(order.sender);
  if (shard === undefined || order.epoch <= shard.epoch) return shard;
  // HO-38: one that has heard of a later owner of the sender is none for certificates of an epoch
  // after its own, but for the claims of its escrow.
  const isLeft = (latestEpoch(state.ownership, order.sender) ?? 0) > shard.epoch;
  return isLeft && escrowOf(shard, order) === undefined ? undefined : shard;
}

/** Every payment settled here for this (sender, nonce), as debit or as credit (EX-9). */
export function settledAt(state: State, claim: Claim): readonly Payment[] {
  const applied = state.shards.get(claim.sender)?.applied ?? NO_PAYMENTS;
  const found = [...paymentsAt(applied, claim)];
  for (const { credited } of state.shards.creditedAt(claim)) {
    for (const payment of paymentsAt(credited, claim)) {
      // EX-10: what was debited here too is one payment, and stands among the applied already.
      if (!found.some((other) => isSamePayment(payment, other))) found.push(payment);
    }
  }
  return found;
}

function isSamePayment(one: Payment, other: Payment): boolean {
  if (one === other) return true;
  return (
    one.debited === other.debited &&
    one.credited === other.credited &&
    sameClaim(one.claim, other.claim) &&
    canonical(one.certificate) === canonical(other.certificate)
  );
}

export function byOrder(one: Order, other: Order): number {
  return compare(one.sender, other.sender) || one.nonce - other.nonce || one.epoch - other.epoch;
}

export function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
