import fc from "fast-check";
import { expect, test } from "vitest";
import { compareBytes, fromHex, sha256Hex, toHex, utf8 } from "./bytes.ts";

test("hex has one spelling: lower case, whole bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
  for (const bad of ["A0", "0", "0g", " 00", "0x00", "00\n", "\u01300", "0\u0661"]) {
    expect(fromHex(bad), bad).toBeUndefined();
  }
});

// FIPS 180-2 appendix B.1.
test("SHA-256 answers the published vector", () => {
  expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256Hex(utf8("abc"))).toBe(sha256Hex("abc"));
});

test("bytes are ordered as unsigned numbers, a prefix first", () => {
  expect(compareBytes(Uint8Array.of(0x7f), Uint8Array.of(0x80))).toBeLessThan(0);
  expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
  expect(compareBytes(Uint8Array.of(2), Uint8Array.of(2))).toBe(0);
});
