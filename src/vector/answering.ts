/**
 * The answers of a graph -> the answer, step and stay lines of a vector file. In: the edges. Out:
 * each distinct answer once; for each edge that changes the state a step; for each state one stay
 * with the answers of all inputs that leave it as it is.
 * @module
 */
import { assert } from "../base/assert.ts";
import { Fault } from "../base/fault.ts";
import type { Edge, Graph } from "../graph/graph.ts";
import { at } from "../trace/flow.ts";
import type { Binding } from "./bind.ts";
import { answerClauses, refusalClauses, sentClauses, sortedClauses } from "./clauses.ts";
import type { Component } from "./component.ts";
import type { AnswerLine, StayLine, StepLine } from "./lines.ts";
import { bindEmitted } from "./message.ts";
import { clauseOf } from "./names.ts";
import type { Tables } from "./tables.ts";

/** Clause (`VF-9`) -> reason code, in the order of spec/reasons.json. */
export type ReasonOf = ReadonlyMap<string, string>;

export type Answered = {
  readonly answers: readonly AnswerLine[];
  /** By state. */
  readonly stays: readonly Pick<StayLine, "state" | "answers">[];
  readonly stepOf: (edge: Edge) => Omit<StepLine, "kind" | "n">;
  /** Input name -> the clauses of all its answers. */
  readonly clauses: ReadonlyMap<string, readonly string[]>;
};

export type Bound = {
  readonly graph: Graph;
  readonly component: Component;
  readonly binding: Binding;
  readonly tables: Tables;
  readonly reasonOf: ReasonOf;
};

/** Binds every edge, in the order of the graph: message and answer ids follow it. */
export function answered(bound: Bound): Answered {
  const { graph } = bound;
  const ids = new Map([...graph.inputs.keys()].map((name, index) => [name, index + 1]));
  const answers = new Map<string, AnswerLine>();
  const answerOf = new Map<Edge, AnswerLine>();
  const clauses = new Map<string, Set<string>>();
  const stays = graph.states.map(() => Array.from({ length: ids.size }, () => 0));
  for (const edge of graph.edges) {
    const common = commonOf(bound, edge);
    const key = JSON.stringify(common);
    const answer = answers.get(key) ?? { kind: "answer", id: answers.size + 1, ...common };
    answers.set(key, answer);
    answerOf.set(edge, answer);
    const input = idOf(ids, edge);
    if (edge.from === edge.to) at(stays, edge.from)[input - 1] = answer.id;
    const known = clauses.get(edge.input) ?? new Set();
    for (const clause of answer.clauses) known.add(clause);
    clauses.set(edge.input, known);
  }
  const stepOf = (edge: Edge): Omit<StepLine, "kind" | "n"> => {
    const answer = answerOf.get(edge);
    assert(answer !== undefined, "an edge of the graph has an answer");
    return { input: idOf(ids, edge), answer: answer.id, state: edge.to + 1 };
  };
  return {
    answers: [...answers.values()],
    stays: stays.map((each, state) => ({ state: state + 1, answers: each })),
    stepOf,
    clauses: new Map([...clauses].map(([name, each]) => [name, sortedClauses(each)])),
  };
}

function idOf(ids: ReadonlyMap<string, number>, edge: Edge): number {
  const id = ids.get(edge.input);
  assert(id !== undefined, "an edge has an input of the graph");
  return id;
}

function commonOf(bound: Bound, edge: Edge): Omit<AnswerLine, "kind" | "id"> {
  const { binding, tables } = bound;
  const { bodies, clauses: told } = bound.component;
  const input = edge.input.split(".")[0] ?? "";
  const ids = edge.emitted.map((message) => tables.message(bindEmitted(binding, bodies, message)));
  const emits = [...new Set(ids)].toSorted((left, right) => left - right);
  const types = emits.map((id) => tables.type(id));
  const refused = edge.kind === "refused";
  const first = refused
    ? refusalClauses(told, input, edge.why.map(clauseOf))
    : answerClauses(told, input, edge.kind);
  const clauses = [...new Set([...first, ...sentClauses(told, input, types)])];
  return { outcome: edge.kind, reasons: reasonsOf(bound.reasonOf, edge), emits, clauses };
}

function reasonsOf(reasonOf: ReasonOf, edge: Edge): readonly string[] {
  const failed = new Set(edge.why.map(clauseOf));
  const reasons = [...reasonOf].filter(([clause]) => failed.has(clause));
  if (reasons.length !== failed.size) {
    throw new Fault("ClauseWithoutReason", { input: edge.input, clauses: [...failed] });
  }
  return reasons.map(([, code]) => code);
}
