/**
 * L-values (P4_16 1.2.5, section 6.7) in generated code: fixed where they stand. An index that is
 * known at run time only makes one alternative for each element.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Expression, StackType, Type } from "../program.ts";
import { bitsOf, isSigned } from "../switch/bits.ts";
import { ERRORS } from "../interpret/context.ts";
import type { Alternative, Coder, Location } from "./coder.ts";
import { failing } from "./coder.ts";
import type { Operand } from "./operand.ts";
import { constantOf, numberOf, pinned, wordOf } from "./operand.ts";
import { sliced, spliced } from "./shift.ts";
import type { Tree } from "./tree.ts";
import { mapped, mentions, operandOf, operandsOf, scalar, zero } from "./tree.ts";

/** Whether the expression is an l-value, so that only the part that is wanted need be read. */
export function isPlace(expression: Expression): boolean {
  const { kind } = expression;
  if (kind === "variable") return true;
  if (kind === "field" || kind === "element") return isPlace(expression.of);
  if (kind !== "stack" || expression.part === "size" || expression.part === "lastIndex") {
    return false;
  }
  return isPlace(expression.of);
}

export function locate(coder: Coder, expression: Expression): Location {
  const { type, kind } = expression;
  if (kind === "variable") {
    const tree = coder.code.variable(expression.variable);
    return { type, slice: null, alternatives: [{ guards: [], inside: [], others: [], tree }] };
  }
  if (kind === "field") {
    const whole = coder.locate(expression.of);
    const alternatives = whole.alternatives.map((one) => fieldOf(one, expression.field));
    return { type, slice: null, alternatives };
  }
  if (kind === "slice") {
    const base = coder.locate(expression.of);
    const { high, low } = expression;
    if (base.slice === null) return { ...base, type, slice: { high, low, of: base.type } };
    const by = base.slice.low;
    return { ...base, type, slice: { high: high + by, low: low + by, of: base.slice.of } };
  }
  if (kind === "element") {
    const stack = coder.locate(expression.of);
    const operand = operandOf(coder.evaluate(expression.index));
    return elementOf(stack, indexOf(coder, operand, expression.index.type));
  }
  assert(kind === "stack", `${kind} is no l-value`);
  const stack = coder.locate(expression.of);
  return elementOf(stack, partIndex(coder, read(coder, stack), expression.part));
}

/** An index as text: a constant, or a pinned number. */
export function indexOf({ code }: Coder, operand: Operand, type: Type): string {
  const known = constantOf(operand);
  if (known !== undefined && !isSigned(type)) return String(known);
  return code.temp(numberOf(operand, bitsOf(type), isSigned(type)));
}

/** Where `next` or `last` stands; a parser stops if that is nowhere (section 8.18). */
export function partIndex(
  { code }: Coder,
  stack: Tree,
  part: "next" | "last" | "lastIndex" | "size",
): string {
  assert(stack.kind === "stack", "only a stack has elements");
  const next = stack.next.text;
  const index = code.temp(part === "next" ? next : `${next} - 1`);
  const outside = `${index} < 0 || ${index} >= ${stack.parts.length}`;
  code.step(`if (${outside}) ${failing(ERRORS.StackOutOfBounds)}`);
  return index;
}

function fieldOf({ guards, inside, tree }: Alternative, field: number): Alternative {
  assert("parts" in tree, "only a struct, header or union has fields");
  const part = tree.parts[field];
  assert(part !== undefined, "the field is one of the type's");
  return {
    guards,
    inside: tree.kind === "header" ? [...inside, tree] : inside,
    others: tree.kind === "union" ? tree.parts.filter((_, at) => at !== field) : [],
    tree: part,
  };
}

function elementOf({ type, alternatives }: Location, index: string): Location {
  assert(type.kind === "stack", "only a stack has elements");
  const isKnown = /^\d+$/.test(index);
  const elements = alternatives.flatMap(({ guards, inside, tree }) => {
    assert(tree.kind === "stack", "only a stack has elements");
    return tree.parts.flatMap((part, at): Alternative[] => {
      if (isKnown && Number(index) !== at) return [];
      const guard = isKnown ? [] : [`${index} === ${at}`];
      return [{ guards: [...guards, ...guard], inside, others: [], tree: part }];
    });
  });
  return { type: type.element, slice: null, alternatives: elements };
}

/** The value there. */
export function read(coder: Coder, location: Location): Tree {
  const { slice, alternatives } = location;
  const base = slice === null ? location.type : slice.of;
  const whole = readWhole(coder, alternatives, base);
  if (slice === null) return whole;
  return scalar(sliced(coder.code, operandOf(whole), slice.high, slice.low));
}

