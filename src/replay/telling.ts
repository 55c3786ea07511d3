/**
 * Which failures of a run are explained: the first few of different kinds. In: the lines of a run.
 * Out: the places of those. Of failures of one clause at one key only the first is explained: the
 * others most often have the same cause.
 * @module
 */
import type { CaseLine } from "./result.ts";

/** As many as anyone reads at once. */
const EXPLAINED_MAX = 5;

/**
 * Of each clause and key the one with the fewest steps before it, in the order of the cases. What a
 * baseline knows is known, and what could not be judged has no clause.
 */
export function toExplain(lines: readonly CaseLine[]): readonly number[] {
  const first = new Map<string, { readonly index: number; readonly step: number }>();
  for (const [index, { word, failure }] of lines.entries()) {
    if (word !== "fail" || failure?.clause === undefined) continue;
    const kind = `${failure.clause} ${failure.key.replaceAll(/\.\d+/g, "")}`;
    const known = first.get(kind);
    if (known === undefined || failure.step < known.step) {
      first.set(kind, { index, step: failure.step });
    }
  }
  return [...first.values()].slice(0, EXPLAINED_MAX).map(({ index }) => index);
}
