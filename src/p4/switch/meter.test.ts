import { describe, expect, test } from "vitest";
import type { Instance } from "../program.ts";
import { GREEN, Meters, RED, YELLOW } from "./meter.ts";

const PLACE = { file: "meter.p4", line: 1, column: 1 };

function meter(unit: "packets" | "bytes"): Meters {
  const instance: Instance = {
    name: "m",
    extern: "meter",
    types: [],
    args: [4n, unit === "bytes" ? 1n : 0n],
    annotations: [],
    place: PLACE,
  };
  return new Meters(instance, 4);
}

/** Rates a second. */
function config(
  committedRate: number,
  committedBurst: number,
  peakRate: number,
  peakBurst: number,
) {
  return { committedRate, committedBurst, peakRate, peakBurst };
}

describe("a two-rate three-colour meter in virtual time", () => {
  test("full buckets: the packet that turns yellow, and the one that turns red", () => {
    const one = meter("packets");
    one.configure(0, config(1, 2, 1, 3), 0);
    const colours = [0, 0, 0, 0, 0].map((at) => one.execute(0, 100, at));
    expect(colours).toEqual([GREEN, GREEN, YELLOW, RED, RED]);
  });

  test("a token is there at the microsecond at which it is whole, and not one before", () => {
    const one = meter("packets");
    one.configure(0, config(1000, 1, 1000, 1), 0);
    expect([0, 999, 1000, 1999, 2000].map((at) => one.execute(0, 1, at))).toEqual([
      GREEN,
      RED,
      GREEN,
      RED,
      GREEN,
    ]);
  });

  test("bytes: a packet larger than the bucket is red and spends nothing", () => {
    const one = meter("bytes");
    one.configure(0, config(1_000_000, 100, 2_000_000, 200), 0);
    expect(one.execute(0, 201, 0)).toBe(RED);
    expect(one.execute(0, 101, 0)).toBe(YELLOW);
    // 99 peak tokens are left, and the 100 committed ones were not touched.
    expect(one.execute(0, 100, 0)).toBe(RED);
    expect(one.execute(0, 99, 0)).toBe(GREEN);
    // A microsecond brings 1 committed and 2 peak tokens: 2 and 2.
    expect(one.execute(0, 2, 1)).toBe(GREEN);
  });

  test("buckets never hold more than the burst; burst 0 is always red", () => {
    const one = meter("packets");
    one.configure(0, config(1_000_000, 1, 1_000_000, 2), 0);
    expect([1e9, 1e9, 1e9].map((at) => one.execute(0, 1, at))).toEqual([GREEN, YELLOW, RED]);
    one.configure(1, config(5, 0, 5, 0), 0);
    expect(one.execute(1, 1, 1e9)).toBe(RED);
  });

  test("unconfigured is green, rewriting fills the buckets, beyond the end is no colour", () => {
    const one = meter("packets");
    expect([1, 2, 3].map((at) => one.execute(0, 1, at))).toEqual([GREEN, GREEN, GREEN]);
    one.configure(0, config(0, 1, 0, 1), 0);
    expect([one.execute(0, 1, 1), one.execute(0, 1, 1)]).toEqual([GREEN, RED]);
    one.configure(0, config(0, 1, 0, 1), 1);
    expect(one.execute(0, 1, 1)).toBe(GREEN);
    one.configure(0, null, 1);
    expect([one.execute(0, 1, 1), one.execute(4, 1, 1), one.execute(-1, 1, 1)]).toEqual([
      0, -1, -1,
    ]);
    expect(one.configure(4, null, 1)).toBe(false);
  });
});
