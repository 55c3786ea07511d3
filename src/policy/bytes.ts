/**
 * A policy agent's state as bytes: one canonical JSON document, so that equal states are equal
 * bytes. In: the state, or bytes. Out: the bytes, or the state they say, read as strictly as any
 * message.
 * @module
 */
import { compareBytes, utf8 } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { parsedDocument } from "../living/document.ts";
import { readBundleContent, readFreeze, readMove } from "../protocol/bundle.ts";
import { accountId, authorityKey, type AuthorityKey } from "../protocol/ids.ts";
import { list, nullable, record, spelled, text, type Reader } from "../protocol/shape.ts";
import type { Config } from "./answer.ts";
import type { State } from "./state.ts";

type Document = State & {
  readonly format: string;
  /** The digest of the genesis that this state grew from. */
  readonly genesis: string;
  readonly self: AuthorityKey;
};

const FORMAT = "flashmesh/1/policy-state";
const isFormat = spelled(/^flashmesh\/1\/policy-state$/);
const isDigest = spelled(/^[0-9a-f]{64}$/);
const CLAUSE = "PB-30";

const readDocument: Reader<Document> = record<Document>(CLAUSE, {
  format: text(CLAUSE, isFormat, "Unknown"),
  genesis: text(CLAUSE, isDigest, "NotHex"),
  self: authorityKey,
  bundle: readBundleContent,
  signed: nullable(readBundleContent),
  opened: list(CLAUSE, accountId),
  frozen: list(CLAUSE, readFreeze),
  targets: list(CLAUSE, readMove),
});

export function encodeState({ world, self }: Config, state: State): Uint8Array {
  return utf8(canonical({ ...state, format: FORMAT, genesis: world.digest, self }));
}

/** Undefined for bytes that `encodeState` never makes for this agent in this world. */
export function decodeState(config: Config, bytes: Uint8Array): State | undefined {
  const read = readDocument(parsedDocument(bytes), "");
  if (!read.ok) return undefined;
  const { format: _, genesis, self, ...state } = read.value;
  if (genesis !== config.world.digest || self !== config.self) return undefined;
  // Another spelling of the same state (order, duplicates, white space) was not written here.
  return compareBytes(encodeState(config, state), bytes) === 0 ? state : undefined;
}
