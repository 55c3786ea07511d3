/**
 * A second, independent opinion on a generation model: the same modules, evaluated by another
 * TLA+ engine (tla-checker, Rust compiled to WebAssembly, no line shared with TLC), which walks
 * the graph from its own initial states. In: a root module, its config, and TLC's graph. Out:
 * every difference, edge by edge; none is agreement.
 *
 * The engine takes one source text, so the modules are joined; it reads no `<-` in a config, so
 * the overrides become definitions. Nothing else of the text is touched.
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { explore_eval, explore_init, initSync } from "tla-checker";
import { Fault } from "../base/fault.ts";
import { print } from "../value/print.ts";
import { set, string, tuple } from "../value/value.ts";
import type { Value } from "../value/value.ts";
import type { Graph } from "./graph.ts";
import { stateKey } from "./graph.ts";
import { answered, jsonOf, listOf, objectOf, valueOf } from "./second-json.ts";

/** The text of a module of ours, or undefined if the name is one of the standard modules. */
export type ModuleText = (name: string) => string | undefined;

export type Difference = { readonly what: string; readonly first: string; readonly second: string };
export type Agreement = {
  readonly states: number;
  readonly edges: number;
  readonly differences: readonly Difference[];
};

/** How many states are evaluated at a time: the engine reads its source anew for each batch. */
const BATCH = 40;
/** A report with more differences than this says no more than one with as many. */
const DIFFERENCES_MAX = 20;

/** Walks the model with the second engine and compares what it finds with `graph`. */
export function compareWithSecond(
  root: string,
  config: string,
  text: ModuleText,
  graph: Graph,
): Agreement {
  start();
  const source = joined(root, config, text);
  const mine = edgesByKey(graph);
  const differences: Difference[] = [];
  const report = (what: string, first: string, second: string): void => {
    if (differences.length < DIFFERENCES_MAX) differences.push({ what, first, second });
  };
  const initial = initialStates(source);
  const roots = new Set(initial.map(({ key }) => key));
  const rootsOfFirst = new Set(graph.roots.map((at) => keyAt(graph, at)));
  for (const key of roots) if (!rootsOfFirst.has(key)) report("an initial state", "-", key);
  for (const key of rootsOfFirst) if (!roots.has(key)) report("an initial state", key, "-");

  const seen = new Map(initial.map((state) => [state.key, state]));
  let edges = 0;
  for (let frontier = initial; frontier.length > 0;) {
    const next: Reached[] = [];
    for (let at = 0; at < frontier.length; at += BATCH) {
      for (const row of evaluate(source, initial, frontier.slice(at, at + BATCH))) {
        edges += 1;
        const name = `${row.from.key} --${row.input}`;
        const first = mine.get(name);
        if (first !== row.answer) report(name, first ?? "no such edge", row.answer);
        mine.delete(name);
        if (!seen.has(row.to.key)) {
          seen.set(row.to.key, row.to);
          next.push(row.to);
        }
      }
    }
    frontier = next;
  }
  for (const [name, answer] of mine) report(name, answer, "no such edge");
  return { states: seen.size, edges, differences };
}

/** A place in the graph of a component. */
export type Place = { readonly opening: string; readonly core: Value };

/** What the component answers to one input. */
export type Reply = {
  readonly input: string;
  readonly kind: string;
  readonly emitted: readonly Value[];
};

/**
 * The inputs that fulfil a condition at a place, with the answers, by name. The condition is TLA+:
 * it may speak of `core`, of the input `i` and of the answer `r`.
 */
export function repliesAt(
  root: string,
  config: string,
  text: ModuleText,
  { opening, core }: Place,
  condition: string,
): readonly Reply[] {
  start();
  const source = joined(root, config, text);
  const from = reached(opening, core);
  // Bound by \E, not by LET: the engine would read a definition under the names of its user.
  const expression =
    "LET all == Inputs IN " +
    "{SecondRow(core, n, Respond(core, all[n])) : n \\in {named \\in DOMAIN all : " +
    `\\E i \\in {all[named]} : \\E r \\in {Respond(core, i)} : ${condition}}}`;
  const state = JSON.stringify({ core: jsonOf(core), opening });
  const answer = answered(explore_eval(source.text, source.config, "{}", state, expression));
  return itemsOf(valueOf(answer["json"]))
    .map((row) => {
      const [, , , emitted] = itemsOf(row);
      const { input, kind } = rowOf(from, row);
      return { input, kind, emitted: itemsOf(emitted) };
    })
    .toSorted((left, right) => (left.input < right.input ? -1 : 1));
}

