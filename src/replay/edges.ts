/**
 * The graph of a corpus, edge by edge. In: a corpus. Out: for each state what the model answers to
 * each input, and where that leads. A vector file holds every edge, so every sequence of inputs,
 * whether some trace takes it or not, has exactly one expectation.
 * @module
 */
import { assert } from "../base/assert.ts";
import { at } from "../trace/flow.ts";
import type { StayLine } from "../vector/lines.ts";
import type { Corpus } from "./corpus.ts";
import type { Ask } from "./run.ts";

type Move = { readonly input: number; readonly answer: number; readonly to: number };

/** What the model answers in one state: every input is in `stay` or in `moves`. */
export type Answers = { stay: StayLine | undefined; readonly moves: Map<number, Move> };

/** By state: index 0 is state 1. */
export function answersOf(corpus: Corpus): readonly Answers[] {
  const all = corpus.states.map((): Answers => ({ stay: undefined, moves: new Map() }));
  for (const { trace, lines } of corpus.file.traces) {
    let here = trace.root;
    for (const line of lines) {
      const answers = at(all, here - 1);
      if (line.kind === "stay") answers.stay = line;
      else {
        const { input, answer, state: to } = line;
        answers.moves.set(input, { input, answer, to });
        here = to;
      }
    }
  }
  return all;
}

/** What is demanded along these inputs from this state on; the first one is step 1. */
export function pathOf(
  graph: readonly Answers[],
  root: number,
  inputs: readonly number[],
): readonly Ask[] {
  let here = root;
  return inputs.map((input, index): Ask => {
    const { stay, moves } = at(graph, here - 1);
    const move = moves.get(input);
    const answer = move?.answer ?? stay?.answers[input - 1];
    assert(answer !== undefined && answer !== 0, "every state answers every input");
    here = move?.to ?? here;
    return { n: index + 1, input, answer, state: here };
  });
}
