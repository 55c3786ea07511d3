/**
 * Where the parser stands: the tokens, the names that are types, and how deep it is. The grammar's
 * parts call each other in circles; they find each other here.
 * @module
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Token } from "../source/token.ts";
import type { Place } from "../program.ts";
import type { Annotation, Argument, Declaration, Expression, Keyset, Name } from "./tree.ts";
import type { Parameter, Statement, TypeRef } from "./tree.ts";

/** Ends the parse; it never leaves `parseProgram`. */
export class SyntaxFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

export type Grammar = {
  readonly type: (cursor: Cursor) => TypeRef;
  readonly expression: (cursor: Cursor) => Expression;
  readonly args: (cursor: Cursor) => readonly Argument[];
  readonly annotations: (cursor: Cursor) => readonly Annotation[];
  readonly keyset: (cursor: Cursor) => Keyset;
  readonly parameters: (cursor: Cursor) => readonly Parameter[];
  readonly statement: (cursor: Cursor) => Statement;
  readonly block: (cursor: Cursor) => readonly Statement[];
  readonly declaration: (cursor: Cursor) => Declaration;
};

/** Deeper than any person writes; JavaScript's own stack is deeper still. */
const DEPTH_MAX = 200;

/** Links of one chain, `a + b + …` or `a.b.…`: who walks the tree goes one deeper at each. */
export const CHAIN_MAX = 500;
/** Tokens that may be read in vain: an expression tried as a type inside one tried as a type…. */
const VAIN_MAX = 200_000;

/** Words that are never names. */
const KEYWORDS = new Set(
  (
    "abstract action bit bool const control default else enum error exit extern false header " +
    "header_union if in inout int match_kind out package parser return select string struct " +
    "switch table this transition true tuple typedef varbit void"
  ).split(" "),
);

export class Cursor {
  readonly grammar: Grammar;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  /** Name -> whether it is a type, innermost scope last. */
  readonly #scopes: Map<string, boolean>[] = [new Map()];
  #at = 0;
  #depth = 0;
  #vain = 0;

  constructor(tokens: readonly Token[], file: string, grammar: Grammar) {
    this.#tokens = tokens;
    this.grammar = grammar;
    const place = tokens.at(-1)?.place ?? { file, line: 1, column: 1 };
    this.#end = { kind: "end", text: "the end of the program", place, close: false, from: [] };
  }

  get token(): Token {
    return this.#tokens[this.#at] ?? this.#end;
  }

  get place(): Place {
    return this.token.place;
  }

  /** The token `ahead` of this one. */
  peek(ahead: number): Token {
    return this.#tokens[this.#at + ahead] ?? this.#end;
  }

  next(): Token {
    const token = this.token;
    this.#at += 1;
    return token;
  }

  /** Whether this token is that symbol or word; a string never is. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && (token.kind === "symbol" || token.kind === "name");
  }

  /** Takes it if it is there. */
  takes(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string, cure = ""): Token {
    if (!this.is(text)) this.fail(`Here ${text} is needed, not ${this.token.text}.`, cure);
    return this.next();
  }

  isName(ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === "name" && !KEYWORDS.has(text);
  }

  name(): Name {
    const { kind, text, place } = this.token;
    if (kind !== "name" || KEYWORDS.has(text)) {
      this.fail(
        `Here a name is needed, not ${text}.`,
        KEYWORDS.has(text) ? "It is a keyword." : "",
      );
    }
    this.next();
    return { text, absolute: false, place };
  }

  /** Behind a dot keywords are names too: `t.apply`, `h.key`. */
  member(): Name {
    const { kind, text, place } = this.token;
    if (kind !== "name") this.fail(`Here a name is needed, not ${text}.`);
    this.next();
    return { text, absolute: false, place };
  }

  fail(message: string, cure = ""): never {
    const { place, text } = this.token;
    const length = Math.max(1, this.token.kind === "end" ? 1 : text.length);
    throw new SyntaxFailure({ kind: "syntax", place, length, message, cure });
  }

  // ------------------------------------------------------------------------- names as types

  declare(name: string, isType: boolean): void {
    this.#scopes.at(-1)?.set(name, isType);
  }

  isType(name: string): boolean {
    return this.#scopes.findLast((scope) => scope.has(name))?.get(name) ?? false;
  }

  inScope<Node>(parse: () => Node): Node {
    this.#scopes.push(new Map());
    try {
      return parse();
    } finally {
      this.#scopes.pop();
    }
  }

  /** Bounded, for a hostile text may be all parentheses. */
  deeper<Node>(parse: () => Node): Node {
    if (this.#depth >= DEPTH_MAX) this.fail("This is nested too deep.", "Use a name for a part.");
    this.#depth += 1;
    try {
      return parse();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Tries to parse; undefined, and nowhere else than before, where it fails. */
  attempt<Node>(parse: () => Node): Node | undefined {
    const at = this.#at;
    const depth = this.#depth;
    try {
      return parse();
    } catch (cause) {
      if (!(cause instanceof SyntaxFailure)) throw cause;
      this.#vain += this.#at - at + 1;
      if (this.#vain > VAIN_MAX) throw cause;
      this.#at = at;
      this.#depth = depth;
      return undefined;
    }
  }

  /** Items up to the closing symbol, which is taken; a trailing separator is allowed. */
  list<Node>(close: string, parse: () => Node, separator = ","): readonly Node[] {
    const nodes: Node[] = [];
    while (!this.is(close)) {
      nodes.push(parse());
      if (!this.takes(separator)) break;
    }
    this.expect(close);
    return nodes;
  }
}
