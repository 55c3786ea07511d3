/**
 * TLC's configuration file (cfg) as text: which sections it has, and the two edits that make
 * another model of it: a constant set to another value (a mutant), a list of invariants or
 * properties replaced. Each edit finds what it edits exactly once, or is a fault.
 * @module
 */
import { InputFault } from "../base/fault.ts";

/** One keyword and the words that follow it, in the order of the file. */
export type Section = { readonly keyword: string; readonly words: readonly string[] };

const KEYWORDS = new Map<string, string>([
  ["SPECIFICATION", "SPECIFICATION"],
  ["INIT", "INIT"],
  ["NEXT", "NEXT"],
  ["INVARIANT", "INVARIANT"],
  ["INVARIANTS", "INVARIANT"],
  ["PROPERTY", "PROPERTY"],
  ["PROPERTIES", "PROPERTY"],
  ["CONSTANT", "CONSTANT"],
  ["CONSTANTS", "CONSTANT"],
  ["CONSTRAINT", "CONSTRAINT"],
  ["CONSTRAINTS", "CONSTRAINT"],
  ["ACTION_CONSTRAINT", "ACTION_CONSTRAINT"],
  ["ACTION_CONSTRAINTS", "ACTION_CONSTRAINT"],
  ["SYMMETRY", "SYMMETRY"],
  ["VIEW", "VIEW"],
  ["CHECK_DEADLOCK", "CHECK_DEADLOCK"],
]);

/** Sections that change what a liveness verdict means (tlaplus#59, #838, #839). */
const NOT_WITH_LIVENESS = ["CONSTRAINT", "ACTION_CONSTRAINT", "SYMMETRY", "VIEW"];

export function sectionsOf(text: string): readonly Section[] {
  return placed(text).map(({ keyword, words }) => ({ keyword, words }));
}

/** The names in all sections of that keyword. */
export function namesIn(text: string, keyword: string): readonly string[] {
  return sectionsOf(text).flatMap((section) => (section.keyword === keyword ? section.words : []));
}

/** The sections that may not stand beside a temporal property; empty if there are none. */
export function unsoundForLiveness(text: string): readonly string[] {
  return NOT_WITH_LIVENESS.filter((keyword) => namesIn(text, keyword).length > 0);
}

/** Sets `NAME = ..` or `NAME <- ..`, which must stand on a line of its own, to another value. */
export function setConstant(text: string, name: string, value: string, place: string): string {
  let found = 0;
  const lines = text.split("\n").map((line) => {
    const assigned = /^(\s*(?:CONSTANTS?\s+)?)(\w+)(\s*)(=|<-)/.exec(line);
    if (assigned === null || assigned[2] !== name) return line;
    found += 1;
    const [, before = "", , blank = ""] = assigned;
    return `${before}${name}${blank}${value.startsWith("<-") ? value : `= ${value}`}`;
  });
  if (found !== 1) throw new InputFault("ConfigConstant", { place, constant: name, found });
  return lines.join("\n");
}

/** The constants and definitions that the cfg gives a value: `NAME = ..` and `NAME <- ..`. */
export function assignedIn(text: string): readonly string[] {
  const plain = withoutComments(text).replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return [...plain.matchAll(/(\w+)\s*(?:=|<-)/g)].map(([, name = ""]) => name);
}

/** Replaces all INVARIANT (or PROPERTY) sections by one with these names; none if empty. */
export function replaceNames(
  text: string,
  keyword: "INVARIANT" | "PROPERTY",
  names: readonly string[],
): string {
  let rest = text;
  for (const { keyword: found, start, end } of placed(text).toReversed()) {
    if (found === keyword) rest = rest.slice(0, start) + rest.slice(end);
  }
  return names.length === 0 ? rest : `${rest.trimEnd()}\n${keyword} ${names.join(" ")}\n`;
}

/** The cfg without everything that says what is run and checked: its constants. */
export function constantsIn(text: string): string {
  let rest = text;
  for (const { keyword, start, end } of placed(text).toReversed()) {
    if (keyword !== "CONSTANT") rest = rest.slice(0, start) + rest.slice(end);
  }
  return rest.trimEnd();
}

type Placed = Section & { readonly start: number; readonly end: number };

function placed(text: string): readonly Placed[] {
  const plain = withoutComments(text);
  const sections: { keyword: string; words: string[]; start: number; end: number }[] = [];
  for (const found of plain.matchAll(/"(?:[^"\\]|\\.)*"|[^\s"]+/g)) {
    const [word] = found;
    const keyword = KEYWORDS.get(word);
    const open = sections.at(-1);
    if (keyword !== undefined) {
      if (open !== undefined) open.end = found.index;
      sections.push({ keyword, words: [], start: found.index, end: text.length });
    } else if (open === undefined) {
      throw new InputFault("ConfigUnreadable", { found: word, wanted: "a keyword" });
    } else {
      open.words.push(word);
    }
  }
  return sections;
}

/** Comments become blanks, so that places in the text stay what they are. */
function withoutComments(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\\\*[^\n]*|\(\*[^]*?\*\)/g, (found) =>
    found.startsWith('"') ? found : found.replaceAll(/[^\n]/g, " "),
  );
}
