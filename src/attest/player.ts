/**
 * A subject that answers from a transcript. In: what was said in one case. Out: the same answers,
 * to the same questions in the same order. Whatever does not fit the questions is noticed: an
 * answer to another kind of question, one too few, one too many.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import type { Hello, Message, Reply, Setup, Subject } from "../subject/subject.ts";
import type { Said } from "./said.ts";

/** What of a subject decides which questions it is asked. */
export type Manner = {
  /** How many inputs were asked before the first was answered. */
  readonly window: number;
  /** Whether it declared that it can be crashed. */
  readonly resumes: boolean;
};

export class Player implements Subject {
  readonly window: number;
  readonly resumes: boolean;
  readonly #attempts: readonly (readonly Said[])[];
  #begun = 0;
  #asked = 0;
  #wrong: string | undefined;

  constructor(attempts: readonly (readonly Said[])[], { window, resumes }: Manner) {
    this.#attempts = attempts;
    this.window = window;
    this.resumes = resumes;
  }

  /** Why these are not the answers to what was asked, once all has been asked; else undefined. */
  get wrong(): string | undefined {
    if (this.#wrong !== undefined) return this.#wrong;
    if (this.#begun < this.#attempts.length || this.#left > 0) return "it has answers left over";
    return undefined;
  }

  hello(): Hello {
    return { name: "transcript", version: "1", profiles: [] };
  }

  reset(_setup: Setup): Promise<void> {
    return this.#answer((said) => ("done" in said ? [undefined] : undefined), true);
  }

  apply(_input: string, _body: Json): Promise<Reply> {
    return this.#answer((said) => ("reply" in said ? [said.reply] : undefined));
  }

  observe(): Promise<Json> {
    return this.#answer((said) => ("observed" in said ? [said.observed] : undefined));
  }

  advance(_milliseconds: number): Promise<readonly Message[]> {
    return this.#answer((said) => ("left" in said ? [said.left] : undefined));
  }

  crash(): Promise<void> {
    return this.#answer((said) => ("done" in said ? [undefined] : undefined));
  }

  bye(): void {}

  get #left(): number {
    const attempt = this.#attempts[this.#begun - 1];
    return attempt === undefined ? 0 : attempt.length - this.#asked;
  }

  /**
   * The next answer, if it is one to this question. By a promise, as whoever was asked ahead
   * answered: a fault then is met where the answer is waited for.
   */
  async #answer<Value>(
    valueIn: (said: Said) => readonly [Value] | undefined,
    begins = false,
  ): Promise<Value> {
    const said = begins ? this.#begin() : this.#next();
    const found = valueIn(said);
    if (found !== undefined) return await Promise.resolve(found[0]);
    // A fault that was met then is met again.
    if ("fault" in said) throw new Fault(said.fault.code, said.fault.data);
    throw this.#refuse("an answer in it is to another question");
  }

  #begin(): Said {
    if (this.#left > 0) throw this.#refuse("it has answers left over");
    this.#begun += 1;
    this.#asked = 0;
    return this.#next();
  }

  #next(): Said {
    const said = this.#attempts[this.#begun - 1]?.[this.#asked];
    if (said === undefined) throw this.#refuse("it has too few answers");
    this.#asked += 1;
    return said;
  }

  /** A judge takes a fault for a failure of the subject, so it is kept here, too. */
  #refuse(why: string): Fault {
    this.#wrong ??= why;
    return new Fault("TranscriptDoesNotFit", { why });
  }
}
