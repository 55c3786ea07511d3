/**
 * Inputs x one subject -> the first thing that is not as demanded. In: inputs, each with the answer
 * and the state that the model demands. Out: what differs, and counts of what was compared.
 * Messages are compared byte for byte in canonical form, in any order; of a refusal's reasons any
 * one of those that the model found will do.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Reply, Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import { difference } from "./compare.ts";
import type { Corpus, ReadyAnswer, ReadyState } from "./corpus.ts";
import { messageKey } from "./corpus.ts";
import type { Mismatch } from "./verdict.ts";

/** One input, the answer and the state demanded after it, and the number of its step. */
export type Ask = {
  readonly n: number;
  readonly input: number;
  readonly answer: number;
  readonly state: number;
};

/** Gives inputs to a subject and counts what is compared. */
export class Run {
  readonly #corpus: Corpus;
  readonly #subject: Subject;
  steps = 0;
  compared = 0;
  /** Restarts that were not asked: the subject does not declare that it can be crashed. */
  untestable = 0;
  /** What is being answered. */
  place = { step: 0, input: "" };

  constructor(corpus: Corpus, subject: Subject) {
    this.#corpus = corpus;
    this.#subject = subject;
  }

  /**
   * Gives inputs in this order, some of them ahead of the answers to others; the first
   * thing that is not as demanded, or undefined. What was asked ahead is heard to its end.
   */
  async giveAll(
    asks: readonly Ask[],
  ): Promise<{ readonly ask: Ask; readonly found: Mismatch } | undefined> {
    const ahead = this.#subject.window ?? 1;
    const flying: Promise<Mismatch | undefined>[] = [];
    try {
      for (const [now, ask] of asks.entries()) {
        while (
          flying.length < Math.min(asks.length, now + ahead) &&
          this.#mayGo(asks, flying, now)
        ) {
          const { input, answer, state } = at(asks, flying.length);
          const given = this.give(input, answer, state);
          // Whoever waits for it hears of it; until then it is nobody's.
          given.catch(() => undefined);
          flying.push(given);
        }
        this.place = { step: ask.n, input: this.#nameOf(ask) };
        const found = await at(flying, now);
        if (found !== undefined) return { ask, found };
      }
      return undefined;
    } finally {
      if (ahead > 1) await Promise.allSettled(flying);
    }
  }

  /** Gives one input; the first thing that is not as demanded, or undefined. */
  async give(input: number, answer: number, state: number): Promise<Mismatch | undefined> {
    const demand = at(this.#corpus.states, state - 1);
    const restart = this.#kindOf(input) === "Restart";
    if (restart && this.#subject.resumes === false) {
      // The state stays as it is when nothing is asked, and so it must; but that is no restart.
      this.untestable += 1;
      return undefined;
    }
    if ((this.#subject.window ?? 1) === 1 || restart) {
      return (
        (await this.ask(input, answer)) ?? this.compareState(demand, await this.#subject.observe())
      );
    }
    // PERF: both questions leave together.
    const [found, observed] = await Promise.all([this.ask(input, answer), this.#subject.observe()]);
    return found ?? this.compareState(demand, observed);
  }

  /** Nothing is asked ahead over a crash: it would be lost, or not be after it. */
  #mayGo(asks: readonly Ask[], flying: readonly unknown[], now: number): boolean {
    const next = flying.length;
    if (next === now) return true;
    const restarts = (index: number): boolean =>
      this.#kindOf(at(asks, index).input) === "Restart" && this.#subject.resumes !== false;
    return !restarts(next) && !(restarts(next - 1) && next - 1 >= now);
  }

  #kindOf(input: number): string {
    return at(this.#corpus.inputs, input - 1).input;
  }

  #nameOf({ input }: Ask): string {
    return at(this.#corpus.inputs, input - 1).name;
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
