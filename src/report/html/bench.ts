/**
 * Benchmarks as one page. A rate is a bar of its ratio to the yardstick, the interval drawn on it;
 * a growth is a plot with both axes logarithmic. In: the tables, what the gate says, the machine.
 * Out: HTML, the same bytes for the same figures.
 * @module
 */
import type { Judgement, Machine } from "../../bench/gate.ts";
import type { MeasuredTable } from "../../bench/measured.ts";
import { gridOf, ratioInWords, rateInWords, type Head } from "../bench-grid.ts";
import { judgementLines } from "../bench.ts";
import { ratioChart, ratioScale } from "./bench-bar.ts";
import { plots } from "./bench-plot.ts";
import { documentText } from "./document.ts";
import { markup, NOTHING, type Markup } from "./markup.ts";
import { row, table, type Column } from "./table.ts";

export function benchPage(
  tables: readonly MeasuredTable[],
  machine: Machine,
  moment: string,
  judged: Judgement | undefined,
): string {
  const content = markup`<main>
    <header><p class="over">Flash-Mesh benchmarks</p>
    <h1>How fast, against yardsticks of the same run</h1>
    <p class="soft">${machine.cpu}, ${machine.platform}, Node ${machine.node}, ${moment}.
    A bar reaches from the yardstick, the dashes, to the row's ratio, and the line on it is the
    interval of the median; both axes of a plot and the scale of a bar are logarithmic.</p>
    <nav><ul>${tables.map(({ name, title }) => markup`<li><a href="#${name}">${title}</a></li>`)}
    </ul></nav></header>
    ${judged === undefined ? NOTHING : gateSection(judged)}
    ${tables.map(tableSection)}
    </main>`;
  return documentText("Flash-Mesh benchmarks", content);
}

function gateSection(judged: Judgement): Markup {
  const lines = judgementLines(judged).map((line) => markup`<li>${line}</li>`);
  const word = judged.passed
    ? markup`<span class="word good">passed</span>`
    : markup`<span class="word bad">failed</span>`;
  return markup`<section id="gate"><h2>Gate: ${word}</h2>
    <ul>${lines}</ul></section>`;
}

function tableSection(measured: MeasuredTable): Markup {
  const { name, title, about } = measured;
  const { notes } = gridOf(measured);
  const told = notes.map((note) => markup`<li>${note}</li>`);
  return markup`<section id="${name}"><h2>${title}</h2><p class="soft">${about}</p>
    ${measured.kind === "growths" ? plots(measured.rows) : NOTHING}
    ${measured.kind === "rates" ? rates(measured) : figuresOf(measured)}
    ${notes.length > 0 ? markup`<ul class="small">${told}</ul>` : NOTHING}</section>`;
}

function figuresOf(measured: MeasuredTable): Markup {
  const { heads, lines } = gridOf(measured);
  const rows = lines.map(([id = "", ...cells]) =>
    row(named(measured.name, id), shown(cells, heads)),
  );
  return table(measured.title, heads.map(columnOf), rows);
}

/** The same with a bar each, and what it is a ratio to beneath what it is. */
function rates(measured: Extract<MeasuredTable, { kind: "rates" }>): Markup {
  const scale = ratioScale(measured.rows);
  const columns: readonly Column[] = [
    "row",
    { numeric: "rate" },
    { numeric: "ratio [interval]" },
    scale.head,
    "what",
  ];
  const rows = measured.rows.map((each) => {
    const { yardstick } = each;
    const to =
      yardstick === null
        ? NOTHING
        : markup` <span class="soft">to ${named(measured.name, yardstick)}</span>`;
    return row(named(measured.name, each.id), [
      markup`<span class="n figure">${rateInWords(each)}</span>`,
      markup`<span class="n figure">${ratioInWords(each)}</span>`,
      ratioChart(each, scale),
      markup`<div class="about small">${each.about}${to}</div>`,
    ]);
  });
  return table(measured.title, columns, rows);
}

/** Within its table a row needs no more than the rest of its name. */
function named(within: string, id: string): string {
  return id.startsWith(`${within}/`) ? id.slice(within.length + 1) : id;
}

/** The cells behind a row's name; numbers stand on the right. */
function shown(cells: readonly string[], heads: readonly Head[]): readonly Markup[] {
  return cells.map((cell, at) =>
    heads[at + 1]?.numeric === true
      ? markup`<span class="n figure">${cell}</span>`
      : cell.startsWith("[")
        ? markup`<span class="nowrap">${cell}</span>`
        : markup`<span>${cell}</span>`,
  );
}

function columnOf({ name, numeric }: Head): Column {
  return numeric ? { numeric: name } : name;
}
