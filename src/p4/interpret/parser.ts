/**
 * A parser's states (P4_16 1.2.5, section 13). It ends at accept; else it throws the error.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Expression, Keyset, Parser, State, StateNumber } from "../program.ts";
import { ACCEPT, REJECT } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import { PARSER_STATES_MAX } from "../switch/bounds.ts";
import type { Context } from "./context.ts";
import { ERRORS, ParserFailure } from "./context.ts";
import { check } from "./expression.ts";
import { scalar } from "./operator.ts";
import { declare } from "./statement.ts";
import type { Value } from "./value.ts";
import { copy, equal, pack, partsOf, partTypes } from "./value.ts";

export function runParser(context: Context, parser: Parser): void {
  for (const local of parser.locals) declare(context, local);
  let at: StateNumber = 0;
  while (at !== ACCEPT) {
    // Rejected without an error: an explicit transition, or a state that has none.
    if (at === REJECT) throw new ParserFailure(ERRORS.NoError);
    const state: State | undefined = parser.states[at];
    assert(state !== undefined, "a transition leads to a state");
    context.states += 1;
    if (context.states > PARSER_STATES_MAX) throw new ParserFailure(ERRORS.ParserTimeout);
    context.hooks.trace?.({
      kind: "state",
      parser: parser.name,
      state: state.name,
      bit: context.cursor,
    });
    context.run(state.body);
    at = next(context, state);
  }
}

function next(context: Context, { transition }: State): StateNumber {
  if (transition.kind === "direct") return transition.next;
  const { on, cases } = transition;
  const values = on.map((expression) => {
    const value = copy(context.evaluate(expression));
    check(context, "branch", expression, value);
    return value;
  });
  for (const { keysets, next: to } of cases) {
    if (fits(context, on, values, keysets)) return to;
  }
  throw new ParserFailure(ERRORS.NoMatch);
}

function fits(
  context: Context,
  on: readonly Expression[],
  values: readonly Value[],
  keysets: readonly Keyset[],
): boolean {
  const [only] = keysets;
  if (keysets.length === 1 && only?.kind === "set") {
    const all = on.flatMap((expression, at) => raws(expression, partAt(values, at)));
    return context.control.valueSet(only.instance).has(all);
  }
  // `default` alone stands for all of them.
  return keysets.every((keyset, at) => {
    const value = values[at];
    assert(value !== undefined, "a case has a key set for each expression");
    return keysetHas(context, on[at], value, keyset);
  });
}

function keysetHas(
  context: Context,
  on: Expression | undefined,
  value: Value,
  keyset: Keyset,
): boolean {
  switch (keyset.kind) {
    case "any":
      return true;
    case "value":
      return equal(value, context.evaluate(keyset.value));
    case "mask": {
      const mask = scalar(context.evaluate(keyset.mask)).value;
      const wanted = scalar(context.evaluate(keyset.value)).value;
      return (scalar(value).value & mask) === (wanted & mask);
    }
    case "range": {
      const low = scalar(context.evaluate(keyset.low)).value;
      const high = scalar(context.evaluate(keyset.high)).value;
      return low <= scalar(value).value && scalar(value).value <= high;
    }
    case "set":
      return context.control.valueSet(keyset.instance).has(raws(on, value));
  }
}

function partAt(values: readonly Value[], at: number): Value {
  const value = values[at];
  assert(value !== undefined, "each select expression has its value");
  return value;
}

/** The scalars inside as raw bits, in order. */
function raws(on: Expression | undefined, value: Value): readonly bigint[] {
  assert(on !== undefined, "a value has its expression");
  const flat = (type: Expression["type"], part: Value): readonly bigint[] => {
    const types = partTypes(type);
    const inner = partsOf(part);
    if (inner.length === 0) return bitsOf(type) === 0 ? [] : [pack(type, part).raw];
    return inner.flatMap((one, at) => flat(types[at] ?? type, one));
  };
  return flat(on.type, value);
}
