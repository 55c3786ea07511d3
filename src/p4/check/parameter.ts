/**
 * Parameters as declared, and the variables that they are inside the body.
 * @module
 */
import type { Variable } from "../program.ts";
import type { Name, Parameter as Source } from "../syntax/tree.ts";
import { annotationsOf, has } from "./annotation.ts";
import type { Context } from "./context.ts";
import type { Parameter, Signature } from "./entity.ts";
import { declare } from "./name.ts";
import type { Lower } from "./operand.ts";
import { wrong } from "./refuse.ts";
import type { Scope } from "./scope.ts";
import { known, show, type Shape } from "./type.ts";
import { typeOf } from "./typename.ts";

export function parametersOf(context: Context, sources: readonly Source[]): readonly Parameter[] {
  return sources.map((source): Parameter => {
    const annotations = annotationsOf(context, source.annotations);
    const type = typeOf(context, source.type);
    const value = source.default;
    checkType(type, source);
    return {
      name: source.name.text,
      direction: source.direction,
      type,
      optional: value !== null || has(annotations, "optional"),
      default: value === null ? null : () => context.evaluate(context, value),
      annotations,
      place: source.place,
    };
  });
}

function checkType(type: Shape, source: Source): void {
  const at = known(type);
  if (at.kind === "void") {
    wrong(source.place, `${source.name.text} has no type`, "give it a type with values");
  }
  const isDirected = source.direction !== "none";
  if (isDirected && (at.kind === "extern" || at.kind === "block")) {
    wrong(source.place, `a ${show(at)} has no direction`, `leave ${source.direction} out`);
  }
  if (isDirected && (at.kind === "integer" || at.kind === "string")) {
    wrong(source.place, `${show(at)} is known at compile time only`, "use bit<W>");
  }
}

export function variablesOf(lower: Lower, parameters: readonly Parameter[]): readonly Variable[] {
  return parameters.map(({ name, type, direction }) => ({ name, type: lower(type), direction }));
}

/** Puts the parameters of a body into its scope. */
export function declareParameters(
  scope: Scope,
  parameters: readonly Parameter[],
  variables: readonly Variable[],
): void {
  for (const [at, { name, type, place }] of parameters.entries()) {
    const variable = variables[at];
    if (variable !== undefined) declare(scope, name, { kind: "variable", variable, type }, place);
  }
}

/** A context in which type parameters stand for types. */
export function withTypes(
  context: Context,
  names: readonly Name[],
  types: readonly Shape[],
): Context {
  if (names.length === 0) return context;
  const scope = context.scope.inner();
  for (const [at, { text, place }] of names.entries()) {
    const type: Shape = types[at] ?? { kind: "variable", name: text };
    const make = (): Shape => type;
    declare(
      scope,
      text,
      { kind: "type", name: text, parameters: [], make, constructors: [], place },
      place,
    );
  }
  return { ...context, scope };
}

/** Type parameters of which nothing is known: to check a generic body once by itself. */
export function opaque(names: readonly Name[]): readonly Shape[] {
  return names.map(({ text }) => ({ kind: "variable", name: text }));
}

/** What `choose` needs of parameters. */
export function outlineOf(sources: readonly Source[]): Signature["parameters"] {
  return sources.map(({ name, default: value, annotations }) => ({
    name: name.text,
    optional: value !== null || annotations.some((one) => one.name === "optional"),
  }));
}
