/**
 * Statements (P4_16 1.2.5, section 12).
 * @module
 */
import type { Statement } from "../program.ts";
import { LOOP_ROUNDS_MAX } from "../switch/bounds.ts";
import type { Completion, Context } from "./context.ts";
import { Exit } from "./context.ts";
import { check, decide } from "./expression.ts";
import { scalar } from "./operator.ts";
import { bits, copy, equal, initial } from "./value.ts";

type Of<Kind extends Statement["kind"]> = Statement & { readonly kind: Kind };

export function run(context: Context, body: readonly Statement[]): Completion {
  for (const statement of body) {
    const completion = execute(context, statement);
    if (completion !== "next") return completion;
  }
  return "next";
}

function execute(context: Context, statement: Statement): Completion {
  switch (statement.kind) {
    case "assign": {
      const target = context.locate(statement.target);
      target.write(copy(context.evaluate(statement.value)));
      return "next";
    }
    case "call":
      context.call(statement.call, statement.place);
      return "next";
    case "apply":
      context.apply(statement.table);
      return "next";
    case "declare":
      declare(context, statement);
      return "next";
    case "if":
      if (decide(context, statement.condition)) return execute(context, statement.then);
      return statement.otherwise === null ? "next" : execute(context, statement.otherwise);
    case "block":
      return context.run(statement.body);
    case "switchAction":
      return switchAction(context, statement);
    case "switchValue":
      return switchValue(context, statement);
    case "for":
      return forWhile(context, statement);
    case "forIn":
      return forIn(context, statement);
    case "return":
      context.returned = statement.value === null ? null : copy(context.evaluate(statement.value));
      return "return";
    case "exit":
      throw new Exit();
    case "break":
    case "continue":
      return statement.kind;
  }
}

/** Fresh each time that it is reached. */
export function declare(context: Context, { variable, value }: Of<"declare">): void {
  const fresh = value === null ? initial(variable.type, false) : copy(context.evaluate(value));
  context.variables.set(variable, fresh);
}

function switchAction(context: Context, { table, cases }: Of<"switchAction">): Completion {
  const { action } = context.apply(table);
  const at = cases.findIndex((one) => one.action !== null && one.action === action);
  return runCase(context, cases, at >= 0 ? at : cases.findIndex((one) => one.action === null));
}

function switchValue(context: Context, { on, cases }: Of<"switchValue">): Completion {
  const value = copy(context.evaluate(on));
  check(context, "branch", on, value);
  const at = cases.findIndex(
    (one) => one.value !== null && equal(value, context.evaluate(one.value)),
  );
  return runCase(context, cases, at >= 0 ? at : cases.findIndex((one) => one.value === null));
}

/** A label without a block falls through to the next that has one. */
function runCase(
  context: Context,
  cases: readonly { readonly body: Statement | null }[],
  at: number,
): Completion {
  const body = at < 0 ? undefined : cases.slice(at).find((one) => one.body !== null)?.body;
  return body === undefined || body === null ? "next" : execute(context, body);
}

function forWhile(context: Context, statement: Of<"for">): Completion {
  const { init, condition, update, body, place } = statement;
  const begun = context.run(init);
  if (begun !== "next") return begun;
  for (let round = 0; decide(context, condition); round += 1) {
    if (round >= LOOP_ROUNDS_MAX) {
      context.world.log(`${place.file}:${place.line}: left a loop after ${LOOP_ROUNDS_MAX} rounds`);
      return "next";
    }
    const completion = execute(context, body);
    if (completion === "return") return completion;
    if (completion === "break") return "next";
    context.run(update);
  }
  return "next";
}

function forIn(context: Context, { variable, low, high, body, place }: Of<"forIn">): Completion {
  const first = scalar(context.evaluate(low)).value;
  const last = scalar(context.evaluate(high)).value;
  for (let value = first; value <= last; value += 1n) {
    if (value - first >= BigInt(LOOP_ROUNDS_MAX)) {
      context.world.log(`${place.file}:${place.line}: left a loop after ${LOOP_ROUNDS_MAX} rounds`);
      return "next";
    }
    context.variables.set(variable, bits(value));
    const completion = execute(context, body);
    if (completion === "return") return completion;
    if (completion === "break") return "next";
  }
  return "next";
}
