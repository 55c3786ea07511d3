/**
 * L-values (P4_16 1.2.5, section 6.7): fixed where they stand, their indexes evaluated once.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Expression, StackType, Type } from "../program.ts";
import type { Context, Location } from "./context.ts";
import { ERRORS, ParserFailure } from "./context.ts";
import { scalar, slice, spliced } from "./operator.ts";
import type { Stack, Value } from "./value.ts";
import { copy, initial, partTypes } from "./value.ts";

export function locate(context: Context, expression: Expression): Location {
  const { kind } = expression;
  if (kind === "variable") {
    return {
      read: () => variableValue(context, expression),
      write: (value) => context.variables.set(expression.variable, copy(value)),
      writable: () => true,
    };
  }
  if (kind === "field") {
    return fieldOf(context.locate(expression.of), expression.of.type, expression.field);
  }
  if (kind === "slice") return sliceOf(context.locate(expression.of), expression);
  if (kind === "element") {
    const stack = context.locate(expression.of);
    const index = scalar(context.evaluate(expression.index)).value;
    return elementOf(stack, Number(index), expression);
  }
  assert(kind === "stack", `${kind} is no l-value`);
  const stack = context.locate(expression.of);
  return elementOf(stack, partIndex(stackIn(stack.read()), expression.part), expression);
}

/** Of the value as it is when it is written, only these bits. */
function sliceOf(
  base: Location,
  { of, high, low }: Expression & { readonly kind: "slice" },
): Location {
  return {
    ...base,
    read: () => slice(scalar(base.read()), high, low),
    write: (value) => base.write(spliced(of.type, scalar(base.read()), high, low, scalar(value))),
  };
}

export function variableValue(
  context: Context,
  { variable }: Expression & { readonly kind: "variable" },
): Value {
  const value = context.variables.get(variable);
  if (value !== undefined) return value;
  const fresh = initial(variable.type, false);
  context.variables.set(variable, fresh);
  return fresh;
}

/** Where `next` or `last` stands; a parser stops if that is nowhere (section 8.18). */
export function partIndex(stack: Stack, part: "next" | "last" | "lastIndex" | "size"): number {
  const index = part === "next" ? stack.next : stack.next - 1;
  if (index < 0 || index >= stack.elements.length) throw new ParserFailure(ERRORS.StackOutOfBounds);
  return index;
}

export function stackIn(value: Value): Stack {
  assert(value.kind === "stack", "only a stack has elements");
  return value;
}

function fieldOf(whole: Location, type: Type, field: number): Location {
  const writable = (): boolean => {
    const value = whole.read();
    return whole.writable() && (value.kind !== "header" || value.valid);
  };
  return {
    read: () => fieldIn(whole.read(), field),
    write: (value) => {
      const inside = whole.read();
      if (!writable()) return;
      assert("fields" in inside, "only a struct, header or union has fields");
      if (inside.kind === "union" && value.kind === "header" && value.valid) {
        invalidateOthers(type, inside.fields, field);
      }
      inside.fields[field] = copy(value);
    },
    writable,
  };
}

/** At most one header of a union is valid. */
function invalidateOthers(union: Type, fields: Value[], field: number): void {
  for (const [at, type] of partTypes(union).entries()) {
    const other = fields[at];
    if (at !== field && other?.kind === "header" && other.valid) fields[at] = initial(type, false);
  }
}

export function fieldIn(value: Value, field: number): Value {
  const part = "fields" in value ? value.fields[field] : undefined;
  assert(part !== undefined, "the field is one of the type's");
  return part;
}

function elementOf(stack: Location, index: number, { type }: Expression): Location {
  const beyond = initial(type, false);
  const inside = (): boolean => index >= 0 && index < stackIn(stack.read()).elements.length;
  return {
    read: () => stackIn(stack.read()).elements[index] ?? beyond,
    write: (value) => {
      if (inside()) stackIn(stack.read()).elements[index] = copy(value);
    },
    // No header has a stack inside.
    writable: inside,
  };
}

/** `push_front` for a positive count, `pop_front` for a negative one. */
export function shifted(stack: Stack, { element, size }: StackType, count: number): Stack {
  const by = Math.max(-size, Math.min(size, count));
  const fresh = Array.from({ length: Math.abs(by) }, () => initial(element, false));
  const elements =
    by >= 0
      ? [...fresh, ...stack.elements.slice(0, size - by)]
      : [...stack.elements.slice(-by), ...fresh];
  return { kind: "stack", elements, next: Math.max(0, Math.min(size, stack.next + count)) };
}
