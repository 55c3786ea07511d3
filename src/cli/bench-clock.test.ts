/** Processor time that is counted in steps would be noise of its own: it is not. */
import { expect, test } from "vitest";
import { processorTime } from "./bench-clock.ts";

/** Whatever it is, it is the same each time. */
function work(rounds: number): number {
  let state = 1;
  for (let round = 0; round < rounds; round += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  }
  return state;
}

test("small pieces of work add up to the whole: time comes in no coarse steps", () => {
  work(1e7);
  const begun = processorTime();
  const pieces = Array.from({ length: 200 }, () => {
    const before = processorTime();
    work(1e5);
    return processorTime() - before;
  });
  const whole = processorTime() - begun;
  // In steps of a tick nearly all would take none, and some a whole step. A nap that was over
  // before it began, on a busy machine, may leave one without.
  const counted = pieces.filter((took) => took > 0);
  expect(counted.length).toBeGreaterThan(0.9 * pieces.length);
  expect(pieces.reduce((sum, took) => sum + took, 0)).toBeLessThanOrEqual(whole);
});
