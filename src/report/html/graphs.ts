/**
 * How much of each state graph the passing cases went through: three bars a suite, with numbers.
 * In: coverage lines. Out: markup.
 * @module
 */
import type { CoverageLine } from "../../replay/result.ts";
import { grouped } from "../check.ts";
import type { Markup } from "./markup.ts";
import { NOTHING, markup } from "./markup.ts";
import { row, table } from "./table.ts";

export function graphSection(lines: readonly CoverageLine[]): Markup {
  if (lines.length === 0) return NOTHING;
  const columns = ["suite", "profile", "states", "transitions", "answers"];
  const rows = lines.map((line) =>
    row(line.suite, [
      line.profile,
      bar(line.states, line.states_total),
      bar(line.transitions, line.transitions_total),
      bar(line.answers, line.answers_total),
    ]),
  );
  return markup`<section id="graphs">
    <h2>State graphs</h2>
    <p class="soft">Each suite is the complete graph of a model. What the cases that pass went
    through of it: its states, its transitions, and its different answers.</p>
    ${table("Coverage of the state graphs", columns, rows)}</section>`;
}

const BAR = 144;

function bar(part: number, total: number): Markup {
  const width = total === 0 ? 0 : Math.min(BAR, Math.floor((BAR * part) / total));
  const whole = part === total ? "" : " part";
  return markup`<span class="nowrap small">${grouped(part)}
    <span class="soft">of ${grouped(total)}</span> ${percent(part, total)}</span>
    <svg class="bar" viewBox="0 0 ${BAR} 6" height="6" aria-hidden="true">
    <rect class="track" width="${BAR}" height="6" rx="3"/>
    <rect class="fill${whole}" width="${width}" height="6" rx="3"/></svg>`;
}

/** Rounded down: 100% is said of the whole alone. */
function percent(part: number, total: number): string {
  return total === 0 ? "" : `${Math.floor((100 * part) / total)}%`;
}
