/**
 * Implicit conversion: from what an expression denotes to an expression of the type that its
 * place asks for (P4_16 1.2.5, sections 8.11.2 and 8.12 to 8.16). `int` becomes bit, int or a
 * serializable enum, a serializable enum its underlying type, a list a struct, header, tuple or
 * stack; nothing else changes its type unasked.
 * @module
 */
import type { Expression } from "../program.ts";
import { defaultOf } from "./default.ts";
import type { Operand } from "./entity.ts";
import { wrap } from "./fold.ts";
import { constantValue, describe, fixedOf, isConstant, type Lower } from "./operand.ts";
import { toldAlready, wrong } from "./refuse.ts";
import { bare, fieldsOf, isFixed, known, show, type NominalShape, type Shape } from "./type.ts";
import { unify } from "./unify.ts";

type ListOperand = Operand & { readonly kind: "list" };

/** Refuses with the operand's place when it cannot be of that type. */
export function convert(lower: Lower, operand: Operand, type: Shape): Expression {
  const target = known(type);
  switch (operand.kind) {
    case "value":
      return convertValue(lower, operand, target);
    case "integer":
      return convertInteger(lower, operand, target);
    case "list":
      return convertList(lower, operand, target);
    case "default":
      return defaultOf(lower, target, operand.place);
    case "invalid":
      if (target.kind === "nominal" && target.of.form !== "struct") {
        return { kind: "invalid", type: lower(target), place: operand.place };
      }
      return mismatch(operand, target, "`{#}` is an invalid header or header union");
    case "dontCare":
      return wrong(operand.place, "`_` has no value", "use it for an out argument or a keyset");
    case "reference":
      if (operand.entity.kind === "broken") return toldAlready();
      return mismatch(operand, target, "write an expression with a value");
    case "applied":
    case "actionRun":
      return mismatch(operand, target, "use .hit or .miss, or a switch on .action_run");
  }
}

function convertValue(
  lower: Lower,
  operand: Operand & { readonly kind: "value" },
  target: Shape,
): Expression {
  if (unify(target, operand.type)) return operand.ir;
  const source = known(operand.type);
  if (source.kind === "serial" && isFixed(target) && unify(source.under, target)) {
    return recast(lower, operand.ir, target);
  }
  if (target.kind === "integer") {
    return wrong(
      operand.place,
      `a value of type ${show(source)} is not known at compile time`,
      "write a constant",
    );
  }
  const mayCast = isNumeric(source) && isNumeric(target);
  return mismatch(operand, target, mayCast ? `cast it: (${show(target)})…` : "change it");
}

/** What casts can join, perhaps by several steps. */
function isNumeric(type: Shape): boolean {
  const at = bare(type);
  return fixedOf(at) !== null || at.kind === "integer";
}

/** The same bits under another type; a constant stays one. */
export function recast(lower: Lower, of: Expression, type: Shape): Expression {
  const { place } = of;
  if (of.kind === "constant") return { ...of, type: lower(type) };
  return { kind: "cast", of, type: lower(type), place };
}

function convertInteger(
  lower: Lower,
  operand: Operand & { readonly kind: "integer" },
  target: Shape,
): Expression {
  const fixed = fixedOf(target);
  if (fixed !== null) {
    return constantValue(lower, target, wrap(operand.value, fixed), operand.place).ir;
  }
  if (target.kind === "unknown") {
    return wrong(
      operand.place,
      `the width of ${operand.value} is not known here`,
      `write it with its width, as 8w${operand.value}`,
    );
  }
  const cure =
    target.kind === "newtype" ? `write (${target.name})${operand.value}` : "write a value of it";
  return mismatch(operand, target, cure);
}

function convertList(lower: Lower, operand: ListOperand, target: Shape): Expression {
  const { place } = operand;
  if (target.kind === "nominal") {
    if (target.of.form === "union") {
      wrong(place, "a header union has no list of fields", "assign to one of its headers");
    }
    return convertFields(lower, operand, target);
  }
  if (target.kind === "tuple") return positional(lower, operand, target, target.items);
  if (target.kind === "stack") {
    const elements = Array.from({ length: target.size }, () => target.element);
    return positional(lower, operand, target, elements);
  }
  if (target.kind !== "unknown") {
    return mismatch(operand, target, `write a value of type ${show(target)}`);
  }
  const items = operand.items.map((item) => convert(lower, item, inferred(item)));
  target.solved = { kind: "tuple", items: operand.items.map(typeOfItem) };
  return { kind: "list", items, type: lower(target), place };
}

/** The type an item of a list has by itself, where nothing asks for another one. */
function typeOfItem(item: Operand): Shape {
  if (item.kind === "value") return item.type;
  if (item.kind === "list" && !item.rest && item.names === null) {
    return { kind: "tuple", items: item.items.map(typeOfItem) };
  }
  return { kind: "unknown", name: "an unknown type", solved: null };
}

function inferred(item: Operand): Shape {
  const type = typeOfItem(item);
  if (type.kind === "unknown" && item.kind === "list") {
    return wrong(item.place, "nothing says the type of this list", "cast it: (T){ … }");
  }
  return type;
}

function positional(
  lower: Lower,
  operand: ListOperand,
  target: Shape,
  types: readonly Shape[],
): Expression {
  const { items, names, rest, place } = operand;
  if (names !== null) return mismatch(operand, target, "give the values without names");
  const enough = rest ? items.length <= types.length : items.length === types.length;
  if (!enough) {
    return wrong(
      place,
      `${show(target)} has ${types.length} parts, the list has ${items.length}`,
      "give each part one value",
    );
  }
  const converted = types.map((type, at) => {
    const item = items[at];
    return item === undefined ? defaultOf(lower, type, place) : convert(lower, item, type);
  });
  return { kind: "list", items: converted, type: lower(target), place };
}

function convertFields(lower: Lower, operand: ListOperand, target: NominalShape): Expression {
  const fields = fieldsOf(target);
  const { items, names, rest, place } = operand;
  if (names === null) {
    const types = fields.map((field) => field.type);
    return positional(lower, operand, target, types);
  }
  const stray = names.find((name) => !fields.some((field) => field.name === name));
  if (stray !== undefined) {
    const have = fields.map((field) => field.name).join(", ");
    return wrong(place, `${show(target)} has no field ${stray}`, `its fields are ${have}`);
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) wrong(place, `the field ${twice} is given twice`, "give it once");
  const converted = fields.map((field) => {
    const item = items[names.indexOf(field.name)];
    if (item !== undefined) return convert(lower, item, field.type);
    if (rest) return defaultOf(lower, field.type, place);
    return wrong(place, `the field ${field.name} is missing`, "give it a value, or end with `...`");
  });
  const list = { kind: "list", items: converted, type: lower(target), place } as const;
  // Values are evaluated as written, left to right; what is left out is constant.
  const given = names.map((name) => fields.findIndex((field) => field.name === name));
  const isSorted = given.every((at, index) => at > (given[index - 1] ?? -1));
  if (isSorted || isConstant(list)) return list;
  const leftOut = fields.flatMap((field, at) => (names.includes(field.name) ? [] : [at]));
  return { ...list, order: [...given, ...leftOut] };
}

function mismatch(operand: Operand, target: Shape, cure: string): never {
  if (operand.kind === "reference" && operand.entity.kind === "broken") toldAlready();
  wrong(operand.place, `${show(target)} is needed here, not ${describe(operand)}`, cure);
}
