/**
 * Parts of an operand: fields, enum members, elements, slices; and whether something may be
 * assigned to (P4_16 1.2.5, sections 6.7, 8.3, 8.4, 8.6.4, 8.14 to 8.19).
 * @module
 */
import type { Expression, Place } from "../program.ts";
import type { Name } from "../syntax/tree.ts";
import { convert } from "./convert.ts";
import type { Operand, TypeEntity, ValueOperand } from "./entity.ts";
import { foldSlice } from "./fold.ts";
import { boolean, constantValue, describe, fixedOf, isConstant } from "./operand.ts";
import { numberOf, valueOf } from "./operand.ts";
import type { Lower } from "./operand.ts";
import { toldAlready, wrong } from "./refuse.ts";
import { BOOL, ERROR, bits, fieldsOf, known, show, type Shape } from "./type.ts";

/** What a member is looked up in. */
export type Surroundings = {
  readonly lower: Lower;
  readonly errors: readonly string[];
  /** `next`, `last` and `lastIndex` are of parsers only. */
  readonly inParser: boolean;
};

export function member(around: Surroundings, of: Operand, name: Name, place: Place): Operand {
  switch (of.kind) {
    case "value":
      return memberOfValue(around, of, name, place);
    case "reference":
      if (of.entity.kind === "broken") return toldAlready();
      if (of.entity.kind === "type") return memberOfType(around, of.entity, name, place);
      return wrong(
        place,
        `${describe(of)} has no member ${name.text}`,
        "members are of values and types",
      );
    case "applied":
      if (name.text === "action_run") return { kind: "actionRun", table: of.table, place };
      if (name.text === "hit" || name.text === "miss") {
        const type = around.lower(BOOL);
        return boolean({ kind: "apply", table: of.table, want: name.text, type, place });
      }
      return wrong(place, `apply() has no member ${name.text}`, "it has hit, miss and action_run");
    case "list": {
      const item = of.items[of.names?.indexOf(name.text) ?? -1];
      if (item !== undefined) return item;
      return wrong(place, `the list has no field ${name.text}`, "cast it to a struct");
    }
    case "integer":
    case "default":
    case "invalid":
    case "dontCare":
    case "actionRun":
      return wrong(
        place,
        `${describe(of)} has no member ${name.text}`,
        "members are of values and types",
      );
  }
}

function memberOfType(around: Surroundings, entity: TypeEntity, name: Name, place: Place): Operand {
  const type = entity.parameters.length === 0 ? known(entity.make([])) : null;
  const constant = (value: number | bigint, of: Shape): Operand =>
    constantValue(around.lower, of, BigInt(value), place);
  if (type?.kind === "error") {
    const at = around.errors.indexOf(name.text);
    if (at !== -1) return constant(at, ERROR);
    return wrong(name.place, `there is no error.${name.text}`, "declare it: error { … }");
  }
  if (type?.kind === "enum") {
    const at = type.members.indexOf(name.text);
    if (at !== -1) return constant(at, type);
    return noMember(type.name, name, type.members);
  }
  if (type?.kind === "serial") {
    const found = type.members.find((one) => one.name === name.text);
    if (found !== undefined) return constant(found.value, type);
    const names = type.members.map((one) => one.name);
    return noMember(type.name, name, names);
  }
  return wrong(
    place,
    `the type ${entity.name} has no member ${name.text}`,
    "only enums and error have",
  );
}

function noMember(type: string, name: Name, have: readonly string[]): never {
  wrong(name.place, `${type} has no member ${name.text}`, `it has ${have.join(", ")}`);
}

function memberOfValue(around: Surroundings, of: ValueOperand, name: Name, place: Place): Operand {
  const type = known(of.type);
  if (type.kind === "stack") return memberOfStack(around, of, type, name, place);
  if (type.kind !== "nominal") {
    return wrong(
      place,
      `${show(type)} has no member ${name.text}`,
      "members are of structs and headers",
    );
  }
  const fields = fieldsOf(type);
  const at = fields.findIndex((field) => field.name === name.text);
  const field = fields[at];
  if (field === undefined) {
    return noMember(
      show(type),
      name,
      fields.map((one) => one.name),
    );
  }
  return part(around.lower, of, field.type, at, place);
}

/** A field by position; of a constant, the constant. */
function part(lower: Lower, of: ValueOperand, type: Shape, at: number, place: Place): Operand {
  if (of.ir.kind === "list" && isConstant(of.ir)) {
    const item = of.ir.items[at];
    if (item !== undefined) return valueOf(type, item);
  }
  return valueOf(type, { kind: "field", of: of.ir, field: at, type: lower(type), place });
}

