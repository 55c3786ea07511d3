/**
 * Controls: one copy for each instantiation (P4_16 1.2.5, chapters 14 and 17).
 * @module
 */
import type { Control } from "../program.ts";
import type { ControlDeclaration, Declaration } from "../syntax/tree.ts";
import { makeAction } from "./action.ts";
import { bodyContext, type Filling } from "./block.ts";
import type { Context } from "./context.ts";
import { inside } from "./context.ts";
import { declareOrBreak } from "./local.ts";
import { declareParameters, parametersOf, variablesOf } from "./parameter.ts";
import { localDeclarations, statements } from "./statement.ts";
import { makeTable } from "./table.ts";

export function makeControl(top: Context, source: ControlDeclaration, filling: Filling): Control {
  const context = bodyContext(top, source, filling, "control");
  const parameters = parametersOf(context, source.parameters);
  const variables = variablesOf(context.lower, parameters);
  declareParameters(context.scope, parameters, variables);
  const around = inside(context);
  const locals = localDeclarations(around, source.locals, (one) => declareOwn(around, one));
  return {
    name: filling.naming.path,
    parameters: variables,
    locals,
    body: statements(inside(around), source.body),
    place: source.place,
  };
}

/** Whether it is what controls alone declare: an action or a table. */
function declareOwn(context: Context, source: Declaration): boolean {
  const { place } = source;
  const name = source.name.text;
  if (source.kind === "action") {
    declareOrBreak(context, name, place, () => {
      const entity = makeAction(context, source);
      entity.action(context.output);
      return entity;
    });
    return true;
  }
  if (source.kind !== "table") return false;
  declareOrBreak(context, name, place, () => ({
    kind: "table",
    table: makeTable(context, source),
  }));
  return true;
}
