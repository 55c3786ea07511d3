/**
 * What the fresh sample shows that the stored cases did not. In: case lines. Out: one line, if some
 * case passes under the keys of the vector files and fails under keys that nobody had seen before.
 * @module
 */
import type { CaseLine } from "../replay/result.ts";
import { CORPUS_BINDING } from "../replay/result.ts";

export function freshLines(cases: readonly CaseLine[]): readonly string[] {
  const plain = cases.filter(({ binding }) => binding === CORPUS_BINDING);
  const passed = new Set(plain.filter(({ word }) => word === "pass").map(({ id }) => id));
  const fresh = cases.filter(({ binding }) => binding !== CORPUS_BINDING);
  const lost = fresh.filter(({ id, word }) => word === "fail" && passed.has(id));
  if (lost.length === 0) return [];
  return [
    `fresh     ${lost.length} of ${fresh.length} cases fail under fresh keys and pass under ` +
      "those of the vector files: answers are recorded, or a key or the network's name is built in",
  ];
}
