/**
 * What an authority holds: the shards of the accounts it owns, the credits that wait for an
 * ownership proof, and what is proven about who owned whom. In: the genesis. Out: the state to
 * begin with, and questions asked of a state. Clauses TH-1, EX-9, EX-11, EX-12 and OP-1.
 * Every list is sorted, so that equal states are equal bytes.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { byDigest } from "../protocol/account-opening.ts";
import type { TransferCertificate } from "../protocol/certificate.ts";
import type { EquivocationProof } from "../protocol/evidence.ts";
import type { Escrow, World } from "../protocol/genesis.ts";
import type { AccountId, AuthorityKey, CommitteeDigest } from "../protocol/ids.ts";
import { sameClaim, type Claim, type Order } from "../protocol/order.ts";
import type { OwnershipProof } from "../protocol/ownership.ts";
import { isMember } from "../protocol/quorum.ts";

/** A settled claim with what settling it did here: what its receipt says, for ever. */
export type Payment = {
  readonly claim: Claim;
  /** What it was settled with; null for a claim that is known from an opening alone (HO-36). */
  readonly certificate: TransferCertificate | null;
  readonly debited: boolean;
  readonly credited: boolean;
};

/** The state of one account. */
export type Shard = {
  readonly epoch: number;
  readonly committee: CommitteeDigest;
  /** In the smallest unit of money; below zero where this authority's view lags (EX-8). */
  readonly balance: bigint;
  readonly next_nonce: number;
  readonly frozen: boolean;
  /** The signed orders under which the locks were made, ascending by nonce (VT-1). */
  readonly locks: readonly Order[];
  /** Ascending by nonce; the claims of each ascending by digest. */
  readonly escrow: readonly Escrow[];
  /** What this account paid, ascending by nonce. */
  readonly applied: readonly Payment[];
  /** What this account was paid, ascending by sender, then nonce. */
  readonly credited: readonly Payment[];
  /** The first proof recorded in this epoch (EQ-6). */
  readonly evidence: EquivocationProof | null;
};

export type State = {
  readonly shards: ReadonlyMap<AccountId, Shard>;
  /** Ascending by sender, nonce, epoch and the committee that the first vote names. */
  readonly queue: readonly TransferCertificate[];
  /** Ascending by account and epoch. */
  readonly ownership: readonly OwnershipProof[];
};

/**
 * The state that the genesis gives an authority. It owns an account if it is a member of the
 * committee of the account's opening, and knows who owned these accounts in every epoch.
 */
export function initialState(world: World, authority: AuthorityKey): State {
  const shards = new Map<AccountId, Shard>();
  const openings = world.openings.toSorted((one, other) => (one.account < other.account ? -1 : 1));
  for (const opening of openings) {
    const committee = world.committees.get(opening.committee);
    if (committee === undefined || !isMember(committee, authority)) continue;
    shards.set(opening.account, {
      epoch: opening.epoch,
      committee: opening.committee,
      balance: BigInt(opening.balance),
      next_nonce: opening.next_nonce,
      frozen: opening.frozen,
      locks: [],
      escrow: opening.escrow.map((escrow) => ({ ...escrow, claims: byDigest(escrow.claims) })),
      applied: [],
      credited: [],
      evidence: null,
    });
  }
  const ownership = world.ownership
    .filter((proof) => shards.has(proof.account))
    .toSorted((one, other) => compare(one.account, other.account) || one.epoch - other.epoch);
  return { shards, queue: [], ownership };
}

/** The state with one shard replaced. */
export function withShard(state: State, account: AccountId, shard: Shard): State {
  return { ...state, shards: new Map(state.shards).set(account, shard) };
}

export function escrowAt(shard: Shard, nonce: number): Escrow | undefined {
  return shard.escrow.find((escrow) => escrow.nonce === nonce);
}

/** EX-12: the escrow from which this claim is paid. */
export function escrowOf(shard: Shard, claim: Claim): Escrow | undefined {
  const escrow = escrowAt(shard, claim.nonce);
  return escrow?.claims.some((one) => sameClaim(one, claim)) === true ? escrow : undefined;
}

/** Every payment settled here for this (sender, nonce), as debit or as credit (EX-9). */
export function settledAt(state: State, claim: Claim): readonly Payment[] {
  const applied = state.shards.get(claim.sender)?.applied ?? [];
  const found = applied.filter((payment) => payment.claim.nonce === claim.nonce);
  for (const shard of state.shards.values()) {
    for (const payment of shard.credited) {
      const { sender, nonce } = payment.claim;
      if (sender !== claim.sender || nonce !== claim.nonce) continue;
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

export function byPayment(one: Payment, other: Payment): number {
  return (
    compare(one.claim.sender, other.claim.sender) ||
    one.claim.nonce - other.claim.nonce ||
    epochOf(one) - epochOf(other)
  );
}

function epochOf({ certificate }: Payment): number {
  return certificate?.order.epoch ?? -1;
}

export function byOrder(one: Order, other: Order): number {
  return compare(one.sender, other.sender) || one.nonce - other.nonce || one.epoch - other.epoch;
}

export function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
