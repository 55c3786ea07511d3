/**
 * Cases x several subjects of one kind, which share them out. In: cases, and who is asked. Out: a
 * verdict per case, in the order of the cases whoever took which. What fails gets a second chance
 * from a fresh start, and the other cases go on.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { Case } from "./case.ts";
import { replay } from "./replay.ts";
import type { Diverges, Inconclusive, Verdict } from "./verdict.ts";

export type Judged = { readonly of: Case; readonly verdict: Verdict };

export type Watch = {
  /** Told after each case. */
  readonly done?: (judged: Judged) => void;
  /** Nothing new is begun any more. */
  readonly stopped: () => boolean;
  /** Who is asked instead in this case: one that listens in, say, and passes everything on. */
  readonly through?: (subject: Subject, of: Case) => Subject;
};

/** Fewer than the cases only where it was stopped. */
export async function certifyAll(
  cases: readonly Case[],
  subjects: readonly Subject[],
  { done, stopped, through }: Watch,
): Promise<readonly Judged[]> {
  return await shareOut(cases, subjects, stopped, async (of, subject) => {
    const judged = { of, verdict: await judge(of, through?.(subject, of) ?? subject) };
    done?.(judged);
    return judged;
  });
}

/** Each item is given to whichever subject is free; the results stand in the order of the items. */
export async function shareOut<Item, Result>(
  items: readonly Item[],
  subjects: readonly Subject[],
  stopped: () => boolean,
  work: (item: Item, subject: Subject) => Promise<Result>,
): Promise<readonly Result[]> {
  assert(subjects.length > 0, "somebody is asked");
  const results = new Map<number, Result>();
  let next = 0;
  const worker = async (subject: Subject): Promise<void> => {
    while (next < items.length && !stopped()) {
      const taken = next;
      next += 1;
      results.set(taken, await work(at(items, taken), subject));
    }
  };
  await Promise.all(subjects.map(worker));
  return [...results].toSorted(([left], [right]) => left - right).map(([, result]) => result);
}

async function judge({ corpus, trace }: Case, subject: Subject): Promise<Verdict> {
  return await twiceIfWrong(() => replay(corpus, trace, subject));
}

/** Judges again, from a fresh start, what was not as demanded: only what is so twice is said. */
export async function twiceIfWrong(attempt: () => Promise<Verdict>): Promise<Verdict> {
  const first = await attempt();
  if (first.kind === "conforms" || !isFailure(first)) return first;
  const second = await attempt();
  // The restarts are used up: it was not tried again.
  if (second.kind === "inconclusive" && isExhausted(second)) return first;
  if (isSame(first, second))
    return second.kind === "inconclusive" ? { ...second, twice: true } : first;
  if (first.kind === "inconclusive") return { ...first, word: "flaky" };
  const { trace: id, step, input, what } = first;
  const why = `it diverged at ${what}, and from a fresh start did something else`;
  return { kind: "inconclusive", trace: id, why, word: "flaky", step, input };
}

function isFailure(verdict: Diverges | Inconclusive): boolean {
  if (verdict.kind === "diverges") return true;
  return (verdict.word === "crashed" || verdict.word === "hung") && !isExhausted(verdict);
}

/** Whether it failed alike: at the same place, and in the same way. */
function isSame(first: Diverges | Inconclusive, second: Verdict): boolean {
  if (second.kind === "conforms") return false;
  if (second.step !== first.step || second.input !== first.input) return false;
  if (first.kind === "diverges") return second.kind === "diverges" && second.what === first.what;
  return second.kind === "inconclusive" && second.word === first.word;
}

function isExhausted({ fault }: Inconclusive): boolean {
  return fault?.code === "RestartsExhausted";
}
