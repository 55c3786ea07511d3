/**
 * Operators on scalars (P4_16 1.2.5, sections 8.6 to 8.11), literally: every result is cut to its
 * type. What is undefined in an operand makes undefined what depends on it.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { BinaryOperator, Type, UnaryOperator } from "../program.ts";
import { bitsOf, fromRaw, isSigned, ones } from "../switch/bits.ts";
import type { Bits, Value } from "./value.ts";
import { bits, bool, equal, isTainted } from "./value.ts";

export function scalar(value: Value): Bits {
  assert(value.kind === "bits", "the checker gives operators scalars");
  return value;
}

export function isTrue(value: Value): boolean {
  return scalar(value).value !== 0n;
}

export function unary(operator: UnaryOperator, type: Type, of: Bits): Bits {
  const { value, taint } = of;
  switch (operator) {
    case "!":
      return bits(1n - value, taint);
    case "~":
      return bits(fromRaw(type, ~value), taint);
    case "-":
      return bits(fromRaw(type, -value), upwards(taint, bitsOf(type)));
  }
}

/** `type` is the result's; `left` and `right` may be aggregates for == and != only. */
export function binary(
  operator: Exclude<BinaryOperator, "&&" | "||">,
  type: Type,
  left: { readonly type: Type; readonly value: Value },
  right: { readonly type: Type; readonly value: Value },
): Bits {
  if (operator === "==" || operator === "!=") {
    const tainted = isTainted(left.value) || isTainted(right.value);
    return bool(equal(left.value, right.value) === (operator === "=="), tainted);
  }
  const [x, y] = [scalar(left.value), scalar(right.value)];
  const anyTaint = x.taint !== 0n || y.taint !== 0n;
  if (operator === "<") return bool(x.value < y.value, anyTaint);
  if (operator === "<=") return bool(x.value <= y.value, anyTaint);
  if (operator === ">") return bool(x.value > y.value, anyTaint);
  if (operator === ">=") return bool(x.value >= y.value, anyTaint);
  if (operator === "++") return concatenation(type, left.type, x, right.type, y);
  if (operator === "<<" || operator === ">>") return shift(operator, type, x, y);
  return arithmetic(operator, type, x, y);
}

function arithmetic(
  operator: "+" | "-" | "*" | "/" | "%" | "|+|" | "|-|" | "&" | "|" | "^",
  type: Type,
  x: Bits,
  y: Bits,
): Bits {
  const width = bitsOf(type);
  const both = x.taint | y.taint;
  switch (operator) {
    case "+":
      return bits(fromRaw(type, x.value + y.value), upwards(both, width));
    case "-":
      return bits(fromRaw(type, x.value - y.value), upwards(both, width));
    case "*":
      return bits(fromRaw(type, x.value * y.value), upwards(both, width));
    case "/":
    case "%":
      // The language has no division by zero; ours is 0.
      if (y.value === 0n) return bits(0n, whole(both, width));
      return bits(operator === "/" ? x.value / y.value : x.value % y.value, whole(both, width));
    case "|+|":
      return bits(clamped(type, x.value + y.value), whole(both, width));
    case "|-|":
      return bits(clamped(type, x.value - y.value), whole(both, width));
    case "&": {
      // A 0 that is sure decides, whatever the other bit is.
      const sureZeros = (~x.value & ~x.taint) | (~y.value & ~y.taint);
      return bits(fromRaw(type, x.value & y.value), both & ~sureZeros & ones(width));
    }
    case "|": {
      const sureOnes = (x.value & ~x.taint) | (y.value & ~y.taint);
      return bits(fromRaw(type, x.value | y.value), both & ~sureOnes & ones(width));
    }
    case "^":
      return bits(fromRaw(type, x.value ^ y.value), both);
  }
}

/** By any amount: from the width on nothing is left but sign bits. */
function shift(operator: "<<" | ">>", type: Type, x: Bits, y: Bits): Bits {
  const width = bitsOf(type);
  const amount = y.value > BigInt(width) ? BigInt(width) : y.value;
  const taint = (raw: bigint): bigint => (y.taint === 0n ? raw : ones(width));
  if (operator === "<<") {
    const moved = BigInt.asUintN(width, x.taint << amount);
    return bits(fromRaw(type, x.value << amount), taint(moved));
  }
  const moved = isSigned(type) ? BigInt.asIntN(width, x.taint) >> amount : x.taint >> amount;
  return bits(x.value >> amount, taint(BigInt.asUintN(width, moved)));
}

/** The left operand is high. */
function concatenation(type: Type, leftType: Type, x: Bits, rightType: Type, y: Bits): Bits {
  const by = BigInt(bitsOf(rightType));
  const high = BigInt.asUintN(bitsOf(leftType), x.value);
  const low = BigInt.asUintN(bitsOf(rightType), y.value);
  return bits(fromRaw(type, (high << by) | low), (x.taint << by) | y.taint);
}

/** Bits `high` to `low` of a scalar, unsigned. */
export function slice(of: Bits, high: number, low: number): Bits {
  const width = high - low + 1;
  const cut = (raw: bigint): bigint => BigInt.asUintN(width, raw >> BigInt(low));
  return bits(cut(of.value), cut(of.taint));
}

/** `of` with bits `high` to `low` replaced. */
export function spliced(type: Type, of: Bits, high: number, low: number, part: Bits): Bits {
  const by = BigInt(low);
  const kept = ones(bitsOf(type)) ^ (ones(high - low + 1) << by);
  const joined = (old: bigint, fresh: bigint): bigint => (old & kept) | (fresh << by);
  return bits(fromRaw(type, joined(of.value, part.value)), joined(of.taint, part.taint));
}

export function cast(to: Type, from: Type, of: Bits): Bits {
  const width = bitsOf(to);
  // Widening repeats the sign bit of a signed number, and whether that bit is defined.
  const taint = isSigned(from) ? BigInt.asIntN(bitsOf(from), of.taint) : of.taint;
  return bits(fromRaw(to, of.value), BigInt.asUintN(width, taint));
}

function clamped(type: Type, value: bigint): bigint {
  const width = bitsOf(type);
  const max = isSigned(type) ? ones(width - 1) : ones(width);
  const min = isSigned(type) ? -max - 1n : 0n;
  if (value > max) return max;
  return value < min ? min : value;
}

/** A carry goes upwards: from the lowest undefined bit on all are undefined. */
function upwards(taint: bigint, width: number): bigint {
  return BigInt.asUintN(width, -(taint & -taint));
}

function whole(taint: bigint, width: number): bigint {
  return taint === 0n ? 0n : ones(width);
}
