/**
 * Statements (P4_16 1.2.5, section 12) as steps. `return` and `exit` leave the JavaScript function;
 * a function gives 1 to stop all its callers, each of which still copies out.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Expression, Statement, Variable } from "../program.ts";
import { bitsOf, isSigned } from "../switch/bits.ts";
import { LOOP_ROUNDS_MAX } from "../switch/bounds.ts";
import type { Coder } from "./coder.ts";
import { decide, same } from "./expression.ts";
import { copyCells, kept, write } from "./location.ts";
import { fromBig, valueOf } from "./operand.ts";
import { operandOf, scalar, zero } from "./tree.ts";

type Of<Kind extends Statement["kind"]> = Statement & { readonly kind: Kind };

/** Where `break`, `continue` and `return` lead from the statement at hand. */
export type Leaving = {
  readonly break: string | null;
  readonly continue: string | null;
  /** The variable that takes the value of a `return`. */
  readonly result: Variable | null;
};

export function run(coder: Coder, body: readonly Statement[], leaving: Leaving): void {
  for (const statement of body) execute(coder, statement, leaving);
}

function execute(coder: Coder, statement: Statement, leaving: Leaving): void {
  const { code } = coder;
  switch (statement.kind) {
    case "assign":
      return assign(coder, statement);
    case "call":
      coder.call(statement.call, statement.place);
      return;
    case "apply":
      coder.apply(statement.table);
      return;
    case "declare":
      return declare(coder, statement);
    case "if": {
      const { condition, then, otherwise } = statement;
      code.block(`if (${decide(coder, condition)})`, () => execute(coder, then, leaving));
      if (otherwise !== null) code.block("else", () => execute(coder, otherwise, leaving));
      return;
    }
    case "block":
      return code.block("", () => run(coder, statement.body, leaving));
    case "switchAction":
      return switchAction(coder, statement, leaving);
    case "switchValue":
      return switchValue(coder, statement, leaving);
    case "for":
      return forWhile(coder, statement, leaving);
    case "forIn":
      return forIn(coder, statement, leaving);
    case "return":
      return giveBack(coder, statement.value, leaving);
    case "exit":
      return code.step("if (true) return 1;");
    case "break":
    case "continue": {
      const label = leaving[statement.kind];
      assert(label !== null, `${statement.kind} stands in a loop`);
      return code.step(`if (true) break ${label};`);
    }
  }
}

/** The target is fixed before the value is evaluated. */
function assign(coder: Coder, { target, value }: Of<"assign">): void {
  const location = coder.locate(target);
  const evaluated = coder.evaluate(value);
  // A list may mention what its own first items overwrite.
  const isBuilt = evaluated.kind !== "scalar" && !isPath(value);
  write(coder, location, isBuilt ? kept(coder.code, evaluated) : evaluated);
}

function isPath(value: Expression): boolean {
  return value.kind === "variable" || (value.kind === "field" && isPath(value.of));
}

function giveBack(coder: Coder, value: Expression | null, { result }: Leaving): void {
  const { code } = coder;
  if (value !== null) {
    assert(result !== null, "only a function gives a value back");
    copyCells(code, code.variable(result), coder.evaluate(value));
  }
  code.step("if (true) return 0;");
}

/** Fresh each time that it is reached. */
export function declare(coder: Coder, { variable, value }: Of<"declare">): void {
  const fresh = value === null ? zero(variable.type) : coder.evaluate(value);
  copyCells(coder.code, coder.code.variable(variable), kept(coder.code, fresh));
}

function switchAction(coder: Coder, { table, cases }: Of<"switchAction">, leaving: Leaving): void {
  const { ran } = coder.apply(table);
  const conditions = cases.map(({ action }) =>
    action === null ? null : `${ran} === ${coder.numberOf(action)}`,
  );
  switchOn(coder, cases, conditions, leaving);
}

function switchValue(coder: Coder, { on, cases }: Of<"switchValue">, leaving: Leaving): void {
  const value = kept(coder.code, coder.evaluate(on));
  const conditions = cases.map((one) =>
    one.value === null ? null : same(value, coder.evaluate(one.value)),
  );
  switchOn(coder, cases, conditions, leaving);
}

/** A label without a block falls through to the next that has one. A condition of null: default. */
function switchOn(
  coder: Coder,
  cases: readonly { readonly body: Statement | null }[],
  conditions: readonly (string | null)[],
  leaving: Leaving,
): void {
  const { code } = coder;
  const bodyAt = (at: number): number =>
    at < 0 ? -1 : cases.findIndex(({ body }, place) => place >= at && body !== null);
  const otherwise = bodyAt(conditions.indexOf(null));
  let chosen = String(otherwise);
  for (const [at, condition] of [...conditions.entries()].toReversed()) {
    if (condition !== null) chosen = `${condition} ? ${bodyAt(at)} : ${chosen}`;
  }
  const selected = code.temp(chosen);
  for (const [at, { body }] of cases.entries()) {
    if (body === null) continue;
    code.block(`if (${selected} === ${at})`, () => execute(coder, body, leaving));
  }
}

function forWhile(coder: Coder, statement: Of<"for">, leaving: Leaving): void {
  const { code } = coder;
  const { init, condition, update, body, place } = statement;
  code.block("", () => {
    run(coder, init, leaving);
    const [label, again] = [code.label(), code.label()];
    const round = code.declared("0");
    code.block(`${label}: for (;; ${round}++)`, () => {
      code.step(`if (!${decide(coder, condition)}) break ${label};`);
      endless(coder, `${round} >= ${LOOP_ROUNDS_MAX}`, place, label);
      code.block(`${again}:`, () =>
        execute(coder, body, { ...leaving, break: label, continue: again }),
      );
      run(coder, update, leaving);
    });
  });
}

function endless(
  { code }: Coder,
  condition: string,
  place: Statement["place"],
  label: string,
): void {
  const line = `${place.file}:${place.line}: left a loop after ${LOOP_ROUNDS_MAX} rounds`;
  code.step(`if (${condition}) { env.log(${code.constant(line)}); break ${label}; }`);
}

/** Counts in bigints: loops over ranges are not on the hot path. */
function forIn(coder: Coder, statement: Of<"forIn">, leaving: Leaving): void {
  const { code } = coder;
  const { variable, low, high, body, place } = statement;
  const width = bitsOf(variable.type);
  const limit = (bound: Expression): string => {
    const operand = operandOf(coder.evaluate(bound));
    return code.temp(valueOf(operand, width, isSigned(bound.type)));
  };
  code.block("", () => {
    const [first, last] = [limit(low), limit(high)];
    const [label, again] = [code.label(), code.label()];
    const at = code.declared(first);
    code.block(`${label}: for (; ${at} <= ${last}; ${at}++)`, () => {
      endless(coder, `${at} - ${first} >= ${LOOP_ROUNDS_MAX}n`, place, label);
      const value = fromBig(code, at, width);
      copyCells(code, code.variable(variable), scalar(value));
      code.block(`${again}:`, () =>
        execute(coder, body, { ...leaving, break: label, continue: again }),
      );
    });
  });
}
