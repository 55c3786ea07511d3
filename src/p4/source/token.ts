/**
 * The words of P4. In: a line of source text without comments. Out: tokens with their places.
 * (P4_16 1.2.5, sections 6.3 and 6.4.)
 * @module
 */
import type { Place } from "../program.ts";

export type Token = {
  readonly kind: "name" | "number" | "string" | "symbol" | "end" | "unknown";
  /** As written; of a string what it says. */
  readonly text: string;
  readonly place: Place;
  /** Whether it stands right behind the token before: `>` `>` is a shift only if so. */
  readonly close: boolean;
  /** Names of the macros that it comes from: none of them is expanded in it again. */
  readonly from: readonly string[];
};

// `>` always stands alone, so that `>>` can close two lists of type arguments.
const SYMBOLS = [
  ["|+|=", "|-|="],
  ["|+|", "|-|", "&&&", "...", "<<="],
  [
    "<<",
    "<=",
    ">=",
    "==",
    "!=",
    "&&",
    "||",
    "++",
    "..",
    "+=",
    "-=",
    "*=",
    "/=",
    "%=",
    "&=",
    "|=",
    "^=",
    "##",
  ],
  "+-*/%&|^~!<>=?:;,.(){}[]@#".split(""),
].flat();
const SPACE = /[\s\\]+/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER =
  /(?:[0-9]+[wsWS])?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|0[dD][0-9_]+|[0-9][0-9_]*)/y;
const STRING = /"((?:[^"\\]|\\.)*)"/y;

/** `line` is 1-based; `shift` is the column before the first character of `text`. */
export function tokensOf(text: string, file: string, line: number): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const took = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = took(SPACE);
    at += space?.length ?? 0;
    if (at >= text.length) break;
    const place = { file, line, column: at + 1 };
    const shape = { place, close: space === undefined && tokens.length > 0, from: [] };
    const number = took(NUMBER);
    const name = number === undefined ? took(NAME) : undefined;
    const string = took(STRING);
    const symbol = SYMBOLS.find((each) => text.startsWith(each, at));
    if (number !== undefined) tokens.push({ kind: "number", text: number, ...shape });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, ...shape });
    else if (string !== undefined)
      tokens.push({ kind: "string", text: unquoted(string), ...shape });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol, ...shape });
    else tokens.push({ kind: "unknown", text: text[at] ?? "", ...shape });
    at += (number ?? name ?? string ?? symbol ?? " ").length;
  }
  return tokens;
}

/** The inverse of what the lexer does with a string. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

function unquoted(string: string): string {
  return string
    .slice(1, -1)
    .replaceAll(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
}
