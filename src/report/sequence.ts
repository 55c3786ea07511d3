/**
 * A sequence diagram in a terminal. In: who said what to whom. Out: lines: a column for each who
 * speaks, an arrow for each message, notes beside it; a plain list where the columns do not fit.
 * @module
 */
import type { TranscriptRow } from "../replay/result.ts";
import { visible } from "./visible.ts";

/** More than anyone reads; the shrunk traces that this is for have a few. */
export const ROWS_SHOWN = 200;
const LABEL_MAX = 60;
const NAME_MAX = 24;
/** A name and the messages between two of them need this at least. */
const GAP_MIN = 18;

/** Those who speak or are spoken to, in the order in which they appear. */
export function participantsOf(rows: readonly TranscriptRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ from, to }) => [from, to]))];
}

export function sequenceLines(rows: readonly TranscriptRow[], width: number): readonly string[] {
  const shown = rows.slice(0, ROWS_SHOWN);
  const names = participantsOf(shown);
  const gap = Math.max(GAP_MIN, ...shown.map(({ label }) => visible(label, LABEL_MAX).length + 6));
  const notes = Math.max(0, ...shown.map(({ note }) => (note === undefined ? 0 : note.length)));
  const room = gap * (names.length - 1) + NAME_MAX + Math.min(notes, LABEL_MAX);
  const lines = room <= width && names.length > 1 ? drawn(shown, names, gap) : listed(shown);
  const more = rows.length - shown.length;
  return more > 0 ? [...lines, `... and ${more} more`] : lines;
}

function drawn(
  rows: readonly TranscriptRow[],
  names: readonly string[],
  gap: number,
): readonly string[] {
  const head = names.map((name, at) => {
    const text = visible(name, Math.min(NAME_MAX, gap - 2));
    return at === names.length - 1 ? text : text.padEnd(gap);
  });
  const lifelines = names.map((_, at) => (at === names.length - 1 ? "|" : "|".padEnd(gap)));
  const body = rows.flatMap((row) => {
    const [from, to] = [names.indexOf(row.from), names.indexOf(row.to)];
    const note = row.note === undefined ? "" : `  ${visible(row.note, LABEL_MAX)}`;
    const label = visible(row.label, LABEL_MAX);
    const line =
      from === to ? said(lifelines, from, label, gap) : arrow(names, from, to, label, gap);
    return `${line}${note}`.trimEnd();
  });
  return [head.join("").trimEnd(), lifelines.join(""), ...body, lifelines.join("")];
}

/** `|-- SignVote -->|` between two columns; the lifelines beside it stay. */
function arrow(
  names: readonly string[],
  from: number,
  to: number,
  label: string,
  gap: number,
): string {
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const room = (right - left) * gap - 1;
  const dashes = room - label.length - 3;
  const before = Math.floor(dashes / 2);
  const line = `${"-".repeat(before)} ${label} ${"-".repeat(dashes - before)}`;
  const drawnLine = from < to ? `${line}>` : `<${line}`;
  const columns = names.map((_, at) => at);
  return columns
    .map((at) => {
      if (at === left) return `|${drawnLine}`;
      if (at > left && at < right) return "";
      return at === names.length - 1 ? "|" : "|".padEnd(gap);
    })
    .join("");
}

/** What somebody does alone stands beside the own lifeline. */
function said(lifelines: readonly string[], at: number, label: string, gap: number): string {
  return lifelines
    .map((line, column) => (column === at ? `* ${label}`.padEnd(gap) : line))
    .join("");
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
