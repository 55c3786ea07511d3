/**
 * A sequence diagram in a terminal. In: who said what to whom. Out: lines: a column for each who
 * speaks, an arrow for each message, notes beside it; a plain list where the columns do not fit.
 * @module
 */
import type { TranscriptRow } from "../replay/result.ts";
import { visible } from "./visible.ts";

/** More than anyone reads; the shrunk traces that this is for have a few. */
const ROWS_SHOWN = 200;
const LABEL_MAX = 60;
export const NAME_MAX = 24;
/** A name and the messages between two of them need this at least. */
const GAP_MIN = 18;
/** The column for numbers of steps. */
const MARGIN = 6;
const HEAD_LINES = 2;

/** How a diagram may differ from who speaks first stands first. */
export type Figure = {
  /** Who stands where, from the left; whoever is not named here stands behind them. */
  readonly order?: readonly string[];
  /** What stands behind a name: `lies`. */
  readonly marks?: ReadonlyMap<string, string>;
  /** The number of the step stands before its first message. */
  readonly numbered?: boolean;
  /** Notes are told elsewhere, so that the columns have room. */
  readonly quiet?: boolean;
};

/** Those who speak or are spoken to, in the order in which they appear, or as asked. */
export function participantsOf(
  rows: readonly TranscriptRow[],
  order: readonly string[] = [],
): readonly string[] {
  const found = new Set(rows.flatMap(({ from, to }) => [from, to]));
  return [...new Set([...order.filter((name) => found.has(name)), ...found])];
}

/** `b1 (lies)` */
export function markedName(name: string, { marks }: Figure): string {
  const mark = marks?.get(name);
  return mark === undefined ? name : `${name} (${mark})`;
}

export function sequenceLines(
  rows: readonly TranscriptRow[],
  width: number,
  figure: Figure = {},
): readonly string[] {
  const shown = shownOf(rows, figure);
  const names = participantsOf(shown, figure.order);
  const margin = figure.numbered === true ? MARGIN : 0;
  const notes = Math.max(0, ...shown.map(({ note }) => (note === undefined ? 0 : note.length)));
  const beside = Math.min(notes, LABEL_MAX);
  const room = width - margin - beside;
  const heads = names.map((name) => visible(markedName(name, figure), NAME_MAX));
  const [even, tight] = [evenGaps(shown, names), tightGaps(shown, names, heads)];
  const close = sum(tight) + lastWidth(shown, names, heads) <= room ? tight : undefined;
  const fitting = sum(even) + NAME_MAX <= room ? even : close;
  const lines =
    fitting !== undefined && names.length > 1
      ? numbered(drawn(shown, names, { heads, gaps: fitting }), shown, margin)
      : listed(shown);
  const more = rows.length - shown.length;
  return more > 0 ? [...lines, `... and ${more} more`] : lines;
}

/** The rows that are drawn, as they are drawn. */
export function shownOf(rows: readonly TranscriptRow[], figure: Figure): readonly TranscriptRow[] {
  return rows.slice(0, ROWS_SHOWN).map((row) => (figure.quiet === true ? quiet(row) : row));
}

function quiet({ n, from, to, label }: TranscriptRow): TranscriptRow {
  return { n, from, to, label };
}

/** One gap for all, wide enough for the longest message between two neighbours. */
function evenGaps(rows: readonly TranscriptRow[], names: readonly string[]): readonly number[] {
  const gap = Math.max(GAP_MIN, ...rows.map(({ label }) => visible(label, LABEL_MAX).length + 6));
  return names.slice(1).map(() => gap);
}

