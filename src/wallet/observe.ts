/**
 * What a wallet shows of its state. In: the state. Out: the observation that a judge compares, key
 * by key; every list sorted. Not shown: signatures and windows, which the state holds too.
 * @module
 */
import type { AccountId, AuthorityKey, ClaimDigest, CoreDigest } from "../protocol/ids.ts";
import { claimDigest, coreDigest } from "../protocol/order.ts";
import { proofsIn, type OwnershipProof } from "../protocol/ownership.ts";
import type { Released, State } from "./state.ts";

export type WalletObservation = {
  readonly account: AccountId;
  readonly epoch: number;
  readonly next_nonce: number;
  readonly outstanding: {
    readonly nonce: number;
    readonly core_digest: CoreDigest;
    readonly votes: readonly AuthorityKey[];
  } | null;
  readonly certificates: readonly {
    readonly nonce: number;
    readonly claim_digest: ClaimDigest;
    readonly debited: readonly AuthorityKey[];
    readonly credited: readonly AuthorityKey[];
  }[];
  readonly released: readonly Released[];
  readonly ownership: readonly OwnershipProof[];
};

export function observe(account: AccountId, state: State): WalletObservation {
  const { epoch, next_nonce, outstanding, kept, released, ownership } = state;
  return {
    account,
    epoch,
    next_nonce,
    outstanding:
      outstanding === null
        ? null
        : {
            nonce: outstanding.order.nonce,
            core_digest: coreDigest(outstanding.order),
            votes: outstanding.votes.map((vote) => vote.authority),
          },
    certificates: kept.map(({ certificate, debited, credited }) => ({
      nonce: certificate.order.nonce,
      claim_digest: claimDigest(certificate.order),
      debited,
      credited,
    })),
    released: [...released.values()],
    ownership: proofsIn(ownership),
  };
}