function readWhole({ code }: Coder, alternatives: readonly Alternative[], type: Type): Tree {
  const [only] = alternatives;
  if (only === undefined) return zero(type);
  if (alternatives.length === 1 && only.guards.length === 0) return only.tree;
  const locals = code.locals(zero(type), type);
  each(code, { alternatives }, ({ tree }) => copyCells(code, locals, tree));
  return locals;
}

/** Steps for the alternative that fits, if one does. */
export function each(
  code: Coder["code"],
  { alternatives }: { readonly alternatives: readonly Alternative[] },
  use: (alternative: Alternative) => void,
): void {
  const [only] = alternatives;
  if (alternatives.length === 1 && only?.guards.length === 0) {
    use(only);
    return;
  }
  for (const [at, alternative] of alternatives.entries()) {
    const condition = alternative.guards.join(" && ") || "true";
    code.block(`${at === 0 ? "" : "else "}if (${condition})`, () => use(alternative));
  }
}

/** Steps that write a value there; it may mention what it overwrites only leaf by leaf. */
export function write(coder: Coder, location: Location, value: Tree): void {
  const { code } = coder;
  const { slice } = location;
  const into = (alternative: Alternative): void => {
    const conditions = alternative.inside.map(({ valid }) => `${valid.text} !== 0`);
    code.if(conditions.join(" && ") || "true", () => {
      if (slice === null) {
        replace(coder, alternative, value);
        return;
      }
      const old = operandOf(alternative.tree);
      const { high, low, of } = slice;
      const whole = spliced(code, old, bitsOf(of), high, low, operandOf(value));
      copyCells(code, alternative.tree, scalar(whole));
    });
  };
  each(code, location, into);
}

function replace({ code }: Coder, { others, tree }: Alternative, value: Tree): void {
  if (value.kind === "header" && others.length > 0) {
    code.if(value.valid.text === "1" ? "true" : `${value.valid.text} !== 0`, () => {
      for (const other of others) clear(code, other);
    });
  }
  copyCells(code, tree, value);
}

/** Every cell 0. */
export function clear(code: Coder["code"], cells: Tree): void {
  for (const operand of operandsOf(cells)) {
    if (operand.kind === "pair") code.step(`${operand.high} = 0; ${operand.low} = 0;`);
    else if (operand.kind === "varbit") code.step(`${operand.length} = 0; ${operand.text} = 0n;`);
    else code.step(`${operand.text} = ${operand.kind === "wide" ? "0n" : "0"};`);
  }
}

/** Assigns operand by operand. */
export function copyCells(code: Coder["code"], to: Tree, from: Tree): void {
  const targets = operandsOf(to);
  for (const [at, source] of operandsOf(from).entries()) {
    const target = targets[at];
    assert(target !== undefined, "both have one shape");
    assign(code, target, source);
  }
}

function assign(code: Coder["code"], to: Operand, from: Operand): void {
  if (to.kind === "pair" && from.kind === "pair") {
    if (to.high === from.high && to.low === from.low) return;
    // The low word may be made from the old high one.
    const low = /^\w+$/.test(from.low) ? from.low : code.temp(from.low);
    code.step(`${to.high} = ${from.high}; ${to.low} = ${low};`);
  } else if (to.kind === "varbit" && from.kind === "varbit") {
    code.step(`${to.length} = ${from.length}; ${to.text} = ${from.text};`);
  } else if (to.kind === "single") {
    if (to.text !== wordOf(from)) code.step(`${to.text} = ${wordOf(from)};`);
  } else if (to.kind === "wide" && from.kind === "wide") {
    code.step(`${to.text} = ${from.text};`);
  } else {
    assert(false, "both have one form");
  }
}

/** The value of now: no later step changes it. */
export function kept(code: Coder["code"], tree: Tree): Tree {
  if (!mentions(tree, /[^\w]/)) return tree;
  return mapped(tree, (operand) => pinned(code, operand));
}

/** `push_front` for a positive count, `pop_front` for a negative one. */
export function shifted(stack: Tree, { element, size }: StackType, count: number): readonly Tree[] {
  assert(stack.kind === "stack", "only a stack moves");
  const by = Math.max(-size, Math.min(size, count));
  const fresh = Array.from({ length: Math.abs(by) }, () => zero(element));
  return by >= 0
    ? [...fresh, ...stack.parts.slice(0, size - by)]
    : [...stack.parts.slice(-by), ...fresh];
}
