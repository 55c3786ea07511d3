/**
 * Calls: copy in, run, copy out (P4_16 1.2.5, section 6.8). Arguments are fixed left to right at
 * their turn; parameters are cells of their own, for P4 has no recursion.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Argument, Call, Expression, Place, Statement, Variable } from "../program.ts";
import { bitsOf, isSigned } from "../switch/bits.ts";
import type { Bound } from "./argument.ts";
import type { Coder, Location } from "./coder.ts";
import { hasEffect } from "./coder.ts";
import { callExtern } from "./extern.ts";
import { clear, copyCells, each, indexOf, kept, read, shifted, write } from "./location.ts";
import { callMethod } from "./method.ts";
import { single } from "./operand.ts";
import { callPacket } from "./packet.ts";
import { parserBody } from "./parser.ts";
import { declare, run } from "./statement.ts";
import type { Tree } from "./tree.ts";
import { ONE, operandOf, scalar, zero } from "./tree.ts";

const NOTHING = scalar(single(0));

export function call(coder: Coder, { callee, args }: Call, place: Place): Tree {
  switch (callee.kind) {
    case "function": {
      const { function: procedure } = callee;
      const result = coder.code.result(procedure, procedure.returns);
      const body = (): void => runBody(coder, procedure.body, result);
      invoke(coder, procedure, bind(coder, args), body);
      return result === null ? NOTHING : kept(coder.code, coder.code.variable(result));
    }
    case "action": {
      const { action } = callee;
      invoke(coder, action, bind(coder, args), () => runBody(coder, action.body, null));
      return NOTHING;
    }
    case "control": {
      const { control } = callee;
      const bound = bindOnce(coder, control, args);
      invoke(coder, control, bound, () => runControl(coder, control));
      return NOTHING;
    }
    case "parser": {
      const { parser } = callee;
      const bound = bindOnce(coder, parser, args);
      invoke(coder, parser, bound, () => parserBody(coder, parser));
      return NOTHING;
    }
    case "extern":
      return externCall(coder, callee.name, callee.types, args, place);
    case "method":
      return callMethod(coder, callee.instance, callee.name, bind(coder, args));
    case "packet":
      return callPacket(coder, callee.name, callee.types, args);
    case "header":
      return callHeader(coder, callee.name, callee.target, args);
  }
}

/** v1model: a checksum that is in an invalid header is not verified. */
function externCall(
  coder: Coder,
  name: string,
  types: readonly Variable["type"][],
  args: readonly Argument[],
  place: Place,
): Tree {
  const sum = args.find(({ parameter }) => parameter.name === "checksum")?.value ?? null;
  if (!name.startsWith("verify_checksum") || sum?.kind !== "field") {
    return callExtern(coder, name, types, bind(coder, args), place);
  }
  each(coder.code, coder.locate(sum), ({ inside }) => {
    const valid = inside.map((header) => `${header.valid.text} !== 0`).join(" && ");
    coder.code.if(valid || "true", () => {
      callExtern(coder, name, types, bind(coder, args), place);
    });
  });
  return NOTHING;
}

export function runBody(coder: Coder, body: readonly Statement[], result: Variable | null): void {
  run(coder, body, { break: null, continue: null, result });
}

export function runControl(
  coder: Coder,
  { locals, body }: { readonly locals: readonly Statement[]; readonly body: readonly Statement[] },
): void {
  for (const local of locals) {
    assert(local.kind === "declare", "the locals of a control are variables");
    declare(coder, local);
  }
  runBody(coder, body, null);
}

export function bind(coder: Coder, args: readonly Argument[]): readonly Bound[] {
  return args.map(({ parameter, value }, at): Bound => {
    if (value === null || parameter.type.kind === "extern") {
      return { parameter, value: zero(parameter.type), location: null };
    }
    const isLast = !args
      .slice(at + 1)
      .some((later) => later.value !== null && hasEffect(later.value));
    const held = (tree: Tree): Tree => (isLast ? tree : kept(coder.code, tree));
    if (parameter.direction === "in" || parameter.direction === "none") {
      return { parameter, value: held(coder.evaluate(value)), location: null };
    }
    const location = coder.locate(value);
    const isOut = parameter.direction === "out";
    const begins = isOut ? zero(parameter.type) : held(read(coder, location));
    return { parameter, value: begins, location };
  });
}

