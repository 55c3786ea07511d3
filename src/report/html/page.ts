/**
 * The report as one page that needs nothing else. In: a result and the norm. Out: HTML, the same
 * bytes for the same result.
 * @module
 */
import type { Result } from "../../replay/result.ts";
import type { Norm, ProfileTally } from "../tally.ts";
import { countWords, notGreen, profileTallies, standingInWords, standingOfRun } from "../tally.ts";
import { grouped } from "../check.ts";
import { counted } from "../visible.ts";
import { documentText } from "./document.ts";
import { baselineSection, factSection, noteSection } from "./facts.ts";
import { failureSection } from "./failures.ts";
import { faultSection } from "./faults.ts";
import { graphSection } from "./graphs.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { matrixSection } from "./matrix.ts";
import { SCRIPT } from "./script.ts";
import { table } from "./table.ts";
import { standingWord } from "./words.ts";

export function htmlPage(result: Result, norm: Norm): string {
  const tallies = profileTallies(result);
  const { name, version } = result.header.subject;
  const title = `${name} ${version}: ${standingInWords(standingOfRun(result))}`;
  const content = markup`<main>
${head(result, tallies)}
${profileSection(result, tallies)}
${failureSection(result, tallies, norm)}
${matrixSection(tallies, norm)}
${graphSection(result.coverage)}
${faultSection(result.heat)}
${baselineSection(result)}
${noteSection(result)}
${factSection(result)}
</main>
${origin(result)}`;
  return documentText(title, content, SCRIPT);
}

function head(result: Result, tallies: readonly ProfileTally[]): Markup {
  const standing = standingOfRun(result);
  const { subject, suite_version: suite } = result.header;
  const bad = notGreen(result.cases).length;
  const compared = tallies.reduce((sum, tally) => sum + tally.compared, 0);
  const links = [
    ["cases", `${counted(bad, "case")} not green`, bad > 0],
    ["clauses", "Clauses", true],
    ["graphs", "State graphs", result.coverage.length > 0],
    ["faults", "Faults", result.heat.length > 0],
    ["baseline", "Known failures", result.cases.some(({ baseline }) => baseline !== undefined)],
    ["notes", "Notes", result.notes.length > 0],
    ["facts", "The run", true],
  ] as const;
  const parts = links.filter(([, , there]) => there);
  return markup`<header>
    <p class="over">Flash-Mesh conformance, suite ${suite}</p>
    <h1>${subject.name} ${subject.version}</h1>
    <div class="verdict ${standing}"><strong>${standingInWords(standing)}</strong>
    ${verdictSentence(result, bad)} ${grouped(compared)} values were compared and found as
    demanded.</div>
    <nav aria-label="Parts of this report"><ul>
    ${parts.map(([anchor, text]) => markup`<li><a href="#${anchor}">${text}</a></li>`)}
    </ul></nav></header>`;
}

function verdictSentence({ cases }: Result, bad: number): string {
  if (cases.length === 0) return "No case was run.";
  if (bad === 0) return `${counted(cases.length, "case")}, all green.`;
  const are = bad === 1 ? "is" : "are";
  return `${grouped(bad)} of ${counted(cases.length, "case")} ${are} not green.`;
}

function profileSection({ cases }: Result, tallies: readonly ProfileTally[]): Markup {
  const words = [...countWords(cases).keys()];
  const numbers = ["cases", ...words, "steps", "comparisons"].map((numeric) => ({ numeric }));
  const rows = tallies.map((tally) => {
    const counts = words.map((word) => tally.counts.get(word) ?? 0);
    return markup`<tr>
      <th scope="row"><a href="#clauses-${tally.profile}">${tally.profile}</a></th>
      <td>${standingWord(tally.standing)}</td>
      ${[tally.cases.length, ...counts, tally.steps, tally.compared].map(number)}</tr>`;
  });
  return markup`<section id="profiles"><h2>Profiles</h2>
    ${table("Profiles", ["profile", "result", ...numbers], rows)}</section>`;
}

function number(count: number): Markup {
  return markup`<td class="n${count === 0 ? " zero" : ""}">${grouped(count)}</td>`;
}

function origin({ footer: { lines, sha256 } }: Result): Markup {
  return markup`<footer>Made by <code>flashmesh report</code> from a result stream of
    ${counted(lines + 1, "line")}, sealed by the SHA-256 <code>${sha256}</code>.</footer>`;
}
