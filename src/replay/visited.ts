/**
 * What cases go through of the graph of their suite, which every vector file holds whole. In:
 * cases. Out: a coverage line per suite. Only cases that pass are given: one that failed went
 * nobody knows how far.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Case } from "./case.ts";
import type { Corpus } from "./corpus.ts";
import type { CoverageLine } from "./result.ts";

export function coverageOf(
  corpora: readonly Corpus[],
  passed: readonly Case[],
): readonly CoverageLine[] {
  const own = Map.groupBy(passed, ({ corpus }) => corpus);
  return corpora.map((corpus) => suiteCoverage(corpus, own.get(corpus) ?? []));
}

function suiteCoverage(corpus: Corpus, cases: readonly Case[]): CoverageLine {
  const { model, profile, counts } = corpus.file.header;
  const states = new Set<number>();
  // State and input in one number: an answer to an input in a state is one transition.
  const transitions = new Set<number>();
  const answers = new Set<number>();
  const wide = corpus.inputs.length + 1;
  const take = (state: number, input: number, answer: number): void => {
    transitions.add(state * wide + input);
    answers.add(answer);
  };
  for (const { trace } of cases) {
    let state = trace.trace.root;
    states.add(state);
    for (const line of trace.lines) {
      if (line.kind === "step") {
        take(state, line.input, line.answer);
        state = line.state;
        states.add(state);
        continue;
      }
      assert(line.state === state, "what stays is asked where the trace is");
      for (const [index, answer] of line.answers.entries()) {
        if (answer !== 0) take(state, index + 1, answer);
      }
    }
  }
  return {
    kind: "coverage",
    suite: model,
    profile,
    states: states.size,
    states_total: corpus.states.length,
    transitions: transitions.size,
    transitions_total: counts.transitions,
    answers: answers.size,
    answers_total: corpus.answers.length,
  };
}
