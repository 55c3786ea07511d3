/**
 * Statements (P4_16 1.2.5, chapter 12). A statement that is refused is left out, and the next
 * one is still checked.
 * @module
 */
import type { Expression, Place, Statement, Table, Variable } from "../program.ts";
import type { Declaration, Statement as Source, VariableDeclaration } from "../syntax/tree.ts";
import { assignment } from "./assignment.ts";
import type { Context } from "./context.ts";
import { inside } from "./context.ts";
import type { Operand } from "./entity.ts";
import { evaluate, valueFor } from "./expression.ts";
import { instantiate } from "./instance.ts";
import { declareConstant, declareOrBreak } from "./local.ts";
import { forIn } from "./loop.ts";
import { declare } from "./name.ts";
import { toldAlready, wrong } from "./refuse.ts";
import { BOOL, known, show, type Shape } from "./type.ts";
import { lookUp, typeOf } from "./typename.ts";

/** In the scope of `context`: what they declare stays there. */
export function statements(context: Context, sources: readonly Source[]): readonly Statement[] {
  return sources.flatMap((source) => {
    const made = context.refusals.attempt(() => statement(context, source));
    return made === null ? [] : [made];
  });
}

/** In a scope of their own. */
function body(context: Context, source: Source): Statement {
  const made = statements(inside(context), source.kind === "block" ? source.body : [source]);
  return { kind: "block", body: made, place: source.place };
}

/** Null for what leaves nothing to do: a constant, an empty statement. */
function statement(context: Context, source: Source): Statement | null {
  const { place } = source;
  switch (source.kind) {
    case "empty":
      return null;
    case "assign":
      return assignment(context, source);
    case "call":
      return callStatement(evaluate(context, source.call), place);
    case "block":
      return body(context, source);
    case "if":
      return {
        kind: "if",
        condition: valueFor(context, source.condition, BOOL),
        then: body(context, source.then),
        otherwise: source.otherwise === null ? null : body(context, source.otherwise),
        place,
      };
    case "switch":
      return switchStatement(context, source);
    case "for":
      return forStatement(context, source);
    case "forIn":
      return forIn(inside(context), source, (around) => {
        return body({ ...around, inLoop: true }, source.body);
      });
    case "return":
      return { kind: "return", value: returned(context, source), place };
    case "exit":
      if (context.block === "parser" || context.block === "function") {
        wrong(place, `there is no exit from a ${context.block}`, "return, or reject");
      }
      return { kind: "exit", place };
    case "break":
    case "continue":
      if (!context.inLoop) wrong(place, `${source.kind} stands outside a loop`, "take it out");
      return { kind: source.kind, place };
    case "declare":
      return localDeclaration(context, source.declaration);
  }
}

type Declare = Statement & { readonly kind: "declare" };

/** A variable has something to run; all else only puts its name into the scope. */
function localDeclaration(
  context: Context,
  source: (Source & { readonly kind: "declare" })["declaration"],
): Declare | null {
  switch (source.kind) {
    case "variable":
      return variableDeclaration(context, source);
    case "constant":
      declareConstant(context, source);
      return null;
    case "instance":
      if (context.block === "action" || context.block === "function") {
        wrong(source.place, "nothing is instantiated in an action or function", "do it outside");
      }
      declareOrBreak(context, source.name.text, source.place, () => instantiate(context, source));
      return null;
  }
}

/** What stands before an apply block or states. `own`: what only such a block may declare. */
export function localDeclarations(
  context: Context,
  sources: readonly Declaration[],
  own: (source: Declaration) => boolean,
): readonly Declare[] {
  return sources.flatMap((source) => {
    const made = context.refusals.attempt(() => {
      const { kind, place } = source;
      if (kind === "variable" || kind === "constant" || kind === "instance") {
        return localDeclaration(context, source);
      }
      if (own(source)) return null;
      return wrong(place, `a ${context.block} declares no ${kind}`, "declare it outside");
    });
    return made === null ? [] : [made];
  });
}