type Reached = { readonly key: string; readonly opening: string; readonly core: Value };
type Row = {
  readonly from: Reached;
  readonly input: string;
  readonly kind: string;
  readonly answer: string;
  readonly to: Reached;
};

function keyAt(graph: Graph, at: number): string {
  const state = graph.states[at];
  if (state === undefined) throw new Fault("GraphStateUnknown", { state: String(at) });
  return stateKey(state);
}

/** "state --input" -> everything the first engine said about it, as text. */
function edgesByKey(graph: Graph): Map<string, string> {
  const keys = graph.states.map(stateKey);
  return new Map(
    graph.edges.map(({ from, input, kind, why, emitted, to }) => [
      `${keys[from]} --${input}`,
      answerText(kind, why, emitted, keys[to] ?? ""),
    ]),
  );
}

function answerText(
  kind: string,
  why: readonly string[],
  emitted: readonly Value[],
  to: string,
): string {
  return `${kind} ${why.toSorted().join(",")} ${print(set(emitted))} -> ${to}`;
}

// ---- The engine -------------------------------------------------------------------------------

let started = false;

function start(): void {
  if (started) return;
  const wasm = createRequire(import.meta.url).resolve("tla-checker/tla_checker_bg.wasm");
  initSync({ module: readFileSync(wasm) });
  started = true;
}

type Source = { readonly text: string; readonly config: string };

/** All modules that `root` extends, and itself, as one module in which nothing is a constant. */
function joined(root: string, config: string, text: ModuleText): Source {
  const bodies: string[] = [];
  const standard = new Set<string>();
  const done = new Set<string>();
  const visit = (name: string): void => {
    if (done.has(name)) return;
    done.add(name);
    const body = text(name);
    if (body === undefined) {
      standard.add(name);
      return;
    }
    for (const other of extendedBy(body)) visit(other);
    const [, alias, instanced] = INSTANCE.exec(body) ?? [];
    if (alias !== undefined && instanced !== undefined) {
      bodies.push(...instance(alias, instanced, text, done));
    }
    bodies.push(
      bodyOf(body)
        .replace(INSTANCE, "")
        .replaceAll(/\b(\w+)!(?=[A-Z])/g, "$1_"),
    );
  };
  visit(root);
  const definitions = [...config.matchAll(/^ *(\w+) (?:=|<-) (.+)$/gm)].map(([, name, value]) =>
    // The only constant operator there is; see tla/Generate.tla.
    name === "Respond" ? `Respond(s, i) == ${value}(s, i)` : `${name} == ${value}`,
  );
  const lines = [
    "---- MODULE Joined ----",
    `EXTENDS ${[...standard].join(", ")}`,
    ...bodies,
    ...definitions,
    "SecondRow(c, n, r) ==",
    '  <<n, r.kind, r.why, r.emitted, IF r.state = c THEN "same" ELSE r.state>>',
    "====",
  ];
  return { text: lines.join("\n"), config: "SPECIFICATION Spec\n" };
}

function extendedBy(body: string): readonly string[] {
  const extended = /^EXTENDS (.*)$/m.exec(body)?.[1] ?? "";
  return extended.split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
}

const INSTANCE = /^(\w+) == INSTANCE (\w+)$/m;

/**
 * The modules behind `Name == INSTANCE Module` that are not there yet, each definition under a name
 * of its own: the engine has one room of names. All constants are those of the same name.
 */
