import { expect, test } from "vitest";
import {
  BAND,
  baselineOf,
  confirmed,
  doubted,
  judge,
  type Baseline,
  type Judgement,
  type Machine,
} from "./gate.ts";
import type { Measured } from "./row.ts";
import { estimate } from "./statistics.ts";

const machine: Machine = { node: "v24.21.0", platform: "linux", cpu: "One" };

/** A row of which each round's ratio is given. */
function row(id: string, ratios: readonly number[], gated = true): Measured {
  return {
    id,
    about: "a thing",
    unit: "things",
    operations: 1,
    yardstick: "t/yardstick",
    gated,
    rate: estimate(ratios),
    ratio: estimate(ratios),
    samples: ratios.length,
  };
}

/** Nine rounds about `level`: noise of up to 8 % to both sides, and one round of a busy machine. */
function noisy(level: number): readonly number[] {
  return [1.08, 0.93, 1.02, 0.97, 1, 1.05, 0.92, 1.01, 0.4].map((factor) => factor * level);
}

const before = baselineOf([row("t/a", noisy(2)), row("t/b", noisy(5))], machine, "2026-01-01");

test("the noise of a shared machine passes", () => {
  const judged = judge([row("t/a", noisy(2.1)), row("t/b", noisy(4.8))], before, machine);
  expect(judged).toMatchObject({ passed: true, judged: 2, findings: [], band: BAND });
});

test("thirty percent slower fails, and names the row and how much", () => {
  const judged = judge([row("t/a", noisy(2 * 0.7)), row("t/b", noisy(5))], before, machine);
  expect(judged.passed).toBe(false);
  expect(judged.findings).toMatchObject([{ kind: "slower", id: "t/a", was: 2 }]);
  const [finding] = judged.findings;
  expect(finding?.kind === "slower" && finding.lost > BAND).toBe(true);
});

test("a row that is gone and a row that is new fail: the gate never shrinks in silence", () => {
  const judged = judge([row("t/a", noisy(2)), row("t/c", noisy(1))], before, machine);
  expect(judged.passed).toBe(false);
  expect(judged.findings).toEqual([
    { kind: "new", id: "t/c" },
    { kind: "gone", id: "t/b" },
  ]);
});

test("a row that is only told is in no baseline and never judged", () => {
  expect(baselineOf([row("t/a", noisy(2), false)], machine, "").rows).toEqual([]);
  const judged = judge(
    [row("t/a", noisy(2)), row("t/b", noisy(5)), row("t/x", [1], false)],
    before,
    machine,
  );
  expect(judged).toMatchObject({ passed: true, judged: 2 });
});

test("much faster is told, for the baseline is stale; it fails nothing", () => {
  const judged = judge([row("t/a", noisy(4)), row("t/b", noisy(5))], before, machine);
  expect(judged).toMatchObject({ passed: true, findings: [{ kind: "faster", id: "t/a" }] });
});

test.for<Machine>([
  { ...machine, cpu: "Other" },
  { ...machine, node: "v26.1.0" },
])("on another machine the band is wide, and that is said", (other) => {
  const rows = [row("t/a", noisy(2 * 0.7)), row("t/b", noisy(5))];
  expect(judge(rows, before, other)).toMatchObject({ passed: true, here: false, band: 0.5 });
  const far = [row("t/a", noisy(2 * 0.4)), row("t/b", noisy(5))];
  expect(judge(far, before, other)).toMatchObject({ passed: false });
});

test("a ratio against another yardstick is another row", () => {
  const other: Baseline = {
    ...before,
    rows: before.rows.map((each) => ({ ...each, yardstick: "t/other" })),
  };
  const rows = [row("t/a", noisy(2)), row("t/b", noisy(5))];
  expect(judge(rows, other, machine).passed).toBe(false);
});

test("a row is doubted by its median, and fails only if a second look is sure", () => {
  const [a, b] = [2, 5];
  const rows = (ofA: number, ofB: number): readonly Measured[] => [
    row("t/a", noisy(a * ofA)),
    row("t/b", noisy(b * ofB)),
  ];
  const doubts = (ofA: number, ofB: number): readonly string[] =>
    doubted(rows(ofA, ofB), before, machine);
  const look = (ofA: number, ofB: number): Judgement => judge(rows(ofA, ofB), before, machine);
  // An interval that still reaches into the band is no reason to let a loss pass unseen.
  expect(look(0.83, 1).findings).toEqual([]);
  expect(doubts(0.83, 1)).toEqual(["t/a"]);
  // Nor is luck in the first one: what has lost two thirds of the band is looked at again.
  expect(doubts(0.89, 1)).toEqual(["t/a"]);
  expect(doubts(0.91, 1.3)).toEqual([]);
  expect(confirmed(["t/a"], look(0.6, 1))).toMatchObject({
    passed: false,
    findings: [{ kind: "slower", id: "t/a" }],
  });
  expect(confirmed(["t/a"], look(1, 1))).toMatchObject({ passed: true, findings: [] });
  // Each time another row: neither was slower twice.
  expect(confirmed(["t/a"], look(1, 0.6))).toMatchObject({ passed: true, findings: [] });
});

test("elsewhere a row is doubted beyond the wide band only", () => {
  const other = { ...machine, cpu: "Other" };
  expect(doubted([row("t/a", noisy(2 * 0.6))], before, other)).toEqual([]);
  expect(doubted([row("t/a", noisy(2 * 0.4))], before, other)).toEqual(["t/a"]);
});

test("a row that is gone fails however often it is measured", () => {
  const rows = [row("t/a", noisy(2))];
  const gone = judge(rows, before, machine);
  expect(doubted(rows, before, machine)).toEqual([]);
  expect(confirmed([], gone)).toMatchObject({ passed: false, findings: [{ kind: "gone" }] });
});
