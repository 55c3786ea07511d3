/**
 * How the state of an authority stands in its store: a record for each account, for each (sender,
 * nonce) that was settled, and for each epoch of an account whose owner is proven. What waits is
 * bounded (EX-6), and is one. Clauses VT-1 and EX-13.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { each, fields, headed, heldAs, one, oneAs, oneText } from "../living/layout.ts";
import type { Part } from "../living/layout.ts";
import { readCertificate, type TransferCertificate } from "../protocol/certificate.ts";
import { readEquivocationProof } from "../protocol/evidence.ts";
import { readEscrow } from "../protocol/genesis.ts";
import { accountId, committeeDigest, epoch, nextNonce, sum } from "../protocol/ids.ts";
import { readClaim, readOrder, signedText } from "../protocol/order.ts";
import { readOwnershipProof, readTenure } from "../protocol/ownership.ts";
import { boolean, list, nullable, record, type Reader } from "../protocol/shape.ts";
import { readSlot } from "../protocol/slot.ts";
import type { Payment } from "./payments.ts";
import { Shards, type Shard } from "./shards.ts";
import type { State } from "./state.ts";

const CLAUSE = "VT-1";

type PaymentDocument =
  | Pick<Payment, "claim" | "debited" | "credited">
  | (Pick<Payment, "debited" | "credited"> & { readonly certificate: TransferCertificate });

const flags = { debited: boolean(CLAUSE), credited: boolean(CLAUSE) };
const readCertified = record(CLAUSE, { certificate: readCertificate, ...flags });
const readClaimed = record(CLAUSE, { claim: readClaim, ...flags });

/** With its certificate, or with the claim alone that an opening told (HO-36). */
const readPayment: Reader<PaymentDocument> = (value, place) =>
  typeof value === "object" && value !== null && "claim" in value
    ? readClaimed(value, place)
    : readCertified(value, place);

function paymentDocument({ claim, certificate, debited, credited }: Payment): PaymentDocument {
  return certificate === null ? { claim, debited, credited } : { certificate, debited, credited };
}

function paymentIn(document: PaymentDocument): Payment {
  if ("claim" in document) return { ...document, certificate: null };
  return { claim: document.certificate.order, ...document };
}

const payments = each(
  readSlot,
  oneAs<readonly Payment[], readonly PaymentDocument[]>(
    list(CLAUSE, readPayment),
    (some) => some.map(paymentDocument),
    (some) => some.map(paymentIn),
  ),
);

/** All of a shard but its history: as much as an order or a certificate changes of it. */
type ShardHead = Omit<Shard, "applied" | "credited">;

const shardHead: Part<ShardHead> = oneText(
  record(CLAUSE, {
    epoch,
    committee: committeeDigest,
    // Any number of digits: what a broken quorum mints must still be held (EX-8).
    balance: sum,
    next_nonce: nextNonce,
    frozen: boolean(CLAUSE),
    locks: list(CLAUSE, readOrder),
    escrow: list(CLAUSE, readEscrow),
    evidence: nullable(readEquivocationProof),
  }),
  headText,
  (document) => ({ ...document, balance: BigInt(document.balance) }),
);

/** PERF: it is written with every vote, and nothing in it but a proof or an escrow is sorted. */
function headText(shard: ShardHead): string {
  return (
    `{"balance":"${shard.balance}","committee":"${shard.committee}","epoch":${shard.epoch},` +
    `"escrow":${canonical(shard.escrow)},"evidence":${canonical(shard.evidence)},` +
    `"frozen":${shard.frozen},"locks":[${shard.locks.map(signedText).join(",")}],` +
    `"next_nonce":${shard.next_nonce}}`
  );
}

const shards = heldAs(
  each(accountId, headed(shardHead, { applied: payments, credited: payments })),
  ({ accounts }: Shards) => accounts,
  (accounts) => Shards.of(accounts),
);

export const stateRecords: Part<State> = fields<State>({
  shards,
  queue: one(list(CLAUSE, readCertificate)),
  ownership: each(readTenure, one(list(CLAUSE, readOwnershipProof))),
});
