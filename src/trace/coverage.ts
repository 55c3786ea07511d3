/**
 * What a set of walks covers of a complete labelled graph, exactly. In: the graph and the walks.
 * Out: for states, transitions and inputs how many of how many, and what is missed; for each
 * outcome and each guard how often it is seen, and seen alone. A guard carries weight in a corpus
 * iff some state refuses some input for that guard alone.
 * @module
 */
import type { Graph } from "../graph/graph.ts";
import { at } from "./flow.ts";
import type { Walk } from "./paths.ts";

export type Share = {
  readonly covered: number;
  readonly of: number;
  /** What is not covered, named; empty when everything is. */
  readonly missed: readonly string[];
};

export type Coverage = {
  readonly states: Share;
  readonly transitions: Share;
  readonly inputs: Share;
  /** `SignVote voted` -> edges with that answer. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Clause as the model writes it -> refusals that name it. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Clause -> refusals for it alone. */
  readonly alone: ReadonlyMap<string, number>;
};

/** `edges` are those of the graph that change the state, in the order the walks number them. */
export function coverage(
  graph: Graph,
  moving: readonly Graph["edges"][number][],
  walks: readonly Walk[],
): Coverage {
  const visited = new Set<number>();
  const taken = new Set<Graph["edges"][number]>();
  for (const walk of walks) {
    visited.add(walk.root);
    for (const number of walk.edges) {
      const edge = at(moving, number);
      visited.add(edge.to);
      taken.add(edge);
    }
  }
  // What leaves a state as it is is tried on the state's first visit.
  for (const edge of graph.edges)
    if (edge.to === edge.from && visited.has(edge.from)) taken.add(edge);
  const tried = new Set([...taken].map((edge) => edge.input));
  return {
    states: share(graph.states.keys(), (state) => visited.has(state), String),
    transitions: share(
      graph.edges,
      (edge) => taken.has(edge),
      (edge) => `${edge.from} ${edge.input}`,
    ),
    inputs: share(graph.inputs.keys(), (input) => tried.has(input), String),
    ...answers(taken),
  };
}

function answers(taken: ReadonlySet<Graph["edges"][number]>) {
  const outcomes = new Map<string, number>();
  const refusals = new Map<string, number>();
  const alone = new Map<string, number>();
  for (const edge of taken) {
    count(outcomes, `${edge.input.split(".")[0] ?? ""} ${edge.kind}`);
    for (const clause of edge.why) count(refusals, clause);
    const [only, ...more] = edge.why;
    if (only !== undefined && more.length === 0) count(alone, only);
  }
  return { outcomes, refusals, alone };
}

function share<Item>(
  all: Iterable<Item>,
  has: (item: Item) => boolean,
  name: (item: Item) => string,
): Share {
  const items = [...all];
  const missed = items.filter((item) => !has(item)).map(name);
  return { covered: items.length - missed.length, of: items.length, missed };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The sums of the same kind of counts over several graphs. */
export function summed(each: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const counts of each) {
    for (const [key, value] of counts) sums.set(key, (sums.get(key) ?? 0) + value);
  }
  return sums;
}
