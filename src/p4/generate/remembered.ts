/**
 * What a table answered lately for keys of one word: for each place the last word that had it, and
 * what runs for that word. PERF: a packet of a flow that is known costs one comparison, and what it
 * needs lies in arrays whose addresses the compiled code knows.
 * @module
 */
import { fixedWords } from "../switch/fixed.ts";
import type { Row } from "../switch/table.ts";

const PLACES = 256;
/** 2^32 by the golden ratio, odd: spreads numbers that are close together. */
export const GOLDEN = 0x9e3779b1;

/** The text for the place of a word: the highest bits of a hash. */
export function placeOf(word: string): string {
  return `Math.imul(${word}, ${GOLDEN}) >>> 24`;
}

/** What runs: a position in the choices, and its data as words and bigints in order. */
export type Prepared = {
  readonly choice: number;
  readonly words: Uint32Array;
  readonly bigs: readonly bigint[];
};

export class Remembered {
  readonly keys = fixedWords(PLACES);
  /** Null: none fits, and the default action runs. */
  readonly rows: (Row | null)[] = Array.from({ length: PLACES }, () => null);
  readonly choices = fixedWords(PLACES);
  /** So many a place. */
  readonly words: Uint32Array;
  readonly bigs: (readonly bigint[])[] = Array.from({ length: PLACES }, () => []);
  readonly stride: number;

  /** `stride`: the most words that the data of one action take. */
  constructor(stride: number) {
    this.stride = stride;
    this.words = fixedWords(PLACES * stride);
    this.forget();
  }

  put(word: number, place: number, row: Row | null, { choice, words, bigs }: Prepared): void {
    this.keys[place] = word;
    this.rows[place] = row;
    this.choices[place] = choice;
    this.words.set(words, place * this.stride);
    this.bigs[place] = bigs;
  }

  forget(): void {
    // No word has its place where another one stands that has not.
    this.keys.fill(0);
    this.keys[0] = 1;
  }
}
