/**
 * A flow without the circles that it need not take. In: a graph, and how often each edge is taken.
 * Out: the same with every edge taken that was, as much going into a node as coming out of it as
 * before, and no circle of edges that are all taken once more than they must be.
 * @module
 */
import { assert } from "../base/assert.ts";
import { at } from "./flow.ts";
import type { Digraph } from "./paths.ts";

/**
 * Goes forward over edges with something to spare. Where it comes to its own path, that circle is
 * given back; where it cannot go on, no circle leads through. An edge that has nothing to spare, or
 * leads where no circle does, stays so: each is left behind once.
 */
export function withoutCircles(graph: Digraph, flow: readonly number[]): readonly number[] {
  const taken = [...flow];
  const leaving: number[][] = Array.from({ length: graph.nodes }, () => []);
  for (const [edge, { from, to }] of graph.edges.entries()) {
    if (from !== to) at(leaving, from).push(edge);
  }
  const isDone = Array.from({ length: graph.nodes }, () => false);
  for (let start = 0; start < graph.nodes; start += 1) {
    const path: number[] = [];
    for (let here = start; !at(isDone, here);) {
      const edges = at(leaving, here);
      const edge = edges.at(-1);
      if (edge === undefined) {
        isDone[here] = true;
        const back = path.pop();
        if (back !== undefined) here = at(graph.edges, back).from;
        continue;
      }
      const { to } = at(graph.edges, edge);
      if (at(taken, edge) <= 1 || at(isDone, to)) {
        edges.pop();
        continue;
      }
      path.push(edge);
      const begins = path.findIndex((each) => at(graph.edges, each).from === to);
      if (begins !== -1) giveBack(taken, path.splice(begins));
      here = to;
    }
    assert(path.length === 0, "what has been gone forward is gone back");
  }
  return taken;
}

function giveBack(taken: number[], circle: readonly number[]): void {
  const spare = Math.min(...circle.map((edge) => at(taken, edge) - 1));
  for (const edge of circle) taken[edge] = at(taken, edge) - spare;
}
