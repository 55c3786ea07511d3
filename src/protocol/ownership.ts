/**
 * An ownership proof: which committee owned an account in an epoch. In this edition its proof is
 * that the genesis says so. In: JSON, or proofs. Out: the facts, and what a set of proofs says,
 * however large it is. Clauses TH-15 and OP-1.
 * @module
 */
import { Trie } from "../base/trie.ts";
import { accountId, committeeDigest, epoch } from "./ids.ts";
import type { AccountId, CommitteeDigest } from "./ids.ts";
import { record, spelled, text, type Reader } from "./shape.ts";

export type OwnershipProof = {
  readonly account: AccountId;
  readonly epoch: number;
  readonly committee: CommitteeDigest;
};

/** Account and epoch, as one key. */
export type Tenure = string;

/** A set of proofs, by account and epoch; those of one epoch ascend by committee. */
export type Proofs = Trie<Tenure, readonly OwnershipProof[]>;

export const readOwnershipProof = record<OwnershipProof>("TH-15", {
  account: accountId,
  epoch,
  committee: committeeDigest,
});

export const readTenure: Reader<Tenure> = text("TH-15", spelled(/^[0-9a-f]{72}$/), "NotHex");

/** TH-7: an epoch has eight hexadecimal digits at most. */
const EPOCH_DIGITS = 8;

function tenureOf(account: AccountId, atEpoch: number): Tenure {
  return account + atEpoch.toString(16).padStart(EPOCH_DIGITS, "0");
}

export function proofsOf(proofs: Iterable<OwnershipProof>): Proofs {
  let all: Proofs = Trie.of();
  for (const proof of proofs) all = withProof(all, proof);
  return all;
}

export function withProof(proofs: Proofs, proof: OwnershipProof): Proofs {
  const tenure = tenureOf(proof.account, proof.epoch);
  const known = proofs.get(tenure) ?? [];
  return proofs.with(
    tenure,
    [...known, proof].toSorted((one, other) => (one.committee < other.committee ? -1 : 1)),
  );
}

/** All of them, ascending by account, epoch and committee: how they are shown. */
export function proofsIn(proofs: Proofs): readonly OwnershipProof[] {
  return [...proofs.values()].flat();
}

/** What is proven about one account, ascending by epoch. */
export function proofsAbout(proofs: Proofs, account: AccountId): readonly OwnershipProof[] {
  return [...proofs.under(account)].flatMap(([, found]) => found);
}

/** The committee that these proofs name for the account in that epoch. */
export function provenCommittee(
  proofs: Proofs,
  account: AccountId,
  atEpoch: number,
): CommitteeDigest | undefined {
  return proofs.get(tenureOf(account, atEpoch))?.[0]?.committee;
}

/** Whether just this is among them. */
export function isAmong(
  proofs: Proofs,
  { account, epoch: at, committee }: OwnershipProof,
): boolean {
  return proofs.get(tenureOf(account, at))?.some((one) => one.committee === committee) === true;
}

/** The highest epoch for which these proofs name a committee of the account. */
export function latestEpoch(proofs: Proofs, account: AccountId): number | undefined {
  return proofsAbout(proofs, account).at(-1)?.epoch;
}

/** The committee of the highest epoch that these proofs name for the account. */
export function latestCommittee(proofs: Proofs, account: AccountId): CommitteeDigest | undefined {
  const last = latestEpoch(proofs, account);
  return last === undefined ? undefined : provenCommittee(proofs, account, last);
}
