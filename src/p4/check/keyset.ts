/**
 * Keysets: conditions of `select` cases and of table entries (P4_16 1.2.5, section 8.13).
 * @module
 */
import type { Expression, Keyset } from "../program.ts";
import type { Expression as SourceExpression, Keyset as Source } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import { fixedOf } from "./operand.ts";
import { wrong } from "./refuse.ts";
import { bare, fieldsOf, known, show, type Shape } from "./type.ts";
import { unify } from "./unify.ts";

/** One for each of `types`; a lone `default` or `_` is for all, and so may a value_set be. */
export function keysetsFor(
  context: Context,
  source: Source,
  types: readonly Shape[],
): readonly Keyset[] {
  if (source.kind === "any") return types.map(() => ({ kind: "any" }));
  const parts = source.kind === "tuple" ? source.items : [source];
  if (parts.length !== types.length) {
    const set = source.kind === "value" ? setOver(context, source.value, types) : null;
    if (set !== null) return [set];
    const message = `${types.length} keys are matched, not ${parts.length}`;
    wrong(source.place, message, "give one set for each");
  }
  return parts.flatMap((part, at) => {
    const type = types[at];
    return type === undefined ? [] : [keysetOf(context, part, type)];
  });
}

/** A value_set of tuples or structs with one part for each key (P4_16 1.2.5, section 13.11). */
function setOver(
  context: Context,
  source: SourceExpression,
  types: readonly Shape[],
): Keyset | null {
  const operand = context.evaluate(context, source);
  const entity = operand.kind === "reference" ? operand.entity : null;
  if (entity?.kind !== "instance" || entity.is.kind !== "extern") return null;
  const held = heldIn(entity.type);
  const fit = held.length === types.length && held.every((type, at) => fitsKey(type, types[at]));
  return fit ? { kind: "set", instance: entity.is.instance } : null;
}

/** The parts of what a value_set holds. */
function heldIn(set: Shape): readonly Shape[] {
  const held = set.kind === "extern" && set.args[0] !== undefined ? known(set.args[0]) : set;
  if (held.kind === "tuple") return held.items;
  return held.kind === "nominal" ? fieldsOf(held).map(({ type }) => type) : [held];
}

function fitsKey(part: Shape, type: Shape | undefined): boolean {
  return type !== undefined && (unify(part, type) || unify(bare(part), bare(type)));
}

function keysetOf(context: Context, source: Source, type: Shape): Keyset {
  switch (source.kind) {
    case "any":
      return { kind: "any" };
    case "value":
      return valueKeyset(context, source.value, type);
    case "mask":
      return {
        kind: "mask",
        value: numberFor(context, source.value, type),
        mask: numberFor(context, source.mask, type),
      };
    case "range":
      return {
        kind: "range",
        low: numberFor(context, source.low, type),
        high: numberFor(context, source.high, type),
      };
    case "tuple":
      return wrong(source.place, "a keyset stands inside another", "write one list");
  }
}

function valueKeyset(context: Context, source: SourceExpression, type: Shape): Keyset {
  const operand = context.evaluate(context, source);
  if (operand.kind === "default") return { kind: "any" };
  const entity = operand.kind === "reference" ? operand.entity : null;
  if (entity?.kind === "instance" && entity.is.kind === "extern") {
    const { instance } = entity.is;
    if (instance.extern !== "value_set") {
      wrong(source.place, `a ${instance.extern} is no set of values`, "use a value_set");
    }
    checkElement(entity.type, type, source);
    return { kind: "set", instance };
  }
  const target = operand.kind === "integer" ? bare(type) : type;
  return { kind: "value", value: convert(context.lower, operand, target) };
}

/** A number of the key's type; an int may stand for a newtype's value here. */
function numberFor(context: Context, source: SourceExpression, type: Shape): Expression {
  const target = bare(type);
  const operand = context.evaluate(context, source);
  if (fixedOf(target) === null) {
    wrong(operand.place, `${show(type)} has no masks or ranges`, "write a value");
  }
  const isNew = operand.kind === "value" && operand.type.kind === "newtype";
  return convert(context.lower, operand, isNew ? type : target);
}

/** A set over one key holds its type, or a struct of just that. */
function checkElement(set: Shape, type: Shape, source: SourceExpression): void {
  const [held, another] = heldIn(set);
  if (another === undefined && fitsKey(held ?? type, type)) return;
  if (set.kind === "extern" && fitsKey(set.args[0] ?? set, type)) return;
  wrong(source.place, `this value_set holds no ${show(type)}`, `make it value_set<${show(type)}>`);
}
