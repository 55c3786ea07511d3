/**
 * Assignments, plain and with an operator (P4_16 1.2.5, sections 12.1 and 12.2).
 * @module
 */
import type { Expression, Statement, Variable } from "../program.ts";
import type { Statement as Source } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import type { ValueOperand } from "./entity.ts";
import { evaluate } from "./expression.ts";
import { unassignable } from "./member.ts";
import { describe, isConstant, valueOf } from "./operand.ts";
import { binary } from "./operator.ts";
import { wrong } from "./refuse.ts";

type AssignSource = Source & { readonly kind: "assign" };

export function assignment(context: Context, source: AssignSource): Statement {
  const { place, operator } = source;
  const target = evaluate(context, source.target);
  if (target.kind !== "value") {
    return wrong(target.place, `${describe(target)} cannot be assigned to`, "assign to a variable");
  }
  const why = unassignable(target.ir);
  if (why !== null)
    wrong(target.place, `this cannot be assigned to: ${why}`, "use a local variable");
  const value = evaluate(context, source.value);
  if (operator === null) {
    const ir = convert(context.lower, value, target.type);
    return { kind: "assign", target: target.ir, value: ir, place };
  }
  const { fixed, declared } = withFixedIndex(target);
  const result = binary(context.lower, operator, fixed, value, place);
  const ir = convert(context.lower, result, target.type);
  const assign: Statement = { kind: "assign", target: fixed.ir, value: ir, place };
  return declared.length === 0 ? assign : { kind: "block", body: [...declared, assign], place };
}

/** The target is evaluated once, so its indices are put aside before it is used twice. */
function withFixedIndex(target: ValueOperand): {
  readonly fixed: ValueOperand;
  readonly declared: readonly Statement[];
} {
  const declared: Statement[] = [];
  const aside = (ir: Expression): Expression => {
    if (ir.kind === "field" || ir.kind === "slice" || ir.kind === "stack") {
      return { ...ir, of: aside(ir.of) };
    }
    if (ir.kind !== "element") return ir;
    const of = aside(ir.of);
    if (isConstant(ir.index)) return { ...ir, of };
    const { type, place } = ir.index;
    const variable: Variable = { name: "index", type, direction: "local" };
    declared.push({ kind: "declare", variable, value: ir.index, place });
    return { ...ir, of, index: { kind: "variable", variable, type, place } };
  };
  return { fixed: valueOf(target.type, aside(target.ir)), declared };
}
