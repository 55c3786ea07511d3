/**
 * Values of the model as a vector file tells them: TLA+ text in which every record below the top
 * is a name, `t1` and so on, that a `term` line defines. So an order that is in a thousand states
 * is told once. In: values. Out: text and terms; and back.
 * @module
 */
import { assert } from "../base/assert.ts";
import { parse } from "../value/parse.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { mapping, model, record, set, tuple } from "../value/value.ts";
import type { TermLine } from "./lines.ts";

const NAME = /^t([1-9][0-9]*)$/;

/** Numbers the terms in the order in which they are complete: a term names only earlier ones. */
export class TermWriter {
  readonly #lines: TermLine[] = [];
  readonly #names = new Map<string, Value>();

  /** The text of a value; its outermost record is written out. */
  tell(value: Value): string {
    return print(within(value, this.#named));
  }

  /** The text of a value that is part of others, too. */
  name(value: Value): string {
    return print(this.#named(value));
  }

  lines(): readonly TermLine[] {
    return [...this.#lines];
  }

  readonly #named = (value: Value): Value => {
    if (value.kind === "model") {
      assert(!NAME.test(value.name), "no value of the model is called like a term");
    }
    if (value.kind !== "record") return within(value, this.#named);
    const key = print(value);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const text = this.tell(value);
    const id = this.#lines.push({ kind: "term", id: this.#lines.length + 1, value: text });
    const name = model(`t${id}`);
    this.#names.set(key, name);
    return name;
  };
}

/**
 * Reads texts with the terms put in. A text that is no value is a fault of `parse`; a name that no
 * term has, or none before it, stays a name, which nothing can be made of.
 */
export function termReader(lines: readonly TermLine[]): (text: string) => Value {
  const terms: Value[] = [];
  const put = (value: Value): Value => {
    if (value.kind !== "model") return within(value, put);
    const id = NAME.exec(value.name)?.[1];
    return (id === undefined ? undefined : terms[Number(id) - 1]) ?? value;
  };
  const read = (text: string): Value => put(parse(text));
  for (const { value } of lines) terms.push(read(value));
  return read;
}

/** The value with each of its parts changed, in canonical form again. */
function within(value: Value, change: (part: Value) => Value): Value {
  switch (value.kind) {
    case "set":
      return set(value.elements.map(change));
    case "tuple":
      return tuple(value.items.map(change));
    case "record":
      return record(value.fields.map(([name, of]) => [name, change(of)]));
    case "function":
      return mapping(value.entries.map(([key, of]) => [change(key), change(of)]));
    case "int":
    case "bool":
    case "string":
    case "model":
      return value;
  }
}
