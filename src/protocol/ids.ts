/**
 * The scalars of the protocol, branded so that one cannot stand in for another. In: any JSON
 * value. Out: the scalar, or where and why it is none. Clauses TH-1, TH-5, TH-7, TH-12, TH-13.
 * @module
 */
import { isHex } from "../base/bytes.ts";
import { isKey } from "./ed25519.ts";
import { integer, spelled, text, type Reader, type Spelling } from "./shape.ts";

declare const brand: unique symbol;
type Branded<Base, Mark extends string> = Base & { readonly [brand]: Mark };

/** A checked Ed25519 key (SG-1) in hex: an account. */
export type AccountId = Branded<string, "AccountId">;
/** A checked Ed25519 key (SG-1) in hex: a member of a committee. */
export type AuthorityKey = Branded<string, "AuthorityKey">;
export type CoreDigest = Branded<string, "CoreDigest">;
export type ClaimDigest = Branded<string, "ClaimDigest">;
export type CommitteeDigest = Branded<string, "CommitteeDigest">;
export type OpeningDigest = Branded<string, "OpeningDigest">;
export type BundleDigest = Branded<string, "BundleDigest">;
/** 64 bytes in hex. Whether it is anybody's signature is another question (SG). */
export type Signature = Branded<string, "Signature">;
/** A decimal string, 1 to 2^63-1, in the smallest unit of money. */
export type Amount = Branded<string, "Amount">;
/** A decimal string from -2^63 to 2^63-1, in the smallest unit of money. */
export type Balance = Branded<string, "Balance">;
/** A decimal string from 0 to 2^63-1, in the smallest unit of money. */
export type Budget = Branded<string, "Budget">;
/** A decimal string of any size: what a broken quorum mints must still be told (EX-8). */
export type Sum = Branded<string, "Sum">;
/** The name of a network, a committee or a member. */
export type Name = Branded<string, "Name">;

// TH-7: one less than what JSON can carry, so that `next_nonce` can be written after the last one.
const NONCE_MAX = Number.MAX_SAFE_INTEGER - 1;
const EPOCH_MAX = 0xffff_ffff;
const WEIGHT_MAX = 0xffff_ffff;
export const TIME_MAX = Number.MAX_SAFE_INTEGER;
export const AMOUNT_MAX = 2n ** 63n - 1n;
const AMOUNT_MAX_TEXT = String(AMOUNT_MAX);

const POSITIVE = /^[1-9][0-9]{0,18}$/;
const SIGNED = /^(?:0|-?[1-9][0-9]{0,18})$/;
const COUNTED = /^(?:0|[1-9][0-9]{0,18})$/;
const DECIMAL = /^(?:0|-?[1-9][0-9]*)$/;
const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

const isAccountId = (value: string): value is AccountId => isKey(value);
const isAuthorityKey = (value: string): value is AuthorityKey => isKey(value);
const isSignature = hex<Signature>(128);
export const isCoreDigest = hex<CoreDigest>(64);
export const isClaimDigest = hex<ClaimDigest>(64);
export const isCommitteeDigest = hex<CommitteeDigest>(64);
export const isOpeningDigest = hex<OpeningDigest>(64);
export const isBundleDigest = hex<BundleDigest>(64);
export const isSum = spelled<Sum>(DECIMAL);

// TH-1: an account is an Ed25519 public key that satisfies rule SG. So is a member's key.
export const accountId: Reader<AccountId> = text("TH-1", isAccountId, "NotAKey");
export const authorityKey: Reader<AuthorityKey> = text("SG-1", isAuthorityKey, "NotAKey");

// TH-12: every byte string is lower-case hexadecimal of its exact length.
export const coreDigest: Reader<CoreDigest> = text("TH-12", isCoreDigest, "NotHex");
export const claimDigest: Reader<ClaimDigest> = text("TH-12", isClaimDigest, "NotHex");
export const committeeDigest = text("TH-12", isCommitteeDigest, "NotHex");
export const openingDigest = text("TH-12", isOpeningDigest, "NotHex");
export const bundleDigest: Reader<BundleDigest> = text("TH-12", isBundleDigest, "NotHex");
export const signature: Reader<Signature> = text("TH-12", isSignature, "NotHex");

// TH-7: the ranges and spellings of numbers.
export const amount: Reader<Amount> = text("TH-7", spelled(POSITIVE, isPayable), "NotAnAmount");
export const balance: Reader<Balance> = text("TH-13", spelled(SIGNED, isHoldable), "NotABalance");
export const budget: Reader<Budget> = text("WI-14", spelled(COUNTED, isPayable), "NotAnAmount");
export const sum: Reader<Sum> = text("TH-21", isSum, "NotABalance");
export const nonce: Reader<number> = integer("TH-7", 0, NONCE_MAX);
export const nextNonce: Reader<number> = integer("TH-7", 0, NONCE_MAX + 1);
export const epoch: Reader<number> = integer("TH-7", 0, EPOCH_MAX);
// TH-19: an epoch that ends has one after it.
export const endingEpoch: Reader<number> = integer("TH-19", 0, EPOCH_MAX - 1);
// PB-25: a chain has less bundles than an account has epochs.
export const version: Reader<number> = integer("PB-25", 0, EPOCH_MAX);
// WI-14, WI-15: as many nonces as there are, and as many checkpoints.
export const window: Reader<number> = integer("WI-14", 0, NONCE_MAX);
export const seq: Reader<number> = integer("WI-15", 0, NONCE_MAX);
export const term: Reader<number> = integer("PB-25", 1, EPOCH_MAX);
export const time: Reader<number> = integer("TH-7", 0, TIME_MAX);
export const ttl: Reader<number> = integer("TH-7", 1, TIME_MAX);
export const weight: Reader<number> = integer("TH-5", 1, WEIGHT_MAX);
export const name: Reader<Name> = text("TH-5", spelled(NAME), "NotAName");
export const network: Reader<Name> = text("TH-3", spelled(NAME), "NotAName");

function hex<Fact extends string>(digits: number): Spelling<Fact> {
  return (value): value is Fact => isHex(value, digits);
}

function isPayable(value: string): boolean {
  // PERF: of two numerals of one length the greater is the later text, and no BigInt is made.
  return value.length < AMOUNT_MAX_TEXT.length || value <= AMOUNT_MAX_TEXT;
}

function isHoldable(value: string): boolean {
  const units = BigInt(value);
  return units >= -AMOUNT_MAX - 1n && units <= AMOUNT_MAX;
}
