/**
 * What must hold across the lines of a vector file. In: the lines. Out: nothing, or an error.
 * References lead somewhere, traces are walks from the state they begin in, the digests are right,
 * the header counts what is there, and the whole graph is there: each state answers each input.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { traceDigest } from "./digest.ts";
import { jcs, sha256 } from "./json.ts";
import { COUNT_KEYS } from "./lines.ts";
import type { StayLine, TraceLines, VectorFile } from "./lines.ts";

export function check(vector: VectorFile, file: string): void {
  const wrong = (why: string): InputFault => new InputFault("VectorInconsistent", { file, why });
  const demand = (holds: boolean, why: string): void => {
    if (!holds) throw wrong(why);
  };
  checkTables(vector, demand);
  checkCounts(vector, demand);
  const openings = new Set(vector.setups.map(({ opening }) => opening));
  demand(openings.size === vector.setups.length, "an opening is told twice");
  const ids = new Set<string>();
  for (const each of vector.traces) {
    const { trace } = each;
    demand(!ids.has(trace.id), `trace ${trace.id} is told twice`);
    ids.add(trace.id);
    demand(openings.has(trace.opening), `trace ${trace.id} begins with an unknown opening`);
    checkWalk(vector, each, demand);
    demand(
      trace.digest === traceDigest(vector, each),
      `the digest of trace ${trace.id} is another`,
    );
  }
  checkWhole(vector, demand);
}

type Demand = (holds: boolean, why: string) => void;

function has(table: readonly unknown[], id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= table.length;
}

function checkTables(vector: VectorFile, demand: Demand): void {
  for (const { id, digest, body } of vector.messages) {
    demand(digest === sha256(jcs(body)), `the digest of message ${id} is another`);
  }
  for (const input of vector.inputs) {
    const refs = Object.values(input.messages);
    demand(
      refs.every((id) => has(vector.messages, id)),
      `input ${input.id} refers to no message`,
    );
    demand(input.clauses.length > 0, `input ${input.id} is about no clause`);
  }
  for (const answer of vector.answers) {
    demand(
      answer.emits.every((id) => has(vector.messages, id)),
      `answer ${answer.id} sends no message`,
    );
    demand(answer.clauses.length > 0, `answer ${answer.id} is about no clause`);
    const refused = answer.outcome === "refused";
    demand(
      refused === answer.reasons.length > 0,
      `answer ${answer.id} has no reason, or one too many`,
    );
  }
}

function checkCounts(vector: VectorFile, demand: Demand): void {
  const { counts } = vector.header;
  const counted = {
    openings: vector.setups.length,
    messages: vector.messages.length,
    inputs: vector.inputs.length,
    answers: vector.answers.length,
    states: vector.states.length,
    transitions: vector.states.length * vector.inputs.length,
    traces: vector.traces.length,
    steps: vector.traces.reduce((sum, { trace }) => sum + trace.steps, 0),
  };
  for (const key of COUNT_KEYS) {
    demand(
      counts[key] === counted[key],
      `${counted[key]} ${key}, but the header says ${counts[key]}`,
    );
  }
  demand(counted.states > 0 && counted.inputs > 0, "there is nothing to judge");
}

function checkWalk(vector: VectorFile, { trace, lines }: TraceLines, demand: Demand): void {
  let here = trace.root;
  let steps = 0;
  demand(has(vector.states, here), `trace ${trace.id} begins in no state`);
  for (const line of lines) {
    if (line.kind === "step") {
      const known =
        has(vector.inputs, line.input) &&
        has(vector.answers, line.answer) &&
        has(vector.states, line.state);
      demand(known, `a step of trace ${trace.id} refers to nothing`);
      const refused = vector.answers[line.answer - 1]?.outcome === "refused";
      demand(!refused && line.state !== here, `a step of trace ${trace.id} leads nowhere`);
      steps += 1;
      here = line.state;
      demand(line.n === steps, `the steps of trace ${trace.id} are not in order`);
    } else {
      demand(line.n === steps && line.state === here, `a stay of trace ${trace.id} is elsewhere`);
    }
  }
  demand(steps === trace.steps, `trace ${trace.id} has ${steps} steps, not ${trace.steps}`);
}

/** Each state has one stay, and each input one answer: there, or in the steps that leave. */
function checkWhole(vector: VectorFile, demand: Demand): void {
  const stays = new Map<number, StayLine>();
  const moves = new Map<string, string>();
  for (const { trace, lines } of vector.traces) {
    let here = trace.root;
    for (const line of lines) {
      if (line.kind === "stay") {
        demand(!stays.has(line.state), `state ${line.state} stays twice`);
        stays.set(line.state, line);
        continue;
      }
      const key = `${here} ${line.input}`;
      const answer = `${line.answer} ${line.state}`;
      demand((moves.get(key) ?? answer) === answer, `state ${here} answers in two ways`);
      moves.set(key, answer);
      here = line.state;
    }
  }
  for (const { id } of vector.states) {
    const answers = stays.get(id)?.answers ?? [];
    demand(answers.length === vector.inputs.length, `state ${id} does not answer every input`);
    for (const [index, answer] of answers.entries()) {
      const isMove = moves.has(`${id} ${index + 1}`);
      demand(
        isMove ? answer === 0 : has(vector.answers, answer),
        `state ${id} has no answer, or two, to input ${index + 1}`,
      );
    }
  }
}
