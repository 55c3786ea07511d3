/**
 * Small questions about operands and constants, and the making of the commonest ones.
 * @module
 */
import type { Expression, Place, Type } from "../program.ts";
import type { Operand, ValueOperand } from "./entity.ts";
import { BOOL, isFixed, known, show, type Shape } from "./type.ts";

export type Lower = (type: Shape) => Type;

export function valueOf(type: Shape, ir: Expression): ValueOperand {
  return { kind: "value", type, ir, place: ir.place };
}

/** The number of a constant; null for anything else. */
export function numberOf(operand: Operand): bigint | null {
  if (operand.kind === "integer") return operand.value;
  if (operand.kind !== "value" || operand.ir.kind !== "constant") return null;
  return typeof operand.ir.value === "bigint" ? operand.ir.value : null;
}

export function constantOf(ir: Expression): bigint | boolean | string | null {
  return ir.kind === "constant" ? ir.value : null;
}

/** Whether it is known at compile time, whole. */
export function isConstant(ir: Expression): boolean {
  if (ir.kind === "list") return ir.items.every(isConstant);
  return ir.kind === "constant" || ir.kind === "invalid";
}

export function constantValue(
  lower: Lower,
  type: Shape,
  value: bigint | boolean | string,
  place: Place,
): ValueOperand {
  return valueOf(type, { kind: "constant", value, type: lower(type), place });
}

export function boolean(ir: Expression): ValueOperand {
  return valueOf(BOOL, ir);
}

/** The range of a number of this type: a serializable enum's is its underlying type's. */
export function fixedOf(type: Shape): (Shape & { readonly kind: "bit" | "int" }) | null {
  const at = known(type);
  if (isFixed(at)) return at;
  return at.kind === "serial" ? at.under : null;
}

/** What an operand is, for a message. */
export function describe(operand: Operand): string {
  switch (operand.kind) {
    case "value":
      return show(operand.type);
    case "integer":
      return "int";
    case "list":
      return "a list in braces";
    case "default":
      return "`...`";
    case "invalid":
      return "`{#}`";
    case "dontCare":
      return "`_`";
    case "reference":
      return `the ${operand.entity.kind} ${operand.name}`;
    case "applied":
      return `the result of ${operand.table.name}.apply()`;
    case "actionRun":
      return `${operand.table.name}.apply().action_run`;
  }
}
