import fc from "fast-check";
import { expect, test } from "vitest";
import { InputFault } from "../base/fault.ts";
import type { Interval } from "./scale.ts";
import { Line, Money, Spans } from "./scale.ts";

const time = fc.oneof(
  fc.nat(50),
  fc.integer({ min: 1_760_000_000_000, max: 1_760_000_000_050 }),
  fc.maxSafeInteger().map((n) => Math.abs(n)),
);
const orders = fc.array(fc.record({ issued: time, ttl: fc.integer({ min: 1, max: 40 }) }), {
  minLength: 1,
  maxLength: 8,
});

test("a line answers every comparison of TH-11 as the wire does, and never leaves 32 bits", () => {
  fc.assert(
    fc.property(orders, fc.array(time), fc.nat(9), (all, nows, skew) => {
      const windows = all.map(({ issued, ttl }): Interval => [
        BigInt(issued - skew),
        BigInt(issued) + BigInt(ttl),
      ]);
      const points = nows.map((now): Interval => [BigInt(now), BigInt(now)]);
      const line = new Line("times", [...windows, ...points], false);
      for (const now of nows) {
        const at = line.at(now);
        expect(line.back(at)).toBe(BigInt(now));
        for (const { issued, ttl } of all) {
          const from = line.at(issued);
          expect(at < from + ttl).toBe(BigInt(now) < BigInt(issued) + BigInt(ttl));
          expect(from <= at + skew).toBe(BigInt(issued) <= BigInt(now) + BigInt(skew));
          expect(from + ttl).toBeLessThan(2 ** 31);
        }
      }
    }),
  );
  expect.hasAssertions();
});

test("nonces stay what they are while they are small, and neighbours while they are not", () => {
  const small = new Line(
    "nonces",
    [
      [0n, 1n],
      [7n, 8n],
    ],
    true,
  );
  expect([small.at(0), small.at(7), small.at(8)]).toEqual([0, 7, 8]);
  const last = 2 ** 53 - 2;
  const large = new Line(
    "nonces",
    [
      [0n, 1n],
      [5n, 6n],
      [BigInt(last), BigInt(last) + 1n],
    ],
    true,
  );
  expect(large.at(1) - large.at(0)).toBe(1);
  expect(large.at(last + 1) - large.at(last)).toBe(1);
  // 5 does not follow 1, and the last one does not follow 6.
  expect(large.at(5) - large.at(1)).toBeGreaterThan(1);
  expect(large.at(last) - large.at(6)).toBeGreaterThan(1);
});

test("what does not fit is refused, and the fault says what and why", () => {
  const wide: Interval = [0n, 2n ** 40n];
  expect(() => new Line("times", [wide], false)).toThrow(InputFault);
  expect(() => new Line("times", [wide], false)).toThrow(/times.*1099511627776/);
  // A prime and a large even number have no unit but 1.
  expect(() => new Money([2n ** 40n, 7n], [], [])).toThrow(/amounts/);
});

const amount = fc.bigInt({ min: 1n, max: 10_000n });

test("money keeps sums and comparisons, in whatever unit, and the order of what is beyond", () => {
  fc.assert(
    fc.property(
      fc.array(amount, { maxLength: 5 }),
      fc.array(amount, { maxLength: 5 }),
      fc.array(amount, { maxLength: 5 }),
      fc.constantFrom(1n, 3n, 2n ** 44n),
      (held, moving, others, unit) => {
        const times = (all: readonly bigint[]): bigint[] => all.map((each) => each * unit);
        const compared = [...times(others), 2n ** 63n - 1n, 2n ** 63n - 2n];
        const money = new Money(times(held), times(moving), compared);
        const sum = [...times(held), ...times(moving)].reduce((all, each) => all + each, 0n);
        const parts = [...times(held), ...times(moving)].map((each) => money.at(each));
        expect(parts.reduce((all, each) => all + each, 0)).toBe(money.at(sum));
        for (const one of [...compared, sum]) {
          expect(money.back(money.at(one))).toBe(one);
          for (const other of [...compared, sum]) {
            expect(money.at(one) <= money.at(other)).toBe(one <= other);
          }
        }
      },
    ),
  );
  expect.hasAssertions();
});

test("times to live beyond 32 bits keep their order, above all that are not", () => {
  const spans = new Spans([5, 2 ** 53 - 1, 2 ** 40, 60_000]);
  const scaled = [5, 60_000, 2 ** 40, 2 ** 53 - 1].map((each) => spans.at(each));
  expect(scaled.slice(0, 2)).toEqual([5, 60_000]);
  expect(scaled).toEqual(scaled.toSorted((left, right) => left - right));
  expect(new Set(scaled).size).toBe(4);
  expect(spans.back(spans.at(2 ** 40))).toBe(2 ** 40);
});
