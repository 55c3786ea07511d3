/**
 * What green does not rule out, in words. In: the faulty references that a run would not have
 * caught. Out: notes for the result stream, one for each by name; and all notes as lines, where the
 * names share a few.
 * @module
 */
import type { NoteLine } from "../replay/result.ts";
import type { Survivors } from "../replay/survivors.ts";

const SURVIVOR = "survivor";
const INDENT = "            ";

/** `partial`: some cases were not run, and another trace than the one known may catch it, too. */
export function survivorNotes({ all, survive }: Survivors, partial: boolean): readonly NoteLine[] {
  const caught = all - survive.length;
  const rest = partial ? "; it is not known to rule out" : ", and not";
  const missed = survive.length === 0 ? "" : `${rest} these ${survive.length}:`;
  return [
    {
      kind: "note",
      code: "ruled-out",
      text: `rules out ${caught} of ${all} faulty references${missed}`,
    },
    ...survive.map(({ name, clause, about }) => ({
      kind: "note" as const,
      code: SURVIVOR,
      text: `${name} (${clause}): ${about}`,
    })),
  ];
}

export function noteLines(notes: readonly NoteLine[], width: number): readonly string[] {
  const first = notes.findIndex(({ code }) => code === SURVIVOR);
  return notes.flatMap(({ code, text }, index) => {
    if (code !== SURVIVOR) return [text];
    return index === first ? shared(notes, width) : [];
  });
}

/** The names of all survivors, as many in a line as fit. */
function shared(notes: readonly NoteLine[], width: number): readonly string[] {
  const names = notes
    .filter(({ code }) => code === SURVIVOR)
    .map(({ text }) => text.slice(0, text.indexOf(":")));
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= width) {
      lines[lines.length - 1] = `${last}, ${name}`;
    } else lines.push(`${INDENT}${name}`);
  }
  return lines;
}
