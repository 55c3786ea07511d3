/**
 * What the lines of a whole program say of its cells: which of them nobody looks at, so that they
 * need no variable; which fields never change after they were read, so that the packet itself
 * says later what they hold; and so which bytes of a header may differ from those it was read from.
 * @module
 */
import type { Emission, Extraction, Line, Loaded } from "./line.ts";
import { plain } from "./line.ts";

/** A cell in a text, and whether it is given another value there. */
const CELL = /\b([UW]\[\d+\])( \+?= )?/g;

/** A field, and where the packet has it: at a place of the header that was read from `base`. */
type Place = { readonly header: string; readonly base: string; readonly field: Loaded };

export class Knowledge {
  /** Cells that are variables, and those that lines change. */
  readonly #variables = new Set<string>();
  readonly #changed = new Set<string>();
  /** By the cell of its validity: where the header was read from; -1: it was not. */
  readonly #origins = new Map<string, string>();
  /** By cell. */
  readonly #places = new Map<string, Place>();

  constructor(lines: readonly Line[]) {
    const emissions: Emission[] = [];
    for (const line of lines) {
      if (typeof line === "string") this.#look(line);
      else if (line.kind === "extraction") this.#extract(line);
      else emissions.push(line);
    }
    for (const cell of this.#changed) addAll(this.#changed, this.#fieldOf(cell));
    for (const cell of this.#variables) addAll(this.#variables, this.#fieldOf(cell));
    for (const { valid } of emissions) this.#variables.add(valid);
    // Fields that share a byte are loaded if one of them changes.
    for (let count = -1; count !== this.#variables.size;) {
      count = this.#variables.size;
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
      for (const cell of field.cells) this.#places.set(cell, { header, base, field });
    }
  }

  /** The cell, and those that are of the same field. */
  #fieldOf(cell: string): readonly string[] {
    return this.#places.get(cell)?.field.cells ?? [cell];
  }

  #loadTogether(byte: string): void {
    if (this.#isKept(byte)) return;
    for (const cell of cellsOf(byte)) addAll(this.#variables, this.#fieldOf(cell));
  }

  /** Whether the packet says what is in this byte, for none of its fields ever changes. */
  #isKept(byte: string): boolean {
    return cellsOf(byte).every((cell) => this.#places.has(cell) && !this.#changed.has(cell));
  }

  /** All variables but those that are not wanted, initially 0. */
  declarations(isWanted: (cell: string) => boolean): string {
    const cells = [...this.#variables].filter(isWanted).map((cell) => {
      const zero = cell.startsWith("U") ? "0" : "0n";
      return `let ${variableOf(cell)} = ${zero};`;
    });
    return [...cells, ...[...this.#origins.values()].map((name) => `let ${name} = -1;`)].join(" ");
  }

  /** The lines for a packet that is copied to the output before (`whole`). */
  render(line: Line): readonly string[] {
    if (typeof line === "string") return [line];
    if (line.kind === "emission") return this.#emitted(line);
    const { valid, base, fields } = line;
    const loaded = fields.filter(({ cells }) => cells.some((cell) => this.#variables.has(cell)));
    const origin = this.#origins.get(valid) ?? "";
    return [`${valid} = 1; ${origin} = ${base};`, ...loaded.flatMap(({ lines }) => lines)];
  }

  #emitted(line: Emission): readonly string[] {
    const { valid, bytes } = line;
    const origin = this.#origins.get(valid);
    if (origin === undefined) return plain(line);
    const texts = bytes.map((text, at) =>
      this.#isKept(text) ? `(${origin} < 0 ? 0 : P[${origin} + ${at}])` : text,
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

  /**
   * Lines that put the values of some cells where other functions find them. PERF: what the packet
   * says is read again, so that no variable is kept for a packet that is not put down.
   */
  putDown(isNeeded: (cell: string) => boolean): string {
    const isKept = (cell: string): boolean => this.#isKept(cell);
    const variables = [...this.#variables].filter((cell) => isNeeded(cell) && !isKept(cell));
    const places = [...this.#places].filter(
      ([cell, { field }]) =>
        field.cells[0] === cell && isKept(cell) && field.cells.some((one) => isNeeded(one)),
    );
    return [
      ...variables.map((cell) => `${cell} = ${variableOf(cell)};`),
      ...places.map(([, place]) => reading(place)),
    ].join("\n");
  }
}

/** The line that reads a field again. */
function reading({ header, base, field }: Place): string {
  const zeros = field.cells.map((one) => `${one} = 0;`).join(" ");
  const again = new RegExp(`\\b${base}\\b`, "g");
  const loads = field.lines.map((line) => line.replaceAll(again, header)).join(" ");
  return `if (${header} < 0) { ${zeros} } else { ${loads} }`;
}

/** The cells that lines mention. */
export function mentioned(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap(plain).flatMap(cellsOf));
}

function variableOf(cell: string): string {
  return `${cell.charAt(0).toLowerCase()}${cell.slice(2, -1)}`;
}

function addAll(cells: Set<string>, more: readonly string[]): void {
  for (const cell of more) cells.add(cell);
}

function assign(text: string, at: number): string {
  return `O[o + ${at}] = ${text};`;
}

function cellsOf(text: string): readonly string[] {
  return [...text.matchAll(CELL)].map(([, cell]) => cell ?? "");
}
