/**
 * Arithmetic on constants (P4_16 1.2.5, sections 8.5 to 8.9). A number is a bigint within its
 * type: `bit<W>` in 0 .. 2^W - 1, `int<W>` in -2^(W-1) .. 2^(W-1) - 1, `int` unbounded.
 * @module
 */
import type { BinaryOperator } from "../program.ts";

/** Null: unbounded. */
export type Range = { readonly kind: "bit" | "int"; readonly width: number } | null;

/** The number cut to its type, as a cast and every wrapping operation does. */
export function wrap(value: bigint, range: Range): bigint {
  if (range === null) return value;
  return range.kind === "bit"
    ? BigInt.asUintN(range.width, value)
    : BigInt.asIntN(range.width, value);
}

export function foldUnary(operator: "-" | "~", of: bigint, range: Range): bigint {
  return wrap(operator === "-" ? -of : ~of, range);
}

/** A shift of an `int` by more than this is refused: the number would fill the memory. */
const SHIFT_MAX = 1n << 16n;

/**
 * A number of the left operand's type, or whether the comparison holds; or why there is none.
 * `++` is not here: it needs both widths.
 */
export function foldBinary(
  operator: Exclude<BinaryOperator, "++" | "&&" | "||">,
  left: bigint,
  right: bigint,
  range: Range,
): bigint | boolean | { readonly refused: string } {
  switch (operator) {
    case "+":
      return wrap(left + right, range);
    case "-":
      return wrap(left - right, range);
    case "*":
      return wrap(left * right, range);
    case "/":
    case "%":
      if (right === 0n) return { refused: "division by zero" };
      if (left < 0n || right < 0n) return { refused: "division of a negative number" };
      return operator === "/" ? left / right : left % right;
    case "|+|":
      return clamp(left + right, range);
    case "|-|":
      return clamp(left - right, range);
    case "&":
      return wrap(left & right, range);
    case "|":
      return wrap(left | right, range);
    case "^":
      return wrap(left ^ right, range);
    case "<<":
    case ">>":
      return foldShift(operator, left, right, range);
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

function foldShift(
  operator: "<<" | ">>",
  left: bigint,
  by: bigint,
  range: Range,
): bigint | { readonly refused: string } {
  if (by < 0n) return { refused: "a shift by a negative number" };
  if (operator === ">>") return by > SHIFT_MAX ? (left < 0n ? -1n : 0n) : left >> by;
  if (range !== null && by >= BigInt(range.width)) return 0n;
  if (by > SHIFT_MAX) return { refused: `a shift by more than ${SHIFT_MAX}` };
  return wrap(left << by, range);
}

function clamp(value: bigint, range: Range): bigint {
  if (range === null) return value;
  const width = BigInt(range.width);
  const high = range.kind === "bit" ? (1n << width) - 1n : (1n << (width - 1n)) - 1n;
  const low = range.kind === "bit" ? 0n : -(1n << (width - 1n));
  if (value > high) return high;
  return value < low ? low : value;
}

/** `left ++ right`: the left one is high and gives the sign. */
export function foldConcat(left: bigint, right: bigint, rightWidth: number, range: Range): bigint {
  return wrap((left << BigInt(rightWidth)) | BigInt.asUintN(rightWidth, right), range);
}

/** Bits `high` to `low` of a number: unsigned. */
export function foldSlice(of: bigint, high: number, low: number): bigint {
  return BigInt.asUintN(high - low + 1, of >> BigInt(low));
}

export function isShift(operator: BinaryOperator): operator is "<<" | ">>" {
  return operator === "<<" || operator === ">>";
}
