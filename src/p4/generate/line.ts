/**
 * Steps of generated code. Most are lines of JavaScript. No text of the program is in any line: its
 * strings are constants from outside, so that a line may be searched for cells and calls.
 * @module
 */

/** A field of a header in the packet: its cells, and the steps that load them. */
export type Loaded = {
  readonly cells: readonly string[];
  /** Where it stands in the header. */
  readonly bit: number;
  readonly width: number;
  readonly lines: readonly string[];
};
/** A header of whole bytes is read from the packet at byte `base`. */
export type Extraction = {
  readonly kind: "extraction";
  /** The cell of its validity. */
  readonly valid: string;
  readonly base: string;
  readonly fields: readonly Loaded[];
};
/** A header of whole bytes is written to the output, if it is valid: a text for each byte. */
export type Emission = {
  readonly kind: "emission";
  readonly valid: string;
  readonly bytes: readonly string[];
};
export type Line = string | Extraction | Emission;

/** The lines that do it, whatever was done before. */
export function plain(line: Line): readonly string[] {
  if (typeof line === "string") return [line];
  if (line.kind === "extraction") {
    return [`${line.valid} = 1;`, ...line.fields.flatMap(({ lines }) => lines)];
  }
  const { valid, bytes } = line;
  return [
    `if (${valid} !== 0) {`,
    "const o = out >> 3;",
    ...bytes.map((text, at) => `O[o + ${at}] = ${text};`),
    `out += ${bytes.length * 8};`,
    "}",
  ];
}
