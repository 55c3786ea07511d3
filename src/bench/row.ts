/**
 * What is measured. A row is one piece of work that is done over and over; a table is the rows that
 * may be compared with each other, made when it is their turn. Speed is told as a ratio to the
 * table's yardstick in the same round: a second on another machine, or at another hour, is no
 * measure (the house's rule on timings).
 * @module
 */
import type { Estimate } from "./statistics.ts";

/** What is said of a row, measured or not. */
export type Label = {
  /** "table/what": the name in the baseline, for ever. */
  readonly id: string;
  /** For people: what one operation is. */
  readonly about: string;
  /** What is counted: "orders", "packets". */
  readonly unit: string;
  /** How many of them one call of `run` does. */
  readonly operations: number;
  /** The row that this one is divided by; null for a yardstick itself. */
  readonly yardstick: string | null;
  /** Whether the gate judges the ratio: not where its noise hides a loss of 30 %. */
  readonly gated: boolean;
};

export type Row = Label & { readonly run: () => void | Promise<void> };

export type Table = {
  readonly name: string;
  readonly title: string;
  /** What a reader must know to read the figures rightly. */
  readonly about: string;
  readonly rows: () => readonly Row[];
  /** What else there is to tell once all rows were measured. */
  readonly notes?: () => readonly string[];
};

/** A row with what each round of one process gave. */
export type Sampled = Label & {
  /** Units a second. */
  readonly rates: readonly number[];
  /** Of its rate to its yardstick's, round by round; null for a yardstick. */
  readonly ratios: readonly number[] | null;
};

/** A row as measured, over all rounds of all processes. */
export type Measured = Label & {
  readonly rate: Estimate;
  readonly ratio: Estimate | null;
  /** Rounds. */
  readonly samples: number;
};
