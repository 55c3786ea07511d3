/**
 * A sequence diagram as SVG: a lifeline for each who speaks, an arrow for each message, its note
 * below it. In: transcript rows. Out: markup that needs no script.
 * @module
 */
import type { TranscriptRow } from "../../replay/result.ts";
import type { Figure } from "../sequence.ts";
import { markedName, participantsOf, shownOf, tightGaps } from "../sequence.ts";
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

/** The column for numbers of steps. */
const MARGIN = 34;

type Placed = {
  readonly row: TranscriptRow;
  readonly y: number;
  /** Whether the number of its step stands beside it. */
  readonly first: boolean;
};

/** `end`: what is said across all lifelines below the last message. */
export function sequenceFigure(
  rows: readonly TranscriptRow[],
  figure: Figure = {},
  end?: string,
): Markup {
  const shown = shownOf(rows, figure);
  const names = participantsOf(shown, figure.order);
  if (names.length === 0) return NOTHING;
  const margin = figure.numbered === true ? MARGIN : 0;
  const side = 70 + margin;
  const places = placesOf(shown, names, figure, side);
  const x = (name: string): number => places[names.indexOf(name)] ?? side;
  const placed: Placed[] = [];
  let y = HEAD + 8;
  for (const [at, row] of shown.entries()) {
    y += ROW;
    placed.push({ row, y, first: margin > 0 && row.n !== shown[at - 1]?.n });
    if (row.note !== undefined) y += NOTE;
  }
  const last = places.at(-1) ?? side;
  const alone = Math.max(0, ...shown.map((row) => (row.from === row.to ? reach(row, x) : 0)));
  const width = Math.max(last + 70, alone);
  const height = y + 18 + (end === undefined ? 0 : ROW);
  const drawn = markup`<svg class="heat" width="${width}" height="${height}" role="img"
    aria-label="${shown.length} messages between ${names.join(", ")}">
    ${names.map((name) => lifeline(name, x(name), y + 18, figure))}
    ${placed.map((each) => message(each, x))}
    ${end === undefined ? "" : band(end, margin, width, height)}
    </svg>`;
  const more = rows.length - shown.length;
  return markup`${scrolling("Sequence diagram", drawn)}
    ${more > 0 ? markup`<p class="soft small">and ${more} more messages</p>` : ""}`;
}

/** Where each lifeline stands; by its own messages where the figure is crowded with numbers. */
function placesOf(
  rows: readonly TranscriptRow[],
  names: readonly string[],
  figure: Figure,
  side: number,
): readonly number[] {
  const heads = names.map((name) => visible(markedName(name, figure), NAME_MAX));
  const gaps =
    figure.numbered === true
      ? tightGaps(rows, names, heads).map((characters, at) => {
          const boxes = boxOf(heads[at] ?? "") / 2 + boxOf(heads[at + 1] ?? "") / 2;
          return Math.max(characters * CHARACTER + 16, boxes + 14);
        })
      : names.slice(1).map(() => gapFor(rows));
  const places = [side];
  for (const gap of gaps) places.push((places.at(-1) ?? side) + gap);
  return places;
}

/** How far what somebody does alone reaches to the right. */
function reach({ from, label }: TranscriptRow, x: (name: string) => number): number {
  return x(from) + 24 + visible(label, LABEL_MAX).length * CHARACTER;
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

function lifeline(name: string, x: number, height: number, figure: Figure): Markup {
  const text = visible(markedName(name, figure), NAME_MAX);
  const width = boxOf(text);
  const lies = figure.marks?.has(name) === true ? " lies" : "";
  return markup`<line class="life${lies}" x1="${x}" y1="${HEAD}" x2="${x}" y2="${height - 4}"/>
    <rect class="actor${lies}" x="${x - width / 2}" y="2" width="${width}" height="${HEAD - 4}"
    rx="5"/>
    <text x="${x}" y="19" text-anchor="middle">${text}</text>`;
}

function boxOf(text: string): number {
  return Math.max(52, text.length * CHARACTER + 20);
}

function band(text: string, left: number, width: number, height: number): Markup {
  const y = height - ROW;
  const middle = (left + width) / 2;
  return markup`<rect class="band" x="${left}" y="${y}" width="${width - left - 2}" height="24"
    rx="5"/>
    <text class="broken" x="${middle}" y="${y + 16}" text-anchor="middle">${text}</text>`;
}

function message({ row, y, first }: Placed, x: (name: string) => number): Markup {
  const number = first ? markup`<text class="faint" x="4" y="${y}">${row.n}</text>` : NOTHING;
  return markup`${number}${spoken(row, y, x)}`;
}

function spoken(row: TranscriptRow, y: number, x: (name: string) => number): Markup {
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
