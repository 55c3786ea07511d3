import * as fc from "fast-check";
import { expect, test } from "vitest";
import { wordsFrom } from "../p4/stf/chance.ts";
import { estimate, median, powerLaw, shareOf } from "./statistics.ts";

test("a median is in the middle, whatever the order", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test.for<[count: number, cut: number, confidence: number]>([
  // Of n fair coins: 1 - 2 * P(fewer than k heads), the k as large as 95 % allows.
  [5, 1, 0.9375],
  [6, 1, 0.96875],
  [8, 1, 0.9921875],
  [9, 2, 0.9609375],
  [11, 2, 0.98828125],
])("of %i samples the interval begins at the sample %i: %f", ([count, cut, confidence]) => {
  const samples = Array.from({ length: count }, (_, at) => at + 1);
  expect(estimate(samples)).toMatchObject({ low: cut, high: count + 1 - cut, confidence });
});

test("the interval encloses the median, and one wild sample moves neither end of nine", () => {
  const nine = fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(nine, (samples) => {
      const { low, median: middle, high } = estimate(samples);
      expect(low).toBeLessThanOrEqual(middle);
      expect(high).toBeGreaterThanOrEqual(middle);
      const wild = estimate([...samples.toSorted((one, other) => one - other).slice(0, 8), 1e9]);
      expect(wild.high).toBeLessThanOrEqual(2);
    }),
  );
});

test.for([0, 0.5, 1, 2])("a power law of %f is found as such, and as nothing else", (power) => {
  const points = [10, 100, 1000, 10_000].map((x) => ({ x, y: 3 * x ** power }));
  const { exponent, low, high, fit } = powerLaw(points);
  expect(exponent).toBeCloseTo(power, 10);
  expect(low).toBeCloseTo(power, 6);
  expect(high).toBeCloseTo(power, 6);
  expect(power === 0 ? 1 : fit).toBeCloseTo(1, 10);
});

test("the interval of an exponent holds the true one in 95 of 100 cases", () => {
  // Four points about y = x, off by a normal factor (Box and Muller) from chance with a seed.
  const chance = wordsFrom(7);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log((chance() + 1) / 2 ** 32)) *
    Math.cos((2 * Math.PI * chance()) / 2 ** 32);
  const trials = 2000;
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const points = [1, 10, 100, 1000].map((x) => ({ x, y: x * Math.exp(0.3 * normal()) }));
    const { low, high } = powerLaw(points);
    if (low <= 1 && 1 <= high) held += 1;
  }
  expect(Math.abs(held / trials - 0.95)).toBeLessThan(0.02);
});

test("a law that is no power law fits badly, and says so", () => {
  const points = [1, 2, 3, 4, 5, 6].map((x) => ({ x, y: x % 2 === 0 ? 100 : 1 }));
  const { fit, low, high } = powerLaw(points);
  expect(fit).toBeLessThan(0.5);
  expect(high - low).toBeGreaterThan(2);
});

test.for<[hits: number, trials: number, low: number, high: number]>([
  // The ends solve (share - p)^2 = z^2 p (1 - p) / n.
  [0, 100, 0, 0.037],
  [10, 100, 0.0552, 0.1744],
  [50, 100, 0.4038, 0.5962],
  [100, 100, 0.963, 1],
])("%i of %i are a share between %f and %f", ([hits, trials, low, high]) => {
  const found = shareOf(hits, trials);
  expect(found.low).toBeCloseTo(low, 3);
  expect(found.high).toBeCloseTo(high, 3);
});

test("the ends of a share are where the normal test just fails", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), (hits) => {
      const { share, low, high } = shareOf(hits, 1000);
      for (const end of [low, high]) {
        expect(Math.abs(share - end) / Math.sqrt((end * (1 - end)) / 1000)).toBeCloseTo(1.96, 3);
      }
    }),
  );
});
