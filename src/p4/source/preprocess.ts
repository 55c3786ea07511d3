/**
 * The preprocessor. In: a file, and a function that reads others. Out: the tokens of everything
 * that is included, macros expanded, each with the place where it stands; or what is wrong.
 * (P4_16 1.2.5, section 6.2: a subset of C's.)
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";
import type { Place } from "../program.ts";
import { Budget } from "./budget.ts";
import { withoutComments } from "./comments.ts";
import { holds } from "./condition.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { expand, type Macro } from "./macro.ts";
import { tokensOf, type Token } from "./token.ts";

/**
 * Gives the text of an include, and the name by which it is told; undefined where there is none.
 * `from` is the file that asks, `system` that it is written between angle brackets.
 */
export type ReadInclude = (
  name: string,
  from: string,
  system: boolean,
) => { readonly file: string; readonly text: string } | undefined;

const DEPTH_MAX = 64;
/** Tokens read, tokens expanded, characters of files: all together. */
const WORK_MAX = 3_000_000;

type Branch = { readonly active: boolean; readonly taken: boolean; readonly place: Place };

export function preprocess(
  file: string,
  text: string,
  read: ReadInclude,
  defined: ReadonlyMap<string, string> = new Map(),
): Result<readonly Token[], Diagnostic> {
  const work = new Preprocessor(read);
  for (const [name, value] of defined) {
    work.define(name, { parameters: undefined, body: tokensOf(value, "the command line", 1) });
  }
  return work.run(file, text);
}

class Preprocessor {
  readonly #read: ReadInclude;
  readonly #macros = new Map<string, Macro>();
  readonly #budget = new Budget(WORK_MAX);
  readonly #out: Token[] = [];
  /** Lines without a directive between them: a macro's call may stretch over several. */
  #waiting: Token[] = [];
  #depth = 0;

  constructor(read: ReadInclude) {
    this.#read = read;
  }

  define(name: string, macro: Macro): void {
    this.#macros.set(name, macro);
  }

  run(file: string, text: string): Result<readonly Token[], Diagnostic> {
    const wrong = this.#file(file, text) ?? this.#flush({ file, line: 1, column: 1 });
    return wrong === undefined ? ok(this.#out) : no(wrong);
  }

  #file(file: string, text: string): Diagnostic | undefined {
    const start = { file, line: 1, column: 1 };
    if (this.#depth >= DEPTH_MAX) return wrongAt(start, "Files include each other for ever.");
    if (!this.#budget.takes(text.length + 100)) return wrongAt(start, "The program is too long.");
    const bare = withoutComments(text.replaceAll("\r\n", "\n"));
    if (bare === undefined) return wrongAt(start, "A comment does not end.", "End it with */.");
    this.#depth += 1;
    const wrong = this.#lines(bare, file);
    this.#depth -= 1;
    return wrong;
  }

  #lines(text: string, file: string): Diagnostic | undefined {
    const branches: Branch[] = [];
    const lines = text.split("\n");
    for (let at = 0; at < lines.length; at += 1) {
      const line = at + 1;
      let content = lines[at] ?? "";
      const isDirective = /^\s*#/.test(content);
      if (isDirective) {
        // A directive that ends in a backslash goes on in the next line.
        while (content.endsWith("\\") && at + 1 < lines.length) {
          at += 1;
          content = `${content.slice(0, -1)} ${lines[at] ?? ""}`;
        }
      }
      const active = branches.every((branch) => branch.active);
      const wrong = isDirective
        ? this.#directive(content, file, line, branches)
        : this.#text(active ? content : "", file, line);
      if (wrong !== undefined) return wrong;
    }
    const open = branches.at(-1);
    return open === undefined
      ? undefined
      : wrongAt(open.place, "This condition does not end.", "Add #endif.");
  }

  #text(content: string, file: string, line: number): undefined {
    for (const token of tokensOf(content, file, line)) this.#waiting.push(token);
    return undefined;
  }

