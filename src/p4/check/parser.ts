/**
 * Parsers: one copy for each instantiation (P4_16 1.2.5, chapter 13).
 * @module
 */
import { ACCEPT, REJECT, type Parser, type State, type Statement } from "../program.ts";
import type { Declaration, Name, ParserDeclaration, StateDeclaration } from "../syntax/tree.ts";
import { bodyContext, type Filling } from "./block.ts";
import type { Context } from "./context.ts";
import { inside } from "./context.ts";
import type { Operand } from "./entity.ts";
import { instantiate, valueSet } from "./instance.ts";
import { keysetsFor } from "./keyset.ts";
import { declareConstant, declareOrBreak } from "./local.ts";
import { declareParameters, parametersOf, variablesOf } from "./parameter.ts";
import { wrong } from "./refuse.ts";
import { statements, variableDeclaration } from "./statement.ts";

type Declare = Statement & { readonly kind: "declare" };
type Numbers = ReadonlyMap<string, number>;

export function makeParser(top: Context, source: ParserDeclaration, filling: Filling): Parser {
  const context = bodyContext(top, source, filling, "parser");
  const parameters = parametersOf(context, source.parameters);
  const variables = variablesOf(context.lower, parameters);
  declareParameters(context.scope, parameters, variables);
  const around = inside(context);
  const locals = source.locals.flatMap((one) => {
    const made = context.refusals.attempt(() => local(around, one));
    return made === null ? [] : [made];
  });
  const states = startFirst(source);
  const numbers = numbersOf(states);
  return {
    name: filling.naming.path,
    parameters: variables,
    locals,
    states: states.map((state) => makeState(around, state, numbers)),
    place: source.place,
  };
}

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
  if (source.kind === "valueSet") {
    declareOrBreak(context, name, place, () => valueSet(context, source));
    return null;
  }
  return wrong(place, `a parser declares no ${source.kind}`, "declare it outside");
}

function startFirst({ states, name, place }: ParserDeclaration): readonly StateDeclaration[] {
  const start = states.find((state) => state.name.text === "start");
  if (start === undefined) {
    return wrong(place, `the parser ${name.text} has no state start`, "name its first state start");
  }
  return [start, ...states.filter((state) => state !== start)];
}

function numbersOf(states: readonly StateDeclaration[]): Numbers {
  const numbers = new Map([
    ["accept", ACCEPT],
    ["reject", REJECT],
  ]);
  for (const [at, { name, place }] of states.entries()) {
    if (numbers.has(name.text)) wrong(place, `the state ${name.text} stands twice`, "rename one");
    numbers.set(name.text, at);
  }
  return numbers;
}

function makeState(context: Context, source: StateDeclaration, numbers: Numbers): State {
  const around = inside(context);
  const body = statements(around, source.body);
  const transition = context.refusals.attempt(() => transitionOf(around, source, numbers));
  return {
    name: source.name.text,
    body,
    transition: transition ?? { kind: "direct", next: REJECT },
    place: source.place,
  };
}

/** A state without a transition rejects. */
function transitionOf(
  context: Context,
  { transition }: StateDeclaration,
  numbers: Numbers,
): State["transition"] {
  if (transition === null) return { kind: "direct", next: REJECT };
  if (transition.kind === "direct") {
    return { kind: "direct", next: numberOf(numbers, transition.next) };
  }
  const on = transition.on.map((one) => selected(context.evaluate(context, one)));
  const types = on.map(({ type }) => type);
  const cases = transition.cases.flatMap(({ keyset, next }) => {
    const made = context.refusals.attempt(() => ({
      keysets: keysetsFor(context, keyset, types),
      next: numberOf(numbers, next),
    }));
    return made === null ? [] : [made];
  });
  return { kind: "select", on: on.map(({ ir }) => ir), cases };
}

function selected(operand: Operand) {
  if (operand.kind === "value") return operand;
  return wrong(operand.place, "select needs a value with a type", "give the number a width");
}

function numberOf(numbers: Numbers, { text, place }: Name): number {
  return numbers.get(text) ?? wrong(place, `there is no state ${text}`, "declare it");
}
