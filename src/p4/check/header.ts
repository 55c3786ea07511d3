/**
 * Built-in methods of headers, header unions and stacks, and the sizes of types
 * (P4_16 1.2.5, sections 8.17 to 8.19, 9).
 * @module
 */
import type { Expression, Place } from "../program.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import type { Operand, ValueOperand } from "./entity.ts";
import { unassignable } from "./member.ts";
import { boolean, constantOf, numberOf, valueOf } from "./operand.ts";
import { wrong } from "./refuse.ts";
import { sizeOf } from "./size.ts";
import { BOOL, VOID, bits, isHeader, isUnion, show, type Shape } from "./type.ts";

/** `of` is null where the method is asked of a type: `H.minSizeInBits()`. */
export function builtIn(
  context: Context,
  of: ValueOperand | null,
  type: Shape,
  name: string,
  args: readonly Operand[],
  place: Place,
): Operand {
  const size = sizeOf(type, name, place);
  if (size !== null) return { kind: "integer", value: size, place };
  const hasValidity = isHeader(type) || isUnion(type) || type.kind === "variable";
  if (of !== null && hasValidity && name === "isValid" && args.length === 0) {
    const ir: Expression = { kind: "isValid", of: of.ir, type: context.lower(BOOL), place };
    return boolean(ir);
  }
  const isSetter = name === "setValid" || name === "setInvalid";
  if (
    of !== null &&
    isSetter &&
    (isHeader(type) || type.kind === "variable") &&
    args.length === 0
  ) {
    return effect(context, of, name, null, place);
  }
  const isMove = name === "push_front" || name === "pop_front";
  if (of !== null && isMove && type.kind === "stack" && args.length === 1) {
    return effect(context, of, name, args[0] ?? null, place);
  }
  return wrong(place, `${show(type)} has no method ${name} like this`, "check its name");
}

function effect(
  context: Context,
  of: ValueOperand,
  name: "setValid" | "setInvalid" | "push_front" | "pop_front",
  count: Operand | null,
  place: Place,
): Operand {
  const why = unassignable(of.ir);
  if (why !== null)
    wrong(place, `${name} changes what it is called on, but ${why}`, "copy it first");
  const type = bits(32);
  const parameter = { name: "count", type, direction: "none" } as const;
  const value = count === null ? null : convert(context.lower, count, type);
  const isNegative = count !== null && (numberOf(count) ?? 0n) < 0n;
  if (value !== null && (constantOf(value) === null || isNegative)) {
    wrong(place, `the count of ${name} must be a constant, 0 or more`, "write a number");
  }
  const args = value === null ? [] : [{ parameter, value }];
  const callee = { kind: "header", name, target: of.ir } as const;
  return valueOf(VOID, { kind: "call", callee, args, type: context.lower(VOID), place });
}
