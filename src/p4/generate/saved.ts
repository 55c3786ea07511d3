/**
 * Packets and metadata put aside: copies of cells.
 * @module
 */
import type { StructType } from "../program.ts";
import type { Tree } from "./tree.ts";
import { cellsOf, partsOf } from "./tree.ts";

export type Cells = { readonly words: Uint32Array; readonly bigs: bigint[] };
/** Positions of cells. */
type Places = { readonly words: readonly number[]; readonly bigs: readonly number[] };

/** One packet between two blocks. */
export class SavedPacket {
  readonly held: Cells & {
    readonly meta: Float64Array;
    readonly packet: Uint8Array;
    readonly cursor: number;
  };

  constructor(held: SavedPacket["held"]) {
    this.held = held;
  }
}

/** User metadata of one packet: what is not listed is 0. */
export class SavedUser {
  readonly #words: ReadonlyMap<number, number>;
  readonly #bigs: ReadonlyMap<number, bigint>;

  constructor(words: ReadonlyMap<number, number>, bigs: ReadonlyMap<number, bigint>) {
    this.#words = words;
    this.#bigs = bigs;
  }

  static of({ words, bigs }: Places, cells: Cells): SavedUser {
    return new SavedUser(
      new Map(words.map((at) => [at, cells.words[at] ?? 0])),
      new Map(bigs.map((at) => [at, cells.bigs[at] ?? 0n])),
    );
  }

  /** Into all places of user metadata. */
  restore({ words, bigs }: Places, cells: Cells): void {
    for (const at of words) cells.words[at] = this.#words.get(at) ?? 0;
    for (const at of bigs) cells.bigs[at] = this.#bigs.get(at) ?? 0n;
  }
}

/** The places of what field list `list - 1` keeps: 0 is none of it, null all. */
export function fieldsOf(type: StructType, user: Tree): (list: number | null) => Places {
  const known = new Map<number | null, Places>([[null, placesOf([user])]]);
  return (list) => {
    const found = known.get(list);
    if (found !== undefined) return found;
    const places = placesOf(list === null || list === 0 ? [] : kept(type, user, BigInt(list - 1)));
    known.set(list, places);
    return places;
  };
}

/** What a field list keeps; any of them, if none is named. */
function kept(type: StructType, tree: Tree, list: bigint | null): readonly Tree[] {
  const parts = partsOf(tree);
  return type.fields.flatMap((field, at) => {
    const part = parts[at];
    if (part === undefined) return [];
    const isListed = field.annotations.some(
      ({ name, values }) => name === "field_list" && (list === null || values.includes(list)),
    );
    if (isListed) return [part];
    return field.type.kind === "struct" ? kept(field.type, part, list) : [];
  });
}

/** The cells that any field list keeps. */
export function keptCells(type: StructType, tree: Tree): readonly string[] {
  return kept(type, tree, null).flatMap(cellsOf);
}

function placesOf(trees: readonly Tree[]): Places {
  const texts = trees.flatMap(cellsOf);
  const of = (letter: string): readonly number[] =>
    texts.filter((text) => text.startsWith(letter)).map((text) => Number(text.slice(2, -1)));
  return { words: of("U"), bigs: of("W") };
}
