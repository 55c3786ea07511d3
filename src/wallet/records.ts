/**
 * How the state of a wallet stands in its store: a record for each release of goods and for each
 * epoch of an account whose owner is proven; the certificates that are not settled everywhere are
 * few, and are one. Clauses LK-1 and GD-6.
 * @module
 */
import { each, fields, one, type Part } from "../living/layout.ts";
import type { UnsignedCertificate } from "../protocol/certificate.ts";
import { accountId, authorityKey, epoch, nextNonce, nonce } from "../protocol/ids.ts";
import { readUnsignedOrder } from "../protocol/order.ts";
import { readOwnershipProof, readTenure } from "../protocol/ownership.ts";
import { list, nullable, record } from "../protocol/shape.ts";
import { readSlot } from "../protocol/slot.ts";
import { readVote } from "../protocol/vote.ts";
import type { Kept, Outstanding, Released, State } from "./state.ts";

const CLAUSE = "LK-1";

const votes = list(CLAUSE, readVote);
const certificate = record<UnsignedCertificate>(CLAUSE, { order: readUnsignedOrder, votes });
const keys = list(CLAUSE, authorityKey);
const kept = record<Kept>(CLAUSE, { certificate, debited: keys, credited: keys });

export const stateRecords: Part<State> = fields<State>({
  epoch: one(epoch),
  next_nonce: one(nextNonce),
  outstanding: one(nullable(record<Outstanding>(CLAUSE, { order: readUnsignedOrder, votes }))),
  kept: one(list(CLAUSE, kept)),
  released: each(readSlot, one(record<Released>(CLAUSE, { sender: accountId, nonce }))),
  ownership: each(readTenure, one(list(CLAUSE, readOwnershipProof))),
});
