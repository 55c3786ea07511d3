import { expect, test } from "vitest";
import { growths, fastest } from "./growth.ts";

const axis = { id: "t/a", about: "", kind: "time", of: "things", unit: "s" } as const;

/** A clock that the work moves on. */
function clock() {
  let time = 0;
  return { now: () => time, pass: (milliseconds: number) => void (time += milliseconds) };
}

test("what would take a row beyond its budget is skipped, with all that is larger", async () => {
  const { now, pass } = clock();
  const trial = (size: number): readonly number[] => {
    pass(size);
    return [size ** 2];
  };
  // 10 + 100 + 1000 ms fit into 5 s; after 1000 ms for 1000 the next is thought to take 10 s.
  const [grown] = await growths([axis], [10, 100, 1000, 10_000, 100_000], trial, { now }, 5);
  expect(grown?.points.map(({ x }) => x)).toEqual([10, 100, 1000]);
  expect(grown?.skipped).toEqual([10_000, 100_000]);
  expect(grown?.law?.exponent).toBeCloseTo(2, 10);
});

function oneIsNothing(size: number): readonly number[] {
  return [size, size === 1 ? 0 : size];
}

test("two points have no law, and nothing has no logarithm", async () => {
  const [two, some] = await growths([axis, axis], [1, 2, 3], oneIsNothing, clock(), 5);
  expect(two?.law?.exponent).toBeCloseTo(1, 10);
  expect(some?.law).toBeNull();
});

test("of some batches the one counts that nothing disturbed", async () => {
  const { now, pass } = clock();
  let calls = 0;
  const time = await fastest({ now }, () => {
    calls += 1;
    // 50 ms a call, but for a standstill now and then.
    pass(calls % 3 === 0 ? 500 : 50);
  });
  expect(time).toBe(50_000);
});

test("what is fast is called so often that the clock sees it", async () => {
  const { now, pass } = clock();
  const time = await fastest({ now: () => Math.floor(now()) }, () => pass(0.003));
  expect(time).toBeGreaterThan(2);
  expect(time).toBeLessThan(4);
});
