/**
 * Types as the checker sees them: those of the program, and what is gone after checking: `type`
 * newtypes, the unbounded `int`, type variables, tuples, externs' declarations. Structs are
 * nominal: two are one type if one declaration made them with equal arguments.
 * (P4_16 1.2.5, chapter 7.)
 * @module
 */
import type { Annotation, Place } from "../program.ts";

export type FieldShape = {
  readonly name: string;
  readonly type: Shape;
  readonly annotations: readonly Annotation[];
};
/** A declared struct, header or union, perhaps generic. */
export type Nominal = {
  readonly name: string;
  readonly form: "struct" | "header" | "union";
  /** Names of its type parameters. */
  readonly parameters: readonly string[];
  readonly fields: (args: readonly Shape[]) => readonly FieldShape[];
  readonly annotations: readonly Annotation[];
  readonly place: Place;
};
export type NominalShape = {
  readonly kind: "nominal";
  readonly of: Nominal;
  readonly args: readonly Shape[];
};
/** A type argument to be inferred; `solved` is set once. */
export type Unknown = {
  readonly kind: "unknown";
  readonly name: string;
  solved: Shape | null;
};
export type ParameterShape = {
  readonly direction: "in" | "out" | "inout" | "none";
  readonly type: Shape;
};

export type Shape =
  | { readonly kind: "void" }
  | { readonly kind: "bool" }
  | { readonly kind: "error" }
  | { readonly kind: "string" }
  | { readonly kind: "matchKind" }
  /** `int`: any size, known at compile time. */
  | { readonly kind: "integer" }
  | { readonly kind: "bit"; readonly width: number }
  | { readonly kind: "int"; readonly width: number }
  | { readonly kind: "varbit"; readonly width: number }
  | { readonly kind: "enum"; readonly name: string; readonly members: readonly string[] }
  | {
      readonly kind: "serial";
      readonly name: string;
      readonly under: Shape & { readonly kind: "bit" | "int" };
      readonly members: readonly { readonly name: string; readonly value: bigint }[];
    }
  | NominalShape
  | { readonly kind: "tuple"; readonly items: readonly Shape[] }
  | { readonly kind: "stack"; readonly element: Shape; readonly size: number }
  | { readonly kind: "newtype"; readonly name: string; readonly under: Shape }
  | { readonly kind: "extern"; readonly name: string; readonly args: readonly Shape[] }
  /** A `parser`, `control` or `package` type, or the type of one with a body. */
  | {
      readonly kind: "block";
      readonly form: "parser" | "control" | "package";
      readonly name: string;
      readonly parameters: readonly ParameterShape[];
    }
  /** A type parameter inside its declaration, where nothing is known of it. */
  | { readonly kind: "variable"; readonly name: string }
  | Unknown;

export const VOID: Shape = { kind: "void" };
export const BOOL: Shape = { kind: "bool" };
export const ERROR: Shape = { kind: "error" };
export const STRING: Shape = { kind: "string" };
export const INTEGER: Shape = { kind: "integer" };

export function bits(width: number): Shape & { readonly kind: "bit" } {
  return { kind: "bit", width };
}

/** What an inferred type stands for, as far as it is known; itself otherwise. */
export function known(type: Shape): Shape {
  return type.kind === "unknown" && type.solved !== null ? known(type.solved) : type;
}

/** The type with every solved unknown put in. */
export function resolved(type: Shape): Shape {
  const at = known(type);
  if (at.kind === "nominal") {
    return at.args.length === 0 ? at : { ...at, args: at.args.map(resolved) };
  }
  if (at.kind === "extern") return { ...at, args: at.args.map(resolved) };
  if (at.kind === "tuple") return { kind: "tuple", items: at.items.map(resolved) };
  if (at.kind === "stack") return { ...at, element: resolved(at.element) };
  return at;
}

/** Whether an argument of it is still to be inferred. */
export function isOpen(type: Shape): boolean {
  const at = known(type);
  return at.kind === "unknown" || partsOf(at).some(isOpen);
}

/** The types that a type is made of, as it is written. */
export function partsOf(type: Shape): readonly Shape[] {
  if (type.kind === "nominal" || type.kind === "extern") return type.args;
  if (type.kind === "tuple") return type.items;
  return type.kind === "stack" ? [type.element] : [];
}

export function fieldsOf(type: NominalShape): readonly FieldShape[] {
  return type.of.fields(type.args);
}

/**
 * Whether it is a type and nothing is left open in it. Only then is {@link show} a key: a type
 * parameter may have the name of a struct.
 */
export function isClosed(type: Shape): boolean {
  const at = known(type);
  return at.kind !== "unknown" && at.kind !== "variable" && partsOf(at).every(isClosed);
}

/** A newtype's underlying type, all the way down. */
export function bare(type: Shape): Shape {
  const at = known(type);
  return at.kind === "newtype" ? bare(at.under) : at;
}

/** The type as one writes it. Different closed types have different texts. */
export function show(type: Shape): string {
  const at = known(type);
  switch (at.kind) {
    case "bit":
    case "int":
    case "varbit":
      return `${at.kind}<${at.width}>`;
    case "integer":
      return "int";
    case "matchKind":
      return "match_kind";
    case "nominal":
      return applied(at.of.name, at.args);
    case "extern":
      return applied(at.name, at.args);
    case "tuple":
      return `tuple<${at.items.map(show).join(", ")}>`;
    case "stack":
      return `${show(at.element)}[${at.size}]`;
    case "void":
    case "bool":
    case "error":
    case "string":
      return at.kind;
    case "enum":
    case "serial":
    case "newtype":
    case "variable":
    case "unknown":
      return at.name;
    case "block":
      return `${at.form} ${at.name}`;
  }
}

function applied(name: string, args: readonly Shape[]): string {
  return args.length === 0 ? name : `${name}<${args.map(show).join(", ")}>`;
}

/** bit, int and what behaves as one in arithmetic: a serializable enum does as its type. */
export function isFixed(type: Shape): type is Shape & { readonly kind: "bit" | "int" } {
  return type.kind === "bit" || type.kind === "int";
}

export function isHeader(type: Shape): type is NominalShape {
  return type.kind === "nominal" && type.of.form === "header";
}

export function isUnion(type: Shape): type is NominalShape {
  return type.kind === "nominal" && type.of.form === "union";
}
