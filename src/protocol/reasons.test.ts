import { expect, test } from "vitest";
import { failed, inTableOrder } from "./guards.ts";
import { REASONS } from "./reasons.ts";

test("numbers run from 1 without a gap, and codes and clauses are unique", () => {
  expect(REASONS.map(({ number }) => number)).toEqual(REASONS.map((_, index) => index + 1));
  expect(new Set(REASONS.map(({ code }) => code)).size).toBe(REASONS.length);
  expect(new Set(REASONS.map(({ clause }) => clause)).size).toBe(REASONS.length);
});

test("all failed guards are told, in the order of the table, but for those switched off", () => {
  const guards = { WindowClosed: false, Malformed: false, NotOwned: true, WrongEpoch: false };
  expect(failed(guards, new Set())).toEqual(["Malformed", "WrongEpoch", "WindowClosed"]);
  expect(failed(guards, new Set(["VF-4"]))).toEqual(["Malformed", "WindowClosed"]);
  expect(inTableOrder(["WindowClosed"], ["Malformed", "WindowClosed"])).toEqual([
    "Malformed",
    "WindowClosed",
  ]);
});
