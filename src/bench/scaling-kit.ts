/**
 * How the kit grows: a replay with the length of a trace, the making of walks and the reading of
 * vectors with the size of a model. In: the texts of committed vector files. Out: growths.
 * @module
 */
import { assert } from "../base/assert.ts";
import { ready } from "../replay/corpus.ts";
import { judgePath } from "../replay/replay.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { cover } from "../trace/cover.ts";
import { read } from "../vector/read.ts";
import { fastest, growths, type Axis } from "./growth.ts";
import { graphIn } from "./replay.ts";
import type { Growth, Probe } from "./measured.ts";

const WALK_LENGTH_MAX = 200;

/** One trace that asks more and more: all that its first state refuses, over and over. */
export function traceGrowths(
  graphs: ReadonlyMap<string, string>,
  probe: Probe,
  budget: number,
): Promise<readonly Growth[]> {
  const [first] = graphs;
  assert(first !== undefined, "there is a graph");
  const [name, text] = first;
  const file = read(text, name);
  const corpus = ready(file);
  const signatures = runSignatures();
  const [trace] = file.traces;
  const stays = trace?.lines.find((line) => line.kind === "stay");
  assert(trace !== undefined && stays?.kind === "stay", "a trace begins with what changes nothing");
  assert(stays.state === trace.trace.root, "and says it of its first state");
  const { n, state } = stays;
  const asked = stays.answers.flatMap((answer, index) =>
    answer === 0 ? [] : [{ n, input: index + 1, answer, state }],
  );
  const axes: readonly Axis[] = [
    {
      id: "scaling/replay-length",
      about: `a replay against the reference, every answer compared (${name})`,
      kind: "time",
      of: "inputs of a trace",
      unit: "µs a trace",
    },
  ];
  const trial = async (length: number): Promise<readonly number[]> => {
    const asks = Array.from({ length }, (_, at) => asked[at % asked.length]).filter(
      (ask) => ask !== undefined,
    );
    const time = await fastest(probe, async () => {
      const { kind } = await judgePath(corpus, trace.trace, asks, new Reference(signatures));
      assert(kind === "conforms", "the reference conforms");
    });
    return [time];
  };
  return growths(axes, [10, 32, 100, 316, 1000, 3162], trial, probe, budget);
}

/** Each committed graph is a size of its own. */
export async function modelGrowths(
  graphs: ReadonlyMap<string, string>,
  probe: Probe,
  budget: number,
): Promise<readonly Growth[]> {
  const files = [...graphs].map(([name, text]) => {
    const file = read(text, name);
    return { name, text, graph: graphIn(file), transitions: file.header.counts.transitions };
  });
  const byEdges = new Map(files.map((file) => [file.graph.edges.length, file]));
  const byTransitions = new Map(files.map((file) => [file.transitions, file]));
  const covering = await growths(
    [
      {
        id: "scaling/cover-edges",
        about: "the fewest walks over a committed graph",
        kind: "time",
        of: "edges",
        unit: "µs a graph",
      },
    ],
    ascending(byEdges),
    async (size) => {
      const graph = byEdges.get(size)?.graph;
      assert(graph !== undefined, "a size is that of a graph");
      const walk = (): void => void cover(graph, { walkLengthMax: WALK_LENGTH_MAX });
      return [await fastest(probe, walk)];
    },
    probe,
    budget,
  );
  const reading = await growths(
    [
      {
        id: "scaling/read-transitions",
        about: "a vector file read and checked",
        kind: "time",
        of: "transitions",
        unit: "µs a file",
      },
    ],
    ascending(byTransitions),
    async (size) => {
      const file = byTransitions.get(size);
      assert(file !== undefined, "a size is that of a file");
      return [await fastest(probe, () => void read(file.text, file.name))];
    },
    probe,
    budget,
  );
  return [...covering, ...reading];
}

function ascending(sizes: ReadonlyMap<number, unknown>): readonly number[] {
  return [...sizes.keys()].toSorted((one, other) => one - other);
}
