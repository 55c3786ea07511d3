/**
 * Writes `src/protocol/reasons.ts` from `spec/reasons.json`: `node spec/generate-reasons.ts`.
 * A test renders it again and compares every byte.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";

interface Reason {
  readonly number: number;
  readonly code: string;
  readonly clause: string;
  readonly meaning: string;
}

const COLUMNS_MAX = 100;
const source = new URL("reasons.json", import.meta.url);
export const target = new URL("../src/protocol/reasons.ts", import.meta.url);

export function render(): string {
  const table: { readonly reasons: readonly Reason[] } = JSON.parse(readFileSync(source, "utf8"));
  const rows = table.reasons.map(row).join("\n");
  return `${HEAD}export const REASONS = [\n${rows}\n] as const satisfies readonly Reason[];\n${TAIL}`;
}

function row({ number, code, clause, meaning }: Reason): string {
  return [
    "  {",
    `    number: ${number},`,
    `    code: ${JSON.stringify(code)},`,
    `    clause: ${JSON.stringify(clause)},`,
    ...meaningLines(meaning),
    "  },",
  ].join("\n");
}

// As the formatter has it: on one line if it fits, on the next if that helps, else in parts.
function meaningLines(meaning: string): string[] {
  const line = `    meaning: ${JSON.stringify(meaning)},`;
  if (line.length <= COLUMNS_MAX) return [line];
  const next = `      ${JSON.stringify(meaning)},`;
  if (next.length <= COLUMNS_MAX) return ["    meaning:", next];
  const parts = cut(meaning, COLUMNS_MAX - 10).map((part) => JSON.stringify(part));
  return ["    meaning:", `      ${parts.join(" +\n      ")},`];
}

function cut(text: string, lengthMax: number): string[] {
  const parts: string[] = [""];
  for (const word of text.split(/(?<= )/)) {
    const last = parts.at(-1) ?? "";
    if (last.length + word.length > lengthMax) parts.push(word);
    else parts[parts.length - 1] = last + word;
  }
  return parts;
}

const HEAD = `/**
 * The one table of reason codes, in the order in which the reference answers. Generated from
 * \`spec/reasons.json\` by \`node spec/generate-reasons.ts\`; not edited by hand.
 * @module
 */

export interface Reason {
  /** Never reused. */
  readonly number: number;
  readonly code: string;
  /** The clause of \`spec/protocol.md\` whose guard failed. */
  readonly clause: string;
  /** What the clause demands. */
  readonly meaning: string;
}

`;

const TAIL = `
export type ReasonCode = (typeof REASONS)[number]["code"];
/** The id of a clause that is a guard: \`VF-9\`. */
export type GuardClause = (typeof REASONS)[number]["clause"];
`;

if (import.meta.main) writeFileSync(target, render());
