/**
 * The complete labelled graph of a component: every reachable state, and for each state the
 * component's answer to every input of the model, refusals included. In: the lines that a
 * generation module prints, and the counts of the run. Out: the graph in canonical order, or a
 * fault that says what is missing.
 * @module
 */
import { Fault } from "../base/fault.ts";
import { parse } from "../value/parse.ts";
import { print, quoted } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { compare, equal } from "../value/value.ts";

/** A state, and from which start state of the model it descends; both together identify it. */
export type State = { readonly opening: string; readonly core: Value };

/** One answer: what the component does with one input in one state. */
export type Edge = {
  /** Index in `Graph.states`. */
  readonly from: number;
  /** A name of `Graph.inputs`. */
  readonly input: string;
  /** The outcome kind; `refused` for a refusal. */
  readonly kind: string;
  /** The clauses that fail, as the model writes them (`VF9`), sorted; empty unless refused. */
  readonly why: readonly string[];
  /** The messages that leave, in canonical order. */
  readonly emitted: readonly Value[];
  /** Index in `Graph.states`; equals `from` where nothing changes, always so for a refusal. */
  readonly to: number;
};

export type Graph = {
  /** What is the same in all states: the network, the committees, the parameters. A record. */
  readonly world: Value;
  /** By name, in the order of the names. */
  readonly inputs: ReadonlyMap<string, Value>;
  /** By opening, then by core, in canonical order. */
  readonly states: readonly State[];
  /** Indices of the initial states, ascending. */
  readonly roots: readonly number[];
  /** By `from`, then by `input`; exactly one for each state and input. */
  readonly edges: readonly Edge[];
};

/** Sizes that the checker counted itself, apart from what the model printed. */
export type Counted = {
  readonly initial: number;
  readonly generated: number;
  readonly distinct: number;
};

/**
 * Reads `W|[.. the world ..]`, `M|<<name, input>>`, `I|<<opening, core>>` and
 * `S|<<opening, core, answers, refusals>>`. Answers are `<<name, kind, emitted, "same" or the next
 * core>>`, refusals are `<<name, clauses, emitted>>`, both in sets; a name is a string or a tuple
 * of strings and numbers. The lines come in any order.
 */
export function readGraph(printed: readonly string[], counted: Counted): Graph {
  const read = printed.map(readLine);
  const inputs = readInputs(read);
  const tables = read.filter((line) => line.type === "S");
  const states = tables.map(({ opening, core }) => ({ opening, core })).toSorted(compareStates);
  const index = new Map<string, number>();
  for (const [at, state] of states.entries()) {
    const key = stateKey(state);
    if (index.has(key)) throw new Fault("GraphStateTwice", { state: key });
    index.set(key, at);
  }
  const find = (state: State, why: string): number => {
    const at = index.get(stateKey(state));
    if (at === undefined) throw new Fault("GraphStateUnknown", { state: stateKey(state), why });
    return at;
  };
  const roots = readRoots(read, find);
  const edges: Edge[] = [];
  for (const table of tables) {
    const from = find(table, "it was printed");
    const answered = edgesOf(table, from, find);
    checkAnswers(answered, inputs, states[from]);
    edges.push(...answered);
  }
  edges.sort((left, right) => left.from - right.from || compareText(left.input, right.input));
  checkCounts(counted, roots.length, states.length, inputs.size);
  return { world: readWorld(read), inputs, states, roots, edges };
}

/** What identifies a state, as text. */
export function stateKey(state: State): string {
  return `${quoted(state.opening)} ${print(state.core)}`;
}

type Table = {
  readonly type: "S";
  readonly opening: string;
  readonly core: Value;
  readonly answers: Value;
  readonly refusals: Value;
};

type Line =
  | { readonly type: "W"; readonly world: Value }
  | { readonly type: "M"; readonly name: string; readonly input: Value }
  | { readonly type: "I"; readonly opening: string; readonly core: Value }
  | Table;

function readLine(text: string): Line {
  const mark = text.slice(0, 2);
  if (!["W|", "M|", "I|", "S|"].includes(mark)) throw lineFault(text, "a line of a graph");
  const value = parse(text.slice(2));
  if (mark === "W|") {
    if (value.kind !== "record") throw lineFault(text, "a record");
    return { type: "W", world: value };
  }
  const [first, second, answers, refusals, ...more] = value.kind === "tuple" ? value.items : [];
  const name = first && nameOf(first);
  if (name === undefined || second === undefined || more.length > 0) {
    throw lineFault(text, "a name and a value");
  }
  if (mark === "S|") {
    if (answers === undefined || refusals === undefined) throw lineFault(text, "four parts");
    return { type: "S", opening: name, core: second, answers, refusals };
  }
  if (answers !== undefined) throw lineFault(text, "two parts");
  return mark === "M|"
    ? { type: "M", name, input: second }
    : { type: "I", opening: name, core: second };
}

