/**
 * The text that TLC's ToString prints -> Value. It knows both spellings of a set (`1..2`,
 * `{1, 2}`) and of a function, any spacing and any order; the result is in canonical form.
 * What is no finite value is a fault that names the place.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Entry, Field, Value } from "./value.ts";
import { bool, int, mapping, model, record, set, string, tuple } from "./value.ts";

/** One whole value, with nothing but blanks around it. */
export function parse(text: string): Value {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

/** A state as TLC prints it in a counterexample: `/\ x = 1` lines, or one `x = 1`. */
export function parseState(text: string): readonly Field[] {
  const reader = new Reader(text);
  const variables: Field[] = [];
  do {
    reader.skip("/\\");
    const name = reader.name();
    reader.expect("=");
    variables.push([name, reader.value()]);
  } while (reader.looksAt("/\\"));
  reader.end();
  return variables;
}

/** Sets that TLC prints by name as they have no end; a model value never has such a name. */
const ENDLESS = new Set(["Int", "Nat", "Real", "STRING", "Seq", "ANY"]);
/** Longer intervals are a mistake of the model, not a value to hold. */
const INTERVAL_MAX = 1_000_000;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Value {
    this.#blanks();
    const first = this.#text[this.#at];
    if (first === '"') return string(this.#string());
    if (first === "{") return set(this.#list("{", "}", () => this.value()));
    if (first === "<") return tuple(this.#list("<<", ">>", () => this.value()));
    if (first === "[") return this.#record();
    if (first === "(") return this.#function();
    if (first !== undefined && /[-0-9]/.test(first)) return this.#number();
    return this.#word();
  }

  name(): string {
    this.#blanks();
    return this.#match(/[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*/y) ?? this.#fail("a name");
  }

  looksAt(token: string): boolean {
    this.#blanks();
    return this.#text.startsWith(token, this.#at);
  }

  skip(token: string): boolean {
    if (!this.looksAt(token)) return false;
    this.#at += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.skip(token)) this.#fail(`"${token}"`);
  }

  end(): void {
    this.#blanks();
    if (this.#at !== this.#text.length) this.#fail("the end");
  }

  #list<Item>(open: string, close: string, item: () => Item): Item[] {
    this.expect(open);
    const items: Item[] = [];
    if (this.skip(close)) return items;
    do items.push(item());
    while (this.skip(","));
    this.expect(close);
    return items;
  }

  #record(): Value {
    const start = this.#at;
    const fields = this.#list("[", "]", (): Field => {
      const name = this.name();
      this.expect("|->");
      return [name, this.value()];
    });
    if (fields.length === 0) this.#fail("a field", start);
    if (new Set(fields.map(([name]) => name)).size !== fields.length) {
      this.#fail("each field once", start);
    }
    return record(fields);
  }

  #function(): Value {
    const start = this.#at;
    this.expect("(");
    const entries: Entry[] = [];
    do {
      const key = this.value();
      this.expect(":>");
      entries.push([key, this.value()]);
    } while (this.skip("@@"));
    this.expect(")");
    const keys = set(entries.map(([key]) => key));
    if (keys.elements.length !== entries.length) this.#fail("each key once", start);
    return mapping(entries);
  }

  #number(): Value {
    const from = this.#integer();
    if (!this.skip("..")) return int(from);
    const start = this.#at;
    this.#blanks();
    const to = this.#integer();
    if (to - from >= INTERVAL_MAX) this.#fail("a shorter interval", start);
    const elements: Value[] = [];
    for (let each = from; each <= to; each += 1) elements.push(int(each));
    return set(elements);
  }

  #integer(): number {
    const start = this.#at;
    const digits = this.#match(/-?[0-9]+/y) ?? this.#fail("an integer");
    const value = Number(digits);
    if (value < -(2 ** 31) || value >= 2 ** 31) this.#fail("an integer of 32 bits", start);
    return value;
  }

  #word(): Value {
    const start = this.#at;
    const word = this.#match(/[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*/y) ?? this.#fail("a value");
    if (word === "TRUE" || word === "FALSE") return bool(word === "TRUE");
    if (word === "BOOLEAN") return set([bool(false), bool(true)]);
    if (ENDLESS.has(word)) this.#fail("a finite value", start);
    return model(word);
  }

  #string(): string {
    const start = this.#at;
    const literal = this.#match(/"(?:[^"\\]|\\.)*"/sy) ?? this.#fail("a closed string");
    return literal.slice(1, -1).replaceAll(/\\(.)/gs, (_, escaped: string) => {
      const plain = UNESCAPES[escaped];
      return plain ?? this.#fail("a known escape", start);
    });
  }

  #blanks(): void {
    // PERF: a regular expression per character costs a third of the reading of a large graph.
    while (isBlank(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fail(wanted: string, at = this.#at): never {
    throw new Fault("ValueUnreadable", {
      wanted,
      at,
      found: this.#text.slice(at, at + 40),
    });
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

const UNESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
};