/** The value is evaluated before the name is there. */
function variableDeclaration(context: Context, source: VariableDeclaration): Declare {
  const { name, place } = source;
  const type = context.refusals.attempt(() => variableType(context, source));
  if (type === null) {
    declare(context.scope, name.text, { kind: "broken" }, place);
    return toldAlready();
  }
  const variable: Variable = { name: name.text, type: context.lower(type), direction: "local" };
  const given = source.value;
  const value =
    given === null ? null : context.refusals.attempt(() => valueFor(context, given, type));
  declare(context.scope, name.text, { kind: "variable", variable, type }, place);
  return { kind: "declare", variable, value, place };
}

function variableType(context: Context, source: VariableDeclaration): Shape {
  const type = typeOf(context, source.type);
  const at = known(type);
  if (["integer", "string", "void", "matchKind", "extern", "block"].includes(at.kind)) {
    wrong(source.type.place, `no variable can be a ${show(at)}`, "use another type");
  }
  return type;
}

function callStatement(operand: Operand, place: Place): Statement | null {
  if (operand.kind === "applied") return { kind: "apply", table: operand.table, place };
  if (operand.kind !== "value") return null;
  const { ir } = operand;
  if (ir.kind === "call") return { kind: "call", call: ir, place };
  return null;
}

function returned(
  context: Context,
  source: Source & { readonly kind: "return" },
): Expression | null {
  const { value, place } = source;
  if (context.block === "parser") wrong(place, "there is no return from a parser", "go to accept");
  const type = context.returns === null ? null : known(context.returns);
  if (value === null) {
    if (type === null || type.kind === "void") return null;
    return wrong(place, `this function returns ${show(type)}`, "return a value");
  }
  if (type === null || type.kind === "void") {
    return wrong(place, "nothing is returned from here", "write return;");
  }
  return valueFor(context, value, type);
}

type SwitchSource = Source & { readonly kind: "switch" };

function switchStatement(context: Context, source: SwitchSource): Statement {
  const on = evaluate(context, source.on);
  checkLabels(source);
  if (on.kind === "actionRun") return switchAction(context, source, on.table);
  if (on.kind !== "value") {
    return wrong(on.place, "a switch needs a value with a type", "give the number a width");
  }
  const { type } = on;
  const cases = source.cases.map(({ label, body: then }) => ({
    value: label === "default" ? null : constantLabel(context, label, type),
    body: then === null ? null : body(context, then),
  }));
  return { kind: "switchValue", on: on.ir, cases, place: source.place };
}

function constantLabel(
  context: Context,
  label: Exclude<SwitchSource["cases"][number]["label"], "default">,
  type: Shape,
): Expression {
  const value = valueFor(context, label, type);
  if (value.kind === "constant") return value;
  return wrong(label.place, "a label of a switch must be a constant", "use an if");
}

function checkLabels({ cases }: SwitchSource): void {
  const at = cases.findIndex(({ label }) => label === "default");
  const last = cases[at];
  if (last !== undefined && at !== cases.length - 1) {
    wrong(last.place, "default comes before other labels", "move it to the end");
  }
}

function switchAction(context: Context, source: SwitchSource, table: Table): Statement {
  const seen = new Set<string>();
  const cases = source.cases.map(({ label, body: then, place }) => {
    const done = then === null ? null : body(context, then);
    if (label === "default") return { action: null, body: done };
    const entity = label.kind === "name" ? lookUp(context, label.name) : null;
    if (entity?.kind === "broken") return toldAlready();
    const found =
      entity?.kind === "action"
        ? table.actions.find((one) => one.action === entity.action(context.output))
        : undefined;
    if (found === undefined) {
      return wrong(place, `this is no action of ${table.name}`, "name one of its actions");
    }
    if (seen.has(found.action.name)) wrong(place, "this label stands twice", "take one out");
    seen.add(found.action.name);
    return { action: found.action, body: done };
  });
  return { kind: "switchAction", table, cases, place: source.place };
}

function forStatement(context: Context, source: Source & { readonly kind: "for" }): Statement {
  const around = inside(context);
  return {
    kind: "for",
    init: statements(around, source.init),
    condition: valueFor(around, source.condition, BOOL),
    update: statements(around, source.update),
    body: body({ ...around, inLoop: true }, source.body),
    place: source.place,
  };
}