/** A string, or `<<"SignVote", "a0b1", 2>>` told as `SignVote.a0b1.2`; undefined for all else. */
function nameOf(value: Value): string | undefined {
  if (value.kind === "string") return value.value;
  if (value.kind !== "tuple" || value.items.length === 0) return undefined;
  const parts: string[] = [];
  for (const item of value.items) {
    if (item.kind === "int") parts.push(String(item.value));
    // A dot inside a part could make one name of two.
    else if (item.kind === "string" && /^[^.]+$/.test(item.value)) parts.push(item.value);
    else return undefined;
  }
  return parts.join(".");
}

function readWorld(lines: readonly Line[]): Value {
  let world: Value | undefined;
  for (const line of lines) {
    if (line.type !== "W") continue;
    // As with inputs: an assumption may be evaluated more than once.
    if (world !== undefined && !equal(world, line.world)) throw new Fault("GraphWorldTwice");
    world = line.world;
  }
  if (world === undefined) throw new Fault("GraphEmpty", { what: "world" });
  return world;
}

function readInputs(lines: readonly Line[]): ReadonlyMap<string, Value> {
  const inputs = new Map<string, Value>();
  for (const line of lines) {
    if (line.type !== "M") continue;
    // An assumption may be evaluated more than once; it must say the same each time.
    const known = inputs.get(line.name);
    if (known !== undefined && !equal(known, line.input)) {
      throw new Fault("GraphInputTwice", { input: line.name });
    }
    inputs.set(line.name, line.input);
  }
  if (inputs.size === 0) throw new Fault("GraphEmpty", { what: "inputs" });
  return new Map([...inputs].toSorted(([left], [right]) => compareText(left, right)));
}

function readRoots(
  lines: readonly Line[],
  find: (state: State, why: string) => number,
): readonly number[] {
  const roots = new Set<number>();
  for (const line of lines) if (line.type === "I") roots.add(find(line, "it is initial"));
  if (roots.size === 0) throw new Fault("GraphEmpty", { what: "initial states" });
  return [...roots].toSorted((left, right) => left - right);
}

function edgesOf(
  table: Table,
  from: number,
  find: (state: State, why: string) => number,
): readonly Edge[] {
  const { opening } = table;
  const answers = membersOf(table.answers, "answers").map((answer): Edge => {
    const [named, kind, emitted, next, ...more] = partsOf(answer);
    const input = named && nameOf(named);
    if (input === undefined || kind?.kind !== "string" || emitted === undefined) {
      throw answerFault(answer);
    }
    if (next === undefined || more.length > 0 || kind.value === "refused")
      throw answerFault(answer);
    const same = next.kind === "string" && next.value === "same";
    const to = same ? from : find({ opening, core: next }, `${input} leads there`);
    const messages = membersOf(emitted, "emitted");
    return { from, input, kind: kind.value, why: [], emitted: messages, to };
  });
  const refusals = membersOf(table.refusals, "refusals").map((refusal): Edge => {
    const [named, clauses, emitted, ...more] = partsOf(refusal);
    const input = named && nameOf(named);
    if (input === undefined || clauses === undefined || emitted === undefined) {
      throw answerFault(refusal);
    }
    const why = membersOf(clauses, "clauses").map((clause) => {
      if (clause.kind !== "string") throw answerFault(refusal);
      return clause.value;
    });
    // A refusal without a failed clause says nothing that an implementation could be held to.
    if (more.length > 0 || why.length === 0) throw answerFault(refusal);
    const messages = membersOf(emitted, "emitted");
    return { from, input, kind: "refused", why, emitted: messages, to: from };
  });
  return [...answers, ...refusals];
}

function checkAnswers(
  answered: readonly Edge[],
  inputs: ReadonlyMap<string, Value>,
  state: State | undefined,
): void {
  const where = state === undefined ? "" : stateKey(state);
  const names = new Set<string>();
  for (const { input } of answered) {
    if (!inputs.has(input)) throw new Fault("GraphInputUnknown", { input, state: where });
    if (names.has(input)) throw new Fault("GraphAnswerTwice", { input, state: where });
    names.add(input);
  }
  for (const input of inputs.keys()) {
    if (!names.has(input)) throw new Fault("GraphAnswerMissing", { input, state: where });
  }
}

/** What was printed must be all there is: the checker counted on its own. */
function checkCounts(counted: Counted, initial: number, states: number, inputs: number): void {
  const expected = { initial, distinct: states, generated: initial + states * inputs };
  for (const what of ["initial", "distinct", "generated"] as const) {
    if (counted[what] !== expected[what]) {
      const facts = { what, printed: expected[what], counted: counted[what] };
      throw new Fault("GraphIncomplete", facts);
    }
  }
}

function compareStates(left: State, right: State): number {
  return compareText(left.opening, right.opening) || compare(left.core, right.core);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind !== "tuple") throw answerFault(value);
  return value.items;
}

function membersOf(value: Value, what: string): readonly Value[] {
  if (value.kind !== "set")
    throw new Fault("GraphWrong", { wanted: `a set of ${what}`, found: print(value) });
  return value.elements;
}

function answerFault(value: Value): Fault {
  return new Fault("GraphWrong", { wanted: "an answer to an input", found: print(value) });
}

function lineFault(text: string, wanted: string): Fault {
  return new Fault("GraphWrong", { wanted, found: text.slice(0, 120) });
}
