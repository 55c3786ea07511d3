/**
 * Parsers: one copy for each instantiation (P4_16 1.2.5, chapter 13).
 * @module
 */
import { ACCEPT, REJECT, type Parser, type State } from "../program.ts";
import type { Declaration, Name, ParserDeclaration, StateDeclaration } from "../syntax/tree.ts";
import { bodyContext, type Filling } from "./block.ts";
import type { Context } from "./context.ts";
import { inside } from "./context.ts";
import type { Operand } from "./entity.ts";
import { valueSet } from "./instance.ts";
import { keysetsFor } from "./keyset.ts";
import { declareOrBreak } from "./local.ts";
import { declareParameters, parametersOf, variablesOf } from "./parameter.ts";
import { wrong } from "./refuse.ts";
import { localDeclarations, statements } from "./statement.ts";

type Numbers = ReadonlyMap<string, number>;

export function makeParser(top: Context, source: ParserDeclaration, filling: Filling): Parser {
  const context = bodyContext(top, source, filling, "parser");
  const parameters = parametersOf(context, source.parameters);
  const variables = variablesOf(context.lower, parameters);
  declareParameters(context.scope, parameters, variables);
  const around = inside(context);
  const locals = localDeclarations(around, source.locals, (one) => declareOwn(around, one));
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

/** Whether it is what parsers alone declare: a value_set. */
function declareOwn(context: Context, source: Declaration): boolean {
  if (source.kind !== "valueSet") return false;
  const { name, place } = source;
  declareOrBreak(context, name.text, place, () => valueSet(context, source));
  return true;
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
