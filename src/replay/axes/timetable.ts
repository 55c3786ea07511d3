/**
 * The same message at other times. In: the inputs of a corpus. Out: for each the same one at the
 * next later and the next earlier time that the model asks it at (TH-11), and the input that is a
 * restart.
 * @module
 */
import { canonical } from "../../base/canonical.ts";
import { isObject } from "../../vector/json.ts";
import type { Corpus } from "../corpus.ts";

type Timed = { readonly id: number; readonly now: number };

export class Timetable {
  /** The crash; undefined where the model has none. */
  readonly restart: number | undefined;
  /** Input -> the same message at all its times, ascending. */
  readonly #rows = new Map<number, readonly Timed[]>();

  constructor({ inputs }: Pick<Corpus, "inputs">) {
    const restart = inputs.findIndex(({ input }) => input === "Restart");
    this.restart = restart === -1 ? undefined : restart + 1;
    const timed = inputs.flatMap(({ input, body }, index) => {
      if (!isObject(body) || typeof body["now"] !== "number") return [];
      const { now, ...message } = body;
      return [{ id: index + 1, now, message: `${input} ${canonical(message)}` }];
    });
    for (const row of Map.groupBy(timed, ({ message }) => message).values()) {
      const ascending = row.toSorted((left, right) => left.now - right.now);
      for (const { id } of row) this.#rows.set(id, ascending);
    }
  }

  later(input: number): number | undefined {
    const row = this.#rows.get(input) ?? [];
    return row[row.findIndex(({ id }) => id === input) + 1]?.id;
  }

  earlier(input: number): number | undefined {
    const row = this.#rows.get(input) ?? [];
    return row[row.findIndex(({ id }) => id === input) - 1]?.id;
  }

  /** The input itself where there is no later one. */
  latest(input: number): number {
    return this.#rows.get(input)?.at(-1)?.id ?? input;
  }
}
