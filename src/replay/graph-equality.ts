/**
 * Is the subject's own reachable graph the model's graph? In: a corpus, which holds every edge of
 * the model, and a subject whose whole state can be read and put back. Out: equal, or the first
 * edge that is not.
 *
 * The subject is explored over the model's inputs from each opening. Its states are told apart by
 * all their bytes, never by what can be observed: between states of the model and byte strings
 * there must be a bijection, and each edge must lead where the model's leads. So a difference that
 * nobody can observe at the first visit, but that would matter at the second, is found.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Json } from "../base/canonical.ts";
import type { OpenSubject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { Corpus } from "./corpus.ts";
import type { Answers } from "./edges.ts";
import { answersOf } from "./edges.ts";
import { Run } from "./run.ts";
import type { Mismatch } from "./verdict.ts";

export type GraphVerdict =
  | { readonly kind: "equal"; readonly states: number; readonly edges: number }
  | {
      readonly kind: "differs";
      readonly opening: string;
      /** The state's id in the corpus, and the inputs that lead to it from the opening. */
      readonly state: number;
      readonly path: readonly string[];
      /** The input that shows it; empty where the state itself does. */
      readonly input: string;
      readonly what: string;
      readonly expected: Json;
      readonly actual: Json;
    };

export async function compareGraphs(corpus: Corpus, subject: OpenSubject): Promise<GraphVerdict> {
  const answers = answersOf(corpus);
  let states = 0;
  let edges = 0;
  for (const [opening, root] of rootsOf(corpus)) {
    const exploration = new Exploration(corpus, subject, opening, answers);
    const difference = await exploration.run(root);
    if (difference !== undefined) return difference;
    states += exploration.states;
    edges += exploration.edges;
  }
  const { counts } = corpus.file.header;
  assert(states === counts.states, "every state of a corpus is reached from one of its openings");
  assert(edges === counts.transitions, "every edge of a corpus is tried");
  return { kind: "equal", states, edges };
}

function rootsOf(corpus: Corpus): ReadonlyMap<string, number> {
  return new Map(corpus.file.traces.map(({ trace }) => [trace.opening, trace.root]));
}

class Exploration {
  readonly #corpus: Corpus;
  readonly #subject: OpenSubject;
  readonly #run: Run;
  readonly #opening: string;
  readonly #answers: readonly Answers[];
  // The bijection, both ways, and by which inputs each state was first reached.
  readonly #bytesOf = new Map<number, Uint8Array>();
  readonly #stateOf = new Map<string, number>();
  readonly #pathTo = new Map<number, readonly string[]>();
  edges = 0;

  constructor(corpus: Corpus, subject: OpenSubject, opening: string, answers: readonly Answers[]) {
    this.#corpus = corpus;
    this.#subject = subject;
    this.#opening = opening;
    this.#answers = answers;
    this.#run = new Run(corpus, subject);
  }

  get states(): number {
    return this.#bytesOf.size;
  }

  async run(root: number): Promise<GraphVerdict | undefined> {
    const setup = this.#corpus.setups.get(this.#opening);
    assert(setup !== undefined, "an opening has a setup");
    await this.#subject.reset(setup);
    this.#pathTo.set(root, []);
    const first = await this.#reach(root, root, "");
    if (first !== undefined) return first;
    // Grows while it is walked: the states reached so far, in the order of the search.
    for (const [state, bytes] of this.#bytesOf) {
      const found = (await this.#staying(state, bytes)) ?? (await this.#moving(state, bytes));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #staying(state: number, bytes: Uint8Array): Promise<GraphVerdict | undefined> {
    const { stay } = at(this.#answers, state - 1);
    assert(stay !== undefined, "every state has its stay");
    this.#subject.restore(bytes);
    for (const [index, answer] of stay.answers.entries()) {
      if (answer === 0) continue;
      this.edges += 1;
      const input = index + 1;
      const found = await this.#run.ask(input, answer);
      if (found !== undefined) return this.#differs(state, input, found);
      const now = this.#subject.bytes();
      if (Buffer.compare(now, bytes) !== 0) {
        return this.#differs(state, input, { what: "bytes", ...told(bytes, now) });
      }
    }
    return undefined;
  }

  async #moving(state: number, bytes: Uint8Array): Promise<GraphVerdict | undefined> {
    for (const { input, answer, to } of at(this.#answers, state - 1).moves.values()) {
      this.edges += 1;
      this.#subject.restore(bytes);
      const { name } = at(this.#corpus.inputs, input - 1);
      if (!this.#pathTo.has(to)) this.#pathTo.set(to, [...(this.#pathTo.get(state) ?? []), name]);
      const found = await this.#run.ask(input, answer);
      if (found !== undefined) return this.#differs(state, input, found);
      const reached = await this.#reach(state, to, name);
      if (reached !== undefined) return reached;
    }
    return undefined;
  }

  /** The subject is where the model says `to`: new to both, or known to both as the same. */
  async #reach(from: number, to: number, name: string): Promise<GraphVerdict | undefined> {
    const now = this.#subject.bytes();
    const known = this.#bytesOf.get(to);
    if (known !== undefined) {
      if (Buffer.compare(known, now) === 0) return undefined;
      return this.#told(from, name, { what: "bytes", ...told(known, now) });
    }
    const key = Buffer.from(now).toString("latin1");
    const other = this.#stateOf.get(key);
    if (other !== undefined) {
      const [expected, actual] = [`another state than ${other}`, `the bytes of state ${other}`];
      return this.#told(from, name, { what: "bytes", expected, actual });
    }
    this.#bytesOf.set(to, now.slice());
    this.#stateOf.set(key, to);
    const observed = await this.#subject.observe();
    const found = this.#run.compareState(at(this.#corpus.states, to - 1), observed);
    return found === undefined ? undefined : this.#told(from, name, found);
  }

  #differs(state: number, input: number, found: Mismatch): GraphVerdict {
    return this.#told(state, at(this.#corpus.inputs, input - 1).name, found);
  }

  #told(state: number, input: string, found: Mismatch): GraphVerdict {
    const path = this.#pathTo.get(state) ?? [];
    return { kind: "differs", opening: this.#opening, state, path, input, ...found };
  }
}

/** The first place where two byte strings part, with a little of what follows. */
function told(expected: Uint8Array, actual: Uint8Array): { expected: string; actual: string } {
  const [one, other] = [Buffer.from(expected).toString(), Buffer.from(actual).toString()];
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const around = (text: string): string => text.slice(Math.max(0, from - 40), from + 80);
  return { expected: around(one), actual: around(other) };
}
