/**
 * Calls: arguments left to right as they are written, l-values fixed and values copied at their
 * turn; then the body on fresh parameters; then copy-out, left to right, even after `exit` or a
 * parser's error (P4_16 1.2.5, section 6.8).
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Argument, Call, Place, Variable } from "../program.ts";
import type { Completion, Context, Location } from "./context.ts";
import { callExtern } from "./extern.ts";
import { callMethod } from "./method.ts";
import { callPacket } from "./packet.ts";
import { runParser } from "./parser.ts";
import { shifted, stackIn } from "./location.ts";
import { declare } from "./statement.ts";
import type { Value } from "./value.ts";
import { bits, copy, initial } from "./value.ts";

export type Bound = {
  readonly parameter: Variable;
  /** What goes in; of an `out` what its type starts as. */
  readonly value: Value;
  /** Where it goes out to, if it does. */
  readonly location: Location | null;
};

export function call(context: Context, { callee, args }: Call, place: Place): Value {
  switch (callee.kind) {
    case "function": {
      const { body } = callee.function;
      return invoke(context, bind(context, args), () => context.run(body));
    }
    case "action": {
      const { body } = callee.action;
      return invoke(context, bind(context, args), () => context.run(body));
    }
    case "control": {
      const { locals, body } = callee.control;
      return invoke(context, bind(context, args), () => {
        for (const local of locals) declare(context, local);
        return context.run(body);
      });
    }
    case "parser":
      return invoke(context, bind(context, args), () => {
        runParser(context, callee.parser);
        return "next";
      });
    case "extern":
      // v1model: a checksum that is in an invalid header is not verified.
      if (callee.name.startsWith("verify_checksum") && !isThere(context, args)) return bits(0n);
      return callExtern(context, callee.name, callee.types, bind(context, args), place);
    case "method":
      return callMethod(context, callee.instance, callee.name, bind(context, args), place);
    case "packet":
      return callPacket(context, callee.name, callee.types, args);
    case "header":
      return callHeader(context, callee.name, callee.target, args);
  }
}

function isThere(context: Context, args: readonly Argument[]): boolean {
  const sum = args.find(({ parameter }) => parameter.name === "checksum")?.value ?? null;
  return sum?.kind !== "field" || context.locate(sum).writable();
}

export function bind(context: Context, args: readonly Argument[]): readonly Bound[] {
  return args.map(({ parameter, value }): Bound => {
    if (value === null || parameter.type.kind === "extern") {
      return { parameter, value: initial(parameter.type, false), location: null };
    }
    if (parameter.direction === "in" || parameter.direction === "none") {
      return { parameter, value: copy(context.evaluate(value)), location: null };
    }
    const location = context.locate(value);
    const begins =
      parameter.direction === "out" ? initial(parameter.type, false) : copy(location.read());
    return { parameter, value: begins, location };
  });
}

/** Runs a body with its parameters set, and copies out however it ends. */
export function invoke(context: Context, bound: readonly Bound[], body: () => Completion): Value {
  for (const { parameter, value } of bound) context.variables.set(parameter, value);
  context.returned = null;
  try {
    body();
    return context.returned ?? bits(0n);
  } finally {
    for (const { parameter, location } of bound) {
      const value = context.variables.get(parameter);
      if (location !== null && value !== undefined) location.write(value);
    }
  }
}

function callHeader(
  context: Context,
  name: "setValid" | "setInvalid" | "push_front" | "pop_front",
  target: Call["args"][number]["value"] & {},
  args: readonly Argument[],
): Value {
  const location = context.locate(target);
  const value = location.read();
  if (name === "setValid") {
    assert(value.kind === "header", "setValid is a header's");
    // What it holds stays; an invalid one holds zeros.
    if (!value.valid) location.write({ ...value, valid: true });
  } else if (name === "setInvalid") {
    location.write(initial(target.type, false));
  } else {
    const [count] = bind(context, args);
    assert(
      count?.value.kind === "bits" && target.type.kind === "stack",
      "a stack moves by a count",
    );
    const by = Number(count.value.value);
    location.write(shifted(stackIn(value), target.type, name === "push_front" ? by : -by));
  }
  return bits(0n);
}
