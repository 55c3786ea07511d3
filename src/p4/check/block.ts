/**
 * What parsers and controls share: their types, and the scope of one copy of the body.
 * @module
 */
import type { Place } from "../program.ts";
import type {
  ControlDeclaration,
  Name,
  Parameter as Source,
  ParserDeclaration,
} from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import type { Entity, Naming, Operand, Parameter, Signature } from "./entity.ts";
import { declare } from "./name.ts";
import { outlineOf, parametersOf, withTypes } from "./parameter.ts";
import { VOID, type Shape } from "./type.ts";

/** What an instantiation puts in for type and constructor parameters. */
export type Filling = {
  readonly types: readonly Shape[];
  readonly args: readonly (Operand | null)[];
  readonly naming: Naming;
};

/** A fresh scope with the type and constructor parameters of one instance. */
export function bodyContext(
  top: Context,
  source: ControlDeclaration | ParserDeclaration,
  { types, args, naming }: Filling,
  block: "parser" | "control",
): Context {
  const typed = withTypes(top, source.types, types);
  const scope = typed.scope.inner();
  for (const [at, { name }] of source.constructorParameters.entries()) {
    const operand = args[at] ?? null;
    if (operand !== null) declare(scope, name.text, entityOf(operand), name.place);
  }
  const { path, output } = naming;
  const inner = { scope: scope.inner(), block, path, output, direct: new Map(), anonymous: null };
  return { ...typed, ...inner, returns: null, inLoop: false };
}

function entityOf(operand: Operand): Entity {
  return operand.kind === "reference" ? operand.entity : { kind: "constant", operand };
}

/** The type of a parser, control or package, by its run-time parameters. */
export function blockShape(
  form: "parser" | "control" | "package",
  name: string,
  parameters: readonly Parameter[],
): Shape & { readonly kind: "block" } {
  const shapes = parameters.map(({ direction, type }) => ({ direction, type }));
  return { kind: "block", form, name, parameters: shapes };
}

/** A signature whose parameters are looked up anew for each set of type arguments. */
export function signatureOf(
  context: Context,
  name: string,
  typeParameters: readonly Name[],
  sources: readonly Source[],
  returns: (around: Context) => Shape = () => VOID,
  place: Place,
): Signature {
  return {
    name,
    typeParameters: typeParameters.map(({ text }) => text),
    parameters: outlineOf(sources),
    bind: (types) => {
      const around = withTypes(context, typeParameters, types);
      return { parameters: parametersOf(around, sources), returns: returns(around) };
    },
    place,
  };
}
