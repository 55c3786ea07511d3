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

type HandoffDocument = Omit<HandoffState, "core"> & {
  readonly core: ReturnType<typeof stateDocument>;
};

const fields = {
  core: readStateDocument,
  releases: list(CLAUSE, readUnsignedRelease),
  accepted: openings,
  openings,
};

export const readHandoffDocument = record<HandoffDocument>(CLAUSE, fields);

const readDocument = record(CLAUSE, { format: text(CLAUSE, isFormat, "Unknown"), ...fields });

export function handoffDocument(config: Config, state: HandoffState): HandoffDocument {
  return { ...state, core: stateDocument(config, state.core) };
}

/** Undefined for the state of another authority, or of another world. */
export function handoffOf(config: Config, document: HandoffDocument): HandoffState | undefined {
  const { core: inner, releases, accepted, openings: opened } = document;
  const core = stateOf(config, inner);
  return core === undefined ? undefined : { core, releases, accepted, openings: opened };
}

export function encodeHandoffState(config: Config, state: HandoffState): Uint8Array {
  return utf8(canonical({ format: FORMAT, ...handoffDocument(config, state) }));
}

/** Undefined for bytes that `encodeHandoffState` never makes for this authority in this world. */
export function decodeHandoffState(config: Config, bytes: Uint8Array): HandoffState | undefined {
  const read = readDocument(parsedDocument(bytes), "");
  const state = read.ok ? handoffOf(config, read.value) : undefined;
  if (state === undefined) return undefined;
  return compareBytes(encodeHandoffState(config, state), bytes) === 0 ? state : undefined;
}
