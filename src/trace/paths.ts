/**
 * The shortest way to every state. In: a graph of numbered nodes, its roots, its edges in
 * canonical order. Out: for each node the edge by which a breadth-first search first found it.
 * After a failure the shortest path to that edge alone is what people look at.
 * @module
 */
import { assert } from "../base/assert.ts";
import { at } from "./flow.ts";

/** `edges` in canonical order: it breaks all ties. Every node is reachable from a root. */
export type Digraph = {
  readonly nodes: number;
  readonly roots: readonly number[];
  readonly edges: readonly { readonly from: number; readonly to: number }[];
};

/** A root and the edges (indices) that are taken from it, in order. */
export type Walk = { readonly root: number; readonly edges: readonly number[] };

export type Shortest = {
  /** The shortest walk that ends in the node. */
  readonly to: (node: number) => Walk;
  /** The shortest walk whose last edge is this one. */
  readonly through: (edge: number) => Walk;
};

export function shortest(graph: Digraph): Shortest {
  const leaving: number[][] = Array.from({ length: graph.nodes }, () => []);
  for (const [edge, { from }] of graph.edges.entries()) at(leaving, from).push(edge);
  // The edge that found a node; -1 for a root, undefined for a node not found yet.
  const found: (number | undefined)[] = Array.from({ length: graph.nodes });
  const queue = graph.roots.toSorted((left, right) => left - right);
  for (const root of queue) found[root] = -1;
  for (const node of queue) {
    for (const edge of at(leaving, node)) {
      const { to } = at(graph.edges, edge);
      if (found[to] !== undefined) continue;
      found[to] = edge;
      queue.push(to);
    }
  }
  assert(queue.length === graph.nodes, "every node is reachable from a root");

  const to = (node: number): Walk => {
    const edges: number[] = [];
    let here = node;
    for (let by = found[here]; by !== undefined && by >= 0; by = found[here]) {
      edges.push(by);
      here = at(graph.edges, by).from;
    }
    return { root: here, edges: edges.toReversed() };
  };
  const through = (edge: number): Walk => {
    const before = to(at(graph.edges, edge).from);
    return { root: before.root, edges: [...before.edges, edge] };
  };
  return { to, through };
}
