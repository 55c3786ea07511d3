/**
 * The summary of `flashmesh mutate` (spec/formats/merge.md): what was found, and enough of how that
 * the summaries of all shards can be judged as one. In: the findings. Out: the summary, and back.
 * @module
 */
import type { ModelMutant } from "../graph/mutants.ts";
import type { Kill, Mutant, MutantResult } from "../replay/mutants.ts";
import type { KillCounts, ModelKill } from "./mutation.ts";

export const MUTATE_FORMAT = "flashmesh-mutate/1";

export type MutateOptions = {
  readonly only: readonly string[];
  readonly side: "both" | "model" | "reference";
};

/** The model that breaks, and what its run showed. */
export type KillTold = {
  readonly model: string;
  readonly invariant: string;
  readonly states: number;
  readonly steps: readonly string[];
};

/** The faulty reference, and the first that tells it from the model. */
export type ReferenceTold = { readonly name: string; readonly kill: Kill | null };

export type MutateSummary = {
  readonly format: typeof MUTATE_FORMAT;
  readonly manifest_sha256: string;
  readonly corpus_sha256: string;
  readonly options: MutateOptions;
  /** `i/n` */
  readonly shard?: string;
  readonly kills: KillCounts;
  readonly wrong: readonly string[];
  readonly undecided: readonly string[];
  readonly milliseconds: number;
  readonly models: readonly KillTold[];
  /** What is wrong with a model alone, whatever the others do. */
  readonly models_wrong: readonly string[];
  readonly references: readonly ReferenceTold[];
};

export function killTold({ mutant, invariant, states, steps }: ModelKill): KillTold {
  return { model: mutant.model.name, invariant, states, steps };
}

export function referenceTold({ mutant, kill }: MutantResult): ReferenceTold {
  return { name: mutant.name, kill: kill ?? null };
}

/** The kills in the order of the mutants; one that has none is not there. */
export function killsOf(
  told: readonly KillTold[],
  mutants: readonly ModelMutant[],
): readonly ModelKill[] {
  const by = new Map(told.map((kill) => [kill.model, kill]));
  return mutants.flatMap((mutant) => {
    const kill = by.get(mutant.model.name);
    if (kill === undefined) return [];
    const { invariant, states, steps } = kill;
    return [{ mutant, invariant, states, steps }];
  });
}

export function resultsOf(
  told: readonly ReferenceTold[],
  mutants: readonly Mutant[],
): readonly MutantResult[] {
  const by = new Map(told.map((each) => [each.name, each]));
  return mutants.flatMap((mutant) => {
    const found = by.get(mutant.name);
    return found === undefined ? [] : [{ mutant, kill: found.kill ?? undefined }];
  });
}

/** Each sentence once, in an order that no machine decides. */
export function inOneOrder(sentences: readonly string[]): readonly string[] {
  return [...new Set(sentences)].toSorted();
}
