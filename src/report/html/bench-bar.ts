/**
 * A ratio as a bar on a logarithmic scale, with its interval: half as fast is as far to the left of
 * the yardstick as twice as fast is to the right. In: the rows of a table. Out: one scale for all
 * of them, and a bar each.
 * @module
 */
import type { Measured } from "../../bench/row.ts";
import { figures } from "../bench-grid.ts";
import { markup, NOTHING, type Markup } from "./markup.ts";

const WIDTH = 260;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;

export type RatioScale = {
  /** Powers of ten at both ends. */
  readonly least: number;
  readonly most: number;
  /** For the head of the column. */
  readonly head: string;
};

/** Whole powers of ten about every interval of the table, and about 1, the yardstick. */
export function ratioScale(rows: readonly Measured[]): RatioScale {
  const ends = rows.flatMap(({ ratio }) => (ratio === null ? [] : [ratio.low, ratio.high]));
  const logs = [...ends.filter((end) => end > 0).map((end) => Math.log10(end)), 0];
  const [least, most] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const wide = least === most ? most + 1 : most;
  const head = `${figures(10 ** least)} … ${figures(10 ** wide)} (log)`;
  return { least, most: wide, head };
}

export function ratioChart({ ratio, about }: Measured, scale: RatioScale): Markup {
  const at = (share: number): number => {
    const place = (Math.log10(share) - scale.least) / (scale.most - scale.least);
    return Math.round(WIDTH * Math.min(1, Math.max(0, place)) * 10) / 10;
  };
  const one = at(1);
  const bar =
    ratio === null
      ? NOTHING
      : markup`${drawn(at(ratio.median), one)}
    <line x1="${at(ratio.low)}" x2="${at(ratio.high)}" y1="${MIDDLE}" y2="${MIDDLE}"
    class="reach"/>`;
  const said = ratio === null ? "the yardstick" : `${figures(ratio.median)} of the yardstick`;
  return markup`<svg class="ratio" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}"
    height="${HEIGHT}" role="img" aria-label="${about}: ${said}">
    <rect class="track" width="${WIDTH}" height="${HEIGHT}" rx="3"/>${bar}
    <line x1="${one}" x2="${one}" y1="0" y2="${HEIGHT}" class="one"/></svg>`;
}

/** From the yardstick to the ratio, to whichever side. */
function drawn(median: number, one: number): Markup {
  const from = Math.min(median, one);
  const width = Math.max(1, Math.abs(median - one)).toFixed(1);
  const slower = median < one ? " part" : "";
  return markup`<rect class="fill${slower}" x="${from}" y="3" width="${width}" height="10"
    rx="2"/>`;
}
