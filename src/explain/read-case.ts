/**
 * Reading a case file. In: its text. Out: a corpus of that one case, and the case. Everything is
 * checked: the schema, that numbers are whole, that the digest and the id are those of what is
 * there. A file that is not so is refused by one `CaseMalformed`.
 * @module
 */
import { Fault, InputFault } from "../base/fault.ts";
import type { Case } from "../replay/case.ts";
import { ready } from "../replay/corpus.ts";
import { CORPUS_BINDING } from "../replay/result.ts";
import { parse } from "../value/parse.ts";
import { traceDigest } from "../vector/digest.ts";
import type { JsonObject } from "../vector/json.ts";
import { jcs, sha256 } from "../vector/json.ts";
import type {
  AnswerLine,
  InputLine,
  MessageLine,
  StateLine,
  StepLine,
  TraceLine,
  VectorFile,
} from "../vector/lines.ts";
import { FORMAT } from "../vector/lines.ts";
import { breach } from "../wire/schema.ts";
import type { CaseFile, KeptMessage } from "./case-file.ts";
import { trailId } from "./trail.ts";

/** A case of a thousand inputs is far below; what is larger is no case. */
const TEXT_MAX = 64 * 2 ** 20;
const DEPTH_MAX = 64;

export function readCase(text: string, file: string): Case {
  const malformed = (why: string): InputFault => new InputFault("CaseMalformed", { file, why });
  if (text.length > TEXT_MAX) throw malformed(`it is longer than ${TEXT_MAX} characters`);
  let kept: CaseFile;
  try {
    kept = JSON.parse(text);
  } catch (cause) {
    throw new InputFault("CaseMalformed", { file, why: "it is no JSON" }, { cause });
  }
  const odd = oddIn(kept, 0);
  if (odd !== undefined) throw malformed(odd);
  const place = breach("case", kept);
  if (place !== undefined) throw malformed(`the schema refuses ${place === "" ? "it" : place}`);
  try {
    return built(kept, malformed);
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.code === "CaseMalformed") throw cause;
    throw new InputFault("CaseMalformed", { file, why: "a value is no value of TLA+" }, { cause });
  }
}

/** Numbers that have no canonical text, and depth that no honest case has. */
function oddIn(value: unknown, depth: number): string | undefined {
  if (depth > DEPTH_MAX) return `it is nested more than ${DEPTH_MAX} deep`;
  if (typeof value === "number") {
    const whole = Number.isSafeInteger(value) && !Object.is(value, -0);
    return whole ? undefined : `${value} is no whole number`;
  }
  if (typeof value === "string") return value.isWellFormed() ? undefined : "a text is no Unicode";
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const odd = oddIn(key, depth) ?? oddIn(part, depth + 1);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function built(kept: CaseFile, malformed: (why: string) => InputFault): Case {
  if (!kept.keys.some(({ key }) => key === kept.self)) throw malformed("self is none of its keys");
  if (kept.genesis["network"] !== kept.network)
    throw malformed("its genesis is of another network");
  if (kept.steps.some(({ n }, index) => n !== index + 1)) throw malformed("its steps do not count");
  const tables = new Tables();
  const root = tables.state(kept.observed);
  const lines = kept.steps.map((step): StepLine => {
    const messages = Object.entries(step.messages).map(
      ([name, message]) => [name, tables.message(message)] as const,
    );
    const { name, input, clauses, plain } = step;
    const { outcome, reasons, emitted } = step.answer;
    const emits = emitted.map((message) => tables.message(message));
    return {
      kind: "step",
      n: step.n,
      input: tables.input({ name, input, clauses, plain, messages: Object.fromEntries(messages) }),
      answer: tables.answer({ outcome, reasons, emits, clauses: step.answer.clauses }),
      state: tables.state(step.observed),
    };
  });
  const { id, digest, opening, title } = kept;
  const trace: TraceLine = {
    kind: "trace",
    id,
    digest,
    opening,
    root,
    steps: lines.length,
    title,
  };
  const corpus = ready(tables.file(kept, { trace, lines }));
  const told = { trace, lines };
  if (traceDigest(corpus.file, told) !== digest) throw malformed("its digest is another");
  const trail = { opening, root, inputs: lines.map(({ input }) => input) };
  if (trailId(corpus, trail) !== id) throw malformed("its id is another");
  return { corpus, trace: told, binding: CORPUS_BINDING };
}

/** What is told once is numbered once: inputs by name, all else by what it says. */
class Tables {
  readonly #messages = new Map<string, MessageLine>();
  readonly #inputs = new Map<string, InputLine>();
  readonly #answers = new Map<string, AnswerLine>();
  /** Never merged: two states may look alike. */
  readonly #states: StateLine[] = [];

  message({ type, body, value }: KeptMessage): number {
    if (value !== "") parse(value);
    const text = jcs(body);
    const id = this.#messages.size + 1;
    const line = { kind: "message" as const, id, digest: sha256(text), type, body, value };
    return numbered(this.#messages, `${type} ${text}`, line);
  }

  input(line: Omit<InputLine, "kind" | "id" | "value">): number {
    const id = this.#inputs.size + 1;
    const key = `${line.name} ${jcs(line.plain)} ${jcs(line.messages)}`;
    return numbered(this.#inputs, key, { kind: "input", id, ...line, value: "" });
  }

  answer(line: Omit<AnswerLine, "kind" | "id">): number {
    const id = this.#answers.size + 1;
    return numbered(this.#answers, JSON.stringify(line), { kind: "answer", id, ...line });
  }

  state(observed: JsonObject): number {
    const id = this.#states.length + 1;
    return this.#states.push({ kind: "state", id, model: "", observed, value: "" });
  }

  file(kept: CaseFile, trace: VectorFile["traces"][number]): VectorFile {
    const [inputs, answers] = [[...this.#inputs.values()], [...this.#answers.values()]];
    const messages = [...this.#messages.values()];
    const { opening, self, genesis } = kept;
    return {
      header: {
        kind: "header",
        format: FORMAT,
        id: `${kept.profile}/${kept.model}`,
        profile: kept.profile,
        suite_version: kept.suite_version,
        model: kept.model,
        spec_sha256: kept.spec_sha256,
        config_sha256: kept.config_sha256,
        jar_sha256: kept.jar_sha256,
        generator: "flashmesh certify --keep",
        scope: kept.scope,
        world: kept.world,
        amount_unit: kept.amount_unit,
        seed: kept.derivation,
        network: kept.network,
        keys: kept.keys,
        clauses: [],
        counts: {
          openings: 1,
          messages: messages.length,
          inputs: inputs.length,
          answers: answers.length,
          states: this.#states.length,
          transitions: trace.lines.length,
          traces: 1,
          steps: trace.lines.length,
        },
      },
      setups: [{ kind: "setup", opening, self, genesis }],
      terms: [],
      messages,
      inputs,
      answers,
      states: this.#states,
      traces: [trace],
    };
  }
}

function numbered<Line extends { readonly id: number }>(
  all: Map<string, Line>,
  key: string,
  line: Line,
): number {
  const known = all.get(key) ?? line;
  all.set(key, known);
  return known.id;
}
