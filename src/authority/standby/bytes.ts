/**
 * The state of an owner beside its witness as bytes: one canonical JSON document. In: the state, or
 * bytes. Out: the bytes, or the state they say, read as strictly as any message.
 * @module
 */
import { compareBytes, utf8 } from "../../base/bytes.ts";
import { canonical } from "../../base/canonical.ts";
import { parsedDocument } from "../../living/document.ts";
import { readUnsignedCheckpoint } from "../../protocol/checkpoint.ts";
import { readGrant, witnessedFields } from "../../protocol/grant.ts";
import { authorityKey, nextNonce, sum } from "../../protocol/ids.ts";
import { moveFields, type Move } from "../../protocol/request.ts";
import { boolean, list, record, spelled, text } from "../../protocol/shape.ts";
import type { Config } from "../answer.ts";
import { readStateDocument, stateDocument, stateOf } from "../bytes.ts";
import type { StandbyState, Window } from "./state.ts";

const FORMAT = "flashmesh/1/standby-state";
const isFormat = spelled(/^flashmesh\/1\/standby-state$/);
const CLAUSE = "SB-13";

const readWindow = record<Window>(CLAUSE, {
  ...witnessedFields,
  owner: authorityKey,
  from: nextNonce,
  upto: nextNonce,
  amount: sum,
  closed: boolean(CLAUSE),
});

const readDocument = record(CLAUSE, {
  format: text(CLAUSE, isFormat, "Unknown"),
  core: readStateDocument,
  releases: list(CLAUSE, record<Move>(CLAUSE, moveFields)),
  grants: list(CLAUSE, readGrant),
  written: list(CLAUSE, readUnsignedCheckpoint),
  acked: list(CLAUSE, readUnsignedCheckpoint),
  windows: list(CLAUSE, readWindow),
});

export function encodeStandbyState(config: Config, state: StandbyState): Uint8Array {
  const core = stateDocument(config, state.core);
  return utf8(canonical({ ...state, format: FORMAT, core }));
}

/** Undefined for bytes that `encodeStandbyState` never makes for this authority in this world. */
export function decodeStandbyState(config: Config, bytes: Uint8Array): StandbyState | undefined {
  const read = readDocument(parsedDocument(bytes), "");
  if (!read.ok) return undefined;
  const { format: _, core: document, ...rest } = read.value;
  const core = stateOf(config, document);
  if (core === undefined) return undefined;
  const state = { core, ...rest };
  return compareBytes(encodeStandbyState(config, state), bytes) === 0 ? state : undefined;
}
