/**
 * The digest beside a trace's id: SHA-256 over everything that the trace means, each reference
 * replaced by the digest H, SHA-256 of RFC 8785 text, of what it refers to. Renumbering the tables
 * does not change it; one byte of a message, an answer or an observation does.
 *
 *   trace   H({ genesis, self, root: state, told: [each step or stay] })
 *   step    { n, input, answer, state }
 *   stay    { n, state, answers: ["<input> <answer>" for each that is answered, sorted] }
 *   input   H({ input, body })
 *   answer  H({ outcome, reasons, emits: ["<type> <digest of the body>", sorted] })
 *   state   H(observed)
 * @module
 */
import { at } from "../trace/flow.ts";
import type { Json, JsonObject } from "./json.ts";
import { jcs, sha256 } from "./json.ts";
import type { StayLine, StepLine, TraceLines, VectorFile } from "./lines.ts";
import { byText } from "./names.ts";

type Tables = Pick<VectorFile, "setups" | "messages" | "inputs" | "answers" | "states">;

/** The body of an input: what is told plainly, and its messages put in under their names. */
export function bodyOf(tables: Pick<VectorFile, "messages" | "inputs">, id: number): JsonObject {
  const line = at(tables.inputs, id - 1);
  const messages = Object.entries(line.messages).map(([name, message]): [string, Json] => {
    return [name, at(tables.messages, message - 1).body];
  });
  return { ...line.plain, ...Object.fromEntries(messages) };
}

export function traceDigest(tables: Tables, { trace, lines }: TraceLines): string {
  const setup = tables.setups.find(({ opening }) => opening === trace.opening);
  const { genesis = {}, self = "" } = setup ?? {};
  const told = lines.map((line) =>
    line.kind === "step" ? step(tables, line) : stay(tables, line),
  );
  return sha256(jcs({ genesis, self, root: state(tables, trace.root), told }));
}

// PERF: the same input, answer or state is digested many times over a file, so each is kept; per
// file, as an answer that two files share need not send the same bytes in both.
const known = new WeakMap<Tables, Map<object, string>>();

function digestOf(tables: Tables, key: object, content: () => Json): string {
  const own = known.get(tables) ?? new Map<object, string>();
  known.set(tables, own);
  const found = own.get(key);
  if (found !== undefined) return found;
  const digest = sha256(jcs(content()));
  own.set(key, digest);
  return digest;
}

function input(tables: Tables, id: number): string {
  const line = at(tables.inputs, id - 1);
  return digestOf(tables, line, () => ({ input: line.input, body: bodyOf(tables, id) }));
}

function state(tables: Tables, id: number): string {
  const line = at(tables.states, id - 1);
  return digestOf(tables, line, () => line.observed);
}

function answer(tables: Tables, id: number): string {
  const line = at(tables.answers, id - 1);
  const { outcome, reasons } = line;
  return digestOf(tables, line, () => ({ outcome, reasons, emits: sent(tables, line.emits) }));
}

function sent(tables: Tables, ids: readonly number[]): readonly string[] {
  return ids
    .map((id) => {
      const { type, digest } = at(tables.messages, id - 1);
      return `${type} ${digest}`;
    })
    .toSorted(byText);
}

function step(tables: Tables, line: StepLine): JsonObject {
  return {
    n: line.n,
    input: input(tables, line.input),
    answer: answer(tables, line.answer),
    state: state(tables, line.state),
  };
}

function stay(tables: Tables, line: StayLine): JsonObject {
  const answers = line.answers.flatMap((id, index) =>
    id === 0 ? [] : [`${input(tables, index + 1)} ${answer(tables, id)}`],
  );
  return { n: line.n, state: state(tables, line.state), answers: answers.toSorted(byText) };
}
