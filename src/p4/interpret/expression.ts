/**
 * Expressions, left to right (P4_16 1.2.5, section 8).
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Expression } from "../program.ts";
import type { Context } from "./context.ts";
import { fieldIn, partIndex, stackIn, variableValue } from "./location.ts";
import { binary, cast, isTrue, scalar, slice, unary } from "./operator.ts";
import type { Value } from "./value.ts";
import { bits, bool, copy, initial, isTainted } from "./value.ts";

/** An aggregate that a variable holds is given itself, not a copy: whoever keeps it copies it. */
export function evaluate(context: Context, expression: Expression): Value {
  switch (expression.kind) {
    case "constant":
      return constant(expression.value);
    case "variable":
      return variableValue(context, expression);
    case "field":
      return fieldIn(context.evaluate(expression.of), expression.field);
    case "element": {
      const stack = stackIn(context.evaluate(expression.of));
      const index = scalar(context.evaluate(expression.index)).value;
      return stack.elements[Number(index)] ?? initial(expression.type, false);
    }
    case "stack":
      return stackPart(context, expression);
    case "slice":
      return slice(scalar(context.evaluate(expression.of)), expression.high, expression.low);
    case "unary":
      return unary(expression.operator, expression.type, scalar(context.evaluate(expression.of)));
    case "binary":
      return operation(context, expression);
    case "cast":
      return cast(expression.type, expression.of.type, scalar(context.evaluate(expression.of)));
    case "choice": {
      const condition = decide(context, expression.condition);
      return context.evaluate(condition ? expression.then : expression.otherwise);
    }
    case "list": {
      const fields = itemsOf(context, expression);
      const isHeader = expression.type.kind === "header";
      return isHeader ? { kind: "header", valid: true, fields } : listed(expression, fields);
    }
    case "invalid":
      return initial(expression.type, true);
    case "isValid":
      return bool(isValid(context.evaluate(expression.of)));
    case "call":
      return context.call(expression, expression.place);
    case "apply": {
      const { hit } = context.apply(expression.table);
      return bool(hit === (expression.want === "hit"));
    }
  }
}

/** The truth of a condition that decides what runs. */
export function decide(context: Context, condition: Expression): boolean {
  const value = scalar(context.evaluate(condition));
  if (value.taint !== 0n) context.hooks.taint?.("branch", condition.place, value.taint);
  return isTrue(value);
}

function isValid(value: Value): boolean {
  if (value.kind === "header") return value.valid;
  assert(value.kind === "union", "only headers and unions are valid or not");
  return value.fields.some(isValid);
}

function constant(value: bigint | boolean | string): Value {
  if (typeof value === "string") return { kind: "text", text: value };
  return typeof value === "boolean" ? bool(value) : bits(value);
}

function itemsOf(
  context: Context,
  { items, order }: Expression & { readonly kind: "list" },
): Value[] {
  const fields: Value[] = [];
  for (const at of order ?? items.keys()) {
    const item = items[at];
    if (item !== undefined) fields[at] = copy(context.evaluate(item));
  }
  return fields;
}

function listed(expression: Expression, fields: Value[]): Value {
  if (expression.type.kind !== "stack") return { kind: "struct", fields };
  const filled = initial(expression.type, false);
  const elements = stackIn(filled).elements.map((empty, at) => fields[at] ?? empty);
  return { kind: "stack", elements, next: 0 };
}

function stackPart(
  context: Context,
  { of, part, type }: Expression & { readonly kind: "stack" },
): Value {
  const stack = stackIn(context.evaluate(of));
  if (part === "size") return bits(BigInt(stack.elements.length));
  if (part === "lastIndex")
    return stack.next > 0 ? bits(BigInt(stack.next - 1)) : initial(type, false);
  const element = stack.elements[partIndex(stack, part)];
  assert(element !== undefined, "the index is inside the stack");
  return element;
}

function operation(
  context: Context,
  { operator, type, left, right }: Expression & { readonly kind: "binary" },
): Value {
  if (operator === "&&" || operator === "||") {
    const first = scalar(context.evaluate(left));
    // Whether the right side runs depends on the left.
    if (first.taint !== 0n) context.hooks.taint?.("branch", left.place, first.taint);
    return isTrue(first) === (operator === "&&") ? context.evaluate(right) : first;
  }
  const first = copy(context.evaluate(left));
  const second = context.evaluate(right);
  return binary(
    operator,
    type,
    { type: left.type, value: first },
    { type: right.type, value: second },
  );
}

/** Tells the hooks of undefined bits that reach a sink. */
export function check(
  context: Context,
  sink: "key" | "register" | "branch",
  expression: Expression,
  value: Value,
): void {
  if (context.hooks.taint !== undefined && isTainted(value)) {
    context.hooks.taint(sink, expression.place, value.kind === "bits" ? value.taint : 1n);
  }
}
