/**
 * The fewest walks that take every edge of a graph. In: nodes, roots, edges in canonical order.
 * Out: walks from the roots. Parallel edges are edges of their own; an edge from a node to itself
 * needs no walk, it is tried wherever its node is first visited.
 *
 * A set of walks is a flow from a source (before the roots) to a sink (behind every node) with at
 * least one on each edge. We begin with one shortest walk per edge and send as much as possible
 * back from sink to source; what is left is a minimum flow, circles that need not be taken are
 * left out, and an Euler tour splits the rest into walks.
 * @module
 */
import { assert } from "../base/assert.ts";
import { withoutCircles } from "./circles.ts";
import { Network, UNBOUNDED, at } from "./flow.ts";
import type { Digraph, Shortest, Walk } from "./paths.ts";
import { shortest } from "./paths.ts";

export type CoverOptions = {
  /** Longer walks are cut; each part begins at a root again, so a cap may cost more walks. */
  readonly walkLengthMax: number;
};

/** How often each edge is taken, how many walks begin at each root, how many end in each node. */
type Flow = {
  readonly taken: readonly number[];
  readonly begun: readonly number[];
  readonly ended: readonly number[];
};

export function cover(graph: Digraph, options: CoverOptions): readonly Walk[] {
  const ways = shortest(graph);
  const least = minimum(graph, feasible(graph, ways));
  const flow = withEveryRootBegun(graph, { ...least, taken: withoutCircles(graph, least.taken) });
  return tour(graph, flow).flatMap((walk) => cut(graph, walk, ways, options.walkLengthMax));
}

function isLoop(edge: { readonly from: number; readonly to: number }): boolean {
  return edge.from === edge.to;
}

/** One shortest walk for each edge that is no loop. */
function feasible(graph: Digraph, ways: Shortest): Flow {
  const taken = graph.edges.map(() => 0);
  const begun = Array.from({ length: graph.nodes }, () => 0);
  const ended = Array.from({ length: graph.nodes }, () => 0);
  for (const [number, edge] of graph.edges.entries()) {
    if (isLoop(edge)) continue;
    const walk = ways.through(number);
    for (const step of walk.edges) taken[step] = at(taken, step) + 1;
    begun[walk.root] = at(begun, walk.root) + 1;
    ended[edge.to] = at(ended, edge.to) + 1;
  }
  return { taken, begun, ended };
}

/** Takes back whatever can flow from sink to source while each edge keeps its one. */
function minimum(graph: Digraph, flow: Flow): Flow {
  const source = graph.nodes;
  const sink = graph.nodes + 1;
  const network = new Network(graph.nodes + 2);
  const begun = flow.begun.map((count, node) => network.arc(node, source, count, UNBOUNDED));
  const ended = flow.ended.map((count, node) => network.arc(sink, node, count, UNBOUNDED));
  const taken = graph.edges.map((edge, number) =>
    // Sent along the arc is what the edge gives back; sent against it, what it takes on.
    isLoop(edge)
      ? undefined
      : network.arc(edge.to, edge.from, at(flow.taken, number) - 1, UNBOUNDED),
  );
  // Nothing may begin elsewhere than at a root.
  const isRoot = new Set(graph.roots);
  for (const [node, count] of flow.begun.entries()) {
    assert(count === 0 || isRoot.has(node), "a walk begins at a root");
  }
  network.send(sink, source);
  return {
    taken: taken.map((arc) => (arc === undefined ? 0 : network.left(arc) + 1)),
    begun: begun.map((arc) => network.left(arc)),
    ended: ended.map((arc) => network.left(arc)),
  };
}

/**
 * A part of the graph that no walk enters (a circle through its root, or a root without edges)
 * still needs one: it begins and ends at the part's first root.
 */
