import { expect, test } from "vitest";
import { pooled, sample } from "./measure.ts";
import type { Row, Sampled } from "./row.ts";

function row(id: string, yardstick: string | null, gated: boolean, ran: string[]): Row {
  return {
    id,
    about: "",
    unit: "things",
    operations: 1,
    yardstick,
    gated,
    run: () => void ran.push(id),
  };
}

/** Ten milliseconds further each time that it is asked. */
function clock(): () => number {
  let time = 0;
  return () => (time += 10);
}

const EFFORT = { rounds: 2, seconds: 0.01 };

test("the gate runs what it judges and what that is judged by, and nothing else", async () => {
  const ran: string[] = [];
  const rows = [
    row("t/y", null, false, ran),
    row("t/a", "t/y", true, ran),
    row("t/b", "t/y", false, ran),
    row("t/z", null, false, ran),
    row("t/c", "t/z", false, ran),
  ];
  const some = await sample("t", rows, { ...EFFORT, gate: true }, clock(), () => {});
  expect(some.map(({ id }) => id)).toEqual(["t/y", "t/a"]);
  expect(new Set(ran)).toEqual(new Set(["t/y", "t/a"]));
  const all = await sample("t", rows, { ...EFFORT, gate: false }, clock(), () => {});
  expect(all.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  expect(all.every(({ rates }) => rates.length === EFFORT.rounds)).toBe(true);
});

function sampled(ratios: readonly number[]): readonly Sampled[] {
  return [
    { ...row("t/y", null, false, []), rates: ratios.map(() => 1), ratios: null },
    { ...row("t/a", "t/y", true, []), rates: ratios, ratios },
  ];
}

test("rounds of all processes count alike", () => {
  // One process in which everything was slow is a third of the rounds, not the answer.
  const [yardstick, measured] = pooled([sampled([4, 5]), sampled([5, 6]), sampled([1, 1])]);
  expect(yardstick).toMatchObject({ ratio: null, samples: 6 });
  expect(measured).toMatchObject({ ratio: { median: 4.5, low: 1, high: 6 }, samples: 6 });
});
