/**
 * What the model answers, as a vector file says it. In: a corpus. Out: for each state and input the
 * answer and the state afterwards, and the shortest way to each state. A corpus holds every edge of
 * its model, so whatever is asked in whatever order is a path of the model; one that was cut down
 * to a single case knows that path alone, and has no answer beside it.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Corpus } from "../replay/corpus.ts";
import { at } from "../trace/flow.ts";
import type { Shortest } from "../trace/paths.ts";
import { shortest } from "../trace/paths.ts";

/** Ids of the file: an input leads by an answer to a state. */
export type Move = { readonly input: number; readonly answer: number; readonly to: number };

/** The inputs that are given from an opening on, by their ids. */
export type Trail = {
  readonly opening: string;
  readonly root: number;
  readonly inputs: readonly number[];
};

export class Moves {
  readonly corpus: Corpus;
  readonly #moves: readonly ReadonlyMap<number, Move>[];
  /** State -> the opening that begins there. */
  readonly #openings: ReadonlyMap<number, string>;
  readonly #edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly input: number;
  }[];
  #ways: Shortest | undefined;

  constructor(corpus: Corpus) {
    this.corpus = corpus;
    const moves = corpus.states.map(() => new Map<number, Move>());
    const traces = corpus.file.traces;
    for (const { trace, lines } of traces) {
      let here = trace.root;
      for (const line of lines) {
        if (line.kind === "step") {
          const { input, answer, state } = line;
          at(moves, here - 1).set(input, { input, answer, to: state });
          here = state;
          continue;
        }
        for (const [index, answer] of line.answers.entries()) {
          if (answer === 0) continue;
          const input = index + 1;
          at(moves, line.state - 1).set(input, { input, answer, to: line.state });
        }
      }
    }
    this.#moves = moves;
    this.#openings = new Map(traces.map(({ trace }) => [trace.root, trace.opening]));
    this.#edges = moves.flatMap((own, index) =>
      [...own.values()]
        .map(({ input, to }) => ({ from: index, to: to - 1, input }))
        .filter(({ from, to }) => from !== to)
        .toSorted((left, right) => left.input - right.input),
    );
  }

  /** What the model answers to this input in this state; undefined where the file does not say. */
  move(state: number, input: number): Move | undefined {
    return this.#moves[state - 1]?.get(input);
  }

  /** All that is known of one state, by input. */
  movesOf(state: number): readonly Move[] {
    return [...at(this.#moves, state - 1).values()].toSorted(
      (left, right) => left.input - right.input,
    );
  }

  /** The moves that the trail makes, or undefined if it leaves what the file knows. */
  along({ root, inputs }: Trail): readonly Move[] | undefined {
    const moves: Move[] = [];
    let here = root;
    for (const input of inputs) {
      const move = this.move(here, input);
      if (move === undefined) return undefined;
      moves.push(move);
      here = move.to;
    }
    return moves;
  }

  /** The shortest trail that ends in the state. */
  to(state: number): Trail {
    const { root, edges } = this.#shortest().to(state - 1);
    const opening = this.#openings.get(root + 1);
    assert(opening !== undefined, "a way begins at a root");
    const inputs = edges.map((edge) => at(this.#edges, edge).input);
    return { opening, root: root + 1, inputs };
  }

  #shortest(): Shortest {
    // PERF: most corpora have no failure, and so nobody asks.
    this.#ways ??= shortest({
      nodes: this.corpus.states.length,
      roots: [...this.#openings.keys()].map((root) => root - 1),
      edges: this.#edges,
    });
    return this.#ways;
  }
}
