/**
 * Standard metadata: numbers in `meta` between the blocks, cells within them.
 * @module
 */
import { META, type MetaField } from "../engine.ts";
import type { Program } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import { textsOf, wordOf } from "./operand.ts";
import type { Tree } from "./tree.ts";
import { operandOf, partsOf } from "./tree.ts";

/** A field that is one of v1model's: its cells, what is loaded into each, the line that stores. */
export type StandardField = {
  readonly cells: readonly string[];
  readonly loaded: readonly string[];
  readonly stored: string;
};

const PLACES: readonly string[] = META;

/** The number of a field in `meta`. */
export function metaText(field: MetaField): string {
  return `meta[${META.indexOf(field)}]`;
}

/** A field that is none of v1model's is not among them, and stays 0. */
export function standardFields(
  { standardMetadataType: { fields } }: Program,
  standard: Tree,
): readonly StandardField[] {
  return partsOf(standard).flatMap((cell, at) => {
    const field = fields[at];
    const place = PLACES.indexOf(field?.name ?? "");
    const isOurs = place >= 0 && field !== undefined && bitsOf(field.type) <= 64;
    return isOurs ? [standardField(cell, `meta[${place}]`)] : [];
  });
}

function standardField(cell: Tree, meta: string): StandardField {
  const operand = operandOf(cell);
  const cells = textsOf(operand);
  const low = `(${meta} >>> 0)`;
  if (operand.kind !== "pair") {
    return { cells, loaded: [low], stored: `${meta} = ${wordOf(operand)};` };
  }
  const stored = `${meta} = ${operand.high} * 4294967296 + ${operand.low};`;
  return { cells, loaded: [`(${meta} / 4294967296 >>> 0)`, low], stored };
}

/** The line that loads it. */
export function loadText({ cells, loaded }: StandardField): string {
  return cells.map((cell, at) => `${cell} = ${loaded[at]};`).join(" ");
}
