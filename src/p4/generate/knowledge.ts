/**
 * What the lines of a whole program say of its cells: which of them are never looked at and hold
 * nothing but a field of the packet, so that the packet itself will do; and which bytes of a header
 * may differ from those that it was read from.
 * @module
 */
import type { Emission, Extraction, Line, Loaded } from "./line.ts";
import { plain } from "./line.ts";

/** A cell in a text, and whether it is given another value there. */
const CELL = /\b([UW]\[\d+\])( \+?= )?/g;

/** A field that is no variable, and where the packet has it. */
type Raw = { readonly header: string; readonly base: string; readonly field: Loaded };

export class Knowledge {
  /** Cells that lines mention, and those that they change. */
  readonly #variables = new Set<string>();
  readonly #changed = new Set<string>();
  /** By the cell of its validity: where the header was read from; -1: it was not. */
  readonly #origins = new Map<string, string>();
  /** By cell. */
  readonly #raw = new Map<string, Raw>();

  constructor(lines: readonly Line[]) {
    const emissions: Emission[] = [];
    for (const line of lines) {
      if (typeof line === "string") this.#look(line);
      else if (line.kind === "extraction") this.#extract(line);
      else emissions.push(line);
    }
    for (const cell of this.#variables) this.#load(cell);
    for (const { valid } of emissions) this.#variables.add(valid);
    // Fields that share a byte are loaded if one of them is.
    for (let count = -1; count !== this.#raw.size;) {
      count = this.#raw.size;
      for (const { bytes } of emissions) for (const byte of bytes) this.#loadTogether(byte);
    }
  }

  #look(line: string): void {
    for (const [, cell = "", change] of line.matchAll(CELL)) {
      this.#variables.add(cell);
      if (change !== undefined) this.#changed.add(cell);
    }
  }

  #extract({ valid, base, fields }: Extraction): void {
    this.#variables.add(valid);
    const header = `h${valid.slice(2, -1)}`;
    this.#origins.set(valid, header);
    for (const field of fields) {
      for (const cell of field.cells) this.#raw.set(cell, { header, base, field });
    }
  }

  /** From now on the field of this cell is a variable. */
  #load(cell: string): void {
    const { field } = this.#raw.get(cell) ?? { field: { cells: [cell] } };
    for (const one of field.cells) {
      this.#raw.delete(one);
      this.#variables.add(one);
    }
  }

  #loadTogether(byte: string): void {
    const cells = cellsOf(byte);
    if (cells.every((cell) => this.#raw.has(cell))) return;
    for (const cell of cells) this.#load(cell);
  }

  /** All variables, initially 0. */
  declarations(): string {
    const cells = [...this.#variables].map((cell) =>
      cell.startsWith("U") ? `let u${cell.slice(2, -1)} = 0;` : `let w${cell.slice(2, -1)} = 0n;`,
    );
    return [...cells, ...[...this.#origins.values()].map((name) => `let ${name} = -1;`)].join(" ");
  }

  /** The lines for a packet that is copied to the output before (`whole`). */
  render(line: Line): readonly string[] {
    if (typeof line === "string") return [line];
    if (line.kind === "emission") return this.#emitted(line);
    const { valid, base, fields } = line;
    const loaded = fields.filter(({ cells }) => !cells.some((cell) => this.#raw.has(cell)));
    const origin = this.#origins.get(valid) ?? "";
    return [`${valid} = 1; ${origin} = ${base};`, ...loaded.flatMap(({ lines }) => lines)];
  }

  #emitted(line: Emission): readonly string[] {
    const { valid, bytes } = line;
    const origin = this.#origins.get(valid);
    if (origin === undefined) return plain(line);
    const texts = bytes.map((text, at) =>
      cellsOf(text).some((cell) => this.#raw.has(cell))
        ? `(${origin} < 0 ? 0 : P[${origin} + ${at}])`
        : text,
    );
    const changed = texts.flatMap((text, at) =>
      cellsOf(text).some((cell) => this.#changed.has(cell)) ? [assign(text, at)] : [],
    );
    return [
      `if (${valid} !== 0) {`,
      "const o = out >> 3;",
      `if (whole && ${origin} === o) {`,
      ...changed,
      "} else {",
      ...texts.map(assign),
      "}",
      `out += ${bytes.length * 8};`,
      "}",
    ];
  }

  /** Lines that put the values of the first cells where other functions find them. */
  putDown(words: number, bigs: number): string {
    const lines: string[] = [];
    const isOurs = (cell: string): boolean =>
      Number(cell.slice(2, -1)) < (cell.startsWith("U") ? words : bigs);
    for (const cell of this.#variables) {
      if (isOurs(cell))
        lines.push(`${cell} = ${cell.charAt(0).toLowerCase()}${cell.slice(2, -1)};`);
    }
    for (const [cell, { header, base, field }] of this.#raw) {
      if (field.cells[0] !== cell) continue;
      const zeros = field.cells.map((one) => `${one} = 0;`).join(" ");
      const loads = field.lines.map((line) =>
        line.replaceAll(new RegExp(`\\b${base}\\b`, "g"), header),
      );
      lines.push(`if (${header} < 0) { ${zeros} } else { ${loads.join(" ")} }`);
    }
    return lines.join("\n");
  }
}

function assign(text: string, at: number): string {
  return `O[o + ${at}] = ${text};`;
}

function cellsOf(text: string): readonly string[] {
  return [...text.matchAll(CELL)].map(([, cell]) => cell ?? "");
}
