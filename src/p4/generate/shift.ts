/**
 * Moving bits by amounts that are known when the program is loaded: shifts, slices, widening,
 * concatenation.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { ones } from "../switch/bits.ts";
import type { Operand, Pair, Steps } from "./operand.ts";
import {
  atomic,
  bigOf,
  constant,
  cut,
  fromBig,
  signed,
  single,
  valueOf,
  wordOf,
} from "./operand.ts";

/** `amount` is at most the width. */
export function shiftedLeft(steps: Steps, of: Operand, width: number, amount: number): Operand {
  if (amount === 0) return of;
  if (amount >= width) return constant(0n, width);
  if (of.kind === "single") return single(cut(`${wordOf(of)} << ${amount}`, width));
  if (of.kind !== "pair") return fromBig(steps, `(${bigOf(of)} << ${amount}n)`, width);
  const { high, low } = pairOf(steps, of);
  const upper = width - 32;
  if (amount === 32) return { kind: "pair", high: cut(low, upper), low: "0" };
  if (amount > 32) return { kind: "pair", high: cut(`${low} << ${amount - 32}`, upper), low: "0" };
  return {
    kind: "pair",
    high: cut(`${high} << ${amount} | ${low} >>> ${32 - amount}`, upper),
    low: `(${low} << ${amount} >>> 0)`,
  };
}

/** `amount` is at most the width; `sign` repeats the highest bit. */
export function shiftedRight(
  steps: Steps,
  of: Operand,
  width: number,
  amount: number,
  sign: boolean,
): Operand {
  if (amount === 0) return of;
  if (!sign && amount >= width) return constant(0n, width);
  if (of.kind === "single") {
    const word = wordOf(of);
    if (!sign) return single(`(${word} >>> ${amount})`);
    return single(cut(`${signed(word, width)} >> ${Math.min(amount, 31)}`, width));
  }
  if (of.kind !== "pair" || sign) {
    return fromBig(steps, `(${valueOf(of, width, sign)} >> ${amount}n)`, width);
  }
  const { high, low } = pairOf(steps, of);
  if (amount === 32) return { kind: "pair", high: "0", low: high };
  if (amount > 32) return { kind: "pair", high: "0", low: `(${high} >>> ${amount - 32})` };
  return {
    kind: "pair",
    high: `(${high} >>> ${amount})`,
    low: `((${high} << ${32 - amount} | ${low} >>> ${amount}) >>> 0)`,
  };
}

/** Bits `high` to `low` of an operand. */
export function sliced(steps: Steps, of: Operand, high: number, low: number): Operand {
  const width = high - low + 1;
  if (of.kind === "single") {
    const word = wordOf(of);
    return single(cut(low === 0 ? word : `${word} >>> ${low}`, width));
  }
  if (of.kind !== "pair") {
    return fromBig(steps, low === 0 ? bigOf(of) : `(${bigOf(of)} >> ${low}n)`, width);
  }
  const pair = pairOf(steps, of);
  if (low >= 32) return single(cut(`${pair.high} >>> ${low - 32}`, width));
  if (high < 32) return single(cut(`${pair.low} >>> ${low}`, width));
  const moved = low === 0 ? pair : shiftedRight(steps, pair, 64, low, false);
  assert(moved.kind === "pair", "a pair shifted is a pair");
  if (width <= 32) return single(cut(moved.low, width));
  return { kind: "pair", high: cut(moved.high, width - 32), low: moved.low };
}

/** Cut to `to` bits, or widened by zeros or, with `sign`, by the highest bit. */
export function extended(
  steps: Steps,
  of: Operand,
  from: number,
  sign: boolean,
  to: number,
): Operand {
  if (to === from) return of;
  if (to < from) return sliced(steps, of, to - 1, 0);
  if (to > 64) return fromBig(steps, valueOf(of, from, sign), to);
  if (of.kind === "single") {
    const word = wordOf(of);
    if (to <= 32) return single(sign ? cut(signed(word, from), to) : word);
    if (!sign) return { kind: "pair", high: "0", low: word };
    const wide = steps.temp(signed(word, from));
    return { kind: "pair", high: cut(`${wide} >> 31`, to - 32), low: `(${wide} >>> 0)` };
  }
  assert(of.kind === "pair", "33 to 64 bits are a pair");
  return sign ? { ...of, high: cut(signed(of.high, from - 32), to - 32) } : of;
}

/** Side by side, the left one high. */
export function joined(
  steps: Steps,
  left: Operand,
  leftWidth: number,
  right: Operand,
  rightWidth: number,
): Operand {
  const width = leftWidth + rightWidth;
  if (width <= 32) {
    const text = `${wordOf(left)} << ${rightWidth} | ${wordOf(right)}`;
    return single(width === 32 ? cut(text, width) : `(${text})`);
  }
  const high = shiftedLeft(
    steps,
    extended(steps, left, leftWidth, false, width),
    width,
    rightWidth,
  );
  const low = extended(steps, right, rightWidth, false, width);
  return either(steps, high, low, width);
}

/** `of` with bits `high` to `low` replaced by `part`. */
export function spliced(
  steps: Steps,
  of: Operand,
  width: number,
  high: number,
  low: number,
  part: Operand,
): Operand {
  const partWidth = high - low + 1;
  const kept = constant(ones(width) ^ (ones(partWidth) << BigInt(low)), width);
  const wide = extended(steps, part, partWidth, false, width);
  return either(steps, both(of, kept), shiftedLeft(steps, wide, width, low), width);
}

function either(steps: Steps, x: Operand, y: Operand, width: number): Operand {
  if (x.kind === "single") return single(cut(`${wordOf(x)} | ${wordOf(y)}`, width));
  if (x.kind === "pair" && y.kind === "pair") {
    return {
      kind: "pair",
      high: `((${x.high} | ${y.high}) >>> 0)`,
      low: `((${x.low} | ${y.low}) >>> 0)`,
    };
  }
  return fromBig(steps, `(${bigOf(x)} | ${bigOf(y)})`, width);
}

function both(x: Operand, y: Operand): Operand {
  if (x.kind === "single") return single(`(${wordOf(x)} & ${wordOf(y)})`);
  if (x.kind === "pair" && y.kind === "pair") {
    return { kind: "pair", high: `(${x.high} & ${y.high})`, low: `(${x.low} & ${y.low})` };
  }
  return { kind: "wide", text: `(${bigOf(x)} & ${bigOf(y)})` };
}

function pairOf(steps: Steps, of: Pair): Pair {
  const atoms = atomic(steps, of);
  assert(atoms.kind === "pair", "the atoms of a pair are a pair");
  return atoms;
}
