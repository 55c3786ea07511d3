/**
 * An ownership proof: which committee owned an account in an epoch. In this edition its proof is
 * that the genesis says so. Clauses TH-15 and OP-1.
 * @module
 */
import { accountId, committeeDigest, epoch } from "./ids.ts";
import type { AccountId, CommitteeDigest } from "./ids.ts";
import { record } from "./shape.ts";

export type OwnershipProof = {
  readonly account: AccountId;
  readonly epoch: number;
  readonly committee: CommitteeDigest;
};

export const readOwnershipProof = record<OwnershipProof>("TH-15", {
  account: accountId,
  epoch,
  committee: committeeDigest,
});

/** The committee that these proofs name for the account in that epoch. */
export function provenCommittee(
  proofs: readonly OwnershipProof[],
  account: AccountId,
  atEpoch: number,
): CommitteeDigest | undefined {
  return proofs.find((proof) => proof.account === account && proof.epoch === atEpoch)?.committee;
}

/** Ascending by account, epoch, committee: how a set of proofs is kept, stored and shown. */
export function withProof(
  proofs: readonly OwnershipProof[],
  proof: OwnershipProof,
): readonly OwnershipProof[] {
  const later = (one: OwnershipProof, other: OwnershipProof): number =>
    one.epoch - other.epoch || (one.committee < other.committee ? -1 : 1);
  return [...proofs, proof].toSorted((one, other) =>
    one.account === other.account ? later(one, other) : one.account < other.account ? -1 : 1,
  );
}

/** The committee of the highest epoch that these proofs name for the account. */
export function latestCommittee(
  proofs: readonly OwnershipProof[],
  account: AccountId,
): CommitteeDigest | undefined {
  const own = proofs.filter((proof) => proof.account === account);
  const epochMax = Math.max(...own.map((proof) => proof.epoch));
  return provenCommittee(own, account, epochMax);
}
