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

/** An estimate of a share of `trials`, with the interval that holds it in 95 of 100 cases. */
export type Share = { readonly share: number; readonly low: number; readonly high: number };

/** The normal quantile that leaves 2.5 % above it. */
const Z = 1.959_964;

/**
 * How often something happens that happened in `hits` of `trials`. The interval stays within 0 and
 * 1 and holds for few hits, too (E. B. Wilson, JASA 22, 1927).
 */
export function shareOf(hits: number, trials: number): Share {
  assert(trials > 0 && hits >= 0 && hits <= trials, "hits are some of the trials");
  const share = hits / trials;
  const middle = (share + Z ** 2 / (2 * trials)) / (1 + Z ** 2 / trials);
  const spread = share * (1 - share) + Z ** 2 / (4 * trials);
  const reach = (Z * Math.sqrt(spread / trials)) / (1 + Z ** 2 / trials);
  return { share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

export type Point = { readonly x: number; readonly y: number };

export type PowerLaw = {
  readonly exponent: number;
  /** Both ends of its 95 % interval, as far as the points scatter normally about the line. */
  readonly low: number;
  readonly high: number;
  /** The share of the spread that the line explains (the square of the correlation). */
  readonly fit: number;
};

/** Student's t that leaves 2.5 % above it, for 1, 2, 3 ... degrees of freedom. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/**
 * The exponent b of y = a x^b, by least squares over logarithms: 0 stays as it is, 1 grows with x.
 * Three points at least: two say nothing of how far they are off. Beyond the table of Student's t
 * its last row is taken, which only makes the interval wider.
 */
export function powerLaw(points: readonly Point[]): PowerLaw {
  const freedom = points.length - 2;
  assert(freedom >= 1, "a line through three points at least");
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const meanX = mean(logs.map(({ x }) => x));
  const meanY = mean(logs.map(({ y }) => y));
  const spreadX = sum(logs.map(({ x }) => (x - meanX) ** 2));
  const spreadY = sum(logs.map(({ y }) => (y - meanY) ** 2));
  const together = sum(logs.map(({ x, y }) => (x - meanX) * (y - meanY)));
  const exponent = together / spreadX;
  const missed = Math.max(0, spreadY - exponent * together);
  const student = STUDENT[Math.min(freedom, STUDENT.length) - 1] ?? Infinity;
  const reach = student * Math.sqrt(missed / freedom / spreadX);
  return {
    exponent,
    low: exponent - reach,
    high: exponent + reach,
    fit: spreadY === 0 ? 1 : together ** 2 / (spreadX * spreadY),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
