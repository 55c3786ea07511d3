import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { CLOCK } from "../graph/clock.ts";
import type { Judgement } from "../graph/judge.ts";
import type { Model } from "../graph/manifest.ts";
import type { ModelResult } from "./check.ts";
import { grouped, progressInWords, resultLines, standingOf, summaryOf, tallyOf } from "./check.ts";
import { faultLines } from "./fault.ts";

const model: Model = {
  ...CLOCK,
  counts: { initial: 1, generated: 5, distinct: 4000, depth: 4 },
};
const counts = { initial: 1, generated: 5, distinct: 4000, depth: 4, queue: 0 };
const judged = (edit: Partial<Judgement>): ModelResult => ({
  type: "judged",
  model,
  seconds: 1.24,
  judgement: { outcome: { result: "holds" }, counts, warnings: [], mismatches: [], ...edit },
});
const PASSED = judged({});
const FEWER = judged({ mismatches: [{ what: "distinct", expected: "5", actual: "4" }] });
const BROKEN = judged({
  outcome: { result: "error", exit: 150, code: 3002, said: "Parsing failed.\n***Parse Error***" },
  mismatches: [{ what: "result", expected: "holds", actual: "error" }],
});
const SLOW: ModelResult = {
  type: "fault",
  model,
  fault: new Fault("TlcDeadline", { model: "Clock", seconds: 3 }),
};

test("as pinned passes, another verdict or size fails, no verdict is undecided", () => {
  expect([PASSED, FEWER, BROKEN, SLOW].map(standingOf)).toEqual([
    "passed",
    "failed",
    "undecided",
    "undecided",
  ]);
  expect(tallyOf([PASSED, FEWER, BROKEN, SLOW])).toEqual({ passed: 1, failed: 1, undecided: 2 });
});

test("a result is one line, and one more for each thing that is not as pinned", () => {
  expect(resultLines(PASSED)).toEqual(["ok   small/Clock: holds; 4,000 states, depth 4; 1.2 s"]);
  expect(resultLines(FEWER)).toEqual([
    "FAIL small/Clock: holds; 4,000 states, depth 4; 1.2 s",
    "       distinct: expected 5, found 4",
  ]);
  expect(resultLines(BROKEN).slice(1)).toEqual([
    "       result: expected holds, found error",
    "       | Parsing failed.",
    "       | ***Parse Error***",
  ]);
  expect(resultLines(SLOW)).toEqual([
    "??   small/Clock",
    "       Clock was stopped after 3 s",
    "       cure: give it more with --deadline",
  ]);
});

test("the summary holds the standing and the sizes of each model", () => {
  const run = { manifest_sha256: "ab".repeat(32), wanted: ["Clock"] };
  expect(summaryOf(run, [PASSED], new Map([["Clock", "x.json"]]))).toEqual({
    format: "flashmesh-check/1",
    ...run,
    passed: 1,
    failed: 0,
    undecided: 0,
    models: [
      {
        name: "Clock",
        suite: "small",
        standing: "passed",
        result: "holds",
        counts,
        warnings: [],
        mismatches: [],
        milliseconds: 1240,
        counterexample: "x.json",
      },
    ],
  });
});

test("progress tells the rate, and the time left where the size is pinned", () => {
  const progress = { depth: 3, generated: 2000, distinct: 1000, queue: 50 };
  // By hand: 1,000 in 10 s are 100 a second, 4,000 take 40 s, of which 15 are gone.
  expect(progressInWords(model, progress, 10, 15)).toBe(
    "Clock 1,000 states, 50 queued, 100/s, 25 s left",
  );
  expect(progressInWords({ ...model, counts: undefined }, progress, 10, 15)).toBe(
    "Clock 1,000 states, 50 queued, 100/s",
  );
  expect(progressInWords(model, progress, 10, 60)).toContain("100/s, 0 s left");
  expect(progressInWords(model, undefined, 0, 2)).toBe("Clock 2 s");
  expect(progressInWords({ ...model, seconds: 9 }, progress, 1, 2)).toBe("Clock 2 of about 9 s");
});

test("numbers are grouped by thousands", () => {
  expect([0, 999, 1000, 1234567].map(grouped)).toEqual(["0", "999", "1,000", "1,234,567"]);
});

test("each fault has words of its own, with its facts in them", () => {
  const source = new URL("..", import.meta.url).pathname;
  const thrown = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), "utf8");
      return [...text.matchAll(/new (?:Input)?Fault\(\s*"(\w+)"/g)].map(([, code = ""]) => code);
    });
  expect(thrown.length).toBeGreaterThan(60);
  expect(thrown.filter((code) => faultLines(new Fault(code))[0] === code)).toEqual([]);
  expect(faultLines(new Fault("JavaTooOld", { java: "java", found: 8, needed: 11 }))).toEqual([
    "java is Java 8; the checker needs 11 or newer",
    "cure: set JAVA_HOME to a newer one",
  ]);
});
