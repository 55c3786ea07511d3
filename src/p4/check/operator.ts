/**
 * Unary, binary and conditional operators on operands (P4_16 1.2.5, sections 8.5 to 8.10).
 * What is constant is computed here.
 * @module
 */
import type { BinaryOperator, Place } from "../program.ts";
import { convert, recast } from "./convert.ts";
import type { Operand, ValueOperand } from "./entity.ts";
import { foldBinary, foldConcat, foldUnary, isShift } from "./fold.ts";
import { boolean, constantOf, constantValue, describe, fixedOf, valueOf } from "./operand.ts";
import type { Lower } from "./operand.ts";
import { wrong } from "./refuse.ts";
import { BOOL, STRING, isFixed, known, show, type Shape } from "./type.ts";
import { unify } from "./unify.ts";

export function unary(
  lower: Lower,
  operator: "-" | "~" | "!" | "+",
  of: Operand,
  place: Place,
): Operand {
  if (operator === "!") {
    const condition = convert(lower, of, BOOL);
    const value = constantOf(condition);
    if (typeof value === "boolean") return constantValue(lower, BOOL, !value, place);
    return boolean({ kind: "unary", operator, of: condition, type: lower(BOOL), place });
  }
  if (of.kind === "integer") {
    if (operator === "+") return { ...of, place };
    if (operator === "-") return { kind: "integer", value: -of.value, place };
    return wrong(place, "~ of an int has no width", "write the number with its width, as 8w1");
  }
  const number = arithmetic(lower, of, operator);
  if (operator === "+") return valueOf(number.type, { ...number.ir, place });
  const value = constantOf(number.ir);
  if (typeof value === "bigint") {
    return constantValue(lower, number.type, foldUnary(operator, value, number.type), place);
  }
  const type = lower(number.type);
  return valueOf(number.type, { kind: "unary", operator, of: number.ir, type, place });
}

type Number = ValueOperand & { readonly type: Shape & { readonly kind: "bit" | "int" } };

/** The operand as a bit or int; a serializable enum counts as its underlying type. */
function arithmetic(lower: Lower, operand: Operand, operator: string): Number {
  if (operand.kind === "value") {
    const type = known(operand.type);
    if (isFixed(type)) return { ...operand, type };
    if (type.kind === "serial") {
      return { ...operand, type: type.under, ir: recast(lower, operand.ir, type.under) };
    }
    if (type.kind === "newtype") {
      wrong(
        operand.place,
        `${operator} does not work on the new type ${type.name}`,
        `cast it first: (${show(type.under)})…`,
      );
    }
  }
  if (operand.kind === "integer") {
    wrong(operand.place, `${operator} needs the width of ${operand.value}`, "write it, as in 8w1");
  }
  return wrong(
    operand.place,
    `${operator} works on bit<W>, int<W> and int, not on ${describe(operand)}`,
    "cast it first",
  );
}

export function binary(
  lower: Lower,
  operator: BinaryOperator,
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  if (operator === "&&" || operator === "||") {
    return logical(lower, operator, left, right, place);
  }
  if (operator === "==" || operator === "!=") {
    return equality(lower, operator, left, right, place);
  }
  if (operator === "++") return concatenation(lower, left, right, place);
  if (isShift(operator)) return shift(lower, operator, left, right, place);
  return numeric(lower, operator, left, right, place);
}

function logical(
  lower: Lower,
  operator: "&&" | "||",
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  const [a, b] = [convert(lower, left, BOOL), convert(lower, right, BOOL)];
  const value = constantOf(a);
  // The right operand is not evaluated if the left one decides.
  if (typeof value === "boolean") {
    const decided = value === (operator === "||");
    return decided ? constantValue(lower, BOOL, value, place) : boolean({ ...b, place });
  }
  return boolean({ kind: "binary", operator, left: a, right: b, type: lower(BOOL), place });
}

function equality(
  lower: Lower,
  operator: "==" | "!=",
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  if (left.kind === "integer" && right.kind === "integer") {
    return constantValue(lower, BOOL, (left.value === right.value) === (operator === "=="), place);
  }
  const type = commonType(left, right, operator, place);
  if (!isComparable(type)) {
    wrong(place, `values of type ${show(type)} cannot be compared`, "compare their parts");
  }
  const [a, b] = [convert(lower, left, type), convert(lower, right, type)];
  const [x, y] = [constantOf(a), constantOf(b)];
  if (x !== null && y !== null) {
    return constantValue(lower, BOOL, (x === y) === (operator === "=="), place);
  }
  return boolean({ kind: "binary", operator, left: a, right: b, type: lower(BOOL), place });
}

