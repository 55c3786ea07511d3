/**
 * Functions: one copy for each set of type arguments (P4_16 1.2.5, chapter 10).
 * @module
 */
import type { Procedure } from "../program.ts";
import type { FunctionDeclaration } from "../syntax/tree.ts";
import { signatureOf } from "./block.ts";
import type { Context } from "./context.ts";
import { inside } from "./context.ts";
import type { Callable } from "./entity.ts";
import { ends } from "./ending.ts";
import { declareParameters, opaque, parametersOf, variablesOf, withTypes } from "./parameter.ts";
import { statements } from "./statement.ts";
import { isClosed, show, type Shape } from "./type.ts";
import { typeOf } from "./typename.ts";

export function makeFunction(context: Context, source: FunctionDeclaration): Callable {
  const { name, types: typeParameters, place } = source;
  const made = new Map<string, Procedure>();
  const target = (types: readonly Shape[]): Procedure => {
    if (!types.every(isClosed)) return procedureOf(context, source, types);
    const key = types.map(show).join(", ");
    const procedure = made.get(key) ?? procedureOf(context, source, types);
    made.set(key, procedure);
    return procedure;
  };
  // Checked once even if nobody calls it.
  if (typeParameters.length === 0) target([]);
  else procedureOf(context, source, opaque(typeParameters));
  const returns = (around: Context): Shape => typeOf(around, source.returns);
  return {
    ...signatureOf(context, name.text, typeParameters, source.parameters, returns, place),
    isExtern: false,
    target: (types) => {
      const procedure = target(types);
      const callee = { kind: "function", function: procedure } as const;
      return { callee, parameters: procedure.parameters };
    },
  };
}

function procedureOf(
  top: Context,
  source: FunctionDeclaration,
  types: readonly Shape[],
): Procedure {
  const typed = withTypes(top, source.types, types);
  const returns = typeOf(typed, source.returns);
  const around = inside({ ...typed, block: "function", returns, inLoop: false });
  const parameters = parametersOf(around, source.parameters);
  const variables = variablesOf(around.lower, parameters);
  declareParameters(around.scope, parameters, variables);
  const before = around.refusals.all.length;
  const body = statements(inside(around), source.body);
  const { name, place } = source;
  const isWhole = around.refusals.all.length === before;
  if (isWhole && returns.kind !== "void" && !ends(body)) {
    const message = `${name.text} does not return a value on every path`;
    around.refusals.tell({ kind: "type", place, message, cure: "end with a return" });
  }
  const result = around.lower(returns);
  return { name: name.text, parameters: variables, returns: result, body, place };
}
