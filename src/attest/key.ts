/**
 * Keys as files hold them. In: PEM text. Out: the seed of a private key (PKCS#8) or the hex of a
 * public one (SPKI), if it is Ed25519, or why not; and the name under which a key signs.
 * @module
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import { fromHex, sha256Hex, toHex } from "../base/bytes.ts";
import { assert } from "../base/assert.ts";
import { no, ok, type Result } from "../base/result.ts";
import { isKey } from "../protocol/ed25519.ts";

// RFC 8410: what stands before the 32 bytes of a seed, and before those of a public key.
const PKCS8 = "302e020100300506032b657004220420";
const SPKI = "302a300506032b6570032100";

/** SHA-256 of the key as SubjectPublicKeyInfo, in DER. */
export function keyidOf(key: string): string {
  const der = fromHex(`${SPKI}${key}`);
  assert(der !== undefined, "a key is hex");
  return sha256Hex(der);
}

/** The seed of a private key, as `openssl genpkey -algorithm ed25519` writes it. */
export function readSeed(pem: string): Result<Uint8Array, string> {
  const label = labelOf(pem);
  if (label === "ENCRYPTED PRIVATE KEY") return no("it is encrypted");
  if (label !== "PRIVATE KEY") return no(`it is ${named(label)}, not a PRIVATE KEY (PKCS#8)`);
  try {
    const key = createPrivateKey({ key: pem, format: "pem" });
    if (key.asymmetricKeyType !== "ed25519") {
      return no(`its algorithm is ${key.asymmetricKeyType ?? "unknown"}, not ed25519`);
    }
    const der = toHex(key.export({ format: "der", type: "pkcs8" }));
    const seed = fromHex(der.slice(PKCS8.length));
    assert(der.startsWith(PKCS8) && seed?.length === 32, "a key of Ed25519 has one form in DER");
    return ok(seed);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause) return no("it cannot be decoded");
    throw cause;
  }
}

/** A public key that rule SG-1 admits. */
export function readPublicKey(pem: string): Result<string, string> {
  const label = labelOf(pem);
  if (label !== "PUBLIC KEY") return no(`it is ${named(label)}, not a PUBLIC KEY`);
  try {
    const key = createPublicKey({ key: pem, format: "pem" });
    if (key.asymmetricKeyType !== "ed25519") {
      return no(`its algorithm is ${key.asymmetricKeyType ?? "unknown"}, not ed25519`);
    }
    const text = toHex(key.export({ format: "der", type: "spki" })).slice(SPKI.length);
    return isKey(text) ? ok(text) : no("no signature of this key can be checked (SG-1)");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause) return no("it cannot be decoded");
    throw cause;
  }
}

function labelOf(pem: string): string | undefined {
  return /^\s*-----BEGIN ([A-Z0-9 ]{1,40})-----\r?\n/.exec(pem)?.[1];
}

function named(label: string | undefined): string {
  return label === undefined ? "no PEM" : `a PEM of ${label}`;
}
