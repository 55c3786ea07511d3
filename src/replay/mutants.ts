/**
 * Does the corpus notice? Each faulty reference x the corpora of its part -> the first trace that
 * tells it from the model, or the first of each profile: a subject of one profile is given the
 * cases of that one alone. One that conforms everywhere survives, and a corpus that lets one
 * survive proves less than it says.
 * @module
 */
import { componentNamed } from "../base/profiles.ts";
import type { OpenSubject } from "../subject/subject.ts";
import type { Corpus } from "./corpus.ts";
import { namesOf } from "./corpus.ts";
import { replay } from "./replay.ts";
import type { Diverges } from "./verdict.ts";

export type Mutant = {
  readonly name: string;
  readonly clause: string;
  readonly about: string;
  /** The component of a profile. */
  readonly part: string;
  readonly subject: () => OpenSubject;
};

export type Kill = {
  /** Which file the trace stands in. */
  readonly corpus: string;
  readonly trace: string;
  readonly step: number;
  readonly input: string;
  readonly what: string;
  /** The clause that the divergence is reported under. */
  readonly clause: string;
};

export type MutantResult = {
  readonly mutant: Mutant;
  /** The first divergence; undefined for a survivor. */
  readonly kill: Kill | undefined;
  /** The first divergence in each profile that catches it, if all of them were asked. */
  readonly kills?: readonly Kill[];
};

/** Whether the corpus judges the part that is faulty. */
function judges(corpus: Corpus, { part }: Mutant): boolean {
  return componentNamed(corpus.file.header.profile) === part;
}

function size(corpus: Corpus): number {
  return corpus.file.header.counts.transitions;
}

export async function hunt(mutant: Mutant, corpora: readonly Corpus[]): Promise<MutantResult> {
  for (const corpus of smallestFirst(corpora)) {
    if (!judges(corpus, mutant)) continue;
    const subject = mutant.subject();
    for (const trace of corpus.file.traces) {
      const verdict = await replay(corpus, trace, subject);
      if (verdict.kind === "diverges") return { mutant, kill: killOf(corpus, verdict) };
    }
  }
  return { mutant, kill: undefined };
}

/** The same in every profile: what no profile but one catches, the others do not rule out. */
export async function huntEach(mutant: Mutant, corpora: readonly Corpus[]): Promise<MutantResult> {
  const kills: Kill[] = [];
  const groups = Map.groupBy(smallestFirst(corpora), ({ file }) => file.header.profile);
  for (const own of groups.values()) {
    const { kill } = await hunt(mutant, own);
    if (kill !== undefined) kills.push(kill);
  }
  const order = smallestFirst(corpora).map(({ file }) => file.header.id);
  kills.sort((left, right) => order.indexOf(left.corpus) - order.indexOf(right.corpus));
  return { mutant, kill: kills[0], kills };
}

/** PERF: most are caught early, and each hunt ends with the first catch. */
function smallestFirst(corpora: readonly Corpus[]): readonly Corpus[] {
  return corpora.toSorted((left, right) => size(left) - size(right));
}

/** Replays the one trace that is said to kill the mutant; what happens, or undefined. */
export async function retry(
  mutant: Mutant,
  corpora: readonly Corpus[],
  claimed: Kill,
): Promise<Kill | undefined> {
  for (const corpus of corpora) {
    if (corpus.file.header.id !== claimed.corpus) continue;
    const trace = corpus.file.traces.find((each) => each.trace.id === claimed.trace);
    if (trace === undefined) return undefined;
    const verdict = await replay(corpus, trace, mutant.subject());
    return verdict.kind === "diverges" ? killOf(corpus, verdict) : undefined;
  }
  return undefined;
}

function killOf(corpus: Corpus, verdict: Diverges): Kill {
  const { trace, step, input, what, clause } = verdict;
  return { corpus: corpus.file.header.id, trace, step, input, what: namesOf(corpus)(what), clause };
}
