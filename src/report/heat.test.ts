import { expect, test } from "vitest";
import { heatRows } from "./heat.ts";

function line(axis: string, map: string) {
  return { kind: "heat", suite: "GenDebit", axis, id: "T-1", map } as const;
}

test("a cell counts all traces at its step, and all rows are equally long", () => {
  expect(heatRows([line("crash", ".x-"), line("crash", "..?."), line("swap", "-")])).toEqual([
    {
      axis: "crash",
      judged: 5,
      wrong: 1,
      cells: [
        { first: 1, last: 1, good: 2, wrong: 0, open: 0 },
        { first: 2, last: 2, good: 1, wrong: 1, open: 0 },
        { first: 3, last: 3, good: 0, wrong: 0, open: 1 },
        { first: 4, last: 4, good: 1, wrong: 0, open: 0 },
      ],
    },
    {
      axis: "swap",
      judged: 0,
      wrong: 0,
      cells: [1, 2, 3, 4].map((at) => ({ first: at, last: at, good: 0, wrong: 0, open: 0 })),
    },
  ]);
});

test("a long trace has at most 60 cells, and loses no step", () => {
  const [row] = heatRows([line("crash", `${".".repeat(369)}x`)]);
  expect(row?.cells.length).toBeLessThanOrEqual(60);
  expect(row?.cells.at(-1)).toMatchObject({ last: 370, wrong: 1 });
  expect(row?.judged).toBe(370);
});
