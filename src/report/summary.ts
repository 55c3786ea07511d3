/**
 * A result stream in a terminal. In: a result. Out: lines: who was judged and how it stands, the
 * profiles, the first cases that are not green in full, coverage, faults, known failures, notes.
 * @module
 */
import type { CaseLine, Result } from "../replay/result.ts";
import { headLine } from "./certify.ts";
import { grouped } from "./check.ts";
import { explainedLines } from "./explained.ts";
import { heatRows } from "./heat.ts";
import { differenceText, jsonDifference } from "./json-difference.ts";
import { sequenceLines } from "./sequence.ts";
import type { ProfileTally } from "./tally.ts";
import {
  againFor,
  nameOf,
  notGreen,
  profileTallies,
  standingInWords,
  standingOfRun,
} from "./tally.ts";
import { counted, visible } from "./visible.ts";

/** As many as anyone reads at once; the count tells of the rest. */
const CASES_TOLD = 5;

export function summaryLines(result: Result, width: number): readonly string[] {
  const tallies = profileTallies(result);
  return [
    visible(headLine(result.header)),
    standingInWords(standingOfRun(result)).toUpperCase(),
    "",
    ...table(tallies.map(profileCells)),
    ...caseLines(result, width),
    ...coverageLines(result),
    ...faultLines(result),
    ...baselineLines(result.cases),
    ...noteLines(result, width),
  ];
}

function profileCells({ profile, standing, cases, counts, steps, compared }: ProfileTally) {
  const words = [...counts].map(([word, count]) => `${grouped(count)} ${word}`).join(", ");
  return [
    profile,
    counted(cases.length, "case"),
    counted(steps, "step"),
    counted(compared, "comparison"),
    standingInWords(standing),
    words === "" ? "" : `(${words})`,
  ];
}

/** Columns that stand below each other. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
    return cells.join("  ").trimEnd();
  });
}

function caseLines(result: Result, width: number): readonly string[] {
  const cases = notGreen(result.cases);
  const more = cases.length - CASES_TOLD;
  return [
    ...cases.slice(0, CASES_TOLD).flatMap((each) => ["", ...caseInFull(result, each, width)]),
    ...(more > 0 ? ["", `and ${grouped(more)} more that are not green`] : []),
  ];
}

function caseInFull(result: Result, each: CaseLine, width: number): readonly string[] {
  const { failure, word, profile } = each;
  const again = `  again       ${visible(againFor(result, each))}`;
  if (failure === undefined) return [`${word.toUpperCase()}  ${profile}  ${nameOf(each)}`, again];
  const lines = explainedLines({ ...each, id: nameOf(each), failure }, width);
  const difference = differenceText(jsonDifference(failure.expected, failure.actual));
  const rows = failure.explanation?.transcript ?? [];
  return [
    `${word.toUpperCase()}${(lines[0] ?? "").replace(/^FAIL/, "")}`,
    ...lines.slice(1),
    ...difference.map((line, at) => `  ${at === 0 ? "difference" : "          "}  ${line}`),
    ...sequenceLines(rows, width - 4).map((line) => `    ${line}`),
    ...(failure.explanation?.again === undefined ? [again] : []),
  ];
}

function coverageLines({ coverage }: Result): readonly string[] {
  const rows = coverage.map((line) => [
    line.suite,
    `${grouped(line.states)} of ${grouped(line.states_total)} states`,
    `${grouped(line.transitions)} of ${grouped(line.transitions_total)} transitions`,
    `${grouped(line.answers)} of ${grouped(line.answers_total)} answers`,
  ]);
  return rows.length === 0 ? [] : ["", ...table(rows)];
}

function faultLines({ heat }: Result): readonly string[] {
  const rows = [...Map.groupBy(heat, ({ suite }) => suite)].flatMap(([suite, own]) =>
    heatRows(own).map(({ axis, judged, wrong }) => [
      suite,
      visible(axis),
      `${grouped(judged)} judged`,
      wrong === 0 ? "all as demanded" : `${grouped(wrong)} OTHERWISE`,
    ]),
  );
  return rows.length === 0 ? [] : ["", ...table(rows)];
}

function baselineLines(cases: readonly CaseLine[]): readonly string[] {
  const rows = cases.flatMap((each) => {
    if (each.baseline === undefined) return [];
    const { reason, issue = "", until } = each.baseline;
    const end = until === undefined ? "" : `until ${until}`;
    return [[each.word, nameOf(each), visible(reason, 200), visible(issue, 200), end]];
  });
  return rows.length === 0 ? [] : ["", "in the baseline:", ...table(rows)];
}

function noteLines({ notes }: Result, width: number): readonly string[] {
  const lines = notes.map(({ text }) => visible(text, Math.max(width * 4, 200)));
  return lines.length === 0 ? [] : ["", ...lines];
}
