/**
 * Reading one line of a vector file. In: a JSON object and where it stands. Out: its fields, each
 * of the kind it must be. A key that is missing or unknown is an error, never skipped.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isList, isObject } from "./json.ts";

export type Place = { readonly file: string; readonly line: number };

export function malformed(place: Place, why: string): InputFault {
  return new InputFault("VectorMalformed", { ...place, why });
}

export class Fields {
  readonly #object: JsonObject;
  readonly #place: Place;

  constructor(object: JsonObject, place: Place, keys: readonly string[]) {
    this.#object = object;
    this.#place = place;
    for (const key of Object.keys(object)) {
      if (!keys.includes(key)) throw malformed(place, `the key ${key} is not known here`);
    }
    for (const key of keys) {
      if (object[key] === undefined) throw malformed(place, `the key ${key} is missing`);
    }
  }

  any(key: string): Json {
    return this.#object[key] ?? null;
  }

  text(key: string, form = /^[^]+$/): string {
    const value = this.any(key);
    if (typeof value !== "string" || !form.test(value)) throw this.#wrong(key);
    return value;
  }

  word<const Word extends string>(key: string, words: readonly Word[]): Word {
    const value = this.any(key);
    const found = words.find((word) => word === value);
    if (found === undefined) throw this.#wrong(key);
    return found;
  }

  whole(key: string, from = 0): number {
    const value = this.any(key);
    if (!isWhole(value) || value < from) throw this.#wrong(key);
    return value;
  }

  object(key: string): JsonObject {
    const value = this.any(key);
    if (!isObject(value)) throw this.#wrong(key);
    return value;
  }

  fields(key: string, keys: readonly string[]): Fields {
    return new Fields(this.object(key), this.#place, keys);
  }

  list(key: string): readonly Json[] {
    const value = this.any(key);
    if (!isList(value)) throw this.#wrong(key);
    return value;
  }

  objects(key: string, keys: readonly string[]): readonly Fields[] {
    return this.list(key).map((item) => {
      if (!isObject(item)) throw this.#wrong(key);
      return new Fields(item, this.#place, keys);
    });
  }

  texts(key: string): readonly string[] {
    return this.list(key).map((item) => {
      if (typeof item !== "string" || item === "") throw this.#wrong(key);
      return item;
    });
  }

  wholes(key: string): readonly number[] {
    return this.list(key).map((item) => {
      if (!isWhole(item)) throw this.#wrong(key);
      return item;
    });
  }

  /** An object whose members are all integers. */
  numbers(key: string): { readonly [name: string]: number } {
    const members = Object.entries(this.object(key)).map(([name, value]): [string, number] => {
      if (!isWhole(value)) throw this.#wrong(key);
      return [name, value];
    });
    return Object.fromEntries(members);
  }

  #wrong(key: string): InputFault {
    return malformed(this.#place, `the value of ${key} is not what stands there`);
  }
}

function isWhole(value: Json): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}
