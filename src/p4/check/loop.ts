/**
 * `for (… in …)` (P4_16 1.2.5, section 12.8). A loop over a list or a stack is one over the
 * positions of what stands in it, which is evaluated once, before the first round.
 * @module
 */
import type { Expression, Place, Statement, Variable } from "../program.ts";
import type { Statement as Source } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import type { Operand } from "./entity.ts";
import { declare } from "./name.ts";
import { constantValue, describe, fixedOf } from "./operand.ts";
import { wrong } from "./refuse.ts";
import { BOOL, bits, known, show, type Shape } from "./type.ts";
import { lookUp, typeOf } from "./typename.ts";

export type ForIn = Source & { readonly kind: "forIn" };
type Counter = { readonly variable: Variable; readonly type: Shape; readonly isOwn: boolean };
/** Makes the statement that is repeated, in the scope of `around`. */
type Body = (around: Context) => Statement;

/** `around` is the loop's own scope. */
export function forIn(around: Context, source: ForIn, body: Body): Statement {
  const { high, place } = source;
  const low = around.evaluate(around, source.low);
  if (high === null) return overAll(around, source, low, body);
  const top = around.evaluate(around, high);
  const { variable, type } = loopVariable(around, source);
  if (fixedOf(type) === null) {
    const { place: at } = source.variable;
    wrong(at, `a loop counts in bit<W> or int<W>, not ${show(type)}`, "change its type");
  }
  const [from, to] = [convert(around.lower, low, type), convert(around.lower, top, type)];
  return { kind: "forIn", variable, low: from, high: to, body: body(around), place };
}

function overAll(around: Context, source: ForIn, all: Operand, body: Body): Statement {
  const { place } = source;
  const counter = loopVariable(around, source);
  const { items, before } = itemsOf(around, all, counter.type);
  if (items.length === 0) return { kind: "block", body: [], place };
  const index: Variable = { name: "position", type: around.lower(bits(32)), direction: "local" };
  const value = itemAt(around, items, index, place);
  const number = (at: number): Expression =>
    constantValue(around.lower, bits(32), BigInt(at), place).ir;
  const round: Statement = {
    kind: "block",
    body: [setting(counter, value, place), body(around)],
    place,
  };
  const [low, high] = [number(0), number(items.length - 1)];
  const loop: Statement = { kind: "forIn", variable: index, low, high, body: round, place };
  return { kind: "block", body: [...before, loop], place };
}

function setting(counter: Counter, value: Expression, place: Place): Statement {
  const { variable, isOwn } = counter;
  if (isOwn) return { kind: "declare", variable, value, place };
  const target: Expression = { kind: "variable", variable, type: variable.type, place };
  return { kind: "assign", target, value, place };
}

/** Each item put aside, so that it is evaluated once and in order. */
function itemsOf(
  around: Context,
  all: Operand,
  type: Shape,
): { readonly items: readonly Expression[]; readonly before: readonly Statement[] } {
  const values = valuesOf(around, all, type);
  const before = values.map((value): Statement & { readonly kind: "declare" } => {
    const variable: Variable = { name: "item", type: value.type, direction: "local" };
    return { kind: "declare", variable, value, place: value.place };
  });
  const items = before.map(({ variable, place }): Expression => ({
    kind: "variable",
    variable,
    type: variable.type,
    place,
  }));
  return { items, before };
}

function valuesOf(around: Context, all: Operand, type: Shape): readonly Expression[] {
  const { place } = all;
  if (all.kind === "list" && all.names === null && !all.rest) {
    return all.items.map((item) => convert(around.lower, item, type));
  }
  const at = all.kind === "value" ? known(all.type) : null;
  if (all.kind !== "value" || at?.kind !== "stack") {
    return wrong(place, `${describe(all)} is no range, list or stack`, "write low .. high");
  }
  return Array.from({ length: at.size }, (_, position) => {
    const index = constantValue(around.lower, bits(32), BigInt(position), place).ir;
    const ir: Expression = {
      kind: "element",
      of: all.ir,
      index,
      type: around.lower(at.element),
      place,
    };
    return convert(around.lower, { kind: "value", type: at.element, ir, place }, type);
  });
}

/** The item at the position: a choice among all of them. */
function itemAt(
  around: Context,
  items: readonly Expression[],
  index: Variable,
  place: Place,
): Expression {
  const [first, ...rest] = items.toReversed();
  const position: Expression = { kind: "variable", variable: index, type: index.type, place };
  const start = first ?? position;
  return rest.reduce((otherwise, then, at): Expression => {
    const number = BigInt(items.length - 2 - at);
    const right = constantValue(around.lower, bits(32), number, place).ir;
    const type = around.lower(BOOL);
    const operands = { operator: "==", left: position, right } as const;
    const condition: Expression = { kind: "binary", ...operands, type, place };
    return { kind: "choice", condition, then, otherwise, type: start.type, place };
  }, start);
}

function loopVariable(around: Context, source: ForIn): Counter {
  const { type: ref, variable: name } = source;
  if (ref !== null) {
    const type = typeOf(around, ref);
    const variable: Variable = { name: name.text, type: around.lower(type), direction: "local" };
    declare(around.scope, name.text, { kind: "variable", variable, type }, name.place);
    return { variable, type, isOwn: true };
  }
  const entity = lookUp(around, name);
  if (entity.kind === "variable" && entity.variable.direction === "local") {
    return { variable: entity.variable, type: entity.type, isOwn: false };
  }
  return wrong(name.place, `${name.text} is no local variable`, "write its type: for (T x in …)");
}
