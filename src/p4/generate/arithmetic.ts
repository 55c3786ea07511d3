/**
 * Operators on scalars (P4_16 1.2.5, sections 8.6 to 8.11) as JavaScript text, by width.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { BinaryOperator, Type, UnaryOperator } from "../program.ts";
import { bitsOf, isSigned, ones } from "../switch/bits.ts";
import type { Operand, Pair, Steps } from "./operand.ts";
import {
  atomic,
  bigOf,
  constant,
  constantOf,
  cut,
  fromBig,
  numberOf,
  signed,
  single,
  truth,
  valueOf,
  wordOf,
} from "./operand.ts";
import { extended, joined, shiftedLeft, shiftedRight } from "./shift.ts";

type Arithmetic = Exclude<BinaryOperator, "&&" | "||" | "==" | "!=">;

export function unary(steps: Steps, operator: UnaryOperator, type: Type, of: Operand): Operand {
  const width = bitsOf(type);
  if (operator === "!") return truth(`(${wordOf(of)} === 0)`);
  if (operator === "-") return arithmetic(steps, "-", type, constant(0n, width), of);
  return arithmetic(steps, "^", type, of, constant(ones(width), width));
}

/** `type` is the result's; `left` and `right` are the operands', by their own types. */
export function binary(
  steps: Steps,
  operator: Arithmetic,
  type: Type,
  [leftType, left]: readonly [Type, Operand],
  [rightType, right]: readonly [Type, Operand],
): Operand {
  switch (operator) {
    case "<":
      return truth(less(steps, leftType, left, right));
    case ">":
      return truth(less(steps, leftType, right, left));
    case "<=":
      return truth(`!${less(steps, leftType, right, left)}`);
    case ">=":
      return truth(`!${less(steps, leftType, left, right)}`);
    case "++":
      return joined(steps, left, bitsOf(leftType), right, bitsOf(rightType));
    case "<<":
    case ">>":
      return shift(steps, operator, type, left, right, bitsOf(rightType));
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "|+|":
    case "|-|":
    case "&":
    case "|":
    case "^":
      return arithmetic(steps, operator, type, left, right);
  }
}

/** Whether two scalars of one type are equal. */
export function equal(left: Operand, right: Operand): string {
  if (left.kind === "pair" && right.kind === "pair") {
    return `(${left.high} === ${right.high} && ${left.low} === ${right.low})`;
  }
  if (left.kind === "varbit" && right.kind === "varbit") {
    return `(${left.length} === ${right.length} && ${left.text} === ${right.text})`;
  }
  if (left.kind === "single") return `(${wordOf(left)} === ${wordOf(right)})`;
  return `(${bigOf(left)} === ${bigOf(right)})`;
}

/** Compares as the type does: with the sign of an `int`. */
export function less(steps: Steps, type: Type, left: Operand, right: Operand): string {
  const width = bitsOf(type);
  const sign = isSigned(type);
  if (left.kind === "single") {
    return `(${numberOf(left, width, sign)} < ${numberOf(right, width, sign)})`;
  }
  const [x, y] = [atomic(steps, left), atomic(steps, right)];
  if (x.kind === "pair" && y.kind === "pair") {
    const high = (text: string): string => (sign ? signed(text, width - 32) : text);
    const isTied = `${x.high} === ${y.high} && ${x.low} < ${y.low}`;
    return `(${high(x.high)} < ${high(y.high)} || (${isTied}))`;
  }
  return `(${valueOf(x, width, sign)} < ${valueOf(y, width, sign)})`;
}

function arithmetic(
  steps: Steps,
  operator: "+" | "-" | "*" | "/" | "%" | "|+|" | "|-|" | "&" | "|" | "^",
  type: Type,
  left: Operand,
  right: Operand,
): Operand {
  const width = bitsOf(type);
  if (left.kind === "single") return onSingles(steps, operator, type, wordOf(left), wordOf(right));
  const isSimple = /^[+\-*&|^]$/.test(operator);
  if (left.kind === "pair" && isSimple) {
    const [x, y] = [atomic(steps, left), atomic(steps, right)];
    assert(x.kind === "pair" && y.kind === "pair", "both operands have one width");
    return onPairs(steps, operator, width, x, y);
  }
  const sign = isSigned(type);
  const [x, y] = [valueOf(left, width, sign), valueOf(right, width, sign)];
  if (operator === "/" || operator === "%") {
    const divisor = steps.temp(y);
    return fromBig(steps, `(${divisor} === 0n ? 0n : (${x}) ${operator} ${divisor})`, width);
  }
  if (operator === "|+|" || operator === "|-|") {
    const sum = steps.temp(`(${x}) ${operator === "|+|" ? "+" : "-"} (${y})`);
    const { max, min } = limits(width, sign);
    return fromBig(
      steps,
      `(${sum} > ${max}n ? ${max}n : ${sum} < ${min}n ? ${min}n : ${sum})`,
      width,
    );
  }
  return fromBig(steps, `((${x}) ${operator} (${y}))`, width);
}

