/**
 * Whole corpora x one subject. In: vector files and how to make a subject. Out: a result per
 * profile, with every divergence. A profile without a trace, or without a comparison, is never
 * green.
 * @module
 */
import type { OpenSubject, Subject } from "../subject/subject.ts";
import type { Profile } from "../vector/lines.ts";
import type { Corpus } from "./corpus.ts";
import type { GraphVerdict } from "./graph-equality.ts";
import { compareGraphs } from "./graph-equality.ts";
import { replay } from "./replay.ts";
import type { Diverges, Inconclusive } from "./verdict.ts";

export type CorpusResult = {
  readonly corpus: Corpus;
  readonly traces: number;
  /** Inputs given and values compared in the traces that conform. */
  readonly steps: number;
  readonly compared: number;
  readonly diverges: readonly Diverges[];
  readonly inconclusive: readonly Inconclusive[];
};

export async function certifyCorpus(
  corpus: Corpus,
  subject: Subject,
  wanted: (trace: string) => boolean,
): Promise<CorpusResult> {
  const result = { traces: 0, steps: 0, compared: 0 };
  const diverges: Diverges[] = [];
  const inconclusive: Inconclusive[] = [];
  for (const trace of corpus.file.traces) {
    if (!wanted(trace.trace.id)) continue;
    result.traces += 1;
    const verdict = await replay(corpus, trace, subject);
    if (verdict.kind === "diverges") diverges.push(verdict);
    else if (verdict.kind === "inconclusive") inconclusive.push(verdict);
    else {
      result.steps += verdict.steps;
      result.compared += verdict.compared;
    }
  }
  return { corpus, ...result, diverges, inconclusive };
}

export type Word = "conforms" | "diverges" | "inconclusive";

/** Nothing compared is no pass, whatever else was seen. */
export function wordOf(results: readonly CorpusResult[]): Word {
  if (results.some(({ diverges }) => diverges.length > 0)) return "diverges";
  const twice = results.some((result) => result.inconclusive.some((each) => each.twice === true));
  if (twice) return "diverges";
  if (results.some(({ inconclusive }) => inconclusive.length > 0)) return "inconclusive";
  const compared = results.reduce((sum, result) => sum + result.compared, 0);
  return compared > 0 ? "conforms" : "inconclusive";
}

export type GraphResult = { readonly corpus: Corpus; readonly verdict: GraphVerdict };

export async function certifyGraph(corpus: Corpus, subject: OpenSubject): Promise<GraphResult> {
  return { corpus, verdict: await compareGraphs(corpus, subject) };
}

export const PROFILES: readonly Profile[] = ["authority", "committee", "wallet"];
