/**
 * A DSSE envelope (https://github.com/secure-systems-lab/dsse): a payload, and one signature over
 * its type and its bytes. In: a text and who signs. Out: the bytes of a file, of which no bit can
 * be otherwise; and back, or the first thing that is.
 * @module
 */
import { fromHex, fromUtf8, toHex, utf8 } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { no, ok, type Result } from "../base/result.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { readJson } from "../wire/json.ts";
import { breach } from "../wire/schema.ts";
import { keyidOf } from "./key.ts";

const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const LENGTH_MAX = 1 << 26;

/** What is signed: DSSE's pre-authentication encoding. The payload is text, and so is this. */
function preAuthentication(payload: string): string {
  const { length } = utf8(payload);
  return `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${length} ${payload}`;
}

export function seal(payload: string, signer: Signer): string {
  const signature = fromHex(signer.sign(preAuthentication(payload))) ?? new Uint8Array();
  const envelope = {
    payload: base64(utf8(payload)),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ keyid: keyidOf(signer.key), sig: base64(signature) }],
  };
  return `${canonical(envelope)}\n`;
}

export type Envelope = {
  readonly payload: string;
  readonly keyid: string;
  /** 128 lower-case hex digits. */
  readonly signature: string;
};

/** The parts, if the file is exactly what `seal` writes. The signature is not looked at. */
export function open(file: Uint8Array): Result<Envelope, string> {
  const text = fromUtf8(file);
  if (text === undefined) return no("it is not UTF-8");
  if (!text.endsWith("\n")) return no("it does not end with a line feed");
  const told = text.slice(0, -1);
  const read = readJson(told, { lengthMax: LENGTH_MAX, depthMax: 8 });
  if (!read.ok) return no(`it is no strict JSON (${read.reason.problem} at ${read.reason.place})`);
  const place = breach("envelope", read.value);
  if (place !== undefined) return no(`it breaks its schema at ${place || "/"}`);
  if (canonical(read.value) !== told) return no("it is not in canonical form (RFC 8785)");
  // The schema has seen it.
  const { payload, signatures }: Told = JSON.parse(told);
  const [first, ...more] = signatures;
  if (first === undefined) return no("nobody signed it");
  if (more.some(({ keyid }) => keyid === first.keyid)) return no("one key signs it twice");
  if (more.length > 0) return no("more than one key signs it");
  const bytes = fromBase64(payload);
  const signature = fromBase64(first.sig);
  if (bytes === undefined) return no("its payload is no strict base64");
  if (signature?.length !== 64) return no("its signature is no strict base64 of 64 bytes");
  const payloadText = fromUtf8(bytes);
  if (payloadText === undefined) return no("its payload is not UTF-8");
  return ok({ payload: payloadText, keyid: first.keyid, signature: toHex(signature) });
}

type Told = {
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
};

/** Rule SG over what DSSE signs. `key` is 64 hex digits. */
export function isSignedBy(envelope: Envelope, key: string, signatures: Signatures): boolean {
  return (
    keyidOf(key) === envelope.keyid &&
    signatures.verify(key, preAuthentication(envelope.payload), envelope.signature)
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** RFC 4648 4, and only as an encoder writes it: padded, and with zeros in the bits left over. */
function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}
