/**
 * A vector file -> the same file for another network: the same model values, ids, traces and
 * answers, but other keys, and so other messages, signatures, digests and observations. The name
 * of the network is in all that is signed (TH-3), so no answer that was recorded under one name
 * fits under another. In: the file. Out: the file as `flashmesh traces` would have bound it; or a
 * fault, if what the file holds is not what its own values say.
 * @module
 */
import { Fault, InputFault } from "../base/fault.ts";
import type { State } from "../graph/graph.ts";
import { at } from "../trace/flow.ts";
import { parse } from "../value/parse.ts";
import type { Value } from "../value/value.ts";
import { Binding, ELSEWHERE } from "./bind.ts";
import { componentOf } from "./components/all.ts";
import { traceDigest } from "./digest.ts";
import { stateDigest, traceId } from "./identity.ts";
import { bindInput } from "./input.ts";
import { jcs, sha256 } from "./json.ts";
import { keysOf } from "./keys.ts";
import type {
  HeaderLine,
  InputLine,
  MessageLine,
  SetupLine,
  StateLine,
  TraceLine,
  TraceLines,
  VectorFile,
} from "./lines.ts";
import { bindMessage } from "./message.ts";
import { setupOf } from "./setup.ts";
import { termReader } from "./terms.ts";
import { worldOf } from "./world.ts";
import type { World } from "./world.ts";

/** `common.schema.json#/$defs/network`. */
const NETWORK = /^[a-z0-9][a-z0-9-]{0,31}$/;

export function rebind(file: VectorFile, network: string): VectorFile {
  if (!NETWORK.test(network) || network.startsWith(ELSEWHERE)) {
    throw new InputFault("NetworkUnusable", { network });
  }
  try {
    const model = modelOf(file);
    const own = bound(file, model, file.header.network);
    demandSame(file, own, tablesOf);
    const told = retold(own, model);
    demandSame(file, told, ({ traces }) => traces.map(({ trace }) => trace));
    return network === file.header.network ? told : retold(bound(file, model, network), model);
  } catch (cause) {
    if (!(cause instanceof Fault) || cause instanceof InputFault) throw cause;
    throw wrong(file, `its values cannot be bound (${cause.message})`, cause);
  }
}

function wrong({ header }: VectorFile, why: string, cause?: Fault): InputFault {
  return new InputFault("VectorInconsistent", { file: header.id, why }, { cause });
}

/** The values of a file, each at the place of its line. */
type Model = {
  readonly world: World;
  readonly messages: readonly Value[];
  readonly inputs: readonly Value[];
  readonly states: readonly State[];
};

function modelOf(file: VectorFile): Model {
  const read = termReader(file.terms);
  const openings = openingsOf(file);
  return {
    world: worldOf(parse(file.header.world), BigInt(file.header.amount_unit)),
    messages: file.messages.map(({ value }) => read(value)),
    inputs: file.inputs.map(({ value }) => read(value)),
    states: file.states.map(({ value }, index) => {
      return { opening: openings.get(index + 1) ?? "", core: read(value) };
    }),
  };
}

/** State -> the opening that it descends from: it is in a trace that begins there. */
function openingsOf({ traces }: VectorFile): ReadonlyMap<number, string> {
  return new Map(
    traces.flatMap(({ trace, lines }) =>
      [trace.root, ...lines.map(({ state }) => state)].map((state) => [state, trace.opening]),
    ),
  );
}

/** Everything but the traces, which are told in terms of the rest. */
function bound(file: VectorFile, model: Model, network: string): VectorFile {
  const { world } = model;
  const component = componentOf(world.profile);
  const binding = new Binding(world.terms, network);
  const roots = new Map(file.traces.map(({ trace }) => [trace.opening, trace.root]));
  const setups = file.setups.map(({ opening }) => {
    const root = roots.get(opening);
    if (root === undefined) throw wrong(file, `no trace begins with the opening ${opening}`);
    return setupOf(binding, component, world, opening, at(model.states, root - 1).core);
  });
  const messages = file.messages.map((line, index) => {
    const { body } = bindMessage(binding, component.bodies, line.type, at(model.messages, index));
    return { ...line, body, digest: sha256(jcs(body)) };
  });
  const ids = new Map(messages.map(({ id, type, digest }) => [`${type} ${digest}`, id]));
  const inputs = file.inputs.map((line, index) => {
    const { messages: told, ...rest } = bindInput(binding, component, at(model.inputs, index));
    const refs = Object.entries(told).map(([name, { type, body }]): [string, number] => {
      return [name, ids.get(`${type} ${sha256(jcs(body))}`) ?? 0];
    });
    return { ...line, ...rest, messages: Object.fromEntries(refs) };
  });
  const states = file.states.map((line, index) => {
    const state = at(model.states, index);
    const observed = component.observe(binding, state.core);
    return { ...line, model: stateDigest(state), observed };
  });
  const header = { ...file.header, profile: world.profile, ...keysOf(binding.keys) };
  return { ...file, header, setups, messages, inputs, states };
}

function retold(file: VectorFile, model: Model): VectorFile {
  const traces = file.traces.map((each): TraceLines => {
    const id = idOf(file, model, each);
    return { ...each, trace: { ...each.trace, id, digest: traceDigest(file, each) } };
  });
  return { ...file, traces };
}

function idOf(file: VectorFile, model: Model, { trace, lines }: TraceLines): string {
  const moves = lines
    .filter((line) => line.kind === "step")
    .map(({ input, answer, state }) => ({
      input: at(model.inputs, input - 1),
      outcome: at(file.answers, answer - 1).outcome,
      to: at(model.states, state - 1),
    }));
  return traceId(model.world.told, at(model.states, trace.root - 1), moves);
}

/** Bound to its own network, the file must come out as it is. */
function demandSame(
  file: VectorFile,
  own: VectorFile,
  linesOf: (file: VectorFile) => readonly Told[],
): void {
  const lines = linesOf(own);
  for (const [index, line] of linesOf(file).entries()) {
    if (jcs(line) === jcs(at(lines, index))) continue;
    const name = line.kind === "setup" ? line.opening : line.id;
    throw wrong(file, `the ${line.kind} ${name} is not what its value says`);
  }
}

type Told = HeaderLine | SetupLine | MessageLine | InputLine | StateLine | TraceLine;

function tablesOf({ header, setups, messages, inputs, states }: VectorFile): readonly Told[] {
  return [...setups, ...messages, ...inputs, ...states, header];
}
