/**
 * What a table says when it has been measured. Rates are compared with a yardstick, shares with a
 * theory, sizes with nothing, growths with a power law; so each kind is a table of its own, and
 * what runs in memory never stands beside what goes through sockets.
 * @module
 */
import type { Measured, Sampled } from "./row.ts";
import type { PowerLaw, Share } from "./statistics.ts";

type Head = { readonly name: string; readonly title: string; readonly about: string };

/** How often something happened that should happen as often as `theory` says. */
export type Counted = {
  readonly id: string;
  readonly about: string;
  readonly cells: number;
  readonly keys: number;
  readonly probes: number;
  readonly hits: number;
  readonly share: Share;
  readonly theory: number;
};

/** How much memory one thing takes. */
export type Size = {
  readonly id: string;
  readonly about: string;
  /** How many were made to find it out. */
  readonly things: number;
  /** Bytes each: the median, the least and the most of the trials. */
  readonly bytes: number;
  readonly low: number;
  readonly high: number;
};

/** How something grows. */
export type Growth = {
  readonly id: string;
  readonly about: string;
  readonly kind: "time" | "memory";
  /** What stands on the axes: "accounts"; "µs a step". */
  readonly of: string;
  readonly unit: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Null where too few points were measured. */
  readonly law: PowerLaw | null;
  /** Sizes that did not fit the budget. */
  readonly skipped: readonly number[];
};

export type RatesTable = Head & {
  readonly kind: "rates";
  readonly rows: readonly Measured[];
  readonly notes: readonly string[];
};
export type SharesTable = Head & { readonly kind: "shares"; readonly rows: readonly Counted[] };
export type SizesTable = Head & { readonly kind: "sizes"; readonly rows: readonly Size[] };
export type GrowthsTable = Head & {
  readonly kind: "growths";
  readonly rows: readonly Growth[];
  /** Seconds that one row may take. */
  readonly budget: number;
};

export type MeasuredTable = RatesTable | SharesTable | SizesTable | GrowthsTable;

/** The same, as one process tells it: of rates, every round. */
export type ToldTable =
  | (Omit<RatesTable, "rows"> & { readonly rows: readonly Sampled[] })
  | Exclude<MeasuredTable, RatesTable>;

/** What a measurement may know of the machine: it is told, as everything of the world is. */
export type Probe = {
  /** Milliseconds of processor time. */
  readonly now: () => number;
  /** Bytes of the heap in use, after all garbage was collected. */
  readonly held: () => number;
};
