/**
 * The opening of an account: what it is worth when an epoch begins. In: JSON, or the genesis. Out:
 * the facts, and the digest by which everybody names them. Clauses TH-4 and TH-21.
 * @module
 */
import { assert } from "../base/assert.ts";
import { readEscrow, type Escrow, type Opening } from "./genesis.ts";
import {
  accountId,
  committeeDigest,
  epoch,
  isOpeningDigest,
  isSum,
  nextNonce,
  sum,
} from "./ids.ts";
import type { AccountId, CommitteeDigest, OpeningDigest, Sum } from "./ids.ts";
import { claimDigest, readClaim, type Claim } from "./order.ts";
import { ascendingList, checked, firstNotAscending, record } from "./shape.ts";
import { digest } from "./signing.ts";

export type AccountOpening = {
  readonly account: AccountId;
  readonly epoch: number;
  readonly committee: CommitteeDigest;
  readonly balance: Sum;
  readonly next_nonce: number;
  readonly escrow: readonly Escrow[];
  /** What this account has paid in all epochs before. */
  readonly applied: readonly Claim[];
  /** What this account was paid. */
  readonly credited: readonly Claim[];
};

/** Claims, ascending. */
export const readClaims = ascendingList("TH-21", readClaim, claimDigest);

// TH-21: all claims ascend strictly by digest, those of an escrow too. An escrow is for somebody.
const escrow = checked(readEscrow, ({ claims: held }, place) => {
  if (held.length === 0) {
    return { place: `${place}/claims`, clause: "TH-21", problem: "OutOfRange" };
  }
  const index = firstNotAscending(held, claimDigest);
  if (index === undefined) return undefined;
  return { place: `${place}/claims/${index}`, clause: "TH-21", problem: "NotAscending" };
});

/** Escrows, ascending. */
export const readEscrows = ascendingList("TH-21", escrow, ({ nonce }) => nonce);

export const readAccountOpening = record<AccountOpening>("TH-21", {
  account: accountId,
  epoch,
  committee: committeeDigest,
  balance: sum,
  next_nonce: nextNonce,
  escrow: readEscrows,
  applied: readClaims,
  credited: readClaims,
});

/** An opening has no network field: it is named within a network. */
export function openingDigest(network: string, opening: AccountOpening): OpeningDigest {
  return digest(isOpeningDigest, "opening", network, opening);
}

// TH-21: the opening of an account of the genesis is what the genesis says, nothing being applied
// or credited.
export function openingOfGenesis(opening: Opening): AccountOpening {
  const { account, epoch: first, committee, balance, next_nonce } = opening;
  return {
    account,
    epoch: first,
    committee,
    balance: sumOf(BigInt(balance)),
    next_nonce,
    escrow: opening.escrow.map((one) => ({ ...one, claims: byDigest(one.claims) })),
    applied: [],
    credited: [],
  };
}

export function sumOf(units: bigint): Sum {
  const text = String(units);
  assert(isSum(text), "an integer has a decimal spelling");
  return text;
}

export function byDigest(unsorted: readonly Claim[]): readonly Claim[] {
  return unsorted.toSorted((one, other) => (claimDigest(one) < claimDigest(other) ? -1 : 1));
}
