import fc from "fast-check";
import { expect, test } from "vitest";
import { Bug } from "./assert.ts";
import type { Json } from "./canonical.ts";
import { canonical } from "./canonical.ts";

const json = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => n + 0),
    fc.string({ unit: "grapheme" }),
  ),
  value: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: "grapheme" }), tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("the example of RFC 8785 3.2.3 sorts by UTF-16 code units", () => {
  const members: Json = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  const order = ["\\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"];
  const keys = [...canonical(members).matchAll(/[{,]"(.*?)":/gu)].map((found) => found[1]);
  expect(keys).toEqual(order);
});

test("strings are escaped as RFC 8785 3.2.2.2 says", () => {
  expect(canonical('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test("the canonical text reads back as the same value, and only one text does", () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonical(value);
      const back = JSON.parse(text) as Json;
      expect(back).toEqual(value);
      expect(canonical(back)).toBe(text);
    }),
  );
  expect.hasAssertions();
});

test("a fraction, a huge number, a negative zero, a lone surrogate and no value are bugs", () => {
  for (const bad of [0.5, 2 ** 53, -0, Number.NaN, Infinity, "\ud800", { "\udc00": 1 }]) {
    expect(() => canonical(bad), String(bad)).toThrow(Bug);
  }
  expect(() => canonical({ a: undefined } as never)).toThrow(Bug);
});