function instance(
  name: string,
  module: string,
  text: ModuleText,
  there: ReadonlySet<string>,
): readonly string[] {
  const bodies: string[] = [];
  const done = new Set(there);
  const visit = (each: string): void => {
    const body = text(each);
    if (done.has(each) || body === undefined) return;
    done.add(each);
    for (const other of extendedBy(body)) visit(other);
    bodies.push(bodyOf(body));
  };
  visit(module);
  const defined = bodies.flatMap((body) =>
    [...body.matchAll(/^(\w+)(?:\([^)]*\))? ==/gm)].map(([, definition = ""]) => definition),
  );
  // Not in a string, a comment's words aside, and not the name of a field.
  const uses = new RegExp(`(?<!["\\w.!])(${defined.join("|")})(?!["\\w]|\\s*\\|->)`, "g");
  return bodies.map((body) => body.replaceAll(uses, `${name}_$1`));
}

function bodyOf(text: string): string {
  return text
    .replace(/^-+ MODULE .*$/m, "")
    .replace(/^=+$/m, "")
    .replace(/^EXTENDS .*$/m, "")
    .replaceAll(/^CONSTANTS\n(?: {2}.*\n)+/gm, "")
    .replaceAll(/^CONSTANT .*$/gm, "")
    .replaceAll(/^ASSUME .*\n(?: {2}.*\n)*/gm, "");
}

function initialStates(source: Source): Reached[] {
  const answer = answered(explore_init(source.text, source.config, "{}"));
  return listOf(answer["states"]).map((state) => {
    const { core, opening } = objectOf(objectOf(state)["json"]);
    return reached(String(opening), valueOf(core));
  });
}

/** What the component answers to every input in each of these states. */
function evaluate(
  source: Source,
  initial: readonly Reached[],
  states: readonly Reached[],
): readonly Row[] {
  const literals = states.map(({ opening, core }) => print(tuple([string(opening), core])));
  const expression =
    "LET all == Inputs IN " +
    "{<<s, {SecondRow(s[2], n, Respond(s[2], all[n])) : n \\in DOMAIN all}>> " +
    `: s \\in {${literals.join(", ")}}}`;
  // Any state will do for the variables: the expression names its states itself.
  const anchor = initial[0];
  if (anchor === undefined) throw new Fault("SecondEngine", { why: "no initial state" });
  const state = `{"core":0,"opening":${JSON.stringify(anchor.opening)}}`;
  const answer = answered(explore_eval(source.text, source.config, "{}", state, expression));
  const byKey = new Map(states.map((each) => [each.key, each]));
  return itemsOf(valueOf(answer["json"])).flatMap((pair) => {
    const [at, rows] = itemsOf(pair);
    const [opening, core] = at === undefined ? [] : itemsOf(at);
    if (opening?.kind !== "string" || core === undefined || rows === undefined) {
      throw new Fault("SecondEngine", { why: "a row without a state" });
    }
    const from = byKey.get(reached(opening.value, core).key);
    if (from === undefined) throw new Fault("SecondEngine", { why: "a state nobody asked for" });
    return itemsOf(rows).map((row) => rowOf(from, row));
  });
}

function rowOf(from: Reached, value: Value): Row {
  const [name, kind, why, emitted, next] = itemsOf(value);
  if (name === undefined || kind?.kind !== "string" || next === undefined) {
    throw new Fault("SecondEngine", { why: "a row of another shape" });
  }
  const parts = itemsOf(name).map((part) => ("value" in part ? String(part.value) : "?"));
  const same = next.kind === "string";
  const to = same ? from : reached(from.opening, next);
  const clauses = itemsOf(why).map((clause) => (clause.kind === "string" ? clause.value : "?"));
  return {
    from,
    input: parts.join("."),
    kind: kind.value,
    answer: answerText(kind.value, clauses, itemsOf(emitted), to.key),
    to,
  };
}

function reached(opening: string, core: Value): Reached {
  return { key: stateKey({ opening, core }), opening, core };
}

function itemsOf(value: Value | undefined): readonly Value[] {
  if (value?.kind === "set") return value.elements;
  if (value?.kind === "tuple") return value.items;
  throw new Fault("SecondEngine", { why: "neither a set nor a tuple" });
}
