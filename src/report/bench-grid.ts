/**
 * A table of the benchmarks as cells, whatever kind it is: what lines, Markdown and HTML are made
 * of. In: a table as measured. Out: the heads of its columns, a line of cells a row. A ratio always
 * stands beside what it is a ratio to.
 * @module
 */
import type { Counted, Growth, MeasuredTable, Size } from "../bench/measured.ts";
import type { Measured } from "../bench/row.ts";

export type Head = { readonly name: string; readonly numeric: boolean };

export type Grid = {
  readonly heads: readonly Head[];
  /** The first cell is the row's name. */
  readonly lines: readonly (readonly string[])[];
  readonly notes: readonly string[];
};

export function gridOf(table: MeasuredTable): Grid {
  switch (table.kind) {
    case "rates":
      return { heads: RATE_HEADS, lines: table.rows.map(rateCells), notes: table.notes };
    case "shares":
      return { heads: SHARE_HEADS, lines: table.rows.map(shareCells), notes: [] };
    case "sizes":
      return { heads: SIZE_HEADS, lines: table.rows.map(sizeCells), notes: [] };
    case "growths":
      return {
        heads: GROWTH_HEADS,
        lines: table.rows.map(growthCells),
        notes: table.rows.flatMap((growth) => skippedInWords(growth, table.budget)),
      };
  }
}

const RATE_HEADS = [text("row"), number("rate"), text("ratio"), text("to"), text("what")];

function rateCells(row: Measured): readonly string[] {
  const to = row.yardstick?.slice(row.yardstick.indexOf("/") + 1) ?? "";
  return [row.id, rateInWords(row), ratioInWords(row), to, row.about];
}

const SHARE_HEADS = [
  text("row"),
  number("measured"),
  text("interval"),
  number("theory"),
  number("hits"),
  text("what"),
];

function shareCells({ id, share, theory, hits, about }: Counted): readonly string[] {
  const { low, high } = share;
  const interval = `[${inPercent(low)}, ${inPercent(high)}]`;
  return [id, inPercent(share.share), interval, inPercent(theory), grouped(hits), about];
}

const SIZE_HEADS = [
  text("row"),
  number("bytes each"),
  text("least and most"),
  number("made"),
  text("what"),
];

function sizeCells({ id, bytes, low, high, things, about }: Size): readonly string[] {
  return [id, grouped(bytes), `[${grouped(low)}, ${grouped(high)}]`, grouped(things), about];
}

const GROWTH_HEADS = [
  text("row"),
  number("exponent"),
  text("interval"),
  text("from"),
  text("to"),
  text("what"),
];

function growthCells({ id, law, points, of, unit, about }: Growth): readonly string[] {
  const at = (point: Growth["points"][number] | undefined): string =>
    point === undefined ? "" : `${amount(point.y)} ${unit} at ${grouped(point.x)} ${of}`;
  return [
    id,
    law === null ? "too few" : law.exponent.toFixed(2),
    law === null ? "" : `[${law.low.toFixed(2)}, ${law.high.toFixed(2)}]`,
    at(points[0]),
    at(points.at(-1)),
    about,
  ];
}

function skippedInWords({ id, skipped, of }: Growth, budget: number): readonly string[] {
  if (skipped.length === 0) return [];
  const sizes = skipped.map((size) => grouped(size)).join(", ");
  return [`${id}: ${sizes} ${of} would take more than the ${budget} s of its budget: skipped`];
}

export function rateInWords({ rate, unit }: Measured): string {
  return `${grouped(rate.median)} ${unit}/s`;
}

export function ratioInWords({ ratio }: Measured): string {
  return ratio === null
    ? "yardstick"
    : `${figures(ratio.median)} [${figures(ratio.low)}, ${figures(ratio.high)}]`;
}

/** Three figures are what a measurement is good for. */
export function figures(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** What is large in groups of three digits, what is small with three figures. */
export function amount(value: number): string {
  return value >= 1000 ? grouped(value) : figures(value);
}

export function grouped(value: number): string {
  return Math.round(Number(value.toPrecision(3)))
    .toString()
    .replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

function inPercent(share: number): string {
  return `${figures(100 * share)}%`;
}

function text(name: string): Head {
  return { name, numeric: false };
}

function number(name: string): Head {
  return { name, numeric: true };
}
