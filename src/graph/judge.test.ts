import { expect, test } from "vitest";
import { CLOCK } from "./clock.ts";
import type { Frame } from "./frames.ts";
import { judge } from "./judge.ts";
import type { Model } from "./manifest.ts";
import type { TlcRun } from "./tlc.ts";

const model = CLOCK;

const SUCCESS: Frame = {
  code: 2193,
  severity: 0,
  text: "Model checking completed. No error has been found.\n  calculated: val = 2.7E-19",
};
const INITIAL: Frame = {
  code: 2190,
  severity: 0,
  text: "Finished computing initial states: 1 distinct state generated at 2026-11-24 14:00:15.",
};
const DEPTH: Frame = {
  code: 2194,
  severity: 0,
  text: "The depth of the complete state graph search is 4.",
};
const counts = (generated: number, distinct: number, queue: number): Frame => ({
  code: 2199,
  severity: 0,
  text:
    `${generated} states generated, ${distinct} distinct states found, ` +
    `${queue} states left on queue.`,
});
const GOOD = [INITIAL, SUCCESS, counts(5, 4, 0), DEPTH];

function ran(frames: readonly Frame[], exit = 0): TlcRun {
  return { exit, frames, loose: [], stderr: "", printed: [], seconds: 1 };
}

function wrong(of: Model, run: TlcRun): readonly string[] {
  return judge(of, run).mismatches.map(({ what }) => what);
}

test("a run with exit 0, success, an empty queue and the pinned counts is as pinned", () => {
  const judgement = judge(model, ran(GOOD));
  expect(judgement.outcome).toEqual({ result: "holds" });
  expect(judgement.mismatches).toEqual([]);
});

// Each of these ends in exit 0 with the pinned jar.
test("exit 0 alone is no pass", () => {
  const error: Frame = { code: 2102, severity: 1, text: "Attempted to apply function" };
  const collision = { ...SUCCESS, text: "calculated (optimistic):  val = 1.1E-6" };
  const cases: readonly (readonly [string, readonly Frame[]])[] = [
    ["no success message", [INITIAL, counts(5, 4, 0), DEPTH]],
    ["success told twice", [...GOOD, SUCCESS]],
    ["an error beside the success", [error, ...GOOD]],
    ["states left on the queue", [INITIAL, SUCCESS, counts(5, 4, 1), DEPTH]],
    ["no state at all", [INITIAL, SUCCESS, counts(0, 0, 0), DEPTH]],
    ["odds of a collision above the bound", [INITIAL, collision, counts(5, 4, 0), DEPTH]],
    ["no output", []],
  ];
  for (const [claim, frames] of cases) {
    expect(wrong(model, ran(frames)), claim).toContain("result");
  }
});

test("any other exit code is no pass, whatever the messages say", () => {
  for (const exit of [1, 10, 12, 75, 255])
    expect(wrong(model, ran(GOOD, exit))).toContain("result");
});

test("fewer states, more states, another depth and counts not told are each named", () => {
  const cases = [
    [[INITIAL, SUCCESS, counts(4, 4, 0), DEPTH], "generated"],
    [[INITIAL, SUCCESS, counts(5, 5, 0), DEPTH], "distinct"],
    [[INITIAL, SUCCESS, counts(5, 4, 0)], "depth"],
    [[SUCCESS, counts(5, 4, 0), DEPTH], "initial"],
  ] as const;
  for (const [frames, what] of cases) expect(wrong(model, ran(frames))).toEqual([what]);
});

test("the initial states are the distinct ones", () => {
  const many: Frame = {
    code: 2191,
    severity: 0,
    text: "Finished computing: 9000 states generated, with 1 of them distinct at 2026.",
  };
  expect(wrong(model, ran([many, SUCCESS, counts(5, 4, 0), DEPTH]))).toEqual([]);
});

test("a warning is named unless it is listed", () => {
  const warning: Frame = { code: 2284, severity: 3, text: "Declaring constraints is dangerous" };
  expect(wrong(model, ran([warning, ...GOOD]))).toEqual(["warning"]);
  expect(wrong({ ...model, warnings: [2284] }, ran([warning, ...GOOD]))).toEqual([]);
});

const FALLS: Model = {
  ...model,
  expect: { result: "violated", property: "Small", exit: 12 },
  counts: undefined,
};
const fallen = (name: string): readonly Frame[] => [
  { code: 2110, severity: 1, text: `Invariant ${name} is violated.` },
  { code: 2121, severity: 1, text: "The behavior up to this point is:" },
  { code: 2217, severity: 4, text: "1: <Initial predicate>\nx = 0\n" },
];

test("a violation must be of the named property and with its exit code", () => {
  expect(wrong(FALLS, ran(fallen("Small"), 12))).toEqual([]);
  expect(wrong(FALLS, ran(fallen("Other"), 12))).toEqual(["property"]);
  expect(wrong(FALLS, ran(GOOD))).toEqual(["result"]);
  expect(wrong(FALLS, ran(fallen("Small"), 0))).toEqual(["result"]);
  expect(wrong(model, ran(fallen("Small"), 12))).toContain("result");
});

test("a temporal violation is attributed only where one property is checked", () => {
  const frames: readonly Frame[] = [
    { code: 2116, severity: 1, text: "Temporal properties were violated.\n" },
    { code: 2217, severity: 4, text: "1: <Initial predicate>\nx = 0\n" },
    { code: 2218, severity: 4, text: "2: Stuttering" },
  ];
  const live: Model = {
    ...FALLS,
    mode: "liveness",
    properties: ["Returns"],
    expect: { result: "violated", property: "Returns", exit: 13 },
  };
  expect(wrong(live, ran(frames, 13))).toEqual([]);
  expect(wrong({ ...live, properties: ["Returns", "Arrives"] }, ran(frames, 13))).toContain(
    "result",
  );
});

test("a part of a refinement, told by its place, is the one property there is", () => {
  const frames: readonly Frame[] = [
    {
      code: 2112,
      severity: 1,
      text: "Action property line 23, col 12 to line 23, col 25 of module Ledger is violated.",
    },
    { code: 2217, severity: 4, text: "1: <Initial predicate>\nx = 0\n" },
  ];
  const refines: Model = {
    ...FALLS,
    properties: ["Refines"],
    expect: { result: "violated", property: "Refines", exit: 13 },
  };
  expect(wrong(refines, ran(frames, 13))).toEqual([]);
});

test("an expected error is told by its message, not by its exit code alone", () => {
  const canary: Model = {
    ...FALLS,
    suite: "canary",
    expect: { result: "error", exit: 77, code: 2253 },
  };
  const tautology: Frame = { code: 2253, severity: 1, text: "Temporal formula is a tautology" };
  expect(wrong(canary, ran([tautology], 77))).toEqual([]);
  expect(wrong(canary, ran([{ ...tautology, code: 2213 }], 77))).toEqual(["code"]);
  expect(wrong(canary, ran([tautology], 75))).toEqual(["exit"]);
});
