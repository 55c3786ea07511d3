/**
 * Benchmarks as one page: a bar a row, of its ratio to the yardstick, the interval drawn on it.
 * In: the tables, what the gate says, the machine. Out: HTML, the same bytes for the same figures.
 * @module
 */
import type { Judgement, Machine } from "../../bench/gate.ts";
import type { Measured } from "../../bench/row.ts";
import { judgementLines, rateInWords, ratioInWords, type MeasuredTable } from "../bench.ts";
import { documentText } from "./document.ts";
import { markup, NOTHING, type Markup } from "./markup.ts";
import { row, table } from "./table.ts";

const WIDTH = 320;
const HEIGHT = 14;

export function benchPage(
  tables: readonly MeasuredTable[],
  machine: Machine,
  moment: string,
  judged: Judgement | undefined,
): string {
  const content = markup`<main>
    <header><p class="over">Flash-Mesh benchmarks</p>
    <h1>How fast, against yardsticks of the same run</h1>
    <p class="soft">${machine.cpu}, ${machine.platform}, Node ${machine.node}, ${moment}. A bar is
    the row's speed as a share of its yardstick's; the line on it is the interval of the
    median.</p></header>
    ${judged === undefined ? NOTHING : gateSection(judged)}
    ${tables.map(tableSection)}
    </main>`;
  return documentText("Flash-Mesh benchmarks", content);
}

function gateSection(judged: Judgement): Markup {
  const lines = judgementLines(judged).map((line) => markup`<li>${line}</li>`);
  return markup`<section id="gate"><h2>Gate: ${judged.passed ? "passed" : "failed"}</h2>
    <ul>${lines}</ul></section>`;
}

function tableSection({ name, title, about, rows }: MeasuredTable): Markup {
  const most = Math.max(...rows.map(({ ratio }) => ratio?.high ?? 1));
  const columns = ["row", "what", { numeric: "rate" }, "ratio", "share of the yardstick"];
  const lines = rows.map((each) =>
    row(each.id, [each.about, rateInWords(each), ratioInWords(each), bar(each, most)]),
  );
  return markup`<section id="${name}"><h2>${title}</h2><p class="soft">${about}</p>
    ${table(title, columns, lines)}</section>`;
}

/** On a scale on which `most` is the whole width. */
function bar({ ratio, about }: Measured, most: number): Markup {
  const at = (share: number): string => ((WIDTH * share) / most).toFixed(1);
  const { median, low, high } = ratio ?? { median: 1, low: 1, high: 1 };
  return markup`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}"
    height="${HEIGHT}" role="img" aria-label="${about}">
    <rect class="track" width="${WIDTH}" height="${HEIGHT}" rx="3"/>
    <rect class="fill" width="${at(median)}" height="${HEIGHT}" rx="3"/>
    <line x1="${at(low)}" x2="${at(high)}" y1="7" y2="7" stroke="currentColor" stroke-width="2"/>
    </svg>`;
}
