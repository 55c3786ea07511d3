/**
 * Ed25519 under one strict, cofactorless rule (SG). In: a key, a text, a signature, in hex. Out:
 * yes or no, and never an exception. Two backends give the same answer to every input: Node's
 * own crypto behind byte checks, whatever its version says about the edge cases, and
 * @noble/ed25519 with the equation written out (its `verify` is cofactored).
 * @module
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { getPublicKey, hashes, Point, sign as nobleSign } from "@noble/ed25519";
import { fromHex, toHex, utf8 } from "../base/bytes.ts";
import { assert } from "../base/assert.ts";
import { boundedMap } from "./bounded.ts";

/** Signs with one secret. Ed25519 is deterministic: the same text gets the same bytes. */
export interface Signer {
  /** 64 lower-case hex digits. */
  readonly key: string;
  /** 128 lower-case hex digits. */
  sign(text: string): string;
}

export interface Signatures {
  /** Rule SG. Anything malformed is `false`. */
  verify(key: string, text: string, signature: string): boolean;
  /** The signer of a 32-byte secret (RFC 8032 5.1.5: the seed, not the expanded key). */
  signer(seed: Uint8Array): Signer;
}

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/**
 * Every encoding of the eight points whose order divides 8. The second group is not canonical:
 * `y >= p`, or a sign bit on `x = 0`.
 */
export const SMALL_ORDER_ENCODINGS: ReadonlySet<string> = new Set([
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  `00${"00".repeat(31)}`,
  `00${"00".repeat(30)}80`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",

  `01${"00".repeat(30)}80`,
  `ec${"ff".repeat(31)}`,
  `ed${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(31)}`,
  `ee${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(31)}`,
]);

/** Keys seen lately, good and bad. PERF: a square root costs about 0.1 ms, a look-up nothing. */
const keys = boundedMap<boolean>(4096);

// SG-1: a key is 32 bytes, encodes a point with `y < p`, has no sign bit on `x = 0`, lies on the
// curve, and is none of the eight points of small order.
export function isKey(key: string): boolean {
  // What is longer is no key, and takes no place in any memory.
  return key.length === 64 && keys.recall(key, isKeyNeverSeen);
}

function isKeyNeverSeen(key: string): boolean {
  const bytes = fromHex(key);
  if (bytes?.length !== 32 || SMALL_ORDER_ENCODINGS.has(key)) return false;
  // `x = 0` belongs to y = 1 and y = -1 alone, so a sign bit on it was refused just now.
  return yOf(bytes) < P && pointOf(bytes) !== undefined;
}

/** SG-1 to SG-4; the bytes if they hold, for SG-5. */
function parts(key: string, signature: string): { key: Uint8Array; signature: Uint8Array } | false {
  if (!isKey(key)) return false;
  const [keyBytes, bytes] = [fromHex(key), fromHex(signature)];
  // SG-2: a signature is exactly 64 bytes, `R || S`.
  if (keyBytes === undefined || bytes?.length !== 64) return false;
  // SG-3: `S` is smaller than the group order `L`. Else each signature has a twin.
  if (fromLittleEndian(bytes.subarray(32)) >= L) return false;
  // SG-4: `R` is none of the small-order encodings, canonical or not.
  if (SMALL_ORDER_ENCODINGS.has(signature.slice(0, 64))) return false;
  return { key: keyBytes, signature: bytes };
}

/** The default. PERF: about 13,000 verifications a second on one core; noble does 800. */
export function nodeSignatures(): Signatures {
  const imported = boundedMap<KeyObject>(4096);
  return {
    verify(key, text, signature) {
      const found = parts(key, signature);
      if (found === false) return false;
      const publicKey = imported.recall(key, () => importedKey(found.key));
      return verify(null, Buffer.from(text), publicKey, found.signature);
    },
    signer(seed) {
      assert(seed.length === 32, "a secret has 32 bytes");
      const secret = createPrivateKey({
        key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
        format: "der",
        type: "pkcs8",
      });
      const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
      return {
        key: toHex(spki.subarray(-32)),
        sign: (text) => sign(null, Buffer.from(text), secret).toString("hex"),
      };
    },
  };
}

/** The reference: noble's points, and SG-5 as it is written. */
export function nobleSignatures(): Signatures {
  return {
    verify(key, text, signature) {
      const found = parts(key, signature);
      return found !== false && equationHolds(found.key, utf8(text), found.signature);
    },
    signer(seed) {
      assert(seed.length === 32, "a secret has 32 bytes");
      hashes.sha512 = sha512;
      return {
        key: toHex(getPublicKey(seed)),
        sign: (text) => toHex(nobleSign(utf8(text), seed)),
      };
    },
  };
}

/** Remembers at most `entriesMax` answers of each kind. The answer depends on the input alone. */
export function cached(signatures: Signatures, entriesMax: number): Signatures {
  const verdicts = boundedMap<boolean>(entriesMax);
  return {
    verify(key, text, signature) {
      // Key and signature may be of any length here, so their lengths keep the parts apart.
      const question = `${key.length} ${signature.length} ${key}${signature}${text}`;
      return verdicts.recall(question, () => signatures.verify(key, text, signature));
    },
    signer(seed) {
      const signer = signatures.signer(seed);
      const made = boundedMap<string>(entriesMax);
      return { key: signer.key, sign: (text) => made.recall(text, () => signer.sign(text)) };
    },
  };
}

// SG-5: with `k = SHA-512(R || A || M) mod L` over the bytes as received, `encode([S]B - [k]A)`
// equals `R` byte for byte.
function equationHolds(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const A = pointOf(key);
  if (A === undefined) return false;
  const R = signature.subarray(0, 32);
  const k = fromLittleEndian(sha512(Buffer.concat([R, key, message]))) % L;
  const S = fromLittleEndian(signature.subarray(32));
  const expected = Point.BASE.multiply(S, false).subtract(A.multiply(k, false));
  return toHex(expected.toBytes()) === toHex(R);
}

function pointOf(bytes: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return undefined; // Off the curve: noble has no other way to say so.
  }
}

function importedKey(key: Uint8Array): KeyObject {
  return createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]),
    format: "der",
    type: "spki",
  });
}

function yOf(bytes: Uint8Array): bigint {
  return fromLittleEndian(bytes) & (2n ** 255n - 1n);
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.toReversed())}`);
}

function sha512(message: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha512").update(message).digest());
}
