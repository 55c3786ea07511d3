/**
 * Generated code as it grows: the lines of the function at hand, the cells of all variables, the
 * functions that are done, and the constants that they share with the world outside.
 * @module
 */
import type { Type, Variable } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import type { Line } from "./line.ts";
import type { Operand, Steps } from "./operand.ts";
import { single, textsOf } from "./operand.ts";
import type { Tree } from "./tree.ts";
import { treeOf } from "./tree.ts";

/** A function without parameters: they are cells. It gives 1 to stop its callers, else 0. */
export type Routine = { readonly name: string; readonly lines: readonly Line[] };

export class Code implements Steps {
  /** Cells so far: of numbers, and of bigints. */
  words = 0;
  bigs = 0;
  /** What `env.values` holds at run time. */
  readonly values: unknown[] = [];
  /** Those that are done, callees first. */
  readonly functions: Routine[] = [];
  readonly #variables = new Map<Variable, Tree>();
  readonly #results = new Map<object, Variable>();
  readonly #names = new Map<object, string>();
  readonly #constants = new Map<unknown, string>();
  #lines: Line[] = [];
  #temps = 0;
  #labels = 0;

  step(line: Line): void {
    this.#lines.push(line);
  }

  temp(text: string): string {
    const name = `t${++this.#temps}`;
    this.step(`const ${name} = ${text};`);
    return name;
  }

  /** A variable of JavaScript that later steps assign. */
  declared(initially: string): string {
    const name = `t${++this.#temps}`;
    this.step(`let ${name} = ${initially};`);
    return name;
  }

  label(): string {
    return `L${++this.#labels}`;
  }

  /** The lines that `write` makes; they are not part of the function yet. */
  aside<Made>(write: () => Made): { readonly lines: Line[]; readonly made: Made } {
    const outer = this.#lines;
    this.#lines = [];
    try {
      const made = write();
      return { lines: this.#lines, made };
    } finally {
      this.#lines = outer;
    }
  }

  /** `head { … }`. */
  block(head: string, write: () => void): void {
    this.step(`${head} {`);
    write();
    this.step("}");
  }

  if(condition: string, write: () => void): void {
    if (condition === "true") write();
    else this.block(`if (${condition})`, write);
  }

  /** Cells for a value of this type. */
  cells(type: Type): Tree {
    return treeOf(type, (leaf): Operand => {
      if (leaf.kind === "varbit") {
        return { kind: "varbit", length: `U[${this.words++}]`, text: `W[${this.bigs++}]` };
      }
      const width = leaf.kind === "void" || leaf.kind === "extern" ? 1 : bitsOf(leaf);
      if (width > 64) return { kind: "wide", text: `W[${this.bigs++}]` };
      const first = `U[${this.words++}]`;
      return width > 32 ? { kind: "pair", high: first, low: `U[${this.words++}]` } : single(first);
    });
  }

  /** Variables of JavaScript for a value of this type, initially as `zero` has it. */
  locals(zero: Tree, type: Type): Tree {
    const texts = treeTexts(zero);
    let at = 0;
    const next = (): string => this.declared(texts[at++] ?? "0");
    return treeOf(type, (leaf): Operand => {
      if (leaf.kind === "varbit") return { kind: "varbit", length: next(), text: next() };
      const width = bitsOf(leaf);
      if (width > 64) return { kind: "wide", text: next() };
      return width > 32 ? { kind: "pair", high: next(), low: next() } : single(next());
    });
  }

  variable(variable: Variable): Tree {
    const known = this.#variables.get(variable);
    if (known !== undefined) return known;
    const cells = this.cells(variable.type);
    this.#variables.set(variable, cells);
    return cells;
  }

  /** The variable that holds what a function gives back; null if that is nothing. */
  result(procedure: object, type: Type): Variable | null {
    if (type.kind === "void") return null;
    const known = this.#results.get(procedure);
    if (known !== undefined) return known;
    const result: Variable = { name: "result", type, direction: "local" };
    this.#results.set(procedure, result);
    return result;
  }

  /** This variable is another name for these cells. */
  alias(variable: Variable, cells: Tree): void {
    this.#variables.set(variable, cells);
  }

  /** Every variable of a type, as far as the code knows it by now. */
  variablesOf(is: (type: Type) => boolean): readonly Tree[] {
    return [...this.#variables].filter(([{ type }]) => is(type)).map(([, tree]) => tree);
  }

  /** The function that stands for `of`, by name: written at its first use. It gives 1 to stop. */
  function(of: object, write: () => void): string {
    const known = this.#names.get(of);
    if (known !== undefined) return known;
    const name = `f${this.#names.size}`;
    this.#names.set(of, name);
    const { lines } = this.aside(write);
    this.functions.push({ name, lines });
    return name;
  }

  /** The name of a thing of the world outside. */
  constant(value: unknown): string {
    const known = this.#constants.get(value);
    if (known !== undefined) return known;
    const name = `c${this.values.length}`;
    this.values.push(value);
    this.#constants.set(value, name);
    return name;
  }
}

function treeTexts(tree: Tree): readonly string[] {
  if (tree.kind === "scalar") return textsOf(tree.operand);
  if (tree.kind === "text") return [];
  const inner = tree.parts.flatMap(treeTexts);
  if (tree.kind === "header") return [tree.valid.text, ...inner];
  return tree.kind === "stack" ? [tree.next.text, ...inner] : inner;
}
