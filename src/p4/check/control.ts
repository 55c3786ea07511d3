/**
 * Controls: one copy for each instantiation (P4_16 1.2.5, chapters 14 and 17).
 * @module
 */
import type { Control, Statement } from "../program.ts";
import type { ControlDeclaration, Declaration } from "../syntax/tree.ts";
import { makeAction } from "./action.ts";
import { bodyContext, type Filling } from "./block.ts";
import type { Context } from "./context.ts";
import { inside } from "./context.ts";
import { instantiate } from "./instance.ts";
import { declareConstant, declareOrBreak } from "./local.ts";
import { declareParameters, parametersOf, variablesOf } from "./parameter.ts";
import { wrong } from "./refuse.ts";
import { statements, variableDeclaration } from "./statement.ts";
import { makeTable } from "./table.ts";

type Declare = Statement & { readonly kind: "declare" };

export function makeControl(top: Context, source: ControlDeclaration, filling: Filling): Control {
  const context = bodyContext(top, source, filling, "control");
  const parameters = parametersOf(context, source.parameters);
  const variables = variablesOf(context.lower, parameters);
  declareParameters(context.scope, parameters, variables);
  const around = inside(context);
  const locals = source.locals.flatMap((one) => {
    const made = context.refusals.attempt(() => local(around, one));
    return made === null ? [] : [made];
  });
  return {
    name: filling.naming.path,
    parameters: variables,
    locals,
    body: statements(inside(around), source.body),
    place: source.place,
  };
}

/** A variable has something to run; all else only puts its name into the scope. */
function local(context: Context, source: Declaration): Declare | null {
  const { place } = source;
  const name = source.name.text;
  if (source.kind === "variable") return variableDeclaration(context, source);
  if (source.kind === "constant") {
    declareConstant(context, source);
    return null;
  }
  if (source.kind === "instance") {
    declareOrBreak(context, name, place, () => instantiate(context, source));
    return null;
  }
  if (source.kind === "action") {
    declareOrBreak(context, name, place, () => {
      const entity = makeAction(context, source);
      entity.action(context.output);
      return entity;
    });
    return null;
  }
  if (source.kind === "table") {
    declareOrBreak(context, name, place, () => {
      return { kind: "table", table: makeTable(context, source) };
    });
    return null;
  }
  return wrong(place, `a control declares no ${source.kind}`, "declare it outside");
}
