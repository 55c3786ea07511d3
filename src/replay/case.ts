/**
 * What a run is made of: cases, in the order of the corpus. In: corpora, and which part of them is
 * wanted. Out: the cases, and for each how much it asks and which clauses it goes through.
 * @module
 */
import type { Shard } from "../base/shard.ts";
import { dealt } from "../base/shard.ts";
import { at } from "../trace/flow.ts";
import type { Profile, TraceLines } from "../vector/lines.ts";
import { byText } from "../vector/names.ts";
import type { Corpus } from "./corpus.ts";
import { CORPUS_BINDING } from "./result.ts";

export type Case = {
  readonly corpus: Corpus;
  readonly trace: TraceLines;
  /** `corpus`, or the fresh network name that `corpus` was bound to. */
  readonly binding: string;
  /** The faults that are put on it; a profile does not demand them. */
  readonly axis?: string;
};

export type Selection = {
  /** The beginning of an id or of a model's name, or a clause. */
  readonly filter: string;
  readonly shard: Shard;
};

/** All cases of these profiles. */
export function casesOf(corpora: readonly Corpus[], profiles: readonly Profile[]): readonly Case[] {
  return corpora
    .filter(({ file }) => profiles.includes(file.header.profile))
    .flatMap((corpus) =>
      corpus.file.traces.map((trace): Case => ({ corpus, trace, binding: CORPUS_BINDING })),
    );
}

/** Those of the cases that are wanted, in the same order. */
export function select(cases: readonly Case[], { filter, shard }: Selection): readonly Case[] {
  const clause = /^[A-Z]{2}-[0-9]+$/.test(filter);
  const wanted = (each: Case): boolean =>
    clause
      ? clausesOf(each).includes(filter)
      : each.corpus.file.header.model.startsWith(filter) || each.trace.trace.id.startsWith(filter);
  return dealt(cases.filter(wanted), shard);
}

/** How many inputs a case gives. */
export function stepsOf({ trace }: Case): number {
  return trace.lines.reduce((sum, line) => {
    return sum + (line.kind === "step" ? 1 : line.answers.filter((answer) => answer !== 0).length);
  }, 0);
}

/** The clauses of all inputs and answers of a case, sorted. */
export function clausesOf({ corpus, trace }: Case): readonly string[] {
  const inputs = new Set<number>();
  const answers = new Set<number>();
  for (const line of trace.lines) {
    const given =
      line.kind === "step"
        ? [[line.input, line.answer] as const]
        : line.answers.map((answer, index) => [index + 1, answer] as const);
    for (const [input, answer] of given) {
      if (answer === 0) continue;
      inputs.add(input);
      answers.add(answer);
    }
  }
  const clauses = new Set<string>();
  for (const id of inputs)
    for (const each of at(corpus.file.inputs, id - 1).clauses) clauses.add(each);
  for (const id of answers)
    for (const each of at(corpus.answers, id - 1).clauses) clauses.add(each);
  return [...clauses].toSorted(byClause);
}

/** VF-9 before VF-10. */
function byClause(left: string, right: string): number {
  const [group = "", number = ""] = left.split("-");
  const [other = "", its = ""] = right.split("-");
  return byText(group, other) || Number(number) - Number(its);
}
