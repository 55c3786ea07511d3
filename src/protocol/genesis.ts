/**
 * The genesis: who owns what when it all begins. It is trusted, yet must be whole and agree with
 * itself. In: JSON. Out: the facts, or the one place that is wrong. Clauses TH-5, TH-7, TH-13,
 * TH-15 and EX-6.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { no, type Result } from "../base/result.ts";
import { committeeDigest as digestOf, readCommittee, type Committee } from "./committee.ts";
import { accountId, amount, AMOUNT_MAX, balance, committeeDigest, epoch } from "./ids.ts";
import { network, nextNonce, nonce, time, ttl } from "./ids.ts";
import type { AccountId, Amount, Balance, CommitteeDigest, Name } from "./ids.ts";
import { claimDigest, readClaim, type Claim } from "./order.ts";
import { latestEpoch, proofsOf, provenCommittee, readOwnershipProof } from "./ownership.ts";
import type { OwnershipProof, Proofs } from "./ownership.ts";
import { boolean, firstNotAscending, integer, list, record } from "./shape.ts";
import type { Malformed, Problem, Reader } from "./shape.ts";

export type Parameters = {
  /** How far ahead an order may be issued, in milliseconds (TH-11). */
  readonly skew: number;
  /** The longest ttl, in milliseconds (VF-14). */
  readonly ttl_max: number;
  /** How many certificates may wait for an ownership proof (EX-6), how many orders (PD-10). */
  readonly queue_max: number;
};

/** What a reassignment left behind at a nonce: money that only these claims may take. */
export type Escrow = {
  readonly nonce: number;
  readonly amount: Amount;
  readonly claims: readonly Claim[];
};

export type Opening = {
  readonly account: AccountId;
  readonly epoch: number;
  readonly committee: CommitteeDigest;
  readonly balance: Balance;
  readonly next_nonce: number;
  readonly frozen: boolean;
  readonly escrow: readonly Escrow[];
};

type Genesis = {
  readonly network: Name;
  readonly parameters: Parameters;
  readonly committees: readonly Committee[];
  readonly openings: readonly Opening[];
  readonly ownership: readonly OwnershipProof[];
};

/** A genesis with what is asked of it often. */
export interface World {
  readonly network: Name;
  readonly parameters: Parameters;
  readonly committees: ReadonlyMap<CommitteeDigest, Committee>;
  readonly openings: readonly Opening[];
  readonly ownership: Proofs;
  /** SHA-256 of the genesis's canonical text: which world a stored state belongs to. */
  readonly digest: string;
}

export const readEscrow = record<Escrow>("EX-12", {
  nonce,
  amount,
  claims: list("EX-12", readClaim),
});

export const readParameters = record<Parameters>("TH-11", {
  skew: time,
  ttl_max: ttl,
  queue_max: integer("EX-6", 0, 0xffff_ffff),
});

const readFields = record<Genesis>("TH-2", {
  network,
  parameters: readParameters,
  committees: list("TH-5", readCommittee),
  openings: list(
    "TH-13",
    record<Opening>("TH-13", {
      account: accountId,
      epoch,
      committee: committeeDigest,
      balance,
      next_nonce: nextNonce,
      frozen: boolean("VF-6"),
      escrow: list("EX-12", readEscrow),
    }),
  ),
  ownership: list("TH-15", readOwnershipProof),
});

export const readGenesis: Reader<World> = (value, place): Result<World, Malformed> => {
  const read = readFields(value, place);
  if (!read.ok) return read;
  const genesis = read.value;
  const digests = genesis.committees.map((one) => digestOf(genesis.network, one));
  const ownership = proofsOf(genesis.ownership);
  const wrong =
    badCommittees(digests) ??
    badOwnership(genesis, new Set(digests)) ??
    badOpenings(genesis, ownership) ??
    badEscrows(genesis);
  if (wrong !== undefined) return no({ ...wrong, place: `${place}${wrong.place}` });
  const committees = new Map(
    genesis.committees.map((one) => [digestOf(genesis.network, one), one] as const),
  );
  const { network: called, parameters, openings } = genesis;
  return {
    ok: true,
    value: {
      network: called,
      parameters,
      committees,
      openings,
      ownership,
      digest: sha256Hex(canonical(genesis)),
    },
  };
};

