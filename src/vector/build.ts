/**
 * A complete labelled graph -> a vector file: the fewest traces that take every step, and for each
 * state, where it is first visited, everything that leaves it as it is. In: the graph, where it
 * comes from, the table of reasons. Out: the file's lines and its exact coverage.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Edge, Graph, State } from "../graph/graph.ts";
import { stateKey } from "../graph/graph.ts";
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
import { traceDigest } from "./digest.ts";
import { sha256 } from "./json.ts";
import { DERIVATION } from "./keys.ts";
import type { HeaderLine, StateLine, TraceLines, VectorFile } from "./lines.ts";
import { FORMAT, SUITE_VERSION } from "./lines.ts";
import { byText } from "./names.ts";
import { observe } from "./observe.ts";
import { setupOf, worldOf } from "./setup.ts";
import type { World } from "./setup.ts";
import { Tables, inputTables } from "./tables.ts";

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
  const binding = new Binding(world.terms);
  const setups = graph.roots.map((root) => {
    const { opening, core } = at(graph.states, root);
    return setupOf(binding, world, opening, core);
  });
  const tables = new Tables();
  const inputs = inputTables(graph, binding, tables);
  const { profile } = world;
  const told = answered({ graph, profile, binding, tables, reasonOf });
  const moving = graph.edges.filter((edge) => edge.from !== edge.to);
  const walks = cover({ nodes: graph.states.length, roots: graph.roots, edges: moving }, CAP);
  const states = graph.states.map((state, index) => stateLine(binding, world, state, index + 1));
  const bare = {
    setups,
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

function stateLine(binding: Binding, world: World, state: State, id: number): StateLine {
  const observed = observe(binding, world.profile, state.core);
  return { kind: "state", id, model: sha256(stateKey(state)), observed };
}

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
        id: traceId(graph, world, root, edges),
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

/**
 * What the id stands for: the world, where the trace begins, and each input and state in turn, by
 * value. Names, keys and the other traces may change; the id does not.
 */
function traceId(graph: Graph, world: World, root: State, edges: readonly Edge[]): string {
  const path = edges.map((edge) => {
    const input = graph.inputs.get(edge.input);
    assert(input !== undefined, "an edge has an input of the graph");
    return `${print(input)} ${edge.kind} ${stateKey(at(graph.states, edge.to))}`;
  });
  const content = [print(world.told), stateKey(root), ...path].join("\n");
  return `T-${sha256(`flashmesh/1/trace\n${content}`).slice(0, 16)}`;
}

function headerOf(
  provenance: Provenance,
  world: World,
  binding: Binding,
  file: Omit<VectorFile, "header">,
): HeaderLine {
  const network = binding.network(world.terms.network);
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
    seed: `${DERIVATION}/${network}`,
    network,
    keys: binding.keys
      .all()
      .map(({ name, key, seed }) => ({ name, key, seed }))
      .toSorted((left, right) => byText(left.name, right.name)),
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
