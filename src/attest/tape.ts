/**
 * Listening in. In: a subject, while a case is judged. Out: the same subject, whose answers are
 * kept, each distinct answer once and a case as a list of numbers. What is asked is not kept: the
 * corpus knows it, and whoever judges anew asks it again.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import type { Hello, Message, Reply, Setup, Subject } from "../subject/subject.ts";
import type { CaseName, Said } from "./said.ts";
import { nameOf, saidFault } from "./said.ts";

/** What the answers may take up; a subject that never says the same thing twice meets it. */
const LENGTH_MAX = 1 << 28;

/** A case as it was answered: one list per reset. Numbers are those of the tape. */
export type Heard = CaseName & { readonly attempts: readonly (readonly number[])[] };

/** One for a run; subjects that work side by side share it. */
export class Tape {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #cases = new Map<string, Heard>();
  #length = 0;

  /** Passes everything on to the subject, and keeps what it answers from now on. */
  listen(subject: Subject, name: CaseName): Subject {
    const attempts: number[][] = [];
    this.#cases.set(nameOf(name), { ...name, attempts });
    return new Listener(subject, attempts, this);
  }

  heard(name: CaseName): Heard | undefined {
    return this.#cases.get(nameOf(name));
  }

  /** The answer of that number, as it was when it was given. */
  answer(number: number): Said | undefined {
    const text = this.#texts[number];
    if (text === undefined) return undefined;
    const said: Said = JSON.parse(text);
    return said;
  }

  /**
   * The number of an answer. PERF: by its text as JSON.stringify writes it, which is several times
   * as fast as the canonical one; two spellings of one answer become one when it is written.
   */
  number(said: Said): number {
    const text = JSON.stringify(said);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#length += text.length;
    if (this.#length > LENGTH_MAX) throw new Fault("TranscriptTooLong", { max: LENGTH_MAX });
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }
}

class Listener implements Subject {
  readonly #subject: Subject;
  readonly #attempts: number[][];
  readonly #tape: Tape;
  /** What was observed last: a copy, as whose it is may change it. */
  #seen: { readonly observed: Json; readonly number: number } | undefined;

  constructor(subject: Subject, attempts: number[][], tape: Tape) {
    this.#subject = subject;
    this.#attempts = attempts;
    this.#tape = tape;
  }

  get window(): number {
    return this.#subject.window ?? 1;
  }

  get resumes(): boolean {
    return this.#subject.resumes ?? true;
  }

  hello(): Hello | Promise<Hello> {
    return this.#subject.hello();
  }

  reset(setup: Setup): void | Promise<void> {
    this.#attempts.push([]);
    return this.#keep(() => this.#subject.reset(setup), this.#done);
  }

  apply(input: string, body: Json): Reply | Promise<Reply> {
    return this.#keep(
      () => this.#subject.apply(input, body),
      (reply) => this.#tape.number({ reply }),
    );
  }

  observe(): Json | Promise<Json> {
    return this.#keep(
      () => this.#subject.observe(),
      (observed) => this.#observed(observed),
    );
  }

  advance(milliseconds: number): readonly Message[] | Promise<readonly Message[]> {
    return this.#keep(
      () => this.#subject.advance(milliseconds),
      (left) => this.#tape.number({ left }),
    );
  }

  crash(): void | Promise<void> {
    return this.#keep(() => this.#subject.crash(), this.#done);
  }

  bye(): unknown {
    return this.#subject.bye();
  }

  readonly #done = (): number => this.#tape.number({ done: true });

  /** PERF: most inputs leave everything as it was, and to see that takes no text. */
  #observed(observed: Json): number {
    if (this.#seen !== undefined && isSame(this.#seen.observed, observed)) return this.#seen.number;
    const number = this.#tape.number({ observed });
    const said = this.#tape.answer(number);
    if (said !== undefined && "observed" in said) this.#seen = { observed: said.observed, number };
    return number;
  }

  /** An answer stands where its question was asked, whenever it comes. */
  #keep<Value>(
    ask: () => Value | Promise<Value>,
    numberOf: (value: Value) => number,
  ): Value | Promise<Value> {
    const attempt = this.#attempts.at(-1) ?? [];
    const place = attempt.push(-1) - 1;
    const keep = (value: Value): Value => {
      attempt[place] = numberOf(value);
      return value;
    };
    const fail = (cause: unknown): never => {
      if (cause instanceof Fault) {
        attempt[place] = this.#tape.number({ fault: saidFault(cause) });
      }
      throw cause;
    };
    // PERF: a subject in this process answers at once, and is not made to wait.
    let value: Value | Promise<Value>;
    try {
      value = ask();
    } catch (cause) {
      return fail(cause);
    }
    return value instanceof Promise ? value.then(keep, fail) : keep(value);
  }
}

/** Whether two values are told by the same text, but for the order of members. */
function isSame(left: Json, right: Json): boolean {
  if (typeof left !== "object" || typeof right !== "object") return left === right;
  if (left === null || right === null) return left === right;
  if (isList(left) || isList(right)) {
    if (!isList(left) || !isList(right) || left.length !== right.length) return false;
    return left.every((item, index) => {
      const other = right[index];
      return other !== undefined && isSame(item, other);
    });
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys) {
    const [mine, other] = [left[key], right[key]];
    if (mine === undefined || other === undefined || !isSame(mine, other)) return false;
  }
  return true;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
