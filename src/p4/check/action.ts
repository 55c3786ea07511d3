/**
 * Actions (P4_16 1.2.5, section 14.1).
 * @module
 */
import type { Action } from "../program.ts";
import type { ActionDeclaration } from "../syntax/tree.ts";
import { annotationsOf, pathOf, textOf } from "./annotation.ts";
import type { Context } from "./context.ts";
import { inside } from "./context.ts";
import type { ActionEntity, Output, Parameter } from "./entity.ts";
import { declareParameters, parametersOf, variablesOf } from "./parameter.ts";
import { wrong } from "./refuse.ts";
import { statements } from "./statement.ts";
import { known, show } from "./type.ts";

/** `context` is that of the control around, or of the top level. */
export function makeAction(context: Context, source: ActionDeclaration): ActionEntity {
  const { name, place } = source;
  const parameters = parametersOf(context, source.parameters);
  checkParameters(parameters);
  const variables = variablesOf(context.lower, parameters).map((variable, at) => ({
    ...variable,
    // What the control plane calls it; in the body it has the name that it was declared by.
    name: textOf(parameters[at]?.annotations ?? [], "name") ?? variable.name,
  }));
  const around = inside({ ...context, block: "action", returns: null, inLoop: false });
  declareParameters(around.scope, parameters, variables);
  const annotations = annotationsOf(context, source.annotations);
  const action: Action = {
    name: pathOf(context.path, name.text, annotations),
    parameters: variables,
    parameterAnnotations: parameters.map((parameter) => parameter.annotations),
    annotations,
    body: statements(inside(around), source.body),
    place,
  };
  return {
    kind: "action",
    name: name.text,
    parameters,
    action: (output) => put(output, action),
    place,
  };
}

/** The control plane sees an action of the top level if something uses it. */
function put(output: Output, action: Action): Action {
  if (!output.actions.includes(action)) output.actions.push(action);
  return action;
}

function checkParameters(parameters: readonly Parameter[]): void {
  const data = parameters.findIndex(({ direction }) => direction === "none");
  for (const [at, { direction, name, type, place }] of parameters.entries()) {
    if (data !== -1 && at > data && direction !== "none") {
      wrong(
        place,
        `${name} has a direction and stands after data`,
        "put parameters with data last",
      );
    }
    const { kind } = known(type);
    if (kind === "extern" || kind === "block") {
      wrong(place, `an action takes no ${show(type)}`, "use the one in scope");
    }
  }
}