function isComparable(type: Shape): boolean {
  return !["void", "matchKind", "extern", "block"].includes(known(type).kind);
}

/** The type of the operand that has one; both may, if it is the same or a serial enum's. */
function commonType(left: Operand, right: Operand, operator: string, place: Place): Shape {
  if (left.kind === "value" && right.kind === "value") {
    const [a, b] = [known(left.type), known(right.type)];
    if (unify(a, b)) return a;
    const [x, y] = [fixedOf(a), fixedOf(b)];
    if (x !== null && y !== null && unify(x, y)) return x;
    return wrong(
      place,
      `${operator} needs two operands of one type, not ${show(a)} and ${show(b)}`,
      `cast one of them: (${show(a)})…`,
    );
  }
  if (left.kind === "value") return known(left.type);
  if (right.kind === "value") return known(right.type);
  const items = left.kind === "list" && right.kind === "list" ? pairsOf(left, right) : null;
  if (items !== null) {
    return { kind: "tuple", items: items.map(([a, b]) => commonType(a, b, operator, place)) };
  }
  return wrong(
    place,
    `${operator} cannot tell the type of ${describe(left)} and ${describe(right)}`,
    "cast one of them",
  );
}

type List = Operand & { readonly kind: "list" };

/** The items of two lists side by side; null where they are no tuples of one length. */
function pairsOf(left: List, right: List): readonly (readonly [Operand, Operand])[] | null {
  const isPlain = [left, right].every(({ names, rest }) => names === null && !rest);
  if (!isPlain || left.items.length !== right.items.length) return null;
  return left.items.flatMap((item, at) => {
    const other = right.items[at];
    return other === undefined ? [] : [[item, other] as const];
  });
}

/** Both operands as bit<W> or int<W> of one type; null if both are int. */
function pair(
  lower: Lower,
  operator: string,
  left: Operand,
  right: Operand,
  place: Place,
): readonly [Number, Number] | null {
  if (left.kind === "integer" && right.kind === "integer") return null;
  if (left.kind === "integer") {
    const b = arithmetic(lower, right, operator);
    return [{ ...b, ir: convert(lower, left, b.type), place: left.place }, b];
  }
  const a = arithmetic(lower, left, operator);
  if (right.kind === "integer") {
    return [a, { ...a, ir: convert(lower, right, a.type), place: right.place }];
  }
  const b = arithmetic(lower, right, operator);
  if (!unify(a.type, b.type)) {
    wrong(
      place,
      `${operator} needs two operands of one type, not ${show(a.type)} and ${show(b.type)}`,
      `cast one of them: (${show(a.type)})…`,
    );
  }
  return [a, b];
}

function numeric(
  lower: Lower,
  operator: Exclude<BinaryOperator, "++" | "&&" | "||" | "==" | "!=" | "<<" | ">>">,
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  const both = pair(lower, operator, left, right, place);
  if (both === null) return onIntegers(lower, operator, left, right, place);
  const [a, b] = both;
  if ((operator === "/" || operator === "%") && a.type.kind === "int") {
    wrong(place, `${operator} does not work on int<W>`, "cast to bit<W> first");
  }
  const isComparison = ["<", "<=", ">", ">="].includes(operator);
  const type = isComparison ? BOOL : a.type;
  const [x, y] = [constantOf(a.ir), constantOf(b.ir)];
  if ((operator === "/" || operator === "%") && y === 0n) {
    wrong(place, "division by zero", "divide by another number");
  }
  if (typeof x === "bigint" && typeof y === "bigint") {
    return folded(lower, type, foldBinary(operator, x, y, a.type), place);
  }
  const ir = {
    kind: "binary",
    operator,
    left: a.ir,
    right: b.ir,
    type: lower(type),
    place,
  } as const;
  return valueOf(type, ir);
}

