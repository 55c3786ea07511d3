/**
 * Explicit casts (P4_16 1.2.5, section 8.11.1).
 * @module
 */
import type { Place } from "../program.ts";
import { convert, recast } from "./convert.ts";
import type { Operand, ValueOperand } from "./entity.ts";
import { wrap } from "./fold.ts";
import { constantValue, describe, fixedOf, numberOf, valueOf, type Lower } from "./operand.ts";
import { wrong } from "./refuse.ts";
import { isFixed, known, resolved, show, type Shape } from "./type.ts";
import { unify } from "./unify.ts";

/** `(type)operand`. Casts of constants are done here and now. */
export function cast(lower: Lower, operand: Operand, to: Shape, place: Place): Operand {
  const type = known(to);
  if (operand.kind === "integer") return castInteger(lower, operand.value, type, place);
  if (operand.kind === "value") return castValue(lower, operand, type, place);
  return valueOf(type, { ...convert(lower, operand, type), place });
}

function castInteger(lower: Lower, value: bigint, type: Shape, place: Place): Operand {
  if (type.kind === "integer") return { kind: "integer", value, place };
  if (type.kind === "newtype") {
    const under = castInteger(lower, value, known(type.under), place);
    return under.kind === "value" ? valueOf(type, under.ir) : under;
  }
  if (type.kind === "bool") {
    if (value === 0n || value === 1n) return constantValue(lower, type, value === 1n, place);
    wrong(place, `${value} is neither 0 nor 1`, `write ${value} != 0`);
  }
  const fixed = fixedOf(type);
  if (fixed !== null) return constantValue(lower, type, wrap(value, fixed), place);
  return wrong(place, `int cannot be cast to ${show(type)}`, "cast to bit<W> or int<W>");
}

function castValue(lower: Lower, operand: ValueOperand, type: Shape, place: Place): Operand {
  const from = known(operand.type);
  const again = (inner: Operand, to: Shape): Operand => cast(lower, inner, to, place);
  if (unify(from, type)) return valueOf(type, { ...operand.ir, place });
  if (from.kind === "newtype") return again(valueOf(from.under, operand.ir), type);
  if (type.kind === "newtype") {
    const under = again(operand, type.under);
    return under.kind === "value" ? valueOf(type, under.ir) : under;
  }
  if (from.kind === "serial") {
    const under = valueOf(from.under, recast(lower, operand.ir, from.under));
    return again(under, type);
  }
  if (type.kind === "serial") {
    const under = again(operand, type.under);
    return under.kind === "value" ? valueOf(type, recast(lower, under.ir, type)) : under;
  }
  const constant = numberOf(operand);
  if (type.kind === "integer" && isFixed(from) && constant !== null) {
    return { kind: "integer", value: constant, place };
  }
  if (!mayCast(from, type)) {
    return wrong(place, `${describe(operand)} cannot be cast to ${show(type)}`, hint(from, type));
  }
  return valueOf(type, castFixed(lower, operand, resolved(type), place));
}

function castFixed(lower: Lower, operand: ValueOperand, type: Shape, place: Place) {
  const { ir } = operand;
  if (ir.kind !== "constant") return { kind: "cast", of: ir, type: lower(type), place } as const;
  const number = typeof ir.value === "boolean" ? (ir.value ? 1n : 0n) : ir.value;
  if (typeof number === "string") return ir;
  const value = type.kind === "bool" ? number === 1n : isFixed(type) ? wrap(number, type) : number;
  return { kind: "constant", value, type: lower(type), place } as const;
}

/** Between numbers one step at a time: the width or the sign. */
function mayCast(from: Shape, to: Shape): boolean {
  if (from.kind === "bool") return to.kind === "bit" && to.width === 1;
  if (to.kind === "bool") return from.kind === "bit" && from.width === 1;
  if (!isFixed(from) || !isFixed(to)) return false;
  return from.kind === to.kind || from.width === to.width;
}

function hint(from: Shape, to: Shape): string {
  if (isFixed(from) && isFixed(to)) {
    return `change the width first: (${show(to)})(${from.kind}<${to.width}>)…`;
  }
  if (to.kind === "bool") return "compare it: … != 0";
  return "casts join bit, int, bool with bit<1>, newtypes and serializable enums";
}
