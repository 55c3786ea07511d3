/**
 * From an expression as written to what it denotes (P4_16 1.2.5, chapter 8).
 * @module
 */
import type { Place } from "../program.ts";
import type { Expression, Name } from "../syntax/tree.ts";
import { call } from "./call.ts";
import { cast } from "./cast.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import type { Entity, Operand } from "./entity.ts";
import { wrap } from "./fold.ts";
import { element, member, slice } from "./member.ts";
import { constantValue, valueOf } from "./operand.ts";
import { binary, choice, unary } from "./operator.ts";
import { unsupported } from "./refuse.ts";
import { BOOL, STRING, type Shape } from "./type.ts";
import { lookUp, typeOf } from "./typename.ts";

/** Refuses by throwing; see `refuse.ts`. */
export function evaluate(context: Context, source: Expression): Operand {
  const { lower } = context;
  const place = startOf(source);
  const of = (part: Expression): Operand => evaluate(context, part);
  switch (source.kind) {
    case "number":
      return numberLiteral(context, source);
    case "boolean":
      return constantValue(lower, BOOL, source.value, place);
    case "string":
      return constantValue(lower, STRING, source.value, place);
    case "name":
      return named(context, lookUp(context, source.name), source.name);
    case "this":
      return unsupported(place, "this");
    case "type":
      return typeOperand(context, source);
    case "member":
      return member(
        { lower, errors: context.errors, inParser: context.block === "parser" },
        of(source.of),
        source.member,
        place,
      );
    case "index":
      return element(lower, of(source.of), of(source.index), place);
    case "slice":
      return slice(lower, of(source.of), of(source.high), of(source.low), place);
    case "unary":
      return unary(lower, source.operator, of(source.of), place);
    case "binary":
      return binary(lower, source.operator, of(source.left), of(source.right), place);
    case "choice":
      return choice(lower, of(source.condition), of(source.then), of(source.otherwise), place);
    case "cast":
      return cast(lower, of(source.of), typeOf(context, source.type), place);
    case "call":
      return call(context, { ...source, place });
    case "list":
      return { kind: "list", items: source.items.map(of), names: null, rest: source.rest, place };
    case "record": {
      const items = source.fields.map(({ value }) => of(value));
      const names = source.fields.map(({ name }) => name.text);
      return { kind: "list", items, names, rest: source.rest, place };
    }
    case "invalid":
      return { kind: "invalid", place };
    case "default":
      return { kind: "default", place };
  }
}

/** Where the first word of an expression stands: `place` may be that of its operator. */
function startOf(source: Expression): Place {
  if (source.kind === "call") return startOf(source.callee);
  const isSuffix = source.kind === "member" || source.kind === "index" || source.kind === "slice";
  return isSuffix ? startOf(source.of) : source.place;
}

/** The expression as a value of that type. */
export function valueFor(context: Context, source: Expression, type: Shape) {
  return convert(context.lower, evaluate(context, source), type);
}

function numberLiteral(
  context: Context,
  source: Expression & { readonly kind: "number" },
): Operand {
  const { value, width, signed, place } = source;
  if (width === null) return { kind: "integer", value, place };
  if (width === 0) {
    return unsupported(place, "zero-width");
  }
  const type: Shape & { readonly kind: "bit" | "int" } = signed
    ? { kind: "int", width }
    : { kind: "bit", width };
  return constantValue(context.lower, type, wrap(value, type), place);
}

function named(context: Context, entity: Entity, name: Name): Operand {
  const { place } = name;
  if (entity.kind === "constant") return moved(entity.operand, place);
  if (entity.kind !== "variable") return { kind: "reference", entity, name: name.text, place };
  const { variable, type } = entity;
  return valueOf(type, { kind: "variable", variable, type: context.lower(type), place });
}

/** A constant where it is used. */
function moved(operand: Operand, place: Place): Operand {
  return operand.kind === "value"
    ? { ...operand, ir: { ...operand.ir, place }, place }
    : { ...operand, place };
}

function typeOperand(context: Context, source: Expression & { readonly kind: "type" }): Operand {
  const { type, place } = source;
  if (type.kind === "named" && type.args.length === 0) {
    return { kind: "reference", entity: lookUp(context, type.name), name: type.name.text, place };
  }
  const shape = typeOf(context, type);
  const name = type.kind === "named" ? type.name.text : type.kind;
  const make = (): Shape => shape;
  const entity = { kind: "type", name, parameters: [], make, constructors: [], place } as const;
  return { kind: "reference", entity, name, place };
}
