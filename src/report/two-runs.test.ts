import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CaseLine, CaseWord, Result } from "../replay/result.ts";
import { readResult } from "../replay/stream.ts";
import { compareRuns, twoRunsLines } from "./two-runs.ts";

const golden = new URL("golden/every-word.ndjson", import.meta.url);
const result = readResult(readFileSync(golden, "utf8"), "every-word");

function changed(at: number, by: Partial<CaseLine>): Result {
  return {
    ...result,
    cases: result.cases.map((each, n) => (n === at ? { ...each, ...by } : each)),
  };
}

function worse(before: CaseWord, now: CaseWord): boolean {
  return compareRuns(changed(0, { word: before }), changed(0, { word: now })).worse;
}

test("a run and itself have no difference", () => {
  expect(compareRuns(result, result)).toEqual({ changes: [], standings: [], worse: false });
});

test("a case that passes no more is worse, one that passes now is not", () => {
  expect(worse("pass", "fail")).toBe(true);
  expect(worse("fail", "pass")).toBe(false);
  expect(worse("pass", "known-fail")).toBe(true);
  expect(worse("fail", "hung")).toBe(false);
  expect(worse("known-fail", "crashed")).toBe(true);
});

test("the clause of a case that changed is told, and so is the word", () => {
  const fixed = { ...changed(1, { word: "pass" }) };
  const lines = twoRunsLines(compareRuns(result, fixed));
  expect(lines[0]).toBe("       authority  T-0000000000000002  fail -> pass  VF-9");
  expect(lines.at(-1)).toBe("1 of the cases changed; nothing got worse");
});

test("a new case and one that is gone are told", () => {
  const fewer = { ...result, cases: result.cases.slice(1) };
  expect(twoRunsLines(compareRuns(fewer, result))[0]).toContain("T-0000000000000001  new: pass");
  const gone = compareRuns(result, fewer);
  expect(gone.changes.map(({ before, now }) => [before, now])).toEqual([["pass", undefined]]);
  expect(gone.worse).toBe(true);
});

test("another fresh network is no change", () => {
  const other = result.cases.map((each) =>
    each.binding === "corpus" ? each : { ...each, binding: "fresh-2" },
  );
  expect(compareRuns(result, { ...result, cases: other }).changes).toEqual([]);
});

test("the same word for another clause is a change", () => {
  const failure = result.cases[1]?.failure;
  const other = changed(
    1,
    failure === undefined ? {} : { failure: { ...failure, clause: "VF-8" } },
  );
  expect(compareRuns(result, other).changes.map(({ clauses }) => clauses)).toEqual([
    ["VF-9", "VF-8"],
  ]);
});
