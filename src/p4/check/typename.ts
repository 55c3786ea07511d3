/**
 * From a type as written to a type (P4_16 1.2.5, section 7).
 * @module
 */
import type { Place } from "../program.ts";
import type { Expression, Name, TypeRef } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import type { Entity, TypeEntity } from "./entity.ts";
import { numberOf } from "./operand.ts";
import { isHuge } from "./size.ts";
import { toldAlready, unsupported, wrong } from "./refuse.ts";
import {
  BOOL,
  ERROR,
  INTEGER,
  STRING,
  VOID,
  isHeader,
  isUnion,
  known,
  show,
  type Shape,
} from "./type.ts";

/** The widest `bit<W>`; a bound on what one expression may cost. */
const WIDTH_MAX = 1 << 16;
const STACK_MAX = 1 << 12;

export function typeOf(context: Context, ref: TypeRef): Shape {
  switch (ref.kind) {
    case "bool":
      return BOOL;
    case "error":
      return ERROR;
    case "string":
      return STRING;
    case "void":
      return VOID;
    case "integer":
      return INTEGER;
    case "matchKind":
      return { kind: "matchKind" };
    case "any":
      return { kind: "unknown", name: "_", solved: null };
    case "bit":
    case "int":
    case "varbit":
      return { kind: ref.kind, width: widthOf(context, ref.width) };
    case "named":
      return namedType(context, ref.name, ref.args);
    case "stack":
      return bounded(stackOf(context, ref.element, ref.size), ref.place);
    case "tuple": {
      const items = ref.items.map((item) => heldInTuple(context, item));
      return bounded({ kind: "tuple", items }, ref.place);
    }
    case "list":
      return unsupported(ref.place, "list-type");
  }
}

/** What a struct may hold, a tuple may. */
function heldInTuple(context: Context, ref: TypeRef): Shape {
  const type = typeOf(context, ref);
  const isHeld = !["void", "integer", "matchKind", "extern", "block"].includes(known(type).kind);
  return isHeld ? type : wrong(ref.place, `a tuple holds no ${show(type)}`, "use bit<W>");
}

/** Every type that is larger than its parts goes through here. */
export function bounded(type: Shape, place: Place): Shape {
  return isHuge(type) ? unsupported(place, "huge-type") : type;
}

function widthOf(context: Context, source: Expression): number {
  const width = numberOf(context.evaluate(context, source));
  if (width === null) return wrong(source.place, "a width must be a constant", "write a number");
  if (width === 0n) {
    return unsupported(source.place, "zero-width");
  }
  if (width < 0n || width > BigInt(WIDTH_MAX)) {
    wrong(source.place, `the width ${width} is out of range`, `use 1 to ${WIDTH_MAX}`);
  }
  return Number(width);
}

function stackOf(context: Context, elementRef: TypeRef, sizeSource: Expression): Shape {
  const element = typeOf(context, elementRef);
  const at = known(element);
  if (!isHeader(at) && !isUnion(at) && at.kind !== "variable") {
    wrong(elementRef.place, "a stack holds headers or header unions", "make the element a header");
  }
  const size = numberOf(context.evaluate(context, sizeSource));
  if (size === null || size < 1n || size > BigInt(STACK_MAX)) {
    return wrong(sizeSource.place, "a stack has a constant size", `write 1 to ${STACK_MAX}`);
  }
  return { kind: "stack", element, size: Number(size) };
}

function namedType(context: Context, name: Name, refs: readonly TypeRef[]): Shape {
  const entity = typeEntity(context, name);
  const { parameters } = entity;
  if (refs.length !== parameters.length) {
    const need = parameters.length;
    wrong(name.place, `${name.text} takes ${need} type arguments, not ${refs.length}`, "give them");
  }
  return entity.make(refs.map((ref) => typeOf(context, ref)));
}

export function typeEntity(context: Context, name: Name): TypeEntity {
  const scope = name.absolute ? context.scope.outermost() : context.scope;
  const entity = scope.findType(name.text) ?? lookUp(context, name);
  if (entity.kind === "type") return entity;
  if (entity.kind === "broken") return toldAlready();
  return wrong(name.place, `${name.text} is a ${entity.kind}, not a type`, "write a type");
}

/** What a name stands for, where it is used. */
export function lookUp(context: Context, name: Name): Entity {
  const scope = name.absolute ? context.scope.outermost() : context.scope;
  return scope.find(name.text) ?? unknownName(context, name.text, name.place);
}

function unknownName(context: Context, text: string, place: Place): never {
  if (context.scope.isLater(text)) {
    wrong(
      place,
      `${text} is not declared yet here, or is just being declared`,
      "move its declaration up; P4 has no recursion",
    );
  }
  wrong(place, `${text} is not declared`, "declare it, or correct its name");
}