/** The genesis that somebody gave us to work with. Throws an InputFault if it is none. */
export function worldOf(genesis: unknown): World {
  const read = readGenesis(genesis, "");
  if (!read.ok) throw new InputFault("GenesisMalformed", { ...read.reason });
  return read.value;
}

function badCommittees(digests: readonly string[]): Malformed | undefined {
  const twice = digests.findIndex((one, index) => digests.indexOf(one) !== index);
  return twice < 0 ? undefined : wrongAt(`/committees/${twice}`, "TH-5", "NotUnique");
}

// OP-1: one committee owned an account in an epoch.
function badOwnership(
  genesis: Genesis,
  committees: ReadonlySet<CommitteeDigest>,
): Malformed | undefined {
  const seen = new Set<string>();
  for (const [index, row] of genesis.ownership.entries()) {
    const place = `/ownership/${index}`;
    if (!committees.has(row.committee)) return wrongAt(`${place}/committee`, "TH-15", "Unknown");
    const key = `${row.account} ${row.epoch}`;
    if (seen.has(key)) return wrongAt(place, "TH-15", "NotUnique");
    seen.add(key);
  }
  return undefined;
}

function badOpenings({ openings }: Genesis, ownership: Proofs): Malformed | undefined {
  const seen = new Set<string>();
  let issued = 0n;
  for (const [index, opening] of openings.entries()) {
    const place = `/openings/${index}`;
    if (seen.has(opening.account)) return wrongAt(`${place}/account`, "TH-13", "NotUnique");
    seen.add(opening.account);
    // OP-1: who owns the account now is proven like who owned it before.
    const owner = provenCommittee(ownership, opening.account, opening.epoch);
    if (owner !== opening.committee) return wrongAt(`${place}/committee`, "OP-1", "Inconsistent");
    // HO-38: who is said to own it later would make a former owner of the one that it is open at.
    const latest = latestEpoch(ownership, opening.account);
    if (latest !== opening.epoch) return wrongAt(`${place}/epoch`, "OP-1", "Inconsistent");
    issued += BigInt(opening.balance);
    for (const escrow of opening.escrow) issued += BigInt(escrow.amount);
  }
  // TH-13: the balances and escrows of all accounts add up to at most 2^63-1. Only the sum counts:
  // a debt lowers it wherever it stands in the list.
  return issued > AMOUNT_MAX ? wrongAt("/openings", "TH-13", "TooMuch") : undefined;
}

function badEscrows({ network: called, openings }: Genesis): Malformed | undefined {
  for (const [index, opening] of openings.entries()) {
    const place = `/openings/${index}/escrow`;
    const unsorted = firstNotAscending(opening.escrow, (escrow) => escrow.nonce);
    if (unsorted !== undefined)
      return wrongAt(`${place}/${unsorted}/nonce`, "EX-12", "NotAscending");
    for (const [at, { nonce: reserved, amount: held, claims }] of opening.escrow.entries()) {
      const wrong = (problem: Problem): Malformed => wrongAt(`${place}/${at}`, "EX-12", problem);
      if (reserved >= opening.next_nonce || claims.length === 0) return wrong("OutOfRange");
      if (new Set(claims.map(claimDigest)).size !== claims.length) return wrong("NotUnique");
      const fits = claims.every(
        (claim) =>
          claim.network === called &&
          claim.sender === opening.account &&
          claim.nonce === reserved &&
          BigInt(claim.amount) <= BigInt(held),
      );
      if (!fits) return wrong("Inconsistent");
    }
  }
  return undefined;
}

function wrongAt(place: string, clause: string, problem: Problem): Malformed {
  return { place, clause, problem };
}
