/**
 * When two divergences are the same one. In: a divergence and its corpus. Out: what differs, under
 * which clause, at which input, by the names that the model gives. Places in lists do not count: a
 * shorter way to the same fault may leave fewer entries before it.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Corpus } from "../replay/corpus.ts";
import { namesOf } from "../replay/corpus.ts";
import type { Diverges } from "../replay/verdict.ts";

export function symptomOf(corpus: Corpus, found: Diverges): string {
  const key = namesOf(corpus)(found.what).replaceAll(/\.\d+(?=\.|$)/g, ".*");
  return [found.input, found.clause, key, ...outcomesOf(found)].join(" ");
}

/** An input that was accepted, and one refused for another reason, are two faults. */
function outcomesOf({ what, expected, actual }: Diverges): readonly string[] {
  return what === "outcome" ? [wordOf(expected), wordOf(actual)] : [];
}

function wordOf(outcome: Json): string {
  const word: unknown = Array.isArray(outcome) ? outcome[0] : outcome;
  return typeof word === "string" ? word : "";
}