function onIntegers(
  lower: Lower,
  operator: Exclude<BinaryOperator, "++" | "&&" | "||">,
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  if (left.kind !== "integer" || right.kind !== "integer") return left;
  if (operator === "|+|" || operator === "|-|") {
    wrong(place, `${operator} of two int has no limits to stop at`, "give one of them a width");
  }
  const value = foldBinary(operator, left.value, right.value, null);
  if (typeof value === "bigint") return { kind: "integer", value, place };
  return folded(lower, BOOL, value, place);
}

function folded(
  lower: Lower,
  type: Shape,
  value: ReturnType<typeof foldBinary>,
  place: Place,
): Operand {
  if (typeof value === "object") return wrong(place, value.refused, "use other numbers");
  return constantValue(lower, type, value, place);
}

function shift(
  lower: Lower,
  operator: "<<" | ">>",
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  if (left.kind === "integer" && right.kind === "integer") {
    return onIntegers(lower, operator, left, right, place);
  }
  if (left.kind === "integer") {
    wrong(place, `the width of ${left.value} is not known here`, "write it with its width");
  }
  const a = arithmetic(lower, left, operator);
  const by = shiftAmount(lower, right, operator);
  const [x, y] = [constantOf(a.ir), constantOf(by.ir)];
  if (typeof x === "bigint" && typeof y === "bigint") {
    return folded(lower, a.type, foldBinary(operator, x, y, a.type), place);
  }
  const type = lower(a.type);
  return valueOf(a.type, { kind: "binary", operator, left: a.ir, right: by.ir, type, place });
}

/** Unsigned, of any width; an int gets one that holds it. */
function shiftAmount(lower: Lower, right: Operand, operator: string): Number {
  if (right.kind === "integer") {
    if (right.value < 0n) wrong(right.place, "a shift by a negative number", "shift the other way");
    const width = Math.max(32, right.value.toString(2).length);
    const type = { kind: "bit", width } as const;
    return { kind: "value", type, ir: convert(lower, right, type), place: right.place };
  }
  const by = arithmetic(lower, right, operator);
  if (by.type.kind === "bit") return by;
  const value = constantOf(by.ir);
  if (typeof value !== "bigint" || value < 0n) {
    wrong(right.place, "the amount of a shift is signed", `cast it: (bit<${by.type.width}>)…`);
  }
  const type = { kind: "bit", width: by.type.width } as const;
  return { ...by, type, ir: recast(lower, by.ir, type) };
}

function concatenation(lower: Lower, left: Operand, right: Operand, place: Place): Operand {
  const text = [left, right].map(textOf);
  const isText = text.every((part) => part !== null);
  // Strings are known when the program is checked, so that joining them is too.
  if (isText) return constantValue(lower, STRING, text.join(""), place);
  const [a, b] = [arithmetic(lower, left, "++"), arithmetic(lower, right, "++")];
  const type = { kind: a.type.kind, width: a.type.width + b.type.width };
  const [x, y] = [constantOf(a.ir), constantOf(b.ir)];
  if (typeof x === "bigint" && typeof y === "bigint") {
    return constantValue(lower, type, foldConcat(x, y, b.type.width, type), place);
  }
  const ir = { left: a.ir, right: b.ir, type: lower(type), place };
  return valueOf(type, { kind: "binary", operator: "++", ...ir });
}

function textOf(operand: Operand): string | null {
  const value = operand.kind === "value" ? constantOf(operand.ir) : null;
  return typeof value === "string" ? value : null;
}

/** `condition ? then : otherwise`; only the arm that is taken is evaluated. */
export function choice(
  lower: Lower,
  condition: Operand,
  then: Operand,
  otherwise: Operand,
  place: Place,
): Operand {
  const test = convert(lower, condition, BOOL);
  const value = constantOf(test);
  if (then.kind !== "value" && otherwise.kind !== "value") {
    if (typeof value === "boolean") return value ? then : otherwise;
    wrong(place, "the type of this choice is not known", "give one of its values a width");
  }
  const type = commonType(then, otherwise, "?:", place);
  const [a, b] = [convert(lower, then, type), convert(lower, otherwise, type)];
  if (typeof value === "boolean") return valueOf(type, value ? a : b);
  const ir = { condition: test, then: a, otherwise: b, type: lower(type), place };
  return valueOf(type, { kind: "choice", ...ir });
}
