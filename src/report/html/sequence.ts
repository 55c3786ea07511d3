/**
 * A sequence diagram as SVG: a lifeline for each who speaks, an arrow for each message, its note
 * below it. In: transcript rows. Out: markup that needs no script.
 * @module
 */
import type { TranscriptRow } from "../../replay/result.ts";
import { ROWS_SHOWN, participantsOf } from "../sequence.ts";
import { visible } from "../visible.ts";
import type { Markup } from "./markup.ts";
import { NOTHING, markup } from "./markup.ts";
import { scrolling } from "./table.ts";

const HEAD = 28;
const ROW = 30;
const NOTE = 15;
/** The widths of a character of the labels and of names; SVG does not measure. */
const CHARACTER = 7;
const GAP_MIN = 180;
const GAP_MAX = 460;
const LABEL_MAX = 62;
const NAME_MAX = 22;

type Placed = { readonly row: TranscriptRow; readonly y: number };

export function sequenceFigure(rows: readonly TranscriptRow[]): Markup {
  const shown = rows.slice(0, ROWS_SHOWN);
  const names = participantsOf(shown);
  if (names.length === 0) return NOTHING;
  const gap = gapFor(shown);
  const side = 70;
  const x = (name: string): number => side + names.indexOf(name) * gap;
  const placed: Placed[] = [];
  let y = HEAD + 8;
  for (const row of shown) {
    y += ROW;
    placed.push({ row, y });
    if (row.note !== undefined) y += NOTE;
  }
  const loop = shown.some(({ from, to }) => from === to) ? gap : side;
  const [width, height] = [side + (names.length - 1) * gap + Math.max(side, loop), y + 18];
  const more = rows.length - shown.length;
  const figure = markup`<svg class="heat" width="${width}" height="${height}" role="img"
    aria-label="${shown.length} messages between ${names.join(", ")}">
    ${names.map((name) => lifeline(name, x(name), height))}
    ${placed.map((each) => message(each, x))}
    </svg>`;
  return markup`${scrolling("Sequence diagram", figure)}
    ${more > 0 ? markup`<p class="soft small">and ${more} more messages</p>` : ""}`;
}

function gapFor(rows: readonly TranscriptRow[]): number {
  const longest = Math.max(
    0,
    ...rows.map(({ label, note }) =>
      Math.max(visible(label, LABEL_MAX).length, visible(note ?? "", LABEL_MAX).length),
    ),
  );
  return Math.min(GAP_MAX, Math.max(GAP_MIN, longest * CHARACTER + 36));
}

function lifeline(name: string, x: number, height: number): Markup {
  const text = visible(name, NAME_MAX);
  const width = Math.max(52, text.length * CHARACTER + 20);
  return markup`<line class="life" x1="${x}" y1="${HEAD}" x2="${x}" y2="${height - 4}"/>
    <rect class="actor" x="${x - width / 2}" y="2" width="${width}" height="${HEAD - 4}" rx="5"/>
    <text x="${x}" y="19" text-anchor="middle">${text}</text>`;
}

function message({ row, y }: Placed, x: (name: string) => number): Markup {
  const [from, to] = [x(row.from), x(row.to)];
  const label = visible(row.label, LABEL_MAX);
  const title = label === row.label ? "" : markup`<title>${row.label}</title>`;
  if (from === to) {
    return markup`<circle class="head" cx="${from}" cy="${y - 4}" r="3.5"/>
      <text class="mono" x="${from + 12}" y="${y}">${label}${title}</text>
      ${noteBelow(row, from + 12, y, "start")}`;
  }
  const way = to > from ? 1 : -1;
  const middle = (from + to) / 2;
  return markup`<line class="arrow" x1="${from}" y1="${y}" x2="${to - way * 6}" y2="${y}"/>
    <path class="head" d="M${to} ${y} l${-way * 8} -4 v8 z"/>
    <text class="mono" x="${middle}" y="${y - 6}" text-anchor="middle">${label}${title}</text>
    ${noteBelow(row, middle, y, "middle")}`;
}

function noteBelow({ note }: TranscriptRow, x: number, y: number, anchor: string): Markup {
  if (note === undefined) return NOTHING;
  const text = visible(note, LABEL_MAX);
  const place = markup`x="${x}" y="${y + NOTE}" text-anchor="${anchor}"`;
  return markup`<text class="faint" ${place}>${text}</text>`;
}
