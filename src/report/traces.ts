/**
 * `flashmesh traces` in words: what was generated, what it covers, where it differs from the files.
 * @module
 */
import type { Agreement } from "../graph/second.ts";
import type { Coverage, Share } from "../trace/coverage.ts";
import { summed } from "../trace/coverage.ts";
import { UNCOVERED_GUARDS } from "../trace/uncovered.ts";
import type { Entry } from "../vector/catalogue.ts";
import { byClause, clauseOf } from "../vector/names.ts";

export type Generated = {
  readonly entry: Entry;
  readonly coverage: Coverage;
  readonly seconds: number;
  /** What another engine found, if it was asked. */
  readonly agreement: Agreement | undefined;
};

export function generatedLines(generated: Generated): readonly string[] {
  const { entry, coverage, seconds, agreement } = generated;
  const { counts } = entry;
  const parts = [
    `states ${shareInWords(coverage.states)}`,
    `transitions ${shareInWords(coverage.transitions)}`,
    `inputs ${shareInWords(coverage.inputs)}`,
    `${counts.traces} traces`,
    `${counts.steps} steps`,
    `${(entry.bytes / 1000).toFixed(0)} kB`,
    `${seconds.toFixed(1)} s`,
  ];
  const missed = [coverage.states, coverage.transitions, coverage.inputs].flatMap((share) =>
    share.missed.slice(0, 5).map((name) => `     not covered: ${name}`),
  );
  const second = agreement === undefined ? [] : agreementLines(agreement);
  return [`${entry.profile}/${entry.model}: ${parts.join(", ")}`, ...missed, ...second];
}

function agreementLines({ states, edges, differences }: Agreement): readonly string[] {
  if (differences.length === 0) {
    return [`     the second engine finds the same ${states} states and ${edges} edges`];
  }
  return differences.flatMap(({ what, first, second }) => [
    `     the engines disagree: ${what}`,
    `       first   ${first}`,
    `       second  ${second}`,
  ]);
}

function shareInWords({ covered, of }: Share): string {
  return covered === of ? `${of} of ${of}` : `${covered} of ${of} (!)`;
}

export type GuardCoverage = {
  /** Clause -> how many states x inputs are refused for it alone. */
  readonly alone: ReadonlyMap<string, number>;
  /** Guards without such a witness and without a listed cause. */
  readonly missing: readonly string[];
  /** Listed as uncovered, and covered. */
  readonly stale: readonly string[];
};

/** Over all models together: one of them is enough for a guard. */
export function guardCoverage(
  coverages: readonly Coverage[],
  guards: readonly string[],
): GuardCoverage {
  const sums = summed(coverages.map((each) => each.alone));
  const alone = new Map([...sums].map(([clause, count]) => [clauseOf(clause), count] as const));
  const listed = new Set(UNCOVERED_GUARDS.map(({ what }) => what));
  return {
    alone,
    missing: guards.filter((clause) => !alone.has(clause) && !listed.has(clause)),
    stale: [...listed].filter((clause) => alone.has(clause)),
  };
}

export function guardLines(coverage: GuardCoverage, guards: readonly string[]): readonly string[] {
  const seen = guards.filter((clause) => coverage.alone.has(clause));
  const counts = seen
    .toSorted(byClause)
    .map((clause) => `${clause} ${coverage.alone.get(clause) ?? 0}`);
  return [
    `guards that refuse alone: ${seen.length} of ${guards.length}`,
    ...wrapped(counts),
    ...UNCOVERED_GUARDS.map(({ what, cause }) => `  not ${what}: ${cause}`),
    ...coverage.missing.map((clause) => `  not ${clause}, and no cause is listed`),
    ...coverage.stale.map((clause) => `  ${clause} is listed as not covered, and is`),
  ];
}

function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line.length + word.length > 90) {
      lines.push(`  ${line}`);
      line = "";
    }
    line = line === "" ? word : `${line}, ${word}`;
  }
  return line === "" ? lines : [...lines, `  ${line}`];
}

/** Where two texts first differ: the line's number and both lines, cut to what differs. */
export function firstDifference(stored: string, fresh: string, width: number): readonly string[] {
  const [left, right] = [stored.split("\n"), fresh.split("\n")];
  const index = right.findIndex((line, at) => line !== left[at]);
  const line = index < 0 ? right.length : index;
  const [one = "(the end)", other = "(the end)"] = [left[line], right[line]];
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const start = Math.max(0, from - 30);
  const cut = (text: string): string =>
    `${start > 0 ? "..." : ""}${text.slice(start, start + Math.max(40, width - 20))}`;
  return [`  line ${line + 1}`, `    stored  ${cut(one)}`, `    fresh   ${cut(other)}`];
}
