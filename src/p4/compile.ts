/**
 * From the text of a P4_16 program to what both engines run.
 * @module
 */
import { no, type Result } from "../base/result.ts";
import { checkProgram } from "./check/check.ts";
import { targetWarnings } from "./target.ts";
import type { Program } from "./program.ts";
import type { Diagnostic } from "./source/diagnostic.ts";
import type { ReadInclude } from "./source/preprocess.ts";
import { parseProgram } from "./syntax/parse.ts";

export type Source = { readonly file: string; readonly text: string };

/** `read` gives what the program includes; `defined` are macros, as of `-D`. */
export function compile(
  { file, text }: Source,
  read: ReadInclude,
  defined?: ReadonlyMap<string, string>,
): Result<Program, readonly Diagnostic[]> {
  const tree = parseProgram(file, text, read, defined);
  if (!tree.ok) return tree;
  const program = checkProgram(tree.value);
  if (program.ok) return program;
  return no(withLengths(program.reason, { file, text }));
}

/** What of the program BMv2 could not run. */
export function warningsOf(program: Program, source: Source): readonly Diagnostic[] {
  return withLengths(targetWarnings(program), source);
}

function withLengths(found: readonly Diagnostic[], { file, text }: Source): readonly Diagnostic[] {
  const lines = text.split("\n");
  return found.map((one) => (one.place.file === file ? withLength(one, lines) : one));
}

/** The checker knows where the word begins that is meant; the text says where it ends. */
function withLength(diagnostic: Diagnostic, lines: readonly string[]): Diagnostic {
  const { line, column } = diagnostic.place;
  const rest = lines[line - 1]?.slice(column - 1) ?? "";
  const word = /^(?:\w+|[^\w\s]+)/.exec(rest)?.[0] ?? "";
  return { ...diagnostic, length: Math.max(1, word.length) };
}
