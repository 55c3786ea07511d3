/**
 * Text that somebody else wrote, made safe to look at. In: any text. Out: the same with everything
 * that is unseen or moves other text (control characters, bidi marks, lone surrogates) written as
 * an escape, cut where it is long. Terminal escapes and Trojan-source tricks end here.
 * @module
 */
import { grouped } from "./check.ts";

/** Longer than any honest value that a person would read in a report. */
const SHOWN_MAX = 4000;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]/gu;

/** On one line: line feeds and tabs are escaped, too. */
export function visible(text: string, max = SHOWN_MAX): string {
  return cut(text, max).replaceAll(UNSEEN, escaped);
}

/** Line feeds and tabs stay. */
export function visibleLines(text: string, max = SHOWN_MAX): string {
  return cut(text, max).replaceAll(UNSEEN, (found) =>
    found === "\n" || found === "\t" ? found : escaped(found),
  );
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max)}... (${text.length} characters)`;
}

function escaped(found: string): string {
  const code = found.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
}

/** `1 case`, `2 cases`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}
