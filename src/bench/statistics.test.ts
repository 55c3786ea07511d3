import * as fc from "fast-check";
import { expect, test } from "vitest";
import { estimate, exponent, median } from "./statistics.ts";

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

test.for([0, 0.5, 1, 2])("a power law of %f is found as such", (power) => {
  const points = [10, 100, 1000, 10_000].map((x) => ({ x, y: 3 * x ** power }));
  const found = exponent(points);
  expect(found.exponent).toBeCloseTo(power, 10);
  expect(found.fit).toBeCloseTo(1, 10);
});

test("a law that is no power law fits badly, and says so", () => {
  const points = [1, 2, 3, 4, 5, 6].map((x) => ({ x, y: x % 2 === 0 ? 100 : 1 }));
  expect(exponent(points).fit).toBeLessThan(0.5);
});