/** Sets the parameters, runs the function of `of`, and copies out, also if it stops. */
export function invoke(coder: Coder, of: object, bound: readonly Bound[], body: () => void): void {
  const { code } = coder;
  for (const { parameter, value } of bound) {
    if (parameter.type.kind !== "extern") copyCells(code, code.variable(parameter), value);
  }
  const stopped = code.temp(`${code.function(of, body)}()`);
  for (const { parameter, location } of bound) {
    if (location !== null) write(coder, location, code.variable(parameter));
  }
  code.step(`if (${stopped} !== 0) return 1;`);
}

/**
 * PERF: the parameters of what is applied in one place only are other names for the arguments,
 * where that cannot be told from a copy: no two arguments overlap, and none is inside a header,
 * stack or union (where a write may vanish or do more).
 */
function bindOnce(coder: Coder, of: object, args: readonly Argument[]): readonly Bound[] {
  const bound = bind(coder, args);
  if (!coder.once.has(of)) return bound;
  const paths = args.map(({ value }) => (value === null ? null : pathOf(value)));
  return bound.filter(({ parameter, value, location }, at) => {
    const path = paths[at];
    if (path === null || path === undefined || parameter.type.kind === "extern") return true;
    const written = args.map((one) => (one.value === null ? null : rootOf(one.value)));
    const isShared = (place: number): boolean => {
      const other = paths[place] ?? null;
      return other === null ? written[place] === path.root : overlap(path, other);
    };
    if (args.some((_, place) => place !== at && isShared(place))) return true;
    const cells = location === null ? value : location.alternatives[0]?.tree;
    if (cells === undefined || args.some(({ value: one }) => one !== null && hasEffect(one))) {
      return true;
    }
    coder.code.alias(parameter, cells);
    if (parameter.direction === "out") clear(coder.code, cells);
    return false;
  });
}

type Path = { readonly root: Variable; readonly fields: readonly number[] };

/** Variable and fields of structs only. */
function pathOf(expression: Expression): Path | null {
  if (expression.kind === "variable") return { root: expression.variable, fields: [] };
  if (expression.kind !== "field" || expression.of.type.kind !== "struct") return null;
  const of = pathOf(expression.of);
  return of === null ? null : { root: of.root, fields: [...of.fields, expression.field] };
}

/** The variable that an l-value is a part of. */
function rootOf(expression: Expression): Variable | null {
  if (expression.kind === "variable") return expression.variable;
  const { kind } = expression;
  return kind === "field" || kind === "element" || kind === "slice" || kind === "stack"
    ? rootOf(expression.of)
    : null;
}

/** Cells are shared if one path begins with the other; another argument may be an alias too. */
function overlap(one: Path, other: Path): boolean {
  if (one.root !== other.root) return false;
  return one.fields.every((field, at) => at >= other.fields.length || other.fields[at] === field);
}

function callHeader(
  coder: Coder,
  name: "setValid" | "setInvalid" | "push_front" | "pop_front",
  target: Expression,
  args: readonly Argument[],
): Tree {
  const location = coder.locate(target);
  if (name === "setInvalid") {
    write(coder, location, zero(target.type));
  } else if (name === "setValid") {
    const value = read(coder, location);
    assert(value.kind === "header", "setValid is a header's");
    // What it holds stays; an invalid one holds zeros.
    write(coder, location, { ...value, valid: ONE });
  } else {
    const [count] = bind(coder, args);
    assert(count !== undefined && target.type.kind === "stack", "a stack moves by a count");
    const type = count.parameter.type;
    moveStack(coder, location, indexOf(coder, operandOf(count.value), type), name, {
      isSigned: isSigned(type) && bitsOf(type) > 0,
    });
  }
  return NOTHING;
}

function moveStack(
  coder: Coder,
  location: Location,
  count: string,
  name: "push_front" | "pop_front",
  { isSigned: mayBeNegative }: { readonly isSigned: boolean },
): void {
  const { code } = coder;
  const { type } = location;
  assert(type.kind === "stack", "only a stack moves");
  const old = kept(code, read(coder, location));
  assert(old.kind === "stack", "only a stack moves");
  const sign = name === "push_front" ? 1 : -1;
  const { size } = type;
  const moved = (by: number): void => {
    const clamped = `Math.max(0, Math.min(${size}, ${old.next.text} + ${sign} * ${count}))`;
    const parts = shifted(old, type, by);
    write(coder, location, { kind: "stack", parts, next: single(code.temp(clamped)) });
  };
  if (/^\d+$/.test(count)) {
    moved(sign * Number(count));
    return;
  }
  for (let by = mayBeNegative ? -size : 0; by <= size; by += 1) {
    const isEdge = by === size ? ">=" : by === -size ? "<=" : "===";
    code.if(`${count} ${isEdge} ${by}`, () => moved(sign * by));
  }
}
