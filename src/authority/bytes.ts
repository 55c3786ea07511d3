/**
 * A state as bytes: one canonical JSON document, so that equal states are equal bytes. In: the
 * state, or bytes. Out: the bytes, or the state they say, read as strictly as any message.
 * @module
 */
import { compareBytes, utf8 } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { parsedDocument } from "../living/document.ts";
import { readCertificate, type TransferCertificate } from "../protocol/certificate.ts";
import { readEquivocationProof } from "../protocol/evidence.ts";
import { readEscrow } from "../protocol/genesis.ts";
import { accountId, authorityKey, committeeDigest, epoch, nextNonce } from "../protocol/ids.ts";
import type { AccountId, AuthorityKey } from "../protocol/ids.ts";
import { readClaim, readOrder } from "../protocol/order.ts";
import { readOwnershipProof } from "../protocol/ownership.ts";
import { boolean, list, nullable, record, spelled, text, type Reader } from "../protocol/shape.ts";
import type { Config } from "./answer.ts";
import type { Payment, Shard, State } from "./state.ts";

type ShardDocument = Omit<Shard, "balance" | "applied" | "credited"> & {
  readonly account: AccountId;
  /** Decimal. Any number of digits: what a broken quorum mints must still be held (EX-8). */
  readonly balance: string;
  readonly applied: readonly PaymentDocument[];
  readonly credited: readonly PaymentDocument[];
};

type PaymentDocument =
  | Pick<Payment, "claim" | "debited" | "credited">
  | (Pick<Payment, "debited" | "credited"> & { readonly certificate: TransferCertificate });

type StateDocument = {
  /** The digest of the genesis that this state grew from. */
  readonly genesis: string;
  readonly authority: AuthorityKey;
  readonly accounts: readonly ShardDocument[];
  readonly queue: State["queue"];
  readonly ownership: State["ownership"];
};

type Document = StateDocument & { readonly format: string };

const FORMAT = "flashmesh/1/authority-state";
const isFormat = spelled(/^flashmesh\/1\/authority-state$/);
const isDigest = spelled(/^[0-9a-f]{64}$/);
const isDecimal = spelled(/^(?:0|-?[1-9][0-9]*)$/);
const CLAUSE = "VT-1";

const flags = { debited: boolean(CLAUSE), credited: boolean(CLAUSE) };
const readCertified = record(CLAUSE, { certificate: readCertificate, ...flags });
const readClaimed = record(CLAUSE, { claim: readClaim, ...flags });

/** With its certificate, or with the claim alone that an opening told (HO-36). */
const readPayment: Reader<PaymentDocument> = (value, place) =>
  typeof value === "object" && value !== null && "claim" in value
    ? readClaimed(value, place)
    : readCertified(value, place);
const readPayments = list(CLAUSE, readPayment);

const stateFields = {
  genesis: text(CLAUSE, isDigest, "NotHex"),
  authority: authorityKey,
  accounts: list(
    CLAUSE,
    record<ShardDocument>(CLAUSE, {
      account: accountId,
      epoch,
      committee: committeeDigest,
      balance: text(CLAUSE, isDecimal, "NotABalance"),
      next_nonce: nextNonce,
      frozen: boolean(CLAUSE),
      locks: list(CLAUSE, readOrder),
      escrow: list(CLAUSE, readEscrow),
      applied: readPayments,
      credited: readPayments,
      evidence: nullable(readEquivocationProof),
    }),
  ),
  queue: list(CLAUSE, readCertificate),
  ownership: list(CLAUSE, readOwnershipProof),
};

export const readStateDocument = record<StateDocument>(CLAUSE, stateFields);

const readDocument = record<Document>(CLAUSE, {
  format: text(CLAUSE, isFormat, "Unknown"),
  ...stateFields,
});

export function stateDocument(config: Config, state: State): StateDocument {
  const accounts = [...state.shards].map(([account, shard]) => ({
    ...shard,
    account,
    balance: String(shard.balance),
    applied: shard.applied.map(paymentDocument),
    credited: shard.credited.map(paymentDocument),
  }));
  return {
    genesis: config.world.digest,
    authority: config.authority,
    accounts,
    queue: state.queue,
    ownership: state.ownership,
  };
}

function paymentDocument({ claim, certificate, debited, credited }: Payment): PaymentDocument {
  return certificate === null ? { claim, debited, credited } : { certificate, debited, credited };
}

function paymentOf(document: PaymentDocument): Payment {
  if ("claim" in document) return { ...document, certificate: null };
  return { claim: document.certificate.order, ...document };
}

export function encodeState(config: Config, state: State): Uint8Array {
  return utf8(canonical({ format: FORMAT, ...stateDocument(config, state) }));
}

/** Undefined for bytes that `encodeState` never makes for this authority in this world. */
export function decodeState(config: Config, bytes: Uint8Array): State | undefined {
  const read = readDocument(parsedDocument(bytes), "");
  const state = read.ok ? stateOf(config, read.value) : undefined;
  if (state === undefined) return undefined;
  // Another spelling of the same state (order, duplicates, white space) was not written here.
  return compareBytes(encodeState(config, state), bytes) === 0 ? state : undefined;
}

/** Undefined for the state of another authority, or of another world. */
export function stateOf(config: Config, document: StateDocument): State | undefined {
  const { genesis, authority, accounts, queue, ownership } = document;
  if (genesis !== config.world.digest || authority !== config.authority) return undefined;
  const shards = new Map<AccountId, Shard>();
  for (const { account, ...shard } of accounts) {
    shards.set(account, {
      ...shard,
      balance: BigInt(shard.balance),
      applied: shard.applied.map(paymentOf),
      credited: shard.credited.map(paymentOf),
    });
  }
  return { shards, queue, ownership };
}
