/**
 * Benchmarks for people: as lines, as Markdown. In: rows as measured, and what the gate says of
 * them. A ratio always stands beside what it is a ratio to.
 * @module
 */
import { BAND_ELSEWHERE, type Finding, type Judgement } from "../bench/gate.ts";
import type { Measured } from "../bench/row.ts";
import type { Estimate } from "../bench/statistics.ts";

export type MeasuredTable = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly rows: readonly Measured[];
};

export function benchLines(tables: readonly MeasuredTable[]): readonly string[] {
  return tables.flatMap(({ title, about, rows }) => {
    const cells = rows.map((row) => [row.id, rateInWords(row), ratioInWords(row), row.about]);
    const widths = [0, 1, 2].map((at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
    return [
      `${title}: ${about}`,
      ...cells.map((line) =>
        `  ${line.map((cell, at) => pad(cell, widths[at] ?? 0, at)).join("  ")}`.trimEnd(),
      ),
      "",
    ];
  });
}

export function benchMarkdown(tables: readonly MeasuredTable[]): string {
  return tables
    .map(({ title, about, rows }) => {
      const lines = rows.map(
        (row) =>
          `| \`${row.id}\` | ${row.about} | ${rateInWords(row)} | ${ratioInWords(row)} | ` +
          `${row.yardstick === null ? "" : `\`${row.yardstick}\``} |`,
      );
      return [
        `## ${title}`,
        "",
        about,
        "",
        "| row | what | rate | ratio | to |",
        "|---|---|--:|--:|---|",
        ...lines,
        "",
      ].join("\n");
    })
    .join("\n");
}

/** One line for each finding, then one that says what was judged and within which band. */
export function judgementLines(judged: Judgement): readonly string[] {
  const band = percent(judged.band);
  const where = judged.here
    ? ""
    : `; the baseline is of another machine or Node, so the band is ${percent(BAND_ELSEWHERE)}`;
  return [
    ...judged.findings.map(findingInWords),
    `${judged.judged} rows judged, band ${band}: ${judged.passed ? "passed" : "failed"}${where}`,
  ];
}

function findingInWords(finding: Finding): string {
  switch (finding.kind) {
    case "slower":
      return (
        `FAIL ${finding.id} is slower by at least ${percent(finding.lost)}: ` +
        `${figures(finding.now)} of its yardstick now, ${figures(finding.was)} in the baseline`
      );
    case "faster":
      return (
        `note ${finding.id} is faster: ${figures(finding.now)} of its yardstick now, ` +
        `${figures(finding.was)} in the baseline; bench --update keeps it so`
      );
    case "gone":
      return `FAIL ${finding.id} is in the baseline and was not measured`;
    case "new":
      return `FAIL ${finding.id} is not in the baseline; bench --update takes it up`;
  }
}

export function rateInWords({ rate, unit }: Measured): string {
  return `${grouped(rate.median)} ${unit}/s`;
}

export function ratioInWords({ ratio }: Measured): string {
  return ratio === null ? "yardstick" : `${figures(ratio.median)} ${rangeOf(ratio)}`;
}

function rangeOf({ low, high }: Estimate): string {
  return `[${figures(low)}, ${figures(high)}]`;
}

function figures(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

/** Three figures are what a measurement is good for. */
function grouped(value: number): string {
  return Math.round(Number(value.toPrecision(3)))
    .toString()
    .replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Rates stand to the right, as numbers do. */
function pad(cell: string, width: number, at: number): string {
  return at === 1 ? cell.padStart(width) : cell.padEnd(width);
}
