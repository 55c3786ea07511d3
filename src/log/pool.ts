/**
 * Values that a log says again and again, each written down once. In: a value. Out: a name that
 * stands for it in the module; the definitions come first. A log of some thousand lines would be
 * a hundred times as long without.
 * @module
 */
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { mapping, model, record, set, tuple } from "../value/value.ts";

export class Pool {
  readonly #names = new Map<string, Value>();
  readonly #facts = new Map<object, Value>();
  readonly #definitions: string[] = [];
  readonly #values = new Map<string, Value>();

  /** The name of the value; `letter` says what it is to who reads the module. */
  give(letter: string, value: Value): Value {
    const text = print(value);
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const name = `${letter}_${this.#names.size + 1}`;
    const given = model(name);
    this.#names.set(text, given);
    this.#values.set(name, value);
    this.#definitions.push(`${name} == ${text}`);
    return given;
  }

  /** The same by the fact that the value is made from. PERF: it is made and printed once. */
  of(letter: string, fact: object, make: () => Value): Value {
    const known = this.#facts.get(fact);
    if (known !== undefined) return known;
    const given = this.give(letter, make());
    this.#facts.set(fact, given);
    return given;
  }

  /** The value with every name of the pool replaced by what it stands for. */
  whole(value: Value): Value {
    switch (value.kind) {
      case "model": {
        const known = this.#values.get(value.name);
        return known === undefined ? value : this.whole(known);
      }
      case "set":
        return set(value.elements.map((each) => this.whole(each)));
      case "tuple":
        return tuple(value.items.map((each) => this.whole(each)));
      case "record":
        return record(value.fields.map(([name, of]) => [name, this.whole(of)] as const));
      case "function":
        return mapping(
          value.entries.map(([key, of]) => [this.whole(key), this.whole(of)] as const),
        );
      case "bool":
      case "int":
      case "string":
        return value;
    }
  }

  /** In an order in which each stands behind what it needs. */
  definitions(): readonly string[] {
    return this.#definitions;
  }
}
