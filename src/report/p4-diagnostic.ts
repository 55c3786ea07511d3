/**
 * What is wrong with a P4 program, on the terminal: place, sentence, the line with the columns
 * marked, and the cure. In: a diagnostic and the text of its file. Out: lines.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Diagnostic } from "../p4/source/diagnostic.ts";

/** `textOf` gives the text of a file that was read; undefined where it is not known. */
export function diagnosticLines(
  diagnostic: Diagnostic,
  textOf: (file: string) => string | undefined,
): readonly string[] {
  const { kind, place, length, message, cure, construct } = diagnostic;
  const { file, line, column } = place;
  const named = construct === undefined ? kind : `${kind} (${construct})`;
  const head = `${file}:${line}:${column}: ${named}: ${message}`;
  const source = textOf(file)?.split("\n")[line - 1]?.replace(/\r$/, "");
  const number = String(line).padStart(5);
  const space = " ".repeat(number.length);
  const shown =
    source === undefined
      ? []
      : [`${number} | ${source}`, `${space} | ${marked(source, column, length)}`];
  return [head, ...shown, ...(cure === "" ? [] : [`${space} = ${cure}`])];
}

/** Carets under the columns; tabs stay, so that they stand right in any terminal. */
function marked(source: string, column: number, length: number): string {
  const before = source.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  // A place alone means the word that begins there.
  const word = /^\w*/.exec(source.slice(column - 1))?.[0].length ?? 0;
  const wide = Math.min(Math.max(length, word), source.length - column + 1);
  return before + "^".repeat(Math.max(1, wide));
}

export function diagnosticAsData(diagnostic: Diagnostic): Json {
  const { kind, place, length, message, cure, construct } = diagnostic;
  const { file, line, column } = place;
  const end = column + length;
  const named = construct === undefined ? {} : { construct };
  return { kind, file, line, column, end, message, cure, ...named };
}
