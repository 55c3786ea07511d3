import fc from "fast-check";
import { expect, test } from "vitest";
import { counted, visible, visibleLines } from "./visible.ts";

test("what is unseen or moves other text is written out", () => {
  expect(visible("a\u0000b\u001b[31m\n")).toBe("a\\u0000b\\u001b[31m\\u000a");
  expect(visible("\u202eevil\u2066\ufeff\u200b")).toBe("\\u202eevil\\u2066\\ufeff\\u200b");
  expect(visible("\ud800 \ufffe \u{e0041}")).toBe("\\ud800 \\ufffe \\u{e0041}");
});

test("letters of any language stay as they are", () => {
  const text = "Zahlung für 100 €, 支払い, دفع, 😀";
  expect(visible(text)).toBe(text);
});

test("line feeds and tabs stay where there may be several lines", () => {
  expect(visibleLines("a\n\tb\r")).toBe("a\n\tb\\u000d");
});

test("a megabyte is cut, and its length is told", () => {
  const text = visible("x".repeat(1_000_000));
  expect(text.length).toBeLessThan(4100);
  expect(text).toMatch(/x\.\.\. \(1000000 characters\)$/);
});

test("no text whatever leaves a character that XML 1.0 forbids", () => {
  const legal = /^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(visible(text)).toMatch(legal);
    }),
  );
});

test("one is not many", () => {
  expect([0, 1, 1234].map((count) => counted(count, "case"))).toEqual([
    "0 cases",
    "1 case",
    "1,234 cases",
  ]);
});
