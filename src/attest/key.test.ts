import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { toHex } from "../base/bytes.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { keyidOf, readPublicKey, readSeed } from "./key.ts";

/** Where it is not there, that is said, and is no failure. */
const OPENSSL = "openssl";
// RFC 8410, section 10.1 and 10.3.
const PRIVATE = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
`;
const PUBLIC = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
`;

test("the keys of RFC 8410 are read, and belong together", () => {
  const seed = readSeed(PRIVATE);
  expect(seed.ok && toHex(seed.value)).toBe(
    "d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842",
  );
  const key = readPublicKey(PUBLIC);
  expect(key).toEqual({
    ok: true,
    value: "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1",
  });
  expect(seed.ok && nodeSignatures().signer(seed.value).key).toBe(key.ok && key.value);
});

test("a keyid is the digest that openssl finds", () => {
  const read = readPublicKey(PUBLIC);
  const der = spawnSync(OPENSSL, ["pkey", "-pubin", "-outform", "DER"], { input: PUBLIC });
  if (der.error === undefined) {
    const input = der.stdout;
    const told = spawnSync(OPENSSL, ["dgst", "-sha256", "-r"], { input, encoding: "utf8" });
    expect(read.ok && keyidOf(read.value)).toBe(told.stdout.slice(0, 64));
  } else console.log("not run: openssl is not there");
  expect(read.ok).toBe(true);
});

test("any other key is refused in one sentence", () => {
  const pem = { format: "pem", type: "pkcs8" } as const;
  const ours = generateKeyPairSync("ed25519").privateKey;
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const curve = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const texts: readonly (readonly [string, string])[] = [
    [String(rsa.privateKey.export(pem)), "its algorithm is rsa, not ed25519"],
    [String(curve.privateKey.export(pem)), "its algorithm is ec, not ed25519"],
    [
      String(ours.export({ ...pem, cipher: "aes-256-cbc", passphrase: "secret" })),
      "it is encrypted",
    ],
    [PUBLIC, "it is a PEM of PUBLIC KEY, not a PRIVATE KEY (PKCS#8)"],
    ["", "it is no PEM, not a PRIVATE KEY (PKCS#8)"],
    [PRIVATE.replace("MC4C", "MC5C"), "it cannot be decoded"],
    [PRIVATE.replace("-----END PRIVATE KEY-----", ""), "it cannot be decoded"],
  ];
  const found = texts.map(([text]) => readSeed(text));
  expect(found).toEqual(texts.map(([, reason]) => ({ ok: false, reason })));
});

test("a public key is no private one, of no other algorithm, and one that rule SG admits", () => {
  const small = Buffer.from(`302a300506032b657003210001${"00".repeat(31)}`, "hex");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const texts: readonly (readonly [string, string])[] = [
    [PRIVATE, "it is a PEM of PRIVATE KEY, not a PUBLIC KEY"],
    [
      String(rsa.publicKey.export({ format: "pem", type: "spki" })),
      "its algorithm is rsa, not ed25519",
    ],
    [spkiPem(small), "no signature of this key can be checked (SG-1)"],
    [spkiPem(small.subarray(1)), "it cannot be decoded"],
  ];
  const found = texts.map(([text]) => readPublicKey(text));
  expect(found).toEqual(texts.map(([, reason]) => ({ ok: false, reason })));
});

function spkiPem(der: Buffer): string {
  return `-----BEGIN PUBLIC KEY-----\n${der.toString("base64")}\n-----END PUBLIC KEY-----\n`;
}
