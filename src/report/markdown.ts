/**
 * A run as Markdown, for the job summary of a CI service. In: a result. Out: Markdown. What the
 * subject wrote is text and nothing else: no mark-up, no table cell, no command to the service.
 * @module
 */
import { grouped } from "./check.ts";
import type { Norm, ProfileTally } from "./tally.ts";
import type { CaseLine, Result } from "../replay/result.ts";
import {
  againFor,
  nameOf,
  notGreen,
  profileTallies,
  standingInWords,
  standingOfRun,
  withoutGuard,
} from "./tally.ts";
import { counted, visible } from "./visible.ts";

/** Job summaries are cut at a megabyte; a list longer than this is not read there. */
const CASES_SHOWN = 50;

export function markdownText(result: Result, norm: Norm): string {
  const tallies = profileTallies(result);
  const { subject, suite_version: suite } = result.header;
  const standing = standingInWords(standingOfRun(result));
  return [
    `## ${inText(`${subject.name} ${subject.version}`)}: ${standing}`,
    "",
    `Flash-Mesh conformance, suite ${inText(suite)}, seed ${result.header.seed}.`,
    "",
    "| profile | result | cases | words | steps | comparisons |",
    "|---|---|--:|---|--:|--:|",
    ...tallies.map(profileRow),
    "",
    ...caseTable(result, norm),
    ...noteList(result),
  ].join("\n");
}

function profileRow({ profile, standing, cases, counts, steps, compared }: ProfileTally): string {
  const words = [...counts].map(([word, count]) => `${grouped(count)} ${word}`).join(", ");
  return row([
    inText(profile),
    standingInWords(standing),
    grouped(cases.length),
    words,
    grouped(steps),
    grouped(compared),
  ]);
}

function caseTable(result: Result, norm: Norm): readonly string[] {
  const cases = notGreen(result.cases);
  if (cases.length === 0) return [];
  const more = cases.length - CASES_SHOWN;
  return [
    `### ${counted(cases.length, "case")} not green`,
    "",
    "| case | word | clause | step | differs | again |",
    "|---|---|---|--:|---|---|",
    ...cases.slice(0, CASES_SHOWN).map((each) => caseRow(result, each, norm)),
    ...(more > 0 ? ["", `and ${grouped(more)} more`] : []),
    "",
  ];
}

function caseRow(result: Result, each: CaseLine, norm: Norm): string {
  const { word, failure, baseline } = each;
  const clause = failure?.clause;
  const demand =
    clause === undefined
      ? ""
      : `${clause}: ${withoutGuard(failure?.sentence ?? norm.sentences.get(clause) ?? "")}`;
  const reason = baseline === undefined ? "" : ` (${baseline.reason})`;
  return row([
    inText(nameOf(each)),
    inText(`${word}${reason}`),
    inText(demand),
    String(failure?.step ?? ""),
    inText(failure?.key ?? ""),
    inText(againFor(result, each)),
  ]);
}

function noteList({ notes }: Result): readonly string[] {
  if (notes.length === 0) return [];
  return ["### Notes", "", ...notes.map(({ code, text }) => `- ${inText(`${code}: ${text}`)}`), ""];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** All that means something in Markdown, in HTML, in a table, or to a service that reads logs. */
const MEANING = /[\\`*_{}[\]()<>#+!|~$@&:"'=]/g;

/**
 * Text of others as entities, on one line: a `|` ends no cell, a backtick opens no code, `::` at
 * the begin of a line is no command to the service, a name after `@` is nobody who gets a message.
 */
export function inText(text: string): string {
  return visible(text, 500).replaceAll(MEANING, (found) => `&#${found.charCodeAt(0)};`);
}
