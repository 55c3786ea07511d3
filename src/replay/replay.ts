/**
 * One trace x one subject -> one verdict. Every input is given, every answer compared, and after
 * every answer, above all after every refusal, everything that can be observed.
 * Messages are compared byte for byte in canonical form, in any order; of a refusal's reasons any
 * one of those that the model found will do.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Json } from "../base/canonical.ts";
import type { Reply, Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { TraceLines } from "../vector/lines.ts";
import { blame } from "./blame.ts";
import { difference } from "./compare.ts";
import type { Corpus, ReadyAnswer, ReadyState } from "./corpus.ts";
import { messageKey, setupOf } from "./corpus.ts";
import type { Diverges, Mismatch, Verdict } from "./verdict.ts";

export async function replay(
  corpus: Corpus,
  trace: TraceLines,
  subject: Subject,
): Promise<Verdict> {
  const { id } = trace.trace;
  try {
    return await walk(corpus, trace, subject);
  } catch (cause) {
    // A subject that fails has not been judged; our own bugs are not its failure.
    if (!(cause instanceof Fault)) throw cause;
    return { kind: "inconclusive", trace: id, why: cause.message };
  }
}

async function walk(corpus: Corpus, { trace, lines }: TraceLines, subject: Subject) {
  const run = new Run(corpus, subject);
  await subject.reset(setupOf(corpus, { trace, lines }));
  const tell = (step: number, input: string, clause: string, found: Mismatch): Diverges => {
    return { kind: "diverges", trace: trace.id, step, input, clause, ...found };
  };
  const opened = run.compareState(at(corpus.states, trace.root - 1), await subject.observe());
  // EX-13: what the genesis says is where everything begins.
  if (opened !== undefined) return tell(0, "", "TH-13", opened);
  for (const line of lines) {
    const told =
      line.kind === "step"
        ? [[line.input, line.answer] as const]
        : line.answers.flatMap((answer, index) =>
            answer === 0 ? [] : [[index + 1, answer] as const],
          );
    for (const [input, answer] of told) {
      const found = await run.give(input, answer, line.state);
      if (found === undefined) continue;
      const { name } = at(corpus.inputs, input - 1);
      return tell(line.n, name, blame(at(corpus.answers, answer - 1), found), found);
    }
  }
  if (run.compared === 0) {
    return { kind: "inconclusive", trace: trace.id, why: "nothing was compared" } as const;
  }
  return { kind: "conforms", steps: run.steps, compared: run.compared } as const;
}

/** Gives inputs to a subject and counts what is compared. */
export class Run {
  readonly #corpus: Corpus;
  readonly #subject: Subject;
  steps = 0;
  compared = 0;

  constructor(corpus: Corpus, subject: Subject) {
    this.#corpus = corpus;
    this.#subject = subject;
  }

  /** Gives one input; the first thing that is not as demanded, or undefined. */
  async give(input: number, answer: number, state: number): Promise<Mismatch | undefined> {
    return (
      (await this.ask(input, answer)) ??
      this.compareState(at(this.#corpus.states, state - 1), await this.#subject.observe())
    );
  }

  /** Gives one input and looks at the answer alone. */
  async ask(input: number, answer: number): Promise<Mismatch | undefined> {
    const { input: name, body } = at(this.#corpus.inputs, input - 1);
    this.steps += 1;
    let reply: Reply;
    if (name === "Restart") {
      await this.#subject.crash();
      reply = { outcome: "restarted", emitted: [] };
    } else {
      reply = await this.#subject.apply(name, body);
    }
    return this.compareReply(at(this.#corpus.answers, answer - 1), reply);
  }

  compareReply(demand: ReadyAnswer, reply: Reply): Mismatch | undefined {
    this.compared += 1;
    if (reply.outcome !== demand.outcome) {
      const expected =
        demand.outcome === "refused" ? ["refused", ...demand.reasons] : demand.outcome;
      const actual = reply.reason === undefined ? reply.outcome : [reply.outcome, reply.reason];
      return { what: "outcome", expected, actual };
    }
    const reasons = demand.reasons;
    const reason = reply.reason ?? null;
    const allowed = reason === null ? reasons.length === 0 : reasons.includes(reason);
    if (!allowed) return { what: "reason", expected: reasons, actual: reason };
    // PERF: most answers send nothing.
    if (demand.emitted.length === 0 && reply.emitted.length === 0) return undefined;
    const sent = reply.emitted.map(({ type, body }) => messageKey(type, body)).toSorted();
    this.compared += demand.emitted.length;
    const found = difference(demand.emitted, sent, "emitted");
    if (found === undefined) return undefined;
    return { what: "emitted", expected: demand.emitted, actual: sent };
  }

  compareState(demand: ReadyState, observed: Json): Mismatch | undefined {
    this.compared += demand.size;
    const found = difference(demand.observed, observed, "observed");
    return found === undefined
      ? undefined
      : { what: found.path, expected: found.expected, actual: found.actual };
  }
}
