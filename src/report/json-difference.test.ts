import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceText, jsonDifference } from "./json-difference.ts";

test("only what differs is marked, and stands below what it belongs to", () => {
  const demanded = { alice: { locks: [], balance: "100" }, bob: { balance: "0" } };
  const came = { alice: { locks: ["o2"], balance: "100" }, bob: { balance: "0" } };
  expect(differenceText(jsonDifference(demanded, came))).toEqual([
    "  {",
    "    alice: {",
    '      balance: "100"',
    "      locks: [",
    '+       "o2"',
    "      ]",
    "    }",
    '    bob: {"balance":"0"}',
    "  }",
  ]);
});

test("a missing key is one that was demanded and did not come", () => {
  expect(differenceText(jsonDifference({ a: 1, b: 2 }, { a: 1 }))).toEqual([
    "  {",
    "    a: 1",
    "-   b: 2",
    "  }",
  ]);
});

test("where nothing came nothing is told of it", () => {
  expect(jsonDifference(undefined, undefined)).toEqual([]);
  expect(differenceText(jsonDifference("voted", undefined))).toEqual(['- "voted"']);
});

test("equal values have no mark, others at least one, whatever they are", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), fc.jsonValue(), (left, right) => {
      // What RFC 8785 has no text for is no value of a stream.
      const [a, b] = [whole(left), whole(right)];
      const marks = jsonDifference(a, b).filter(({ mark }) => mark !== "same");
      const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      expect(marks.length === 0).toBe(same);
    }),
  );
});

test("a value of a megabyte and a nest of a thousand levels stay short", () => {
  let nest: readonly unknown[] = [];
  for (let level = 0; level < 1000; level += 1) nest = [nest];
  const value = JSON.parse(JSON.stringify({ nest, long: "x".repeat(1_000_000) }));
  const text = differenceText(jsonDifference(value, { long: "y" })).join("\n");
  expect(text.length).toBeLessThan(20_000);
  expect(text).toContain("(1000002 characters)");
});

type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** The value with numbers and strings that have a canonical text. */
function whole(value: unknown): Plain {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value + 0 : 0;
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [`k${key.toWellFormed()}`, whole(each)]),
    );
  }
  return value === true;
}

function sorted(value: Plain): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const rows = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  // An empty object is no empty list.
  return { object: rows.map(([key, each]) => [key, sorted(each)]) };
}
