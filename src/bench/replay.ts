/**
 * How fast the kit itself is: the reference replays recorded traces, and walks are made from a
 * graph. In: one vector file. Out: rows in inputs and in edges. The yardstick is reading the same
 * file as JSON, line by line.
 * @module
 */
import { assert } from "../base/assert.ts";
import { ready } from "../replay/corpus.ts";
import { replay } from "../replay/replay.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { cover } from "../trace/cover.ts";
import type { Digraph } from "../trace/paths.ts";
import type { TraceLines, VectorFile } from "../vector/lines.ts";
import { read } from "../vector/read.ts";
import type { Row, Table } from "./row.ts";

const YARDSTICK = "replay/json";
/** How many a call replays: the whole file would take a second. */
const INPUTS = 100;

/** `text` is the vector file's, `name` what it is called in a fault. */
export function replayTable(text: string, name: string): Table {
  return {
    name: "replay",
    title: "The kit",
    about: `${name}: its first traces against the reference, and the fewest walks over its graph.`,
    rows: () => rowsOf(text, name),
  };
}

function rowsOf(text: string, name: string): readonly Row[] {
  const file = read(text, name);
  const corpus = ready(file);
  const signatures = runSignatures();
  const graph = graphIn(file);
  const lines = text.trimEnd().split("\n");
  const traces = firstOf(file.traces, INPUTS);
  const inputs = inputsIn(traces);
  return [
    {
      id: YARDSTICK,
      about: "the vector file as JSON, line by line",
      unit: "lines",
      operations: lines.length,
      yardstick: null,
      gated: false,
      run: () => {
        for (const line of lines) JSON.parse(line);
      },
    },
    {
      id: "replay/read",
      about: "the vector file read and checked",
      unit: "lines",
      operations: lines.length,
      yardstick: YARDSTICK,
      // A call takes so long that few fit into a round.
      gated: false,
      run: () => void read(text, name),
    },
    {
      id: "replay/steps",
      about: "traces replayed against the reference, every answer and state compared",
      unit: "inputs",
      operations: inputs,
      yardstick: YARDSTICK,
      gated: true,
      // A subject a run: the library begins one more before it has awaited the first.
      run: async () => {
        const reference = new Reference(signatures);
        for (const trace of traces) {
          const { kind } = await replay(corpus, trace, reference);
          assert(kind === "conforms", "the reference conforms");
        }
      },
    },
    {
      id: "replay/cover",
      about: "the fewest walks that take every moving edge of the graph",
      unit: "edges",
      operations: graph.edges.length,
      yardstick: YARDSTICK,
      gated: true,
      run: () => void cover(graph, { walkLengthMax: 200 }),
    },
  ];
}

/** As many traces as give a subject so many inputs. */
function firstOf(traces: readonly TraceLines[], inputs: number): readonly TraceLines[] {
  const first: TraceLines[] = [];
  for (const trace of traces) if (inputsIn(first) < inputs) first.push(trace);
  return first;
}

/** What a replay of the traces gives a subject. */
function inputsIn(traces: readonly TraceLines[]): number {
  const lines = traces.flatMap((trace) => trace.lines);
  const given = lines.map((line) =>
    line.kind === "step" ? 1 : line.answers.filter((answer) => answer !== 0).length,
  );
  return given.reduce((sum, count) => sum + count, 0);
}

/** The edges that the traces take, each once, in the order in which they are first taken. */
export function graphIn({ states, traces }: VectorFile): Digraph {
  const edges = new Map<string, { readonly from: number; readonly to: number }>();
  const roots = new Set<number>();
  for (const { trace, lines } of traces) {
    roots.add(trace.root - 1);
    let from = trace.root - 1;
    for (const line of lines) {
      if (line.kind !== "step") continue;
      const to = line.state - 1;
      edges.set(`${from} ${line.input}`, { from, to });
      from = to;
    }
  }
  return { nodes: states.length, roots: [...roots], edges: [...edges.values()] };
}
