/**
 * What an authority shows of its state. In: the state. Out: the observation that a judge compares,
 * key by key; every list sorted. Not shown: signatures and windows, which the state holds too.
 * @module
 */
import type { TransferCertificate } from "../protocol/certificate.ts";
import type { AccountId, ClaimDigest, CommitteeDigest, CoreDigest } from "../protocol/ids.ts";
import { claimDigest, coreDigest, type Claim } from "../protocol/order.ts";
import { proofsIn, type OwnershipProof } from "../protocol/ownership.ts";
import { paymentsIn } from "./payments.ts";
import type { Shard } from "./shards.ts";
import { compare, type State } from "./state.ts";

type Shown = {
  readonly sender: AccountId;
  readonly nonce: number;
  readonly claim_digest: ClaimDigest;
};

type AccountObservation = {
  readonly epoch: number;
  readonly committee: CommitteeDigest;
  readonly balance: string;
  readonly next_nonce: number;
  readonly locks: readonly {
    readonly nonce: number;
    readonly core_digest: CoreDigest;
    readonly ttl: number;
  }[];
  readonly frozen: boolean;
  readonly escrow: readonly {
    readonly nonce: number;
    readonly amount: string;
    readonly claims: readonly ClaimDigest[];
  }[];
  readonly applied: readonly { readonly nonce: number; readonly claim_digest: ClaimDigest }[];
  readonly credited: readonly Shown[];
  readonly queued: readonly Shown[];
  readonly evidence: readonly [CoreDigest, CoreDigest] | null;
};

export type AuthorityObservation = {
  readonly accounts: { readonly [account: string]: AccountObservation };
  readonly ownership: readonly OwnershipProof[];
};

export function observe(state: State): AuthorityObservation {
  const accounts: { [account: string]: AccountObservation } = {};
  for (const [account, shard] of state.shards) {
    const queued = state.queue.filter(({ order }) => order.recipient === account);
    accounts[account] = observeShard(shard, queued);
  }
  return { accounts, ownership: proofsIn(state.ownership) };
}

function observeShard(shard: Shard, queued: readonly TransferCertificate[]): AccountObservation {
  return {
    epoch: shard.epoch,
    committee: shard.committee,
    balance: String(shard.balance),
    next_nonce: shard.next_nonce,
    locks: shard.locks.map((order) => ({
      nonce: order.nonce,
      core_digest: coreDigest(order),
      ttl: order.ttl,
    })),
    frozen: shard.frozen,
    escrow: shard.escrow.map(({ nonce, amount, claims }) => ({
      nonce,
      amount,
      claims: claims.map(claimDigest),
    })),
    applied: paymentsIn(shard.applied).map(({ claim }) => ({
      nonce: claim.nonce,
      claim_digest: claimDigest(claim),
    })),
    credited: paymentsIn(shard.credited).map(({ claim }) => shown(claim)),
    queued: oncePerClaim(queued),
    evidence:
      shard.evidence === null
        ? null
        : [coreDigest(shard.evidence.first), coreDigest(shard.evidence.second)],
  };
}

/** One claim may wait under several committees, while it is open which of them owned the sender. */
function oncePerClaim(queued: readonly TransferCertificate[]): readonly Shown[] {
  const claims = new Map<string, Shown>();
  for (const certificate of queued) {
    const one = shown(certificate.order);
    claims.set(one.claim_digest, one);
  }
  return [...claims.values()].toSorted(
    (one, other) =>
      compare(one.sender, other.sender) ||
      one.nonce - other.nonce ||
      compare(one.claim_digest, other.claim_digest),
  );
}

function shown(claim: Claim): Shown {
  return { sender: claim.sender, nonce: claim.nonce, claim_digest: claimDigest(claim) };
}
