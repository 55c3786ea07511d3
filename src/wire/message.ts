/**
 * Messages on the wire. In: bytes or text, and what they should be. Out: the facts, or the one
 * place that is wrong and the clause it breaks; and back: facts to their canonical bytes.
 * Nothing is normalised: what is accepted says one thing, and is spelled as TH-12 wants it.
 * @module
 */
import { utf8 } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { no, type Result } from "../base/result.ts";
import { readAccountOpening, type AccountOpening } from "../protocol/account-opening.ts";
import { readBundle, readShare, type PolicyBundle, type Share } from "../protocol/bundle.ts";
import { readCertificate, type TransferCertificate } from "../protocol/certificate.ts";
import { readAcknowledgement, readCheckpoint } from "../protocol/checkpoint.ts";
import type { Acknowledgement, Checkpoint } from "../protocol/checkpoint.ts";
import { readCommittee, type Committee } from "../protocol/committee.ts";
import { readBrokenQuorum, readEquivocationProof } from "../protocol/evidence.ts";
import type { BrokenQuorum, EquivocationProof } from "../protocol/evidence.ts";
import { readGenesis, type World } from "../protocol/genesis.ts";
import { readGrant, type Grant } from "../protocol/grant.ts";
import { readHandoff, type HandoffCertificate } from "../protocol/handoff.ts";
import { readInvitation, type Invitation } from "../protocol/invitation.ts";
import { readLapseNotice, type LapseNotice } from "../protocol/lapse-notice.ts";
import { readMissing, type MissingCertificate } from "../protocol/missing.ts";
import { readMoved, type Moved } from "../protocol/moved.ts";
import { readOpeningReceipt, type OpeningReceipt } from "../protocol/opening-receipt.ts";
import { readClaim, readOrder, type Claim, type Order } from "../protocol/order.ts";
import { readOwnershipProof, type OwnershipProof } from "../protocol/ownership.ts";
import { readPendingOrder, type PendingOrder } from "../protocol/pending-order.ts";
import { readReceipt, type TransferReceipt } from "../protocol/receipt.ts";
import { readRelease, type HandoffRelease } from "../protocol/release.ts";
import { readRequest, type HandoffRequest } from "../protocol/request.ts";
import type { Reader } from "../protocol/shape.ts";
import { readStatement, readTakeover } from "../protocol/takeover.ts";
import type { TakeoverOrder, TakeoverStatement } from "../protocol/takeover.ts";
import { readReport, type TakeoverReport } from "../protocol/takeover-report.ts";
import { readVote, type TransferVote } from "../protocol/vote.ts";
import { MESSAGE_LIMITS, readJson, type Limits, type Undecodable } from "./json.ts";
import { breach, type SchemaName } from "./schema.ts";

/** Each message under the name of its schema. */
export interface Messages {
  readonly order: Order;
  readonly vote: TransferVote;
  readonly certificate: TransferCertificate;
  readonly receipt: TransferReceipt;
  readonly "missing-certificate": MissingCertificate;
  readonly "equivocation-proof": EquivocationProof;
  readonly "broken-quorum": BrokenQuorum;
  readonly "ownership-proof": OwnershipProof;
  readonly committee: Committee;
  readonly claim: Claim;
  readonly "handoff-request": HandoffRequest;
  readonly invitation: Invitation;
  readonly "handoff-release": HandoffRelease;
  readonly "account-opening": AccountOpening;
  readonly "handoff-certificate": HandoffCertificate;
  readonly "opening-receipt": OpeningReceipt;
  readonly moved: Moved;
  readonly "pending-order": PendingOrder;
  readonly "lapse-notice": LapseNotice;
  readonly "policy-bundle": PolicyBundle;
  readonly "bundle-signature": Share;
  readonly grant: Grant;
  readonly checkpoint: Checkpoint;
  readonly acknowledgement: Acknowledgement;
  readonly "takeover-order": TakeoverOrder;
  readonly "takeover-report": TakeoverReport;
  readonly "takeover-statement": TakeoverStatement;
}

export type MessageName = keyof Messages;

type Readers = { readonly [Name in MessageName]: Reader<Messages[Name]> };

const READERS: Readers = {
  order: readOrder,
  vote: readVote,
  certificate: readCertificate,
  receipt: readReceipt,
  "missing-certificate": readMissing,
  "equivocation-proof": readEquivocationProof,
  "broken-quorum": readBrokenQuorum,
  "ownership-proof": readOwnershipProof,
  committee: readCommittee,
  claim: readClaim,
  "handoff-request": readRequest,
  invitation: readInvitation,
  "handoff-release": readRelease,
  "account-opening": readAccountOpening,
  "handoff-certificate": readHandoff,
  "opening-receipt": readOpeningReceipt,
  moved: readMoved,
  "pending-order": readPendingOrder,
  "lapse-notice": readLapseNotice,
  "policy-bundle": readBundle,
  "bundle-signature": readShare,
  grant: readGrant,
  checkpoint: readCheckpoint,
  acknowledgement: readAcknowledgement,
  "takeover-order": readTakeover,
  "takeover-report": readReport,
  "takeover-statement": readStatement,
};

export const MESSAGE_NAMES: readonly MessageName[] = Object.keys(READERS).filter(isMessageName);

/** A genesis is a file that its owner trusts: it may be as large as a village needs. */
const GENESIS_LIMITS: Limits = { ...MESSAGE_LIMITS, lengthMax: 1 << 26 };

export function decode<Name extends MessageName>(
  name: Name,
  source: Uint8Array | string,
): Result<Messages[Name], Undecodable> {
  const reader: Reader<Messages[Name]> = READERS[name];
  return decodeWith(name, reader, source, MESSAGE_LIMITS);
}

export function decodeGenesis(source: Uint8Array | string): Result<World, Undecodable> {
  return decodeWith("genesis", readGenesis, source, GENESIS_LIMITS);
}

/** The canonical bytes (RFC 8785) of a message. */
export function encode(message: Messages[MessageName]): Uint8Array {
  return utf8(canonical(message));
}

function decodeWith<Fact>(
  name: SchemaName,
  reader: Reader<Fact>,
  source: Uint8Array | string,
  limits: Limits,
): Result<Fact, Undecodable> {
  const json: Result<Json, Undecodable> = readJson(source, limits);
  if (!json.ok) return json;
  const read = reader(json.value, "");
  if (!read.ok) return read;
  // The reader has named all it knows; the schema is the second opinion, and has the last word.
  const place = breach(name, json.value);
  return place === undefined ? read : no({ place, clause: "TH-12", problem: "NotOfSchema" });
}

function isMessageName(name: string): name is MessageName {
  return Object.hasOwn(READERS, name);
}
