/**
 * What a handful of samples says. In: numbers. Out: their median, an interval that holds the
 * median of what they were drawn from, and the exponent of a power law. Nothing is assumed about
 * how noise is distributed: a shared machine's is not normal.
 * @module
 */
import { assert } from "../base/assert.ts";

export type Estimate = {
  readonly median: number;
  /** Both ends of an interval that holds the true median with `confidence`. */
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
};

/** The least that an interval is asked for; with five samples or fewer it is all of them. */
const CONFIDENCE_MIN = 0.95;

export function median(values: readonly number[]): number {
  assert(values.length > 0, "a median of something");
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * The median with the narrowest interval between two order statistics that is wide enough. The
 * median lies below the k-th smallest of n samples as often as a fair coin shows fewer than k
 * heads (W. J. Conover, Practical Nonparametric Statistics, 3.2).
 */
export function estimate(values: readonly number[]): Estimate {
  const sorted = values.toSorted((one, other) => one - other);
  const count = sorted.length;
  let cut = 1;
  while (2 * (cut + 1) <= count && confidence(count, cut + 1) >= CONFIDENCE_MIN) cut += 1;
  return {
    median: median(values),
    low: sorted[cut - 1] ?? 0,
    high: sorted[count - cut] ?? 0,
    confidence: confidence(count, cut),
  };
}

/** How often the `cut`-th smallest and largest of `count` samples enclose the true median. */
function confidence(count: number, cut: number): number {
  let ways = 1;
  let outside = 0;
  for (let heads = 0; heads < cut; heads += 1) {
    outside += ways;
    ways = (ways * (count - heads)) / (heads + 1);
  }
  return Math.max(0, 1 - (2 * outside) / 2 ** count);
}

export type Point = { readonly x: number; readonly y: number };

/**
 * The exponent b of y = a x^b, by least squares over logarithms: 0 stays as it is, 1 grows with x.
 * `fit` is the share of the spread that it explains (the square of the correlation), 1 if there is
 * no spread.
 */
export function exponent(points: readonly Point[]): {
  readonly exponent: number;
  readonly fit: number;
} {
  assert(points.length >= 2, "a line through two points at least");
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const meanX = mean(logs.map(({ x }) => x));
  const meanY = mean(logs.map(({ y }) => y));
  const spreadX = sum(logs.map(({ x }) => (x - meanX) ** 2));
  const spreadY = sum(logs.map(({ y }) => (y - meanY) ** 2));
  const together = sum(logs.map(({ x, y }) => (x - meanX) * (y - meanY)));
  return {
    exponent: together / spreadX,
    fit: spreadY === 0 ? 1 : together ** 2 / (spreadX * spreadY),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
