/**
 * The actions of a table, and one of them with its data: a default action or an entry's
 * (P4_16 1.2.5, sections 14.2.1.2 and 14.2.1.3).
 * @module
 */
import type { Chosen, Expression, TableAction } from "../program.ts";
import type { Argument, Name, TableActionRef } from "../syntax/tree.ts";
import { annotationsOf, has } from "./annotation.ts";
import { bindValue, bindValues, infer } from "./bind.ts";
import { evaluateArguments } from "./call.ts";
import { choose } from "./choose.ts";
import type { Context } from "./context.ts";
import type { ActionEntity, Parameter, Signature } from "./entity.ts";
import { isConstant } from "./operand.ts";
import { toldAlready, wrong } from "./refuse.ts";
import { VOID } from "./type.ts";
import { lookUp } from "./typename.ts";

export type ListedAction = { readonly entity: ActionEntity; readonly listed: TableAction };

/** An item of `actions = { … }`: parameters with a direction are bound here. */
export function listed(context: Context, source: TableActionRef): ListedAction {
  const entity = actionEntity(context, source.name);
  const directed = entity.parameters.filter(({ direction }) => direction !== "none");
  const given = evaluateArguments(context, source.args);
  const { declared, placing } = choose([signature(entity, directed)], given, 0, source.place);
  const binding = infer(declared, [], given, placing);
  const action = entity.action(context.output);
  const bound = bindValues(context.lower, binding, given, placing).flatMap((one) => {
    const parameter = action.parameters[one.parameter];
    return parameter === undefined ? [] : [{ parameter, value: one.value }];
  });
  const annotations = annotationsOf(context, source.annotations);
  const isTableOnly = has(annotations, "tableonly");
  const isDefaultOnly = has(annotations, "defaultonly");
  const scope = isTableOnly ? "table" : isDefaultOnly ? "default" : "both";
  return { entity, listed: { action, bound, annotations, scope } };
}

function actionEntity(context: Context, name: Name): ActionEntity {
  const entity = lookUp(context, name);
  if (entity.kind === "action") return entity;
  if (entity.kind === "broken") return toldAlready();
  return wrong(name.place, `${name.text} is a ${entity.kind}, not an action`, "name an action");
}

function signature(entity: ActionEntity, parameters: readonly Parameter[]): Signature {
  const { name, place } = entity;
  return {
    name,
    typeParameters: [],
    parameters,
    bind: () => ({ parameters, returns: VOID }),
    place,
  };
}

/** `action(data)` or `action(directed arguments, data)`; what is directed was bound in the list. */
export function chosen(
  context: Context,
  source: { readonly name: Name; readonly args: readonly Argument[] },
  actions: readonly ListedAction[],
  use: "table" | "default",
): Chosen {
  const { name } = source;
  const entity = actionEntity(context, name);
  const action = entity.action(context.output);
  const found = actions.find((one) => one.listed.action === action);
  if (found === undefined) {
    return wrong(name.place, `${name.text} is not among the table's actions`, "add it to actions");
  }
  const { scope } = found.listed;
  if (scope !== "both" && scope !== use) {
    wrong(name.place, `${name.text} is marked @${scope}only`, "take the annotation away");
  }
  return { action: found.listed, data: dataOf(context, entity, source) };
}

function dataOf(
  context: Context,
  entity: ActionEntity,
  source: { readonly name: Name; readonly args: readonly Argument[] },
): readonly Expression[] {
  const { parameters } = entity;
  const data = parameters.filter(({ direction }) => direction === "none");
  const given = evaluateArguments(context, source.args);
  const takes = given.length === data.length ? data : parameters;
  const { placing } = choose([signature(entity, takes)], given, 0, source.name.place);
  return data.map((parameter): Expression => {
    const from = placing[takes.indexOf(parameter)] ?? null;
    const operand = from === null ? parameter.default?.() : given[from]?.operand;
    const value = operand === undefined ? null : bindValue(context.lower, parameter, operand);
    if (value !== null && isConstant(value)) return value;
    return wrong(source.name.place, `${parameter.name} must be a constant here`, "write a number");
  });
}
