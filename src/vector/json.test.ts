import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "../base/canonical.ts";
import type { Json } from "./json.ts";
import { jcs, sha256 } from "./json.ts";

test("members are sorted by UTF-16 code units, as in RFC 8785 3.2.3", () => {
  // The example of the RFC, without its surrogate pair order: "\u20ac" U+20AC, "\ufb33" U+FB33.
  const value = { "\u20ac": "Euro", "\r": "CR", "\ufb33": "Dalet", "1": "One", "\u0080": "Ctl" };
  expect(jcs(value)).toBe('{"\\r":"CR","1":"One","\u0080":"Ctl","\u20ac":"Euro","\ufb33":"Dalet"}');
});

test("a fraction, a number beyond 2^53-1 and a negative zero have no text", () => {
  for (const value of [0.5, 2 ** 53, -0, Number.NaN]) {
    expect(() => jcs(value)).toThrow(/safe integer/);
  }
});

test("both encoders of this house write the same text", () => {
  const json = fc.jsonValue({ noUnicodeString: false }).filter(isPlain);
  fc.assert(
    fc.property(json, (value) => {
      expect(jcs(value as Json)).toBe(canonical(value as Json));
    }),
  );
});

test("a digest is SHA-256 of the UTF-8", () => {
  // FIPS 180-4, example of one block.
  const digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256("abc")).toBe(digest);
});

function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && isPlain(member));
}
