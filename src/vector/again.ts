/**
 * A second signature of the same text by the same key, which holds as well as the first: whoever
 * tells signers apart by their signatures counts one of them twice. In: two seeds and the text.
 * Out: 64 bytes. RFC 8032, 5.1.6, with another `r`: the scalar of a second secret, whose public
 * key is then `R`.
 * @module
 */
import { createHash } from "node:crypto";
import { publicOf, secretOf } from "./secret.ts";

/** The group order (RFC 8032, 5.1). */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The signature that the secret of `seed` gives with the scalar of `other` for `r`: 64 bytes. */
export function signAgain(seed: Uint8Array, other: Uint8Array, text: Uint8Array): Buffer {
  const [A, R] = [publicOf(secretOf(seed)), publicOf(secretOf(other))];
  const k = littleEndian(sha512(Buffer.concat([R, A, text])));
  const S = (scalarOf(other) + k * scalarOf(seed)) % L;
  const bytes = Buffer.from(S.toString(16).padStart(64, "0"), "hex");
  return Buffer.concat([R, new Uint8Array(bytes).toReversed()]);
}

/** RFC 8032, 5.1.5: the lower half of the digest, with some bits set and some cleared. */
function scalarOf(seed: Uint8Array): bigint {
  const low = littleEndian(sha512(seed).subarray(0, 32));
  return (low & (2n ** 254n - 8n)) | (2n ** 254n);
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.toReversed()).toString("hex")}`);
}

function sha512(message: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha512").update(message).digest());
}
