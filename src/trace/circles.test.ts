import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutCircles } from "./circles.ts";
import type { Digraph } from "./paths.ts";

const flows = fc
  .array(fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 4 })), { maxLength: 20 })
  .map((rows): readonly [Digraph, readonly number[]] => [
    { nodes: 6, roots: [0], edges: rows.map(([from, to]) => ({ from, to })) },
    rows.map(([, , taken]) => taken),
  ]);

/** What comes out of each node, less what goes into it. */
function surplus({ nodes, edges }: Digraph, taken: readonly number[]): readonly number[] {
  const sums = Array.from({ length: nodes }, () => 0);
  for (const [edge, { from, to }] of edges.entries()) {
    sums[from] = (sums[from] ?? 0) + (taken[edge] ?? 0);
    sums[to] = (sums[to] ?? 0) - (taken[edge] ?? 0);
  }
  return sums;
}

/** Nodes without a spare edge into them, taken away until there is none, leave the circles. */
function onCircles({ edges }: Digraph, taken: readonly number[]): number {
  let spare = edges.filter(({ from, to }, edge) => from !== to && (taken[edge] ?? 0) > 1);
  for (let before = -1; before !== spare.length;) {
    before = spare.length;
    const entered = new Set(spare.map(({ to }) => to));
    spare = spare.filter(({ from }) => entered.has(from));
  }
  return spare.length;
}

test("circles of spare edges are gone; each edge and each balance is kept", () => {
  fc.assert(
    fc.property(flows, ([graph, taken]) => {
      const less = withoutCircles(graph, taken);
      expect(onCircles(graph, less)).toBe(0);
      expect(surplus(graph, less)).toEqual(surplus(graph, taken));
      for (const [edge, count] of less.entries()) {
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(taken[edge] ?? 0);
      }
    }),
  );
});

test("what has no circle stays as it is", () => {
  fc.assert(
    fc.property(flows, ([graph, taken]) => {
      const edges = graph.edges.map(({ from, to }) => ({
        from: Math.min(from, to),
        to: Math.max(from, to),
      }));
      expect(withoutCircles({ ...graph, edges }, taken)).toEqual(taken);
    }),
  );
});
