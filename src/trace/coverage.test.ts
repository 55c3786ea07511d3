import { expect, test } from "vitest";
import type { Edge, Graph } from "../graph/graph.ts";
import { parse } from "../value/parse.ts";
import { coverage, summed } from "./coverage.ts";

function edge(from: number, input: string, to: number, why: readonly string[] = []): Edge {
  const kind = why.length > 0 ? "refused" : "voted";
  return { from, input, kind, why, emitted: [], to };
}

/** Two states; `SignVote.a.0` leads from the first to the second, everything else stays. */
const graph: Graph = {
  world: parse("[self |-> 1]"),
  inputs: new Map([
    ["SignVote.a.0", parse("1")],
    ["SignVote.b.0", parse("2")],
  ]),
  states: [
    { opening: "o", core: parse("0") },
    { opening: "o", core: parse("1") },
  ],
  roots: [0],
  edges: [
    edge(0, "SignVote.a.0", 1),
    edge(0, "SignVote.b.0", 0, ["VF2"]),
    edge(1, "SignVote.a.0", 1),
    edge(1, "SignVote.b.0", 1, ["VF2", "VF9"]),
  ],
};
const moving = graph.edges.filter(({ from, to }) => from !== to);

test("a walk that takes everything covers everything", () => {
  const found = coverage(graph, moving, [{ root: 0, edges: [0] }]);
  expect(found.states).toEqual({ covered: 2, of: 2, missed: [] });
  expect(found.transitions).toEqual({ covered: 4, of: 4, missed: [] });
  expect(found.inputs).toEqual({ covered: 2, of: 2, missed: [] });
  expect([...found.outcomes]).toEqual([
    ["SignVote voted", 2],
    ["SignVote refused", 2],
  ]);
});

test("a guard is seen alone only where no other guard refuses with it", () => {
  const found = coverage(graph, moving, [{ root: 0, edges: [0] }]);
  expect([...found.alone]).toEqual([["VF2", 1]]);
  expect([...found.refusals]).toEqual([
    ["VF2", 2],
    ["VF9", 1],
  ]);
});

test("what no walk reaches is named", () => {
  const found = coverage(graph, moving, [{ root: 0, edges: [] }]);
  expect(found.states).toEqual({ covered: 1, of: 2, missed: ["1"] });
  expect(found.transitions.missed).toEqual(["0 SignVote.a.0", "1 SignVote.a.0", "1 SignVote.b.0"]);
  expect(found.inputs.missed).toEqual(["SignVote.a.0"]);
});

test("sums add what is counted under the same name", () => {
  const sums = summed([
    new Map([["a", 1]]),
    new Map([
      ["a", 2],
      ["b", 3],
    ]),
  ]);
  expect([...sums]).toEqual([
    ["a", 3],
    ["b", 3],
  ]);
});
