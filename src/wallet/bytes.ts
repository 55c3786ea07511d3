/**
 * A wallet's state as bytes: one canonical JSON document, so that equal states are equal bytes.
 * In: the state, or bytes. Out: the bytes, or the state they say, read as strictly as any message.
 * @module
 */
import { compareBytes, utf8 } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { parsedDocument } from "../living/document.ts";
import type { UnsignedCertificate } from "../protocol/certificate.ts";
import { accountId, authorityKey, epoch, nextNonce, nonce } from "../protocol/ids.ts";
import type { AccountId } from "../protocol/ids.ts";
import { readUnsignedOrder } from "../protocol/order.ts";
import { readOwnershipProof } from "../protocol/ownership.ts";
import { list, nullable, record, spelled, text, type Reader } from "../protocol/shape.ts";
import { readVote } from "../protocol/vote.ts";
import type { Config } from "./answer.ts";
import type { Kept, Outstanding, Released, State } from "./state.ts";

type Document = State & {
  readonly format: string;
  /** The digest of the genesis that this state grew from. */
  readonly genesis: string;
  readonly account: AccountId;
};

const FORMAT = "flashmesh/1/wallet-state";
const isFormat = spelled(/^flashmesh\/1\/wallet-state$/);
const isDigest = spelled(/^[0-9a-f]{64}$/);
const CLAUSE = "LK-1";

const votes = list(CLAUSE, readVote);
const certificate = record<UnsignedCertificate>(CLAUSE, { order: readUnsignedOrder, votes });

export const readStateDocument: Reader<Document> = record<Document>(CLAUSE, {
  format: text(CLAUSE, isFormat, "Unknown"),
  genesis: text(CLAUSE, isDigest, "NotHex"),
  account: accountId,
  epoch,
  next_nonce: nextNonce,
  outstanding: nullable(record<Outstanding>(CLAUSE, { order: readUnsignedOrder, votes })),
  kept: list(
    CLAUSE,
    record<Kept>(CLAUSE, {
      certificate,
      debited: list(CLAUSE, authorityKey),
      credited: list(CLAUSE, authorityKey),
    }),
  ),
  released: list(CLAUSE, record<Released>(CLAUSE, { sender: accountId, nonce })),
  ownership: list(CLAUSE, readOwnershipProof),
});

export function encodeState(config: Config, state: State): Uint8Array {
  return utf8(canonical(stateDocument(config, state)));
}

/** The state as a document, which says whose it is and of which world. */
export function stateDocument({ world, account }: Config, state: State): Document {
  return { ...state, format: FORMAT, genesis: world.digest, account };
}

/** Undefined for bytes that `encodeState` never makes for this wallet in this world. */
export function decodeState(config: Config, bytes: Uint8Array): State | undefined {
  const read = readStateDocument(parsedDocument(bytes), "");
  const state = read.ok ? stateOf(config, read.value) : undefined;
  if (state === undefined) return undefined;
  // Another spelling of the same state (order, duplicates, white space) was not written here.
  return compareBytes(encodeState(config, state), bytes) === 0 ? state : undefined;
}

/** Undefined, if the document is another wallet's or of another world. */
export function stateOf(config: Config, document: Document): State | undefined {
  const { format: _, genesis, account, ...state } = document;
  return genesis === config.world.digest && account === config.account ? state : undefined;
}