  #flush(place: Place): Diagnostic | undefined {
    if (this.#waiting.length === 0) return undefined;
    const expanded = expand(this.#waiting, this.#macros, this.#budget);
    this.#waiting = [];
    if (expanded === undefined) return wrongAt(place, "Macros grow without bound here.");
    for (const token of expanded) this.#out.push(token);
    return undefined;
  }

  #directive(
    content: string,
    file: string,
    line: number,
    branches: Branch[],
  ): Diagnostic | undefined {
    const [hash, word, ...rest] = tokensOf(content, file, line);
    const place = hash?.place ?? { file, line, column: 1 };
    // `#` alone is nothing; `# 12 "file"` is what another preprocessor left.
    if (word === undefined || word.kind === "number") return undefined;
    const outer = branches.slice(0, -1).every((branch) => branch.active);
    const active = outer && (branches.at(-1)?.active ?? true);
    switch (word.text) {
      case "if":
      case "ifdef":
      case "ifndef": {
        if (branches.length >= DEPTH_MAX) return wrongAt(place, "Conditions are nested too deep.");
        if (!active) {
          branches.push({ active: false, taken: true, place });
          return undefined;
        }
        const truth = this.#truth(word.text, rest);
        if (truth === undefined) return wrongAt(place, "This is no condition.");
        branches.push({ active: truth, taken: truth, place });
        return undefined;
      }
      case "elif":
      case "else": {
        const branch = branches.pop();
        if (branch === undefined) return wrongAt(place, `#${word.text} without #if.`);
        const truth = branch.taken || !outer ? false : this.#truth(word.text, rest);
        if (truth === undefined) return wrongAt(place, "This is no condition.");
        branches.push({ active: truth, taken: branch.taken || truth, place: branch.place });
        return undefined;
      }
      case "endif":
        return branches.pop() === undefined ? wrongAt(place, "#endif without #if.") : undefined;
      default:
        return active ? this.#plain(word, rest, content, place) : undefined;
    }
  }

  #truth(word: string, rest: readonly Token[]): boolean | undefined {
    if (word === "else") return true;
    const [name] = rest;
    if (word === "ifdef") return name === undefined ? undefined : this.#macros.has(name.text);
    if (word === "ifndef") return name === undefined ? undefined : !this.#macros.has(name.text);
    return holds(rest, this.#macros, this.#budget);
  }

  #plain(
    word: Token,
    rest: readonly Token[],
    content: string,
    place: Place,
  ): Diagnostic | undefined {
    const flushed = this.#flush(place);
    if (flushed !== undefined) return flushed;
    const [name] = rest;
    switch (word.text) {
      case "define":
        return this.#define(rest, place);
      case "undef":
        this.#macros.delete(name?.text ?? "");
        return undefined;
      case "include":
        return this.#include(content, place);
      case "error":
        return wrongAt(place, `The program says: ${content.replace(/^\s*#\s*error\s*/, "")}`);
      case "warning":
      case "pragma":
      case "line":
        return undefined;
      default:
        return wrongAt(place, `#${word.text} is no directive.`);
    }
  }

  #define([name, ...rest]: readonly Token[], place: Place): Diagnostic | undefined {
    if (name?.kind !== "name") return wrongAt(place, "#define needs a name.");
    const [first] = rest;
    if (first?.text !== "(" || !first.close) {
      this.#macros.set(name.text, { parameters: undefined, body: rest });
      return undefined;
    }
    const end = rest.findIndex(({ text }) => text === ")");
    if (end < 0) return wrongAt(place, "The macro's parameters do not end.", "Add ).");
    const parameters = rest
      .slice(1, end)
      .flatMap(({ kind, text }) => (kind === "name" ? [text] : []));
    this.#macros.set(name.text, { parameters, body: rest.slice(end + 1) });
    return undefined;
  }

  #include(content: string, place: Place): Diagnostic | undefined {
    const found = /^\s*#\s*include\s*(?:<([^>]*)>|"([^"]*)")/.exec(content);
    const name = found?.[1] ?? found?.[2];
    if (name === undefined) return wrongAt(place, '#include needs <name> or "name".');
    const file = this.#read(name, place.file, found?.[1] !== undefined);
    if (file === undefined) {
      return wrongAt(place, `There is no file ${name}.`, "Check the path, or the include folders.");
    }
    return this.#file(file.file, file.text) ?? this.#flush(place);
  }
}

function wrongAt(place: Place, message: string, cure = ""): Diagnostic {
  return { kind: "syntax", place, length: 1, message, cure };
}
