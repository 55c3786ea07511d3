/**
 * A complete labelled graph -> a vector file: the fewest traces that take every step, and for each
 * state, where it is first visited, everything that leaves it as it is. In: the graph, where it
 * comes from, the table of reasons. Out: the file's lines and its exact coverage.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Edge, Graph } from "../graph/graph.ts";
import { cover } from "../trace/cover.ts";
import type { Coverage } from "../trace/coverage.ts";
import { coverage } from "../trace/coverage.ts";
import { at } from "../trace/flow.ts";
import type { Walk } from "../trace/paths.ts";
import { print } from "../value/print.ts";
import type { Answered, ReasonOf } from "./answering.ts";
import { answered } from "./answering.ts";
import { Binding } from "./bind.ts";
import { sortedClauses } from "./clauses.ts";
import { componentOf } from "./components/all.ts";
import { traceDigest } from "./digest.ts";
import type { Move } from "./identity.ts";
import { stateDigest, traceId } from "./identity.ts";
import { keysOf } from "./keys.ts";
import type { HeaderLine, StateLine, TraceLines, VectorFile } from "./lines.ts";
import { FORMAT, SUITE_VERSION } from "./lines.ts";
import { setupOf } from "./setup.ts";
import { Tables, inputTables } from "./tables.ts";
import { worldOf } from "./world.ts";
import type { World } from "./world.ts";

export type Provenance = {
  readonly model: string;
  /** SHA-256 of the model's modules, of its configuration, of the jar. */
  readonly spec: string;
  readonly config: string;
  readonly jar: string;
  /** The bounds of the model, in words. */
  readonly scope: string;
  /** One unit of the model's money in the smallest unit of the wire's. */
  readonly amountUnit: bigint;
};

export type Built = { readonly file: VectorFile; readonly coverage: Coverage };

/** Longer walks say nothing more and take longer to read when they fail. */
const WALK_LENGTH_MAX = 64;

const GENERATOR = "flashmesh traces";

export function build(graph: Graph, provenance: Provenance, reasonOf: ReasonOf): Built {
  const world = worldOf(graph.world, provenance.amountUnit);
  const component = componentOf(world.profile);
  const binding = new Binding(world.terms);
  const setups = graph.roots.map((root) => {
    const { opening, core } = at(graph.states, root);
    return setupOf(binding, component, world, opening, core);
  });
  const tables = new Tables();
  const inputs = inputTables(graph, component, binding, tables);
  const told = answered({ graph, component, binding, tables, reasonOf });
  const moving = graph.edges.filter((edge) => edge.from !== edge.to);
  const walks = cover({ nodes: graph.states.length, roots: graph.roots, edges: moving }, CAP);
  const { terms } = tables;
  const states = graph.states.map((state, index): StateLine => {
    const observed = component.observe(binding, state.core);
    const value = terms.tell(state.core);
    return { kind: "state", id: index + 1, model: stateDigest(state), observed, value };
  });
  const bare = {
    setups,
    terms: terms.lines(),
    messages: tables.messages(),
    inputs: inputs(told.clauses),
    answers: told.answers,
    states,
    traces: tracesOf(graph, moving, walks, world, told),
  };
  const traces = bare.traces.map((each) => {
    return { ...each, trace: { ...each.trace, digest: traceDigest(bare, each) } };
  });
  const header = headerOf(provenance, world, binding, { ...bare, traces });
  return { file: { header, ...bare, traces }, coverage: coverage(graph, moving, walks) };
}

const CAP = { walkLengthMax: WALK_LENGTH_MAX };

function tracesOf(
  graph: Graph,
  moving: readonly Edge[],
  walks: readonly Walk[],
  world: World,
  told: Answered,
): readonly TraceLines[] {
  const seen = new Set<number>();
  return walks.map((walk) => {
    const lines: TraceLines["lines"][number][] = [];
    const visit = (state: number, n: number): void => {
      if (seen.has(state)) return;
      seen.add(state);
      lines.push({ kind: "stay", n, ...at(told.stays, state) });
    };
    visit(walk.root, 0);
    for (const [before, number] of walk.edges.entries()) {
      const edge = at(moving, number);
      lines.push({ kind: "step", n: before + 1, ...told.stepOf(edge) });
      visit(edge.to, before + 1);
    }
    const root = at(graph.states, walk.root);
    const edges = walk.edges.map((number) => at(moving, number));
    const last = edges.at(-1);
    const title =
      last === undefined
        ? `${root.opening}: as it is opened`
        : `${root.opening}: ${edges.length} steps to ${last.input} ${last.kind}`;
    return {
      trace: {
        kind: "trace",
        id: traceId(world.told, root, movesOf(graph, edges)),
        digest: "",
        opening: root.opening,
        root: walk.root + 1,
        steps: edges.length,
        title,
      },
      lines,
    };
  });
}

function movesOf(graph: Graph, edges: readonly Edge[]): readonly Move[] {
  return edges.map(({ input: name, kind, to }) => {
    const input = graph.inputs.get(name);
    assert(input !== undefined, "an edge has an input of the graph");
    return { input, outcome: kind, to: at(graph.states, to) };
  });
}

function headerOf(
  provenance: Provenance,
  world: World,
  binding: Binding,
  file: Omit<VectorFile, "header">,
): HeaderLine {
  const used = file.inputs.flatMap((input) => input.clauses);
  return {
    kind: "header",
    format: FORMAT,
    id: `${world.profile}/${provenance.model}`,
    profile: world.profile,
    suite_version: SUITE_VERSION,
    model: provenance.model,
    spec_sha256: provenance.spec,
    config_sha256: provenance.config,
    jar_sha256: provenance.jar,
    generator: GENERATOR,
    scope: provenance.scope,
    world: print(world.told),
    amount_unit: String(world.terms.amountUnit),
    ...keysOf(binding.keys),
    clauses: sortedClauses(used),
    counts: {
      openings: file.setups.length,
      messages: file.messages.length,
      inputs: file.inputs.length,
      answers: file.answers.length,
      states: file.states.length,
      transitions: file.states.length * file.inputs.length,
      traces: file.traces.length,
      steps: file.traces.reduce((sum, { trace }) => sum + trace.steps, 0),
    },
  };
}
