/**
 * What is signed and what is hashed: one header line and the canonical form. In: a message
 * without its signature. Out: its text (ASCII, as every scalar of the protocol is) or its digest.
 * Clauses TH-3 and TH-4.
 * @module
 */
import { assert } from "../base/assert.ts";
import { sha256Hex } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import type { Spelling } from "./shape.ts";

export type SignedType =
  | "order"
  | "vote"
  | "receipt"
  | "request"
  | "invitation"
  | "release"
  | "handoff"
  | "opening-receipt"
  | "pending-order"
  | "lapse-notice"
  | "bundle"
  | "grant"
  | "checkpoint"
  | "report"
  | "acknowledgement"
  | "takeover"
  | "statement";
export type DigestedType = "core" | "claim" | "committee" | "opening" | "bundle";

// TH-3: signing bytes of a message are the ASCII text `flashmesh/1/<type>/<network>`, one line
// feed, and the RFC 8785 (JCS) form of the message without its signature field. The network is
// the message's own, or, where it has no such field, the one in which it is spoken.
export function signingText(
  type: SignedType | DigestedType,
  network: string,
  unsigned: Json,
): string {
  return textToSign(type, network, canonical(unsigned));
}

/** The same of a message whose RFC 8785 text is known. */
export function textToSign(type: SignedType | DigestedType, network: string, jcs: string): string {
  return `flashmesh/1/${type}/${network}\n${jcs}`;
}

// TH-4: the digest of a core, a claim, a committee, an opening or a bundle is the SHA-256 of its
// signing bytes.
export function digest<Digest extends string>(
  is: Spelling<Digest>,
  type: DigestedType,
  network: string,
  thing: Json,
): Digest {
  return digestOfText(is, type, network, canonical(thing));
}

/** The same of a thing whose RFC 8785 text is known. */
export function digestOfText<Digest extends string>(
  is: Spelling<Digest>,
  type: DigestedType,
  network: string,
  jcs: string,
): Digest {
  const hex = sha256Hex(textToSign(type, network, jcs));
  assert(is(hex), "a SHA-256 digest is 64 lower-case hex digits");
  return hex;
}
