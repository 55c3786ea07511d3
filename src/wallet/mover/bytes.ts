/**
 * The state of a wallet that moves, as bytes: one canonical JSON document. In: the state, or bytes.
 * Out: the bytes, or the state they say, read as strictly as any message.
 * @module
 */
import { compareBytes, utf8 } from "../../base/bytes.ts";
import { canonical } from "../../base/canonical.ts";
import { parsedDocument } from "../../living/document.ts";
import { readAccountOpening } from "../../protocol/account-opening.ts";
import { committeeDigest, network } from "../../protocol/ids.ts";
import { readInvitation } from "../../protocol/invitation.ts";
import { readOpeningReceipt } from "../../protocol/opening-receipt.ts";
import { readClaim } from "../../protocol/order.ts";
import { readRelease } from "../../protocol/release.ts";
import { moveFields, type UnsignedRequest } from "../../protocol/request.ts";
import { boolean, list, nullable, record, spelled, text } from "../../protocol/shape.ts";
import type { Config } from "../answer.ts";
import { readStateDocument, stateDocument, stateOf } from "../bytes.ts";
import type { Made, MoverState, UnderWay, UnsignedBinding } from "./state.ts";

const FORMAT = "flashmesh/1/mover-state";
const isFormat = spelled(/^flashmesh\/1\/mover-state$/);
const CLAUSE = "WH-12";

const releases = list(CLAUSE, readRelease);
const receipts = list(CLAUSE, readOpeningReceipt);

const underWay = record<UnderWay>(CLAUSE, {
  to: committeeDigest,
  invitations: list(CLAUSE, readInvitation),
  releases,
  signed: boolean(CLAUSE),
  receipts,
});

const made = record<Made>(CLAUSE, {
  handoff: record<UnsignedBinding>(CLAUSE, {
    request: record<UnsignedRequest>(CLAUSE, { network, ...moveFields }),
    opening: readAccountOpening,
    releases,
  }),
  receipts,
});

const readDocument = record(CLAUSE, {
  format: text(CLAUSE, isFormat, "Unknown"),
  core: readStateDocument,
  opening: readAccountOpening,
  reserved: list(CLAUSE, readClaim),
  handoff: nullable(underWay),
  moves: list(CLAUSE, made),
});

export function encodeMoverState(config: Config, state: MoverState): Uint8Array {
  const core = stateDocument(config, state.core);
  return utf8(canonical({ ...state, format: FORMAT, core }));
}

/** Undefined for bytes that `encodeMoverState` never makes for this wallet in this world. */
export function decodeMoverState(config: Config, bytes: Uint8Array): MoverState | undefined {
  const read = readDocument(parsedDocument(bytes), "");
  if (!read.ok) return undefined;
  const { format: _, core: document, ...rest } = read.value;
  const core = stateOf(config, document);
  if (core === undefined) return undefined;
  const state = { core, ...rest };
  return compareBytes(encodeMoverState(config, state), bytes) === 0 ? state : undefined;
}
