import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import { difference, sizeOf } from "./compare.ts";

const json = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(null, true, false, 0, 1, "", "a"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3 }),
    ),
  }))
  .value.map((value) => value as Json);

test("two values differ exactly if their canonical texts do", () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      const same = canonical(left) === canonical(right);
      expect(difference(left, right, "root") === undefined).toBe(same);
    }),
  );
});

test("an empty answer differs from every demand that is not empty", () => {
  const demand = { accounts: { alice: { balance: "1" } }, ownership: [] };
  expect(difference(demand, {}, "observed")).toEqual({
    path: "observed.accounts",
    expected: demand.accounts,
    actual: null,
  });
});

test("a key too many is a difference, and so is an item too many", () => {
  expect(difference({ a: 1 }, { a: 1, b: 2 }, "o")).toEqual({
    path: "o.b",
    expected: null,
    actual: 2,
  });
  expect(difference([1], [1, 2], "o")?.path).toBe("o");
  expect(difference([], {}, "o")?.path).toBe("o");
  expect(difference({}, [], "o")?.path).toBe("o");
});

test("what is no JSON at all is a difference", () => {
  for (const odd of [undefined, () => 1, Symbol("x"), Number.NaN]) {
    expect(difference({ a: 1 }, odd, "o")).not.toBe(undefined);
  }
});

test("the size of a demand counts each scalar and each empty list", () => {
  expect(sizeOf({ a: 1, b: [], c: [1, { d: null }], e: {} })).toBe(5);
  expect(sizeOf(null)).toBe(1);
});
