/**
 * Growths as plots, both axes logarithmic: a power law is a straight line, its exponent the slope.
 * In: growths. Out: a figure each, with points, the fitted line, ticks at powers of ten and units.
 * @module
 */
import type { Growth } from "../../bench/measured.ts";
import { amount, figures, grouped } from "../bench-grid.ts";
import { markup, NOTHING, type Markup } from "./markup.ts";

const WIDTH = 440;
const HEIGHT = 270;
const LEFT = 62;
const RIGHT = 28;
const TOP = 14;
const BOTTOM = 46;

export function plots(growths: readonly Growth[]): Markup {
  return markup`<div class="plots">${growths.map(figureOf)}</div>`;
}

function figureOf(growth: Growth): Markup {
  const { id, about, law } = growth;
  const name = id.slice(id.indexOf("/") + 1);
  const words =
    law === null
      ? "too few points for an exponent"
      : `exponent ${law.exponent.toFixed(2)} [${law.low.toFixed(2)}, ${law.high.toFixed(2)}]`;
  return markup`<figure><figcaption><code>${name}</code>: ${about}.
    <strong>${words}</strong></figcaption>${plot(growth, words)}</figure>`;
}

function plot({ about, points, law, of, unit }: Growth, words: string): Markup {
  const shown = points.filter(({ x, y }) => x > 0 && y > 0);
  if (shown.length === 0) return markup`<p class="soft">Nothing was measured.</p>`;
  const across = axis(shown.map(({ x }) => x));
  const up = axis(shown.map(({ y }) => y));
  const x = (value: number): string => place(value, across, LEFT, WIDTH - RIGHT);
  const y = (value: number): string => place(value, up, HEIGHT - BOTTOM, TOP);
  const dots = shown.map(
    (point) => markup`<circle cx="${x(point.x)}" cy="${y(point.y)}" r="4" class="dot">
      <title>${grouped(point.x)} ${of}: ${amount(point.y)} ${unit}</title></circle>`,
  );
  return markup`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"
    aria-label="${about}: ${unit} by ${of}, ${words}">
    ${across.ticks.map(
      (tick) => markup`<line class="grid" x1="${x(tick)}" x2="${x(tick)}"
      y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text class="faint" x="${x(tick)}"
      y="${HEIGHT - BOTTOM + 17}" text-anchor="middle">${power(tick)}</text>`,
    )}
    ${up.ticks.map(
      (tick) => markup`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}"
      y1="${y(tick)}" y2="${y(tick)}"/><text class="faint" x="${LEFT - 8}" y="${y(tick)}"
      dominant-baseline="middle" text-anchor="end">${power(tick)}</text>`,
    )}
    ${law === null ? NOTHING : fitted(shown, law.exponent, x, y)}${dots}
    <text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}"
      text-anchor="middle">${of} (logarithmic)</text>
    <text transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)"
      text-anchor="middle">${unit} (logarithmic)</text></svg>`;
}

/** The line of least squares goes through the middle of the points. */
function fitted(
  points: Growth["points"],
  exponent: number,
  x: (value: number) => string,
  y: (value: number) => string,
): Markup {
  const [meanX, meanY] = [
    middle(points.map((each) => each.x)),
    middle(points.map((each) => each.y)),
  ];
  const at = (value: number): number => Math.exp(meanY + exponent * (Math.log(value) - meanX));
  const [first, last] = [points[0]?.x ?? 1, points.at(-1)?.x ?? 1];
  return markup`<line class="law" x1="${x(first)}" y1="${y(at(first))}" x2="${x(last)}"
    y2="${y(at(last))}"/>`;
}

function middle(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.log(value), 0) / values.length;
}

type Axis = { readonly least: number; readonly most: number; readonly ticks: readonly number[] };

/** Powers of ten about all values; with a single decade, what lies at 2 and 5, too. */
function axis(values: readonly number[]): Axis {
  const least = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const between = most - least === 1 ? [1, 2, 5] : [1];
  const ticks = Array.from({ length: most - least + 1 }, (_, at) => 10 ** (least + at)).flatMap(
    (decade) => between.map((factor) => factor * decade),
  );
  return { least, most, ticks: ticks.filter((tick) => tick <= 10 ** most * (1 + 1e-9)) };
}

function place(value: number, { least, most }: Axis, from: number, to: number): string {
  const share = (Math.log10(value) - least) / (most - least);
  return (from + share * (to - from)).toFixed(1);
}

/** 1,000 is clearer than a power; beyond that a power is clearer than its zeros. */
function power(tick: number): string {
  return tick >= 10_000 ? `${figures(tick / 1e3)} k`.replace("1000 k", "1 M") : figures(tick);
}
