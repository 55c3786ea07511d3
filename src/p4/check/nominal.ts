/**
 * Declarations of types: structs, headers, header unions, enums, typedefs and new types
 * (P4_16 1.2.5, section 7.2).
 * @module
 */
import type { EnumDeclaration, StructDeclaration, TypeDeclaration } from "../syntax/tree.ts";
import { annotationsOf } from "./annotation.ts";
import type { Context } from "./context.ts";
import type { TypeEntity } from "./entity.ts";
import { wrap } from "./fold.ts";
import { numberOf } from "./operand.ts";
import { opaque, withTypes } from "./parameter.ts";
import { wrong } from "./refuse.ts";
import {
  isClosed,
  isFixed,
  isHeader,
  known,
  show,
  type FieldShape,
  type Nominal,
  type Shape,
} from "./type.ts";
import { bounded, typeOf } from "./typename.ts";

export function nominalType(context: Context, source: StructDeclaration): TypeEntity {
  const { place, kind: form } = source;
  const name = source.name.text;
  const typeParameters = source.types;
  const made = new Map<string, readonly FieldShape[]>();
  const fields = (args: readonly Shape[]): readonly FieldShape[] => {
    const isWhole = args.every(isClosed);
    const key = args.map(show).join(", ");
    const before = isWhole ? made.get(key) : undefined;
    const found = before ?? fieldsIn(withTypes(context, typeParameters, args), source);
    if (isWhole) made.set(key, found);
    return found;
  };
  const parameters = typeParameters.map(({ text }) => text);
  const annotations = annotationsOf(context, source.annotations);
  const of: Nominal = { name, form, parameters, fields, annotations, place };
  const make = (args: readonly Shape[]): Shape => {
    const type: Shape = { kind: "nominal", of, args };
    return args.every(isClosed) ? bounded(type, place) : type;
  };
  bounded({ kind: "nominal", of, args: opaque(typeParameters) }, place); // Its faults, once.
  return { kind: "type", name, parameters, make, constructors: [], place };
}

function fieldsIn(context: Context, source: StructDeclaration): readonly FieldShape[] {
  const seen = new Set<string>();
  return source.fields.map((field): FieldShape => {
    const name = field.name.text;
    if (seen.has(name)) wrong(field.name.place, `the field ${name} stands twice`, "rename one");
    seen.add(name);
    const type = typeOf(context, field.type);
    if (!mayHold(source.kind, type)) {
      const cure = source.kind === "union" ? "use headers" : "use bit<W>, or put it into a struct";
      wrong(field.type.place, `a ${source.kind} holds no ${show(type)}`, cure);
    }
    return { name, type, annotations: annotationsOf(context, field.annotations) };
  });
}

function mayHold(form: StructDeclaration["kind"], type: Shape): boolean {
  const at = known(type);
  if (at.kind === "variable" || at.kind === "unknown") return true;
  if (at.kind === "newtype") return mayHold(form, at.under);
  switch (form) {
    case "union":
      return isHeader(at);
    case "header":
      if (at.kind === "nominal") return at.of.form === "struct";
      return ["bit", "int", "bool", "varbit", "serial"].includes(at.kind);
    case "struct":
      return !["void", "integer", "string", "matchKind", "extern", "block"].includes(at.kind);
  }
}

export function enumType(context: Context, source: EnumDeclaration): TypeEntity {
  const { under, members, place } = source;
  const name = source.name.text;
  const names = members.map((one) => one.name.text);
  const twice = members.find((one, at) => names.indexOf(one.name.text) !== at);
  if (twice !== undefined) {
    wrong(twice.name.place, `the member ${twice.name.text} stands twice`, "rename one");
  }
  const type: Shape =
    under === null ? { kind: "enum", name, members: names } : serialType(context, source);
  if (under === null && members.some(({ value }) => value !== null)) {
    wrong(place, `${name} has values, and no type for them`, `write enum bit<8> ${name} { … }`);
  }
  return { kind: "type", name, parameters: [], make: () => type, constructors: [], place };
}

function serialType(context: Context, { under, members, name, place }: EnumDeclaration): Shape {
  const type = under === null ? null : known(typeOf(context, under));
  if (type === null || !isFixed(type)) {
    return wrong(under?.place ?? place, "the values of an enum are bit<W> or int<W>", "use one");
  }
  const valued = members.map((member) => {
    const value = member.value === null ? null : numberOf(context.evaluate(context, member.value));
    if (value === null) {
      return wrong(member.name.place, `${member.name.text} needs a constant value`, "write = 0");
    }
    if (wrap(value, type) !== value) {
      wrong(member.name.place, `${value} does not fit ${show(type)}`, "use a smaller number");
    }
    return { name: member.name.text, value };
  });
  return { kind: "serial", name: name.text, under: type, members: valued };
}

export function aliasType(context: Context, source: TypeDeclaration): TypeEntity {
  const { place } = source;
  const name = source.name.text;
  const under = typeOf(context, source.type);
  if (source.kind === "newtype" && !isBase(under)) {
    wrong(source.type.place, `type makes no new type of ${show(under)}`, "use typedef");
  }
  const type: Shape = source.kind === "newtype" ? { kind: "newtype", name, under } : under;
  const constructors = constructorsOf(context, source);
  return { kind: "type", name, parameters: [], make: () => type, constructors, place };
}

function isBase(type: Shape): boolean {
  const at = known(type);
  return ["bit", "int", "bool", "newtype", "varbit", "serial", "enum", "error"].includes(at.kind);
}

/** `typedef register<bit<32>> R;` may be instantiated as what it names. */
function constructorsOf(context: Context, { type }: TypeDeclaration): TypeEntity["constructors"] {
  if (type.kind !== "named") return [];
  const entity = context.scope.find(type.name.text);
  if (entity?.kind !== "type") return [];
  const types = type.args.map((ref) => typeOf(context, ref));
  return entity.constructors.map((constructor) => ({
    ...constructor,
    typeParameters: [],
    bind: () => constructor.bind(types),
    build: (_, args, naming) => constructor.build(types, args, naming),
  }));
}