/** In characters: each gap as wide as its names and the messages across it need. */
export function tightGaps(
  rows: readonly TranscriptRow[],
  names: readonly string[],
  heads: readonly string[],
): readonly number[] {
  const gaps = names.slice(1).map((_, at) => Math.max(8, (heads[at] ?? "").length + 2));
  const shortestFirst = rows
    .map((row) => placeOf(row, names))
    .toSorted((left, right) => left.right - left.left - (right.right - right.left));
  for (const { left, right, label, alone } of shortestFirst) {
    if (alone && left >= gaps.length) continue;
    const end = alone ? left + 1 : right;
    const own = gaps.slice(left, end);
    const lacking = Math.max(0, label.length + (alone ? 3 : 6) - sum(own));
    for (let at = left; at < end; at += 1) {
      gaps[at] = (gaps[at] ?? 0) + Math.ceil(lacking / own.length);
    }
  }
  return gaps;
}

/** How wide the last column is: its name, or what is done there alone. */
function lastWidth(
  rows: readonly TranscriptRow[],
  names: readonly string[],
  heads: readonly string[],
): number {
  const last = names.length - 1;
  const alone = rows
    .map((row) => placeOf(row, names))
    .filter((place) => place.left === last)
    .map(({ label }) => label.length + 2);
  return Math.max(heads[last]?.length ?? 0, ...alone);
}

function placeOf({ from, to, label }: TranscriptRow, names: readonly string[]) {
  const [start, end] = [names.indexOf(from), names.indexOf(to)];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  return {
    left,
    right,
    label: visible(label, LABEL_MAX),
    alone: start === end,
    leads: start < end,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

type Columns = { readonly heads: readonly string[]; readonly gaps: readonly number[] };

/** A line of names, a line of lifelines, a line for each message, and lifelines to the end. */
function drawn(
  rows: readonly TranscriptRow[],
  names: readonly string[],
  { heads, gaps }: Columns,
): readonly string[] {
  const column = (text: string, at: number): string => {
    const gap = gaps[at];
    return gap === undefined ? text : visible(text, gap - 2).padEnd(gap);
  };
  const lifelines = names.map((_, at) => column("|", at));
  const body = rows.map((row) => {
    const { left, right, label, alone, leads } = placeOf(row, names);
    const note = row.note === undefined ? "" : `  ${visible(row.note, LABEL_MAX)}`;
    const line = lifelines.map((life, at) => {
      if (alone) return at === left ? `* ${label}`.padEnd(gaps[at] ?? 0) : life;
      if (at === left) return `|${arrow(label, sum(gaps.slice(left, right)) - 1, leads)}`;
      return at > left && at < right ? "" : life;
    });
    return `${line.join("")}${note}`.trimEnd();
  });
  return [heads.map(column).join("").trimEnd(), lifelines.join(""), ...body, lifelines.join("")];
}

/** `-- SignVote -->` */
function arrow(label: string, room: number, leads: boolean): string {
  const dashes = room - label.length - 3;
  const before = Math.floor(dashes / 2);
  const line = `${"-".repeat(before)} ${label} ${"-".repeat(dashes - before)}`;
  return leads ? `${line}>` : `<${line}`;
}

/** The numbers of the steps beside the messages, below the two lines of the head. */
function numbered(
  lines: readonly string[],
  rows: readonly TranscriptRow[],
  margin: number,
): readonly string[] {
  if (margin === 0) return lines;
  return lines.map((line, at) => {
    const [before, row] = [rows[at - HEAD_LINES - 1], rows[at - HEAD_LINES]];
    const first = row !== undefined && row.n !== before?.n;
    return `${(first ? String(row.n) : "").padStart(margin - 2)}  ${line}`.trimEnd();
  });
}

function listed(rows: readonly TranscriptRow[]): readonly string[] {
  const whos = rows.map(({ from, to }) =>
    from === to
      ? visible(from, NAME_MAX)
      : `${visible(from, NAME_MAX)} -> ${visible(to, NAME_MAX)}`,
  );
  const wide = Math.max(0, ...whos.map((who) => who.length));
  return rows.map(({ n, label, note }, at) => {
    const more = note === undefined ? "" : `  (${visible(note, LABEL_MAX)})`;
    const who = (whos[at] ?? "").padEnd(wide);
    return `${String(n).padStart(3)}  ${who}  ${visible(label, LABEL_MAX)}${more}`;
  });
}
