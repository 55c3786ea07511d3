/**
 * Expressions (P4_16 1.2.5, section 8): side effects become steps, left to right; what is left is
 * text without any.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Expression, Type } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import { binary, cast, equal, unary } from "./arithmetic.ts";
import type { Coder } from "./coder.ts";
import { hasEffect } from "./coder.ts";
import { copyCells, indexOf, isPlace, kept, partIndex, read } from "./location.ts";
import { conditionOf, constant, single, truth } from "./operand.ts";
import { sliced } from "./shift.ts";
import type { Tree } from "./tree.ts";
import { ONE, operandOf, partsOf, partTypes, scalar, validOf, zero } from "./tree.ts";

type Of<Kind extends Expression["kind"]> = Expression & { readonly kind: Kind };

/** What a variable holds is given as its cells: whoever needs the value of now keeps it. */
export function evaluate(coder: Coder, expression: Expression): Tree {
  const { code } = coder;
  switch (expression.kind) {
    case "constant":
      return literal(expression.type, expression.value);
    case "variable":
      return code.variable(expression.variable);
    case "field":
      return field(coder, expression);
    case "element":
      return element(coder, expression);
    case "stack":
      return stackPart(coder, expression);
    case "slice": {
      const of = operandOf(coder.evaluate(expression.of));
      return scalar(sliced(code, of, expression.high, expression.low));
    }
    case "unary": {
      const of = operandOf(coder.evaluate(expression.of));
      return scalar(unary(code, expression.operator, expression.type, of));
    }
    case "binary":
      return operation(coder, expression);
    case "cast": {
      const of = operandOf(coder.evaluate(expression.of));
      return scalar(cast(code, expression.type, expression.of.type, of));
    }
    case "choice":
      return choice(coder, expression);
    case "list":
      return list(coder, expression);
    case "invalid":
      return zero(expression.type);
    case "isValid":
      return scalar(truth(validOf(coder.evaluate(expression.of))));
    case "call":
      return coder.call(expression, expression.place);
    case "apply": {
      const { hit } = coder.apply(expression.table);
      return scalar(truth(`(${hit} === ${expression.want === "hit" ? 1 : 0})`));
    }
  }
}

/** A condition as a JavaScript text. */
export function decide(coder: Coder, expression: Expression): string {
  return conditionOf(operandOf(coder.evaluate(expression)));
}

/** Evaluates in order; each value is the one of its turn. */
export function evaluateAll(coder: Coder, expressions: readonly Expression[]): readonly Tree[] {
  return expressions.map((expression, at) => {
    const value = coder.evaluate(expression);
    return expressions.slice(at + 1).some(hasEffect) ? kept(coder.code, value) : value;
  });
}

function literal(type: Type, value: bigint | boolean | string): Tree {
  if (typeof value === "string") return { kind: "text", text: value };
  if (typeof value === "boolean") return scalar(single(value ? 1 : 0));
  return scalar(constant(value, bitsOf(type)));
}

function field(coder: Coder, expression: Of<"field">): Tree {
  if (isPlace(expression)) return read(coder, coder.locate(expression));
  const part = partsOf(coder.evaluate(expression.of))[expression.field];
  assert(part !== undefined, "the field is one of the type's");
  return part;
}

function element(coder: Coder, expression: Of<"element">): Tree {
  if (isPlace(expression)) return read(coder, coder.locate(expression));
  const { code } = coder;
  const parts = partsOf(kept(code, coder.evaluate(expression.of)));
  const operand = operandOf(coder.evaluate(expression.index));
  return picked(coder, expression.type, parts, indexOf(coder, operand, expression.index.type));
}

/** One of several values, by an index as text; 0 beyond the end. */
function picked({ code }: Coder, type: Type, parts: readonly Tree[], index: string): Tree {
  const locals = code.locals(zero(type), type);
  for (const [at, part] of parts.entries()) {
    code.block(`if (${index} === ${at})`, () => copyCells(code, locals, part));
  }
  return locals;
}

function stackPart(coder: Coder, expression: Of<"stack">): Tree {
  const { of, part, type } = expression;
  if (isPlace(expression)) return read(coder, coder.locate(expression));
  const stack = coder.evaluate(of);
  assert(stack.kind === "stack", "only a stack has elements");
  if (part === "size") return scalar(constant(BigInt(stack.parts.length), bitsOf(type)));
  const { next } = stack;
  if (part === "lastIndex") {
    return scalar(single(`(${next.text} > 0 ? ${next.text} - 1 : 0)`));
  }
  return picked(coder, type, stack.parts, partIndex(coder, stack, part));
}

function operation(coder: Coder, expression: Of<"binary">): Tree {
  const { code } = coder;
  const { operator, left, right, type } = expression;
  if (operator === "&&" || operator === "||") return logic(coder, operator, left, right);
  const [x, y] = evaluateAll(coder, [left, right]);
  assert(x !== undefined && y !== undefined, "an operator has two operands");
  if (operator === "==") return scalar(truth(same(x, y)));
  if (operator === "!=") return scalar(truth(`!${same(x, y)}`));
  const operands = [
    [left.type, operandOf(x)],
    [right.type, operandOf(y)],
  ] as const;
  return scalar(binary(code, operator, type, ...operands));
}

/** The right side runs only if the left has not decided. */
function logic(coder: Coder, operator: "&&" | "||", left: Expression, right: Expression): Tree {
  const { code } = coder;
  const first = decide(coder, left);
  const { lines, made: second } = code.aside(() => decide(coder, right));
  if (lines.length === 0) return scalar(truth(`(${first} ${operator} ${second})`));
  const result = code.declared(first);
  code.block(`if (${operator === "&&" ? "" : "!"}${result})`, () => {
    for (const line of lines) code.step(line);
    code.step(`${result} = ${second};`);
  });
  return scalar(truth(result));
}

function choice(coder: Coder, { condition, then, otherwise, type }: Of<"choice">): Tree {
  const { code } = coder;
  const decided = decide(coder, condition);
  const locals = code.locals(zero(type), type);
  code.block(`if (${decided})`, () => copyCells(code, locals, coder.evaluate(then)));
  code.block("else", () => copyCells(code, locals, coder.evaluate(otherwise)));
  return locals;
}

function list(coder: Coder, { items, type, order }: Of<"list">): Tree {
  const turns = order ?? [...items.keys()];
  const made = evaluateAll(
    coder,
    turns.flatMap((at) => items[at] ?? []),
  );
  const parts = items.flatMap((_, at) => made[turns.indexOf(at)] ?? []);
  if (type.kind === "header") return { kind: "header", valid: ONE, parts };
  if (type.kind !== "stack") return { kind: "struct", parts };
  const elements = partTypes(type).map((part, at) => parts[at] ?? zero(part));
  return { kind: "stack", next: single(0), parts: elements };
}

/** Equality as `==` has it: two invalid headers are equal, whatever they held. */
export function same(x: Tree, y: Tree): string {
  if (x.kind === "scalar" && y.kind === "scalar") return equal(x.operand, y.operand);
  if (x.kind === "text" && y.kind === "text") return String(x.text === y.text);
  const those = partsOf(y);
  const fields = partsOf(x).map((part, at) => same(part, those[at] ?? part));
  const all = `(${fields.join(" && ") || "true"})`;
  if (x.kind !== "header" || y.kind !== "header") return all;
  const [one, other] = [x.valid.text, y.valid.text];
  return `(${one} === ${other} && (${one} === 0 || ${all}))`;
}
