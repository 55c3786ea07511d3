import { expect, test } from "vitest";
import type { Coverage } from "../trace/coverage.ts";
import { firstDifference, guardCoverage, guardLines } from "./traces.ts";

const all = { covered: 1, of: 1, missed: [] };
const coverage: Coverage = {
  states: all,
  transitions: all,
  inputs: all,
  outcomes: new Map(),
  refusals: new Map([
    ["VF9", 3],
    ["VF2", 1],
  ]),
  alone: new Map([["VF9", 2]]),
};

test("a guard that refuses nothing alone is missing, unless a cause is listed", () => {
  const found = guardCoverage([coverage, coverage], ["VF-9", "VF-2"]);
  expect(found).toMatchObject({ missing: ["VF-2"], stale: [] });
  expect(guardLines(found, ["VF-9", "VF-2"])).toEqual([
    "guards that refuse alone: 1 of 2",
    "  VF-9 4",
    "  not VF-2, and no cause is listed",
  ]);
});

test("the first line that differs is named, with what differs in it", () => {
  const text = `one\n${"x".repeat(200)}2 and more\nthree\n`;
  const lines = firstDifference(text, text.replace("2 and", "3 and"), 100);
  expect(lines[0]).toBe("  line 2");
  expect(lines[1]).toContain("xxx2 and more");
  expect(lines[2]).toContain("xxx3 and more");
  expect(lines[1]?.length).toBeLessThan(120);
});

test("a text that is cut short differs where it ends", () => {
  expect(firstDifference("one\ntwo\n", "one\n", 100)[0]).toBe("  line 2");
  expect(firstDifference("one\n", "one\ntwo\n", 100)[1]).toBe("    stored  ");
});
