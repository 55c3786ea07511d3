/**
 * Ed25519 secrets and their public keys, by Node's own crypto. In: a seed. Out: keys.
 * @module
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";

// The DER of an Ed25519 private key up to its 32 bytes (RFC 8410, section 7).
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The secret key of a seed of 32 bytes. */
export function secretOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
}

/** The public key of a secret one: 32 bytes. */
export function publicOf(secret: KeyObject): Buffer {
  return createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
}
