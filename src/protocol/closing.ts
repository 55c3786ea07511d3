/**
 * The closing state: what an account is worth when its epoch ends. In: the opening of that epoch,
 * and the certificates that any release shows. Out: a sum over claims, each counted once, so that
 * neither the order of the releases nor who shows a certificate changes it.
 * Clauses HO-18, HO-26 and HO-29.
 * @module
 */
import { byDigest, type AccountOpening } from "./account-opening.ts";
import type { Escrow } from "./genesis.ts";
import type { ClaimDigest } from "./ids.ts";
import { claimDigest, claimOf, sameClaim, type Claim } from "./order.ts";
import type { UnsignedRelease } from "./release.ts";

export interface Closing {
  /** In the smallest unit of money. */
  readonly balance: bigint;
  readonly next_nonce: number;
  readonly escrow: readonly Escrow[];
  readonly applied: readonly Claim[];
  readonly credited: readonly Claim[];
}

/** A set of claims: two certificates of one claim are one payment. */
type Claims = ReadonlyMap<ClaimDigest, Claim>;

// HO-26: the closing state is the opening that the releases name, together with the claims of all
// certificates in them, each once: debits and credits, what an escrow pays, and the nonces that
// follow.
export function closingOf(opening: AccountOpening, releases: readonly UnsignedRelease[]): Closing {
  const claims = claimsIn(releases);
  const applied = setOf(opening.applied);
  const credited = setOf(opening.credited);
  const debits = without(claims, applied).filter(({ sender }) => sender === opening.account);
  const credits = without(claims, credited).filter(
    ({ recipient }) => recipient === opening.account,
  );
  const spent = setOf(debits);
  const isPaid = (escrow: Escrow) => escrow.claims.some((claim) => spent.has(claimDigest(claim)));
  const nonces = new Set(debits.map(({ nonce }) => nonce));
  const followed = [...nonces].filter((nonce) => nonce >= opening.next_nonce);
  return {
    balance:
      BigInt(opening.balance) +
      total(credits) -
      total(debits) +
      total(opening.escrow.filter(isPaid)),
    next_nonce: opening.next_nonce + followed.length,
    // HO-29: escrows that the closing state has not paid are carried into the next epoch.
    escrow: opening.escrow.filter((escrow) => !isPaid(escrow)),
    applied: union(applied, debits),
    credited: union(credited, credits),
  };
}

// HO-18: the certified debits that the releases add are one claim a nonce, and continue the opening
// from its `next_nonce` on without a gap, or are in an escrow of it.
export function continues(opening: AccountOpening, releases: readonly UnsignedRelease[]): boolean {
  const { account, next_nonce, escrow } = opening;
  const added = without(claimsIn(releases), setOf(opening.applied))
    .filter(({ sender }) => sender === account)
    .toSorted((one, other) => one.nonce - other.nonce);
  const isHeld = (claim: Claim) =>
    escrow.some(
      (one) => one.nonce === claim.nonce && one.claims.some((held) => sameClaim(held, claim)),
    );
  const older = added.filter(({ nonce }) => nonce < next_nonce);
  const newer = added.filter(({ nonce }) => nonce >= next_nonce);
  return (
    new Set(added.map(({ nonce }) => nonce)).size === added.length &&
    older.every(isHeld) &&
    newer.every(({ nonce }, index) => nonce === next_nonce + index)
  );
}

function claimsIn(releases: readonly UnsignedRelease[]): Claims {
  return setOf(releases.flatMap(({ certificates }) => certificates.map(({ order }) => order)));
}

function setOf(claims: readonly Claim[]): Claims {
  return new Map(claims.map((claim) => [claimDigest(claim), claimOf(claim)]));
}

function without(claims: Claims, others: Claims): readonly Claim[] {
  return [...claims].filter(([digest]) => !others.has(digest)).map(([, claim]) => claim);
}

function union(known: Claims, more: readonly Claim[]): readonly Claim[] {
  return byDigest([...known.values(), ...more]);
}

function total(payments: readonly { readonly amount: string }[]): bigint {
  return payments.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
