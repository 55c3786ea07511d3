/**
 * A parser's states (P4_16 1.2.5, section 13) as one loop. It gives 0 at accept; else 1, with the
 * error in `failure`.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { ERRORS } from "../interpret/context.ts";
import type { Expression, Keyset, Parser, State, StateNumber } from "../program.ts";
import { ACCEPT, REJECT } from "../program.ts";
import { PARSER_STATES_MAX } from "../switch/bounds.ts";
import { less } from "./arithmetic.ts";
import type { Coder } from "./coder.ts";
import { failing } from "./coder.ts";
import { evaluateAll, same } from "./expression.ts";
import { kept } from "./location.ts";
import type { Operand } from "./operand.ts";
import { bigOf, wordOf } from "./operand.ts";
import { declare, run } from "./statement.ts";
import type { Tree } from "./tree.ts";
import { operandOf, scalarsOf } from "./tree.ts";

export function parserBody(coder: Coder, parser: Parser): void {
  for (const local of parser.locals) declare(coder, local);
  const order = forwards(parser);
  if (order === null) loop(coder, parser);
  else cascade(coder, parser, order);
}

function visit(coder: Coder, one: State, to: (next: StateNumber) => string): void {
  coder.code.step(`if (++states > ${PARSER_STATES_MAX}) ${failing(ERRORS.ParserTimeout)}`);
  run(coder, one.body, { break: null, continue: null, result: null });
  transition(coder, one, (next) => {
    if (next === ACCEPT) return "return 0;";
    return next === REJECT ? failing(ERRORS.NoError) : to(next);
  });
}

function loop(coder: Coder, parser: Parser): void {
  const { code } = coder;
  const state = code.declared("0");
  const label = code.label();
  code.block(`${label}: for (;;)`, () => {
    code.block(`switch (${state})`, () => {
      for (const [at, one] of parser.states.entries()) {
        code.block(`case ${at}:`, () => {
          visit(coder, one, (next) => `{ ${state} = ${next}; continue ${label}; }`);
        });
      }
    });
  });
}

/** Blocks in blocks: to leave one is to go to the state behind it. */
const CASCADE_MAX = 64;

/** The states that can be reached, each before those it goes to; null if one can come again. */
function forwards({ states }: Parser): readonly StateNumber[] | null {
  const order: StateNumber[] = [];
  const open = new Set<StateNumber>();
  const reach = (at: StateNumber): boolean => {
    if (at < 0 || order.includes(at)) return true;
    if (open.has(at)) return false;
    open.add(at);
    if (!nextOf(states[at]).every(reach)) return false;
    order.unshift(at);
    return true;
  };
  return states.length <= CASCADE_MAX && reach(0) ? order : null;
}

function nextOf(state: State | undefined): readonly StateNumber[] {
  assert(state !== undefined, "a transition leads to a state");
  const { transition: way } = state;
  return way.kind === "direct" ? [way.next] : way.cases.map(({ next }) => next);
}

/** PERF: without a loop what a state has read stays in registers. */
function cascade(coder: Coder, { states }: Parser, order: readonly StateNumber[]): void {
  const { code } = coder;
  const labels = new Map(order.map((at) => [at, code.label()]));
  for (const at of order.slice(1).toReversed()) code.step(`${labels.get(at)}: {`);
  for (const [place, at] of order.entries()) {
    const one = states[at];
    assert(one !== undefined, "the order is one of states");
    if (place > 0) code.step("}");
    code.block("", () => visit(coder, one, (next) => `break ${labels.get(next)};`));
  }
}

function transition(coder: Coder, state: State, to: (next: StateNumber) => string): void {
  const { code } = coder;
  if (state.transition.kind === "direct") {
    code.step(to(state.transition.next));
    return;
  }
  const { on, cases } = state.transition;
  const values = evaluateAll(coder, on).map((value) => kept(code, value));
  for (const { keysets, next } of cases) {
    code.step(`if (${fits(coder, on, values, keysets)}) ${to(next)}`);
  }
  code.step(failing(ERRORS.NoMatch));
}

function fits(
  coder: Coder,
  on: readonly Expression[],
  values: readonly Tree[],
  keysets: readonly Keyset[],
): string {
  const [only] = keysets;
  if (keysets.length === 1 && only?.kind === "set") return inSet(coder, on, values, only);
  // `_` or `default` alone stands for all of them.
  if (keysets.length === 1 && only?.kind === "any") return "true";
  const conditions = keysets.flatMap((keyset, at) => {
    const [value, expression] = [values[at], on[at]];
    assert(value !== undefined && expression !== undefined, "a key set for each expression");
    if (keyset.kind === "any") return [];
    if (keyset.kind === "set") return [inSet(coder, [expression], [value], keyset)];
    return [has(coder, expression, value, keyset)];
  });
  return conditions.join(" && ") || "true";
}

function inSet(
  { code, control }: Coder,
  on: readonly Expression[],
  values: readonly Tree[],
  { instance }: Keyset & { readonly kind: "set" },
): string {
  const raws = values.flatMap((value, at) => {
    const expression = on[at];
    assert(expression !== undefined, "a value has its expression");
    return scalarsOf(expression.type, value).map(([, operand]) => bigOf(operand));
  });
  const set = code.constant(control.valueSet(instance));
  return `(${set}.members.length > 0 && ${set}.has([${raws.join(", ")}]))`;
}

function has(
  coder: Coder,
  { type }: Expression,
  value: Tree,
  keyset: Keyset & { readonly kind: "value" | "mask" | "range" },
): string {
  const { code } = coder;
  switch (keyset.kind) {
    case "value":
      return same(value, coder.evaluate(keyset.value));
    case "mask": {
      const wanted = operandOf(coder.evaluate(keyset.value));
      return masked(operandOf(value), wanted, operandOf(coder.evaluate(keyset.mask)));
    }
    case "range": {
      const low = operandOf(coder.evaluate(keyset.low));
      const high = operandOf(coder.evaluate(keyset.high));
      const of = operandOf(value);
      return `(!${less(code, type, of, low)} && !${less(code, type, high, of)})`;
    }
  }
}

function masked(value: Operand, wanted: Operand, mask: Operand): string {
  if (value.kind === "pair" && wanted.kind === "pair" && mask.kind === "pair") {
    const high = equalUnder(value.high, wanted.high, mask.high);
    return `(${high} && ${equalUnder(value.low, wanted.low, mask.low)})`;
  }
  if (value.kind === "single")
    return `(${equalUnder(wordOf(value), wordOf(wanted), wordOf(mask))})`;
  return `(${equalUnder(bigOf(value), bigOf(wanted), bigOf(mask))})`;
}

function equalUnder(x: string, y: string, mask: string): string {
  return `(${x} & ${mask}) === (${y} & ${mask})`;
}
