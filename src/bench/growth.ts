/**
 * How something grows. In: sizes, ascending, and what measures one of them. Out: a point a size, as
 * far as the budget goes, and the power law through them.
 * @module
 */
import { powerLaw, type Point } from "./statistics.ts";
import type { Growth, Probe } from "./measured.ts";

/** What is said of a growth before it is measured. */
export type Axis = Omit<Growth, "points" | "law" | "skipped">;

/** One number for each axis, in their order. */
export type Trial = (size: number) => readonly number[] | Promise<readonly number[]>;

/** Points of a law that say how far it is off. */
const POINTS_MIN = 3;

/**
 * Measures size after size; the first once more beforehand, so that code is hot. One is left out,
 * with all beyond it, if it would take the sum beyond the budget (seconds) should the work grow as
 * the size does.
 */
export async function growths(
  axes: readonly Axis[],
  sizes: readonly number[],
  trial: Trial,
  { now }: Pick<Probe, "now">,
  budget: number,
): Promise<readonly Growth[]> {
  const begun = now();
  const measured: { readonly x: number; readonly ys: readonly number[] }[] = [];
  let last = 0;
  for (const x of sizes.slice(0, 1)) await trial(x);
  for (const x of sizes) {
    const before = now();
    const grown = x / (measured.at(-1)?.x ?? x);
    if (before - begun + last * grown > budget * 1000) break;
    measured.push({ x, ys: await trial(x) });
    last = now() - before;
  }
  const skipped = sizes.slice(measured.length);
  return axes.map((axis, at) => {
    const points = measured.map(({ x, ys }): Point => ({ x, y: ys[at] ?? 0 }));
    return { ...axis, points, law: lawOf(points), skipped };
  });
}

/** Nothing at all has no logarithm, and no law. */
function lawOf(points: readonly Point[]): Growth["law"] {
  const told = points.filter(({ y }) => y > 0);
  return told.length < POINTS_MIN ? null : powerLaw(told);
}

/** How long a batch lasts at least, in milliseconds: the clock may move in steps of four. */
const BATCH = 40;
const BATCHES = 3;

/** Microseconds a call: the fastest of some batches, for others can only slow them down. */
export async function fastest(
  { now }: Pick<Probe, "now">,
  work: () => void | Promise<void>,
): Promise<number> {
  let calls = 1;
  let best = Infinity;
  for (let batch = 0; batch < BATCHES;) {
    const before = now();
    for (let call = 0; call < calls; call += 1) await work();
    const took = now() - before;
    if (took < BATCH && batch === 0) {
      calls *= 2;
      continue;
    }
    batch += 1;
    best = Math.min(best, took / calls);
  }
  return best * 1000;
}
