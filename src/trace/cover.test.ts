import fc from "fast-check";
import { expect, test } from "vitest";
import { cover } from "./cover.ts";
import type { Digraph, Walk } from "./paths.ts";
import { shortest } from "./paths.ts";

const NO_CAP = { walkLengthMax: 1_000_000 };

/** Node 0 is a root; node n > 0 hangs on an earlier one, so that every node is reachable. */
function graphs(nodesMax: number, extraMax: number): fc.Arbitrary<Digraph> {
  return fc
    .tuple(
      fc.array(fc.nat(), { maxLength: nodesMax - 1 }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: extraMax }),
      fc.boolean(),
    )
    .map(([above, extra, secondRoot]) => {
      const nodes = above.length + 1;
      const edges = [
        ...above.map((pick, index) => ({ from: pick % (index + 1), to: index + 1 })),
        ...extra.map(([from, to]) => ({ from: from % nodes, to: to % nodes })),
      ];
      return { nodes, edges, roots: secondRoot && nodes > 1 ? [0, nodes - 1] : [0] };
    });
}

function isWalk(graph: Digraph, walk: Walk): boolean {
  let here = walk.root;
  for (const number of walk.edges) {
    const edge = graph.edges[number];
    if (edge?.from !== here) return false;
    here = edge.to;
  }
  return graph.roots.includes(walk.root);
}

function visited(graph: Digraph, walks: readonly Walk[]): Set<number> {
  const seen = new Set(walks.map((walk) => walk.root));
  for (const walk of walks) for (const edge of walk.edges) seen.add(graph.edges[edge]?.to ?? -1);
  return seen;
}

/** Fewest walks by exhaustive search: which edges are done x which walk goes on where. */
function fewest(graph: Digraph): number {
  const wanted = graph.edges.flatMap((edge, number) => (edge.from === edge.to ? [] : [number]));
  const all = (1 << wanted.length) - 1;
  let front = new Set([`0 0`]);
  for (let walks = 1; ; walks += 1) {
    const seen = new Set<string>();
    const queue: [number, number][] = [];
    for (const key of front) {
      const mask = Number(key.split(" ")[0]);
      for (const root of graph.roots) queue.push([mask, root]);
    }
    for (const [mask, node] of queue) {
      const key = `${mask} ${node}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (mask === all) return walks;
      for (const [bit, number] of wanted.entries()) {
        const edge = graph.edges[number];
        if (edge?.from === node) queue.push([mask | (1 << bit), edge.to]);
      }
    }
    front = seen;
  }
}

test("a cover takes every edge that is no loop, visits every node, and consists of walks", () => {
  fc.assert(
    fc.property(graphs(12, 20), (graph) => {
      const walks = cover(graph, NO_CAP);
      expect(walks.every((walk) => isWalk(graph, walk))).toBe(true);
      const taken = new Set(walks.flatMap((walk) => walk.edges));
      for (const [number, edge] of graph.edges.entries()) {
        expect(taken.has(number)).toBe(edge.from !== edge.to);
      }
      expect(visited(graph, walks).size).toBe(graph.nodes);
    }),
  );
});

test("a cover with one root has as few walks as exhaustive search finds", () => {
  fc.assert(
    fc.property(graphs(5, 5), (graph) => {
      const one = { ...graph, roots: [0] };
      expect(cover(one, NO_CAP).length).toBe(fewest(one));
    }),
  );
});

test("the same graph has the same cover", () => {
  fc.assert(
    fc.property(graphs(8, 12), (graph) => {
      expect(cover(graph, NO_CAP)).toEqual(cover(structuredClone(graph), NO_CAP));
    }),
  );
});

test("with a cap every edge is still taken, and no walk goes on beyond it", () => {
  fc.assert(
    fc.property(graphs(10, 16), fc.integer({ min: 1, max: 4 }), (graph, walkLengthMax) => {
      const walks = cover(graph, { walkLengthMax });
      const ways = shortest(graph);
      expect(walks.every((walk) => isWalk(graph, walk))).toBe(true);
      const taken = new Set(walks.flatMap((walk) => walk.edges));
      const wanted = graph.edges.filter((edge) => edge.from !== edge.to);
      expect(taken.size).toBe(wanted.length);
      for (const walk of walks) {
        const last = graph.edges[walk.edges.at(-1) ?? -1];
        const floor = last === undefined ? 0 : ways.to(last.from).edges.length + 1;
        expect(walk.edges.length).toBeLessThanOrEqual(Math.max(walkLengthMax, floor));
      }
    }),
  );
});

test("parallel edges are two edges: two walks where nothing leads back", () => {
  const edges = [
    { from: 0, to: 1 },
    { from: 0, to: 1 },
  ];
  expect(cover({ nodes: 2, roots: [0], edges }, NO_CAP)).toEqual([
    { root: 0, edges: [0] },
    { root: 0, edges: [1] },
  ]);
});

test("a circle through the root is one walk, and a root alone is one walk without a step", () => {
  const circle = [
    { from: 0, to: 1 },
    { from: 1, to: 0 },
  ];
  expect(cover({ nodes: 2, roots: [0], edges: circle }, NO_CAP)).toEqual([
    { root: 0, edges: [0, 1] },
  ]);
  expect(cover({ nodes: 1, roots: [0], edges: [{ from: 0, to: 0 }] }, NO_CAP)).toEqual([
    { root: 0, edges: [] },
  ]);
});

test("the shortest way through an edge ends with it and is no longer than the cover's", () => {
  fc.assert(
    fc.property(graphs(10, 16), (graph) => {
      const ways = shortest(graph);
      for (const walk of cover(graph, NO_CAP)) {
        for (const [place, edge] of walk.edges.entries()) {
          const way = ways.through(edge);
          expect(isWalk(graph, way)).toBe(true);
          expect(way.edges.at(-1)).toBe(edge);
          expect(way.edges.length).toBeLessThanOrEqual(place + 1);
        }
      }
    }),
  );
});

test("a graph with a node that no root reaches is our mistake", () => {
  expect(() => cover({ nodes: 2, roots: [0], edges: [] }, NO_CAP)).toThrow(/reachable/);
});
