/**
 * An observation, read as far as it is one. In: JSON that a subject showed. Out: its accounts and
 * lists; what is missing or of another kind is left out, and so no claim is made of it.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { fieldsOf, listOf } from "./fields.ts";

export type Shard = {
  readonly account: string;
  readonly epoch: number | undefined;
  readonly balance: bigint | undefined;
  readonly nextNonce: number | undefined;
  readonly frozen: boolean;
  readonly locks: readonly Entry[];
  /** What is in escrow, all together, and its nonces. */
  readonly escrow: bigint;
  readonly reserved: readonly number[];
  readonly applied: readonly Entry[];
  readonly credited: readonly Entry[];
  /** How many credits wait. */
  readonly queued: number;
  readonly evidence: readonly string[];
  readonly proven: boolean;
};

/** A core or claim by its digest; `ttl` in locks only. */
export type Entry = { readonly digest: string; readonly nonce: number; readonly ttl: number };

/** What holds for an account in an epoch: the committee released to, or an opening. */
export type Row = { readonly account: string; readonly epoch: number; readonly what: string };

export type Shown = {
  readonly accounts: readonly Shard[];
  readonly ownership: readonly Json[];
  /** Of an authority whose accounts move. */
  readonly releases: readonly Row[];
  readonly accepted: readonly Row[];
  readonly openings: readonly Row[];
  /** Of a wallet. */
  readonly nextNonce: number | undefined;
  readonly outstanding: string | undefined;
  readonly certificates: readonly string[];
};

export function shownIn(observed: Json): Shown {
  const of = fieldsOf(observed);
  const { accounts, ownership, next_nonce, outstanding, certificates } = of;
  const core = fieldsOf(outstanding)["core_digest"];
  return {
    accounts: Object.entries(fieldsOf(accounts)).map(([account, shard]) => shardOf(account, shard)),
    ownership: listOf(ownership),
    releases: rowsOf(of["releases"], "to"),
    accepted: rowsOf(of["accepted"], "opening"),
    openings: rowsOf(of["openings"], "opening"),
    nextNonce: wholeOf(next_nonce),
    outstanding: typeof core === "string" ? core : undefined,
    certificates: entriesOf(certificates, "claim_digest").map(({ digest }) => digest),
  };
}

function shardOf(account: string, shard: Json): Shard {
  const of = fieldsOf(shard);
  const escrows = listOf(of["escrow"]).map(fieldsOf);
  const evidence = listOf(of["evidence"]).filter((each) => typeof each === "string");
  return {
    account,
    epoch: wholeOf(of["epoch"]),
    balance: amountOf(of["balance"]),
    nextNonce: wholeOf(of["next_nonce"]),
    frozen: of["frozen"] === true,
    locks: entriesOf(of["locks"], "core_digest"),
    escrow: escrows.reduce((sum, { amount }) => sum + (amountOf(amount) ?? 0n), 0n),
    reserved: escrows.flatMap(({ nonce }) => wholeOf(nonce) ?? []),
    applied: entriesOf(of["applied"], "claim_digest"),
    credited: entriesOf(of["credited"], "claim_digest"),
    queued: listOf(of["queued"]).length,
    evidence,
    proven: evidence.length > 0,
  };
}

function entriesOf(list: Json | undefined, key: string): readonly Entry[] {
  return listOf(list).flatMap((each) => {
    const { [key]: digest, nonce, ttl } = fieldsOf(each);
    if (typeof digest !== "string" || typeof nonce !== "number") return [];
    return [{ digest, nonce, ttl: wholeOf(ttl) ?? 0 }];
  });
}

function rowsOf(list: Json | undefined, key: string): readonly Row[] {
  return listOf(list).flatMap((each) => {
    const { account, epoch, [key]: what } = fieldsOf(each);
    if (typeof account !== "string" || typeof epoch !== "number") return [];
    return typeof what === "string" ? [{ account, epoch, what }] : [];
  });
}

function wholeOf(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function amountOf(value: Json | undefined): bigint | undefined {
  return typeof value === "string" && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}