function withEveryRootBegun(graph: Digraph, flow: Flow): Flow {
  const part = parts(graph);
  const entered = new Set<number>();
  for (const [node, count] of flow.begun.entries()) if (count > 0) entered.add(part(node));
  const begun = [...flow.begun];
  const ended = [...flow.ended];
  for (const root of graph.roots) {
    if (entered.has(part(root))) continue;
    entered.add(part(root));
    begun[root] = at(begun, root) + 1;
    ended[root] = at(ended, root) + 1;
  }
  return { taken: flow.taken, begun, ended };
}

/** Which nodes hang together, whatever the direction of the edges. */
function parts(graph: Digraph): (node: number) => number {
  const above = Array.from({ length: graph.nodes }, (_, node) => node);
  const part = (node: number): number => {
    let top = node;
    while (at(above, top) !== top) top = at(above, top);
    above[node] = top;
    return top;
  };
  for (const { from, to } of graph.edges) above[part(from)] = part(to);
  return part;
}

/** Hierholzer's tour through source, walks and sink, cut where it passes from sink to source. */
function tour(graph: Digraph, flow: Flow): readonly Walk[] {
  const source = graph.nodes;
  const sink = graph.nodes + 1;
  const leaving = arcsOf(graph, flow);
  type Stop = { readonly node: number; readonly by: number };
  const stack: Stop[] = [{ node: source, by: FROM_SINK }];
  const done: Stop[] = [];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const arcs = at(leaving, top.node);
    const next = arcs.at(-1);
    if (next === undefined) {
      done.push(top);
      stack.pop();
      continue;
    }
    next.left -= 1;
    if (next.left === 0) arcs.pop();
    stack.push({ node: next.to, by: next.edge });
  }
  const walks: { root: number; edges: number[] }[] = [];
  for (const { node, by } of done.toReversed()) {
    if (node === source || node === sink) continue;
    if (by === FROM_SOURCE) walks.push({ root: node, edges: [] });
    else walks.at(-1)?.edges.push(by);
  }
  const steps = walks.reduce((sum, walk) => sum + walk.edges.length, 0);
  const wanted = flow.taken.reduce((sum, count) => sum + count, 0);
  assert(steps === wanted, "the tour takes every edge as often as the flow does");
  return walks;
}

const FROM_SOURCE = -1;
const FROM_SINK = -2;
const TO_SINK = -3;

type Arc = { readonly edge: number; readonly to: number; left: number };

/** The arcs that leave each node, the first to be taken last. */
function arcsOf(graph: Digraph, flow: Flow): Arc[][] {
  const source = graph.nodes;
  const sink = graph.nodes + 1;
  const leaving: Arc[][] = Array.from({ length: graph.nodes + 2 }, () => []);
  const add = (from: number, arc: Arc): void => {
    if (arc.left > 0) at(leaving, from).push(arc);
  };
  for (const [number, edge] of graph.edges.entries()) {
    add(edge.from, { edge: number, to: edge.to, left: at(flow.taken, number) });
  }
  for (let node = 0; node < graph.nodes; node += 1) {
    add(source, { edge: FROM_SOURCE, to: node, left: at(flow.begun, node) });
    add(node, { edge: TO_SINK, to: sink, left: at(flow.ended, node) });
  }
  const walks = flow.begun.reduce((sum, count) => sum + count, 0);
  add(sink, { edge: FROM_SINK, to: source, left: walks });
  return leaving.map((arcs) => arcs.toReversed());
}

function cut(graph: Digraph, walk: Walk, ways: Shortest, lengthMax: number): Walk[] {
  const cuts: Walk[] = [];
  let part: { root: number; edges: number[] } = { root: walk.root, edges: [] };
  // How much of the part is only the way to where the last one was cut.
  let approach = 0;
  for (const edge of walk.edges) {
    if (part.edges.length >= lengthMax && part.edges.length > approach) {
      cuts.push(part);
      const way = ways.to(at(graph.edges, edge).from);
      part = { root: way.root, edges: [...way.edges] };
      approach = way.edges.length;
    }
    part.edges.push(edge);
  }
  return [...cuts, part];
}
