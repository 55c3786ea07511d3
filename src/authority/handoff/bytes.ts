/**
 * A state where accounts can move, as bytes: one canonical JSON document. In: the state, or bytes.
 * Out: the bytes, or the state they say, read as strictly as any message.
 * @module
 */
import { compareBytes, utf8 } from "../../base/bytes.ts";
import { canonical } from "../../base/canonical.ts";
import { parsedDocument } from "../../living/document.ts";
import { accountId, epoch, openingDigest } from "../../protocol/ids.ts";
import { readUnsignedRelease } from "../../protocol/release.ts";
import { list, record, spelled, text } from "../../protocol/shape.ts";
import type { Config } from "../answer.ts";
import { readStateDocument, stateDocument, stateOf } from "../bytes.ts";
import type { HandoffState, OpeningAt } from "./state.ts";

const FORMAT = "flashmesh/1/handoff-state";
const isFormat = spelled(/^flashmesh\/1\/handoff-state$/);
const CLAUSE = "HO-24";

const openings = list(
  CLAUSE,
  record<OpeningAt>(CLAUSE, { account: accountId, epoch, opening: openingDigest }),
);

const readDocument = record(CLAUSE, {
  format: text(CLAUSE, isFormat, "Unknown"),
  core: readStateDocument,
  releases: list(CLAUSE, readUnsignedRelease),
  accepted: openings,
  openings,
});

export function encodeHandoffState(config: Config, state: HandoffState): Uint8Array {
  const core = stateDocument(config, state.core);
  return utf8(canonical({ ...state, format: FORMAT, core }));
}

/** Undefined for bytes that `encodeHandoffState` never makes for this authority in this world. */
export function decodeHandoffState(config: Config, bytes: Uint8Array): HandoffState | undefined {
  const read = readDocument(parsedDocument(bytes), "");
  if (!read.ok) return undefined;
  const { format: _, core: document, ...rest } = read.value;
  const core = stateOf(config, document);
  if (core === undefined) return undefined;
  const state = { core, ...rest };
  return compareBytes(encodeHandoffState(config, state), bytes) === 0 ? state : undefined;
}