function limits(width: number, sign: boolean): { max: bigint; min: bigint } {
  const max = sign ? ones(width - 1) : ones(width);
  return { max, min: sign ? -max - 1n : 0n };
}

function onSingles(
  steps: Steps,
  operator: "+" | "-" | "*" | "/" | "%" | "|+|" | "|-|" | "&" | "|" | "^",
  type: Type,
  x: string,
  y: string,
): Operand {
  const width = bitsOf(type);
  switch (operator) {
    case "+":
    case "-":
      return single(cut(`${x} ${operator} ${y}`, width));
    case "*":
      return single(cut(`Math.imul(${x}, ${y})`, width));
    case "&":
    case "|":
    case "^":
      return single(width === 32 ? `((${x} ${operator} ${y}) >>> 0)` : `(${x} ${operator} ${y})`);
    case "/":
    case "%": {
      const divisor = steps.temp(y);
      const quotient = operator === "/" ? `(${x} / ${divisor}) >>> 0` : `${x} % ${divisor}`;
      return single(`(${divisor} === 0 ? 0 : ${quotient})`);
    }
    case "|+|":
    case "|-|": {
      const sign = isSigned(type);
      const { max, min } = limits(width, sign);
      const [a, b] = sign ? [signed(x, width), signed(y, width)] : [x, y];
      const sum = `${a} ${operator === "|+|" ? "+" : "-"} ${b}`;
      return single(cut(`Math.max(${min}, Math.min(${max}, ${sum}))`, width));
    }
  }
}

function onPairs(steps: Steps, operator: string, width: number, x: Pair, y: Pair): Operand {
  const upper = width - 32;
  switch (operator) {
    case "+": {
      const low = steps.temp(`${x.low} + ${y.low}`);
      const high = cut(`${x.high} + ${y.high} + (${low} > 4294967295 ? 1 : 0)`, upper);
      return { kind: "pair", high, low: `(${low} >>> 0)` };
    }
    case "-": {
      const low = steps.temp(`${x.low} - ${y.low}`);
      const high = cut(`${x.high} - ${y.high} - (${low} < 0 ? 1 : 0)`, upper);
      return { kind: "pair", high, low: `(${low} >>> 0)` };
    }
    case "*": {
      const cross = `Math.imul(${x.high}, ${y.low}) + Math.imul(${x.low}, ${y.high})`;
      const high = cut(`${highProduct(steps, x.low, y.low)} + ${cross}`, upper);
      return { kind: "pair", high, low: `(Math.imul(${x.low}, ${y.low}) >>> 0)` };
    }
    default:
      return {
        kind: "pair",
        high: `((${x.high} ${operator} ${y.high}) >>> 0)`,
        low: `((${x.low} ${operator} ${y.low}) >>> 0)`,
      };
  }
}

/** The upper 32 bits of the product of two numbers of 32 bits, by halves of 16. */
function highProduct(steps: Steps, x: string, y: string): string {
  const [x0, x1] = [steps.temp(`${x} & 65535`), steps.temp(`${x} >>> 16`)];
  const [y0, y1] = [steps.temp(`${y} & 65535`), steps.temp(`${y} >>> 16`)];
  const middle = steps.temp(`${x1} * ${y0} + (${x0} * ${y0} >>> 16)`);
  const other = steps.temp(`${x0} * ${y1} + (${middle} & 65535)`);
  return `${x1} * ${y1} + (${middle} >>> 16) + (${other} >>> 16)`;
}

/** By any amount: from the width on nothing is left but sign bits. */
function shift(
  steps: Steps,
  operator: "<<" | ">>",
  type: Type,
  of: Operand,
  by: Operand,
  byWidth: number,
): Operand {
  const width = bitsOf(type);
  const sign = isSigned(type);
  const known = constantOf(by);
  if (known !== undefined) {
    const amount = Number(known > BigInt(width) ? BigInt(width) : known);
    return operator === "<<"
      ? shiftedLeft(steps, of, width, amount)
      : shiftedRight(steps, of, width, amount, sign);
  }
  const amount = steps.temp(numberOf(by, byWidth, false));
  if (of.kind !== "single") {
    const count = `BigInt(Math.min(${amount}, ${width}))`;
    return fromBig(steps, `((${valueOf(of, width, sign)}) ${operator} ${count})`, width);
  }
  const word = wordOf(of);
  if (operator === "<<") {
    return single(`(${amount} < ${width} ? ${cut(`${word} << ${amount}`, width)} : 0)`);
  }
  if (!sign) return single(`(${amount} < ${width} ? ${word} >>> ${amount} : 0)`);
  return single(cut(`${signed(word, width)} >> (${amount} < 31 ? ${amount} : 31)`, width));
}

export function cast(steps: Steps, to: Type, from: Type, of: Operand): Operand {
  return extended(steps, of, bitsOf(from), isSigned(from), bitsOf(to));
}
