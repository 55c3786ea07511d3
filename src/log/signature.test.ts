import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isKey, isSignature } from "./signature.ts";

// RFC 8032 7.1, TEST 2: one byte, 0x72, which is the text "r".
const KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
const SIGNATURE =
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
  "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

function turned(hex: string): string {
  return Buffer.from(Buffer.from(hex, "hex").toReversed()).toString("hex");
}

function littleEndian(n: bigint): string {
  return turned(n.toString(16).padStart(64, "0"));
}

test("RFC 8032's own signature holds, and not over another text or with one bit turned", () => {
  expect(isSignature(KEY, "r", SIGNATURE)).toBe(true);
  expect(isSignature(KEY, "s", SIGNATURE)).toBe(false);
  for (const at of [0, 40, 64, 100]) {
    const digit = (Number.parseInt(SIGNATURE[at] ?? "0", 16) ^ 1).toString(16);
    const other = SIGNATURE.slice(0, at) + digit + SIGNATURE.slice(at + 1);
    expect(isSignature(KEY, "r", other), `digit ${at}`).toBe(false);
  }
});

test("SG-3: the twin of a signature, S + L, is none", () => {
  const S = BigInt(`0x${turned(SIGNATURE.slice(64))}`);
  expect(isSignature(KEY, "r", SIGNATURE.slice(0, 64) + littleEndian(S + L))).toBe(false);
});

// The eight points of small order and their other spellings ("Taming the many EdDSAs", table 6).
const SMALL = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

test("SG-1: a point of small order is no key, however spelled, nor is one in upper case", () => {
  for (const key of SMALL) expect(isKey(key), key).toBe(false);
  expect(isKey(KEY)).toBe(true);
  expect(isKey(KEY.toUpperCase())).toBe(false);
  // y = 2 is on no point of the curve.
  expect(isKey(littleEndian(2n))).toBe(false);
});

test("SG-4: with a small R and S = 0 nothing is signed, though R = [0]B - [k]A may hold", () => {
  for (const R of SMALL) {
    expect(isSignature(KEY, "any", R + "00".repeat(32)), R).toBe(false);
  }
});

test("whatever a fresh key signs holds under it and under no other", () => {
  const pairs = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")].map((pair) => ({
    secret: pair.privateKey,
    key: pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex"),
  }));
  const [one, other] = pairs;
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      if (one === undefined || other === undefined) throw new Error("two keys");
      const signature = sign(null, Buffer.from(text, "utf8"), one.secret).toString("hex");
      expect(isSignature(one.key, text, signature)).toBe(true);
      expect(isSignature(other.key, text, signature)).toBe(false);
    }),
    { numRuns: 20 },
  );
  expect.hasAssertions();
});