function memberOfStack(
  around: Surroundings,
  of: ValueOperand,
  type: Shape & { readonly kind: "stack" },
  name: Name,
  place: Place,
): Operand {
  const { lower } = around;
  switch (name.text) {
    case "size":
      return constantValue(lower, bits(32), BigInt(type.size), place);
    case "next":
    case "last":
    case "lastIndex": {
      if (!around.inParser) {
        wrong(name.place, `${name.text} of a stack is for parsers only`, "use an index: stack[0]");
      }
      const result = name.text === "lastIndex" ? bits(32) : type.element;
      const ir = { kind: "stack", of: of.ir, part: name.text, type: lower(result), place } as const;
      return valueOf(result, ir);
    }
    default:
      return noMember(show(type), name, ["next", "last", "lastIndex", "size"]);
  }
}

/** `of[index]`: of a stack, or of a tuple where the index is constant. */
export function element(lower: Lower, of: Operand, index: Operand, place: Place): Operand {
  const number = numberOf(index);
  if (of.kind === "list" && of.names === null && number !== null) {
    const item = of.items[Number(number)];
    if (item !== undefined && number >= 0n) return item;
    return wrong(place, `the list has no part ${number}`, `it has ${of.items.length}`);
  }
  const type = of.kind === "value" ? known(of.type) : null;
  if (of.kind !== "value" || (type?.kind !== "stack" && type?.kind !== "tuple")) {
    return wrong(place, `${describe(of)} has no elements`, "only stacks and tuples have");
  }
  const size = type.kind === "stack" ? type.size : type.items.length;
  if (number !== null && (number < 0n || number >= BigInt(size))) {
    wrong(index.place, `index ${number} is outside 0 to ${size - 1}`, "use an index inside");
  }
  if (type.kind === "tuple") {
    const item = number === null ? undefined : type.items[Number(number)];
    if (item !== undefined) return part(lower, of, item, Number(number), place);
    return wrong(index.place, "the index of a tuple must be a constant", "write a number");
  }
  const at = convert(lower, index, index.kind === "integer" ? bits(32) : indexType(index));
  if (of.ir.kind === "list" && isConstant(of.ir) && number !== null) {
    const item = of.ir.items[Number(number)];
    if (item !== undefined) return valueOf(type.element, item);
  }
  const ir = { kind: "element", of: of.ir, index: at, type: lower(type.element), place } as const;
  return valueOf(type.element, ir);
}

function indexType(index: Operand): Shape {
  const type = index.kind === "value" ? fixedOf(index.type) : null;
  if (type !== null) return type;
  return wrong(index.place, `${describe(index)} is no index`, "use a bit<W>");
}

/** `of[high:low]`, both ends included. */
export function slice(
  lower: Lower,
  of: Operand,
  high: Operand,
  low: Operand,
  place: Place,
): Operand {
  const [h, l] = [numberOf(high), numberOf(low)];
  if (h === null || l === null) {
    return wrong(place, "the ends of a slice must be constants", "shift and cast instead");
  }
  if (of.kind === "integer") {
    if (l < 0n || h < l || h > 4096n) return badSlice(h, l, "an int", place);
    const value = foldSlice(of.value, Number(h), Number(l));
    return constantValue(lower, bits(Number(h - l) + 1), value, place);
  }
  const type = of.kind === "value" ? fixedOf(of.type) : null;
  if (type === null || of.kind !== "value") {
    return wrong(place, `${describe(of)} cannot be sliced`, "only bit<W> and int<W> can");
  }
  if (l < 0n || h < l || h >= BigInt(type.width)) return badSlice(h, l, show(type), place);
  const result = bits(Number(h - l) + 1);
  const constant = numberOf(of);
  const ends = { high: Number(h), low: Number(l) };
  if (constant !== null) {
    return constantValue(lower, result, foldSlice(constant, ends.high, ends.low), place);
  }
  return valueOf(result, { kind: "slice", of: of.ir, ...ends, type: lower(result), place });
}

function badSlice(high: bigint, low: bigint, type: string, place: Place): never {
  wrong(place, `[${high}:${low}] is not inside ${type}`, "the high bit comes first, bit 0 last");
}

/** Why nothing may be stored there; null if it may. */
export function unassignable(ir: Expression): string | null {
  if (ir.kind === "variable") {
    const { direction, name } = ir.variable;
    if (direction === "in") return `${name} is an \`in\` parameter`;
    return direction === "none" ? `${name} is a parameter without direction` : null;
  }
  if (ir.kind === "stack") {
    if (ir.part === "next" || ir.part === "last") return unassignable(ir.of);
    return `${ir.part} cannot be set`;
  }
  const isPart = ir.kind === "field" || ir.kind === "element" || ir.kind === "slice";
  return isPart ? unassignable(ir.of) : "it is only a value";
}
