/**
 * The heat map step x fault axis, one for each suite. In: heat lines. Out: markup. A cell sums up
 * all traces of the suite at that step, and its worst is its colour.
 * @module
 */
import type { HeatCell, HeatRow } from "../heat.ts";
import { heatRows } from "../heat.ts";
import type { HeatLine } from "../../replay/result.ts";
import type { Markup } from "./markup.ts";
import { NOTHING, markup } from "./markup.ts";
import { row, scrolling, table } from "./table.ts";
import { grouped } from "../check.ts";

const CELL = 14;
const LEFT = 120;
/** As many traces by name as anyone follows up. */
const NAMED = 20;

export function faultSection(lines: readonly HeatLine[]): Markup {
  if (lines.length === 0) return NOTHING;
  const suites = [...Map.groupBy(lines, ({ suite }) => suite)];
  return markup`<section id="faults">
    <h2>Faults</h2>
    <p class="soft">One fault at a time, after each step of a trace: steps across, faults down. The
    model says what is allowed after each, so what came otherwise is exact.</p>
    <p class="legend">${legend("good", "as demanded")}${legend("bad", "otherwise")}
    ${legend("open", "not judged")}${legend("none", "not applicable")}</p>
    ${suites.map(([suite, own]) => suiteMap(suite, own))}
    </section>`;
}

function legend(tone: string, text: string): Markup {
  return markup`<span><svg width="11" height="11" aria-hidden="true">
    <rect class="heat-${tone}" width="11" height="11" rx="2"/></svg>${text}</span>`;
}

function suiteMap(suite: string, lines: readonly HeatLine[]): Markup {
  const rows = heatRows(lines);
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const [width, height] = [LEFT + columns * CELL, rows.length * CELL + 18];
  const last = rows[0]?.cells.at(-1)?.last ?? 0;
  const wrong = lines.filter(({ map }) => map.includes("x"));
  const map = markup`<svg class="heat" width="${width}" height="${height}" role="img"
    aria-label="${spoken(suite, rows)}">
    ${rows.map(rowOf)}
    <text class="faint" x="${LEFT}" y="${height - 4}">1</text>
    ${columns > 1 ? endLabel(last, width - 2, height - 4) : ""}</svg>`;
  const counts = rows.filter((each) => each.wrong > 0);
  return markup`<h3>${suite}</h3>
    ${scrolling(`Faults in ${suite}`, map)}
    <ul class="small">${counts.map(countLine)}</ul>
    ${wrong.length === 0 ? "" : traces(wrong)}`;
}

function endLabel(last: number, x: number, y: number): Markup {
  return markup`<text class="faint" x="${x}" y="${y}" text-anchor="end">${last}</text>`;
}

function countLine({ axis, wrong, judged }: HeatRow): Markup {
  return markup`<li>${axis}: ${grouped(wrong)} of ${grouped(judged)} otherwise</li>`;
}

function rowOf({ axis, cells }: HeatRow, at: number): Markup {
  const y = at * CELL;
  const side = CELL - 2;
  return markup`<text x="0" y="${y + 11}">${axis}</text>
    ${cells.map(
      (cell, column) => markup`<rect class="heat-${toneOf(cell)}" x="${LEFT + column * CELL}"
        y="${y}" width="${side}" height="${side}" rx="2">
        <title>${tipOf(axis, cell)}</title></rect>`,
    )}`;
}

function toneOf({ good, wrong, open }: HeatCell): string {
  if (wrong > 0) return "bad";
  if (open > 0) return "open";
  return good > 0 ? "good" : "none";
}

function tipOf(axis: string, { first, last, good, wrong, open }: HeatCell): string {
  const steps = first === last ? `step ${first}` : `steps ${first} to ${last}`;
  return `${axis}, ${steps}: ${good} as demanded, ${wrong} otherwise, ${open} not judged`;
}

function spoken(suite: string, rows: readonly HeatRow[]): string {
  const told = rows.map(({ axis, wrong, judged }) => `${axis} ${wrong} of ${judged} otherwise`);
  return `${suite}: ${told.join("; ")}`;
}

function traces(wrong: readonly HeatLine[]): Markup {
  const more = wrong.length - NAMED;
  const rows = wrong
    .slice(0, NAMED)
    .map(({ id, axis, map }) => row(id, [axis, markup`<code>${map}</code>`]));
  return markup`${table("Traces", ["trace", "fault", "steps, x is otherwise"], rows)}
    ${more > 0 ? markup`<p class="soft small">and ${grouped(more)} more</p>` : ""}`;
}
