/**
 * Corpora x several processes of one subject. In: the cases, and the processes that share them out.
 * Out: a result per corpus, in the order of the corpus whoever took which case. What dies or goes
 * silent gets a second chance from a fresh start; the other cases go on.
 * @module
 */
import type { Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { TraceLines } from "../vector/lines.ts";
import type { CorpusResult } from "./certify.ts";
import type { Corpus } from "./corpus.ts";
import { replay } from "./replay.ts";
import type { Diverges, Inconclusive, Verdict } from "./verdict.ts";

type Case = { readonly corpus: Corpus; readonly trace: TraceLines };

export type Watch = {
  readonly wanted: (corpus: Corpus, trace: string) => boolean;
  /** Told after each case. */
  readonly done: (done: number, total: number) => void;
  /** Nothing new is begun any more. */
  readonly stopped: () => boolean;
};

export async function certifyAll(
  corpora: readonly Corpus[],
  subjects: readonly Subject[],
  { wanted, done, stopped }: Watch,
): Promise<readonly CorpusResult[]> {
  const cases = corpora.flatMap((corpus) =>
    corpus.file.traces
      .filter(({ trace }) => wanted(corpus, trace.id))
      .map((trace): Case => ({ corpus, trace })),
  );
  const verdicts = new Map<Case, Verdict>();
  let next = 0;
  const work = async (subject: Subject): Promise<void> => {
    while (next < cases.length && !stopped()) {
      const taken = at(cases, next);
      next += 1;
      verdicts.set(taken, await judge(taken, subject));
      done(verdicts.size, cases.length);
    }
  };
  await Promise.all(subjects.map(work));
  return corpora.map((corpus) => {
    const own = [...verdicts].filter(([each]) => each.corpus === corpus);
    const order = new Map(corpus.file.traces.map((trace, index) => [trace, index]));
    const sorted = own.toSorted(
      ([left], [right]) => (order.get(left.trace) ?? 0) - (order.get(right.trace) ?? 0),
    );
    return summed(
      corpus,
      sorted.map(([, verdict]) => verdict),
    );
  });
}

function summed(corpus: Corpus, verdicts: readonly Verdict[]): CorpusResult {
  const diverges: Diverges[] = [];
  const inconclusive: Inconclusive[] = [];
  let [steps, compared] = [0, 0];
  for (const verdict of verdicts) {
    if (verdict.kind === "diverges") diverges.push(verdict);
    else if (verdict.kind === "inconclusive") inconclusive.push(verdict);
    else {
      steps += verdict.steps;
      compared += verdict.compared;
    }
  }
  return { corpus, traces: verdicts.length, steps, compared, diverges, inconclusive };
}

async function judge({ corpus, trace }: Case, subject: Subject): Promise<Verdict> {
  const first = await replay(corpus, trace, subject);
  if (first.kind !== "inconclusive" || !hasEnded(first)) return first;
  const second = await replay(corpus, trace, subject);
  if (second.kind !== "inconclusive") return { ...first, word: "flaky" };
  // The restarts are used up: it was not tried again.
  if (isExhausted(second)) return first;
  const same =
    second.word === first.word && second.step === first.step && second.input === first.input;
  return same ? { ...second, twice: true } : { ...first, word: "flaky" };
}

function hasEnded(verdict: Inconclusive): boolean {
  return (verdict.word === "crashed" || verdict.word === "hung") && !isExhausted(verdict);
}

function isExhausted({ fault }: Inconclusive): boolean {
  return fault?.code === "RestartsExhausted";
}
