/**
 * A state where orders may wait, as bytes: one canonical JSON document. In: the state, or bytes.
 * Out: the bytes, or the state they say, read as strictly as any message.
 * @module
 */
import { compareBytes, utf8 } from "../../base/bytes.ts";
import { canonical } from "../../base/canonical.ts";
import { parsedDocument } from "../../living/document.ts";
import { readOrder } from "../../protocol/order.ts";
import { list, record, spelled, text } from "../../protocol/shape.ts";
import type { Config } from "../answer.ts";
import { handoffDocument, handoffOf, readHandoffDocument } from "../handoff/bytes.ts";
import type { PendingState } from "./state.ts";

const FORMAT = "flashmesh/1/pending-state";
const isFormat = spelled(/^flashmesh\/1\/pending-state$/);
const CLAUSE = "PD-15";

const readDocument = record(CLAUSE, {
  format: text(CLAUSE, isFormat, "Unknown"),
  handoff: readHandoffDocument,
  pending: list(CLAUSE, readOrder),
});

export function encodePendingState(config: Config, state: PendingState): Uint8Array {
  const handoff = handoffDocument(config, state.handoff);
  return utf8(canonical({ format: FORMAT, handoff, pending: state.pending }));
}

/** Undefined for bytes that `encodePendingState` never makes for this authority in this world. */
export function decodePendingState(config: Config, bytes: Uint8Array): PendingState | undefined {
  const read = readDocument(parsedDocument(bytes), "");
  if (!read.ok) return undefined;
  const handoff = handoffOf(config, read.value.handoff);
  if (handoff === undefined) return undefined;
  const state = { handoff, pending: read.value.pending };
  return compareBytes(encodePendingState(config, state), bytes) === 0 ? state : undefined;
}
