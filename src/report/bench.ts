/**
 * Benchmarks for people: as lines, as Markdown, and what the gate says of them. In: tables as
 * measured.
 * @module
 */
import { BAND_ELSEWHERE, type Finding, type Judgement } from "../bench/gate.ts";
import type { MeasuredTable } from "../bench/measured.ts";
import { figures, gridOf } from "./bench-grid.ts";

export function benchLines(tables: readonly MeasuredTable[]): readonly string[] {
  return tables.flatMap((table) => {
    const { heads, lines, notes } = gridOf(table);
    const all = [heads.map(({ name }) => name), ...lines];
    const widths = heads.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
    const padded = (line: readonly string[]): string =>
      line
        .map((cell, at) => {
          const width = widths[at] ?? 0;
          return heads[at]?.numeric === true ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  ");
    return [
      `${table.title}: ${table.about}`,
      ...all.map((line) => `  ${padded(line)}`.trimEnd()),
      ...notes.map((note) => `  ${note}`),
      "",
    ];
  });
}

export function benchMarkdown(tables: readonly MeasuredTable[]): string {
  return tables
    .map((table) => {
      const { heads, lines, notes } = gridOf(table);
      return [
        `## ${table.title}`,
        "",
        table.about,
        "",
        markdownLine(heads.map(({ name }) => name)),
        `|${heads.map(({ numeric }) => (numeric ? "--:" : "---")).join("|")}|`,
        ...lines.map(([id = "", ...cells]) => markdownLine([`\`${id}\``, ...cells])),
        "",
        ...notes.flatMap((note) => [`- ${note}`]),
        ...(notes.length > 0 ? [""] : []),
      ].join("\n");
    })
    .join("\n");
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** One line for each finding, then one that says what was judged and within which band. */
export function judgementLines(judged: Judgement): readonly string[] {
  const band = percent(judged.band);
  const where = judged.here
    ? ""
    : `; the baseline is of another processor or Node, so the band is ${percent(BAND_ELSEWHERE)}`;
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

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
