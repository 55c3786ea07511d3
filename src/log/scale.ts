/**
 * Numbers of the wire -> integers of TLC, which has 32 bits. In: what a log uses. Out: maps that
 * keep every comparison the model makes, or a fault that says what does not fit.
 *
 * - A `Line` (times, nonces, epochs) keeps the order, and the length of every interval it is told:
 *   what lies between intervals shrinks. A window is an interval from `issued_at - skew` to
 *   `issued_at + ttl`, a nonce one to its successor; so TH-11 and VF-8 answer as on the wire.
 * - `Money` divides by the greatest common divisor of all that can be added. An amount beyond
 *   everything that can ever be paid is only compared, so it keeps its place and not its size.
 * @module
 */
import { assert } from "../base/assert.ts";
import { InputFault } from "../base/fault.ts";

/** A time, a time to live and the skew may be added without leaving 32 bits. */
const SCALED_MAX = 2n ** 29n;
/** Balances are sums already. */
const MONEY_MAX = 2n ** 30n;

export function unfit(what: string, why: string): InputFault {
  return new InputFault("LogDoesNotFit", { what, why });
}

type Part = { readonly from: bigint; readonly to: bigint; readonly at: bigint };
export type Interval = readonly [from: bigint, to: bigint];

export class Line {
  readonly #parts: readonly Part[];

  /** `what` is measured, for a fault. With `asItIs` small numbers stay what they are. */
  constructor(what: string, intervals: readonly Interval[], asItIs: boolean) {
    const merged: { from: bigint; to: bigint }[] = [];
    const sorted = intervals.toSorted(([a, b], [c, d]) => compare(a, c) || compare(b, d));
    for (const [from, to] of sorted) {
      const last = merged.at(-1);
      if (last === undefined || from > last.to) merged.push({ from, to });
      else if (to > last.to) last.to = to;
    }
    const [first, last] = [merged[0], merged.at(-1)];
    const small = asItIs && first !== undefined && last !== undefined;
    if (small && first.from >= 0n && last.to <= SCALED_MAX) {
      this.#parts = [{ from: 0n, to: SCALED_MAX, at: 0n }];
      return;
    }
    const parts: Part[] = [];
    let next = 0n;
    for (const [at, { from, to }] of merged.entries()) {
      const before = merged[at - 1];
      // Neighbours stay neighbours, and nothing else becomes one.
      if (before !== undefined) next += from - before.to > 1n ? 2n : 1n;
      parts.push({ from, to, at: next });
      next += to - from;
    }
    if (next > SCALED_MAX) {
      throw unfit(what, `they span ${next}, more than ${SCALED_MAX}, even without what is between`);
    }
    this.#parts = parts;
  }

  at(told: bigint | number): number {
    const value = BigInt(told);
    const part = this.#find((each) => each.to >= value);
    assert(part !== undefined && part.from <= value, "a number of the log was surveyed");
    return Number(part.at + value - part.from);
  }

  /** What a scaled number was on the wire. */
  back(scaled: number): bigint {
    const value = BigInt(scaled);
    const part = this.#find((each) => each.at + each.to - each.from >= value);
    return part === undefined ? value : part.from + value - part.at;
  }

  #find(reaches: (part: Part) => boolean): Part | undefined {
    let [low, high] = [0, this.#parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const part = this.#parts[middle];
      if (part !== undefined && reaches(part)) high = middle;
      else low = middle + 1;
    }
    return this.#parts[low];
  }
}

/**
 * Times to live: compared with each other and with `ttl_max`, and added to a time. Those too long
 * for 32 bits keep their order, and are allowed only where no clock of the log sees them end.
 */
export class Spans {
  readonly #long: readonly number[];

  constructor(told: readonly number[]) {
    this.#long = [...new Set(told.filter(isLong))].toSorted((left, right) => left - right);
  }

  at(span: number): number {
    if (!isLong(span)) return span;
    const place = this.#long.indexOf(span);
    assert(place >= 0, "a time to live of the log was surveyed");
    return Number(SCALED_MAX) + 1 + place;
  }

  back(scaled: number): number {
    return this.#long[scaled - Number(SCALED_MAX) - 1] ?? scaled;
  }
}

export function isLong(span: number): boolean {
  return BigInt(span) > SCALED_MAX;
}

export class Money {
  readonly unit: bigint;
  /** Everything beyond is compared and never added. */
  readonly #most: bigint;
  readonly #beyond: readonly bigint[];

  /**
   * `held`: balances and escrows at the beginning; `moving`: amounts that certificates may move,
   * each payment once; `compared`: all other amounts and balances.
   */
  constructor(held: readonly bigint[], moving: readonly bigint[], compared: readonly bigint[]) {
    const added = [...held, ...moving];
    this.#most = added.reduce((sum, each) => sum + size(each), 0n);
    const within = compared.filter((each) => size(each) <= this.#most);
    this.unit = [...added, ...within].reduce(divisor, 0n) || 1n;
    if (this.#most / this.unit > MONEY_MAX) {
      const why = `balances may reach ${this.#most}, ${this.#most / this.unit} times the unit`;
      throw unfit("amounts", `${why} ${this.unit} in which all are told, more than ${MONEY_MAX}`);
    }
    const beyond = new Set(compared.filter((each) => size(each) > this.#most).map(size));
    this.#beyond = [...beyond].toSorted(compare);
  }

  at(value: bigint): number {
    if (size(value) <= this.#most) return Number(value / this.unit);
    const place = this.#beyond.indexOf(size(value));
    assert(place >= 0, "an amount of the log was surveyed");
    const scaled = Number(this.#most / this.unit) + 1 + place;
    return value < 0n ? -scaled : scaled;
  }

  back(scaled: number): bigint {
    const most = Number(this.#most / this.unit);
    const beyond = this.#beyond[Math.abs(scaled) - most - 1];
    if (beyond === undefined) return BigInt(scaled) * this.unit;
    return scaled < 0 ? -beyond : beyond;
  }
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function divisor(left: bigint, right: bigint): bigint {
  let [a, b] = [size(left), size(right)];
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}
