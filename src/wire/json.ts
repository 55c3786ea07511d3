/**
 * JSON as the wire has it. In: bytes or text. Out: the value, or the one place that is wrong.
 * `JSON.parse` forgives what TH-12 does not: a key twice, `1.0`, `1e3`, `-0`, a needless escape.
 * White space and the order of members are free; every other token has one spelling (RFC 8785).
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { no, ok, type Result } from "../base/result.ts";
import type { Problem } from "../protocol/shape.ts";

type TextProblem =
  | "NotUtf8"
  | "TooLong"
  | "TooDeep"
  | "NotJson"
  | "KeyTwice"
  | "NumberNotCanonical"
  | "StringNotCanonical";

/** Why bytes are no message. */
export interface Undecodable {
  /** A JSON pointer (RFC 6901) to the value that is wrong. */
  readonly place: string;
  readonly clause: string;
  readonly problem: Problem | TextProblem | "NotOfSchema";
  /** How many UTF-16 code units of the text were read before it went wrong, for a wrong text. */
  readonly offset?: number;
}

export interface Limits {
  /** Bytes of a text. */
  readonly lengthMax: number;
  /** Lists and objects within each other. */
  readonly depthMax: number;
}

/** A certificate with a vote of each of a thousand members fits; nothing nests deeper than 8. */
export const MESSAGE_LIMITS: Limits = { lengthMax: 1 << 20, depthMax: 32 };

const INTEGER = /-?(?:0|[1-9][0-9]*)/y;
const NUMBER_REST = /[-+.eE0-9]/;
const WHITE = /[ \t\n\r]*/y;

export function readJson(source: Uint8Array | string, limits = MESSAGE_LIMITS) {
  const length = typeof source === "string" ? Buffer.byteLength(source) : source.length;
  if (length > limits.lengthMax) return unread("TooLong");
  const text = typeof source === "string" ? source : decoded(source);
  if (text === undefined || !text.isWellFormed()) return unread("NotUtf8");
  return new Text(text, limits).read();
}

function unread(problem: TextProblem): Result<never, Undecodable> {
  return no({ place: "", clause: "TH-12", problem, offset: 0 });
}

// No byte order mark: it would be a second spelling.
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A text being read. The first thing that is wrong is kept, and ends everything. */
class Text {
  readonly #text: string;
  readonly #limits: Limits;
  #offset = 0;
  #wrong: Undecodable | undefined;

  constructor(text: string, limits: Limits) {
    this.#text = text;
    this.#limits = limits;
  }

  read(): Result<Json, Undecodable> {
    const value = this.#value("", 0);
    this.#white();
    if (value !== undefined && this.#offset < this.#text.length) this.#fail("", "NotJson");
    if (this.#wrong !== undefined) return no(this.#wrong);
    return value === undefined
      ? no({ place: "", clause: "TH-12", problem: "NotJson", offset: this.#offset })
      : ok(value);
  }

  #value(place: string, depth: number): Json | undefined {
    this.#white();
    const next = this.#text[this.#offset];
    if (next === "{" || next === "[") {
      if (depth >= this.#limits.depthMax) return this.#fail(place, "TooDeep");
      return next === "{" ? this.#object(place, depth + 1) : this.#list(place, depth + 1);
    }
    if (next === '"') return this.#string(place);
    if (next === "t") return this.#word(place, "true", true);
    if (next === "f") return this.#word(place, "false", false);
    if (next === "n") return this.#word(place, "null", null);
    return this.#number(place);
  }

  #object(place: string, depth: number): Json | undefined {
    const object: { [key: string]: Json } = {};
    this.#offset += 1;
    if (this.#take("}")) return object;
    do {
      this.#white();
      if (this.#text[this.#offset] !== '"') return this.#fail(place, "NotJson");
      const key = this.#string(place);
      if (key === undefined) return undefined;
      const within = `${place}/${pointerStep(key)}`;
      if (Object.hasOwn(object, key)) return this.#fail(within, "KeyTwice");
      if (!this.#take(":")) return this.#fail(within, "NotJson");
      const value = this.#value(within, depth);
      if (value === undefined) return undefined;
      // Defined, not assigned: `__proto__` is a key like any other.
      const property = { value, enumerable: true, writable: true, configurable: true };
      Object.defineProperty(object, key, property);
    } while (this.#take(","));
    return this.#take("}") ? object : this.#fail(place, "NotJson");
  }

  #list(place: string, depth: number): Json | undefined {
    const items: Json[] = [];
    this.#offset += 1;
    if (this.#take("]")) return items;
    do {
      const item = this.#value(`${place}/${items.length}`, depth);
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.#take(","));
    return this.#take("]") ? items : this.#fail(place, "NotJson");
  }

  #string(place: string): string | undefined {
    const begin = this.#offset;
    for (let end = begin + 1; end < this.#text.length; end += 1) {
      const unit = this.#text.charCodeAt(end);
      if (unit < 0x20) break;
      if (unit === 0x5c) end += 1;
      if (unit !== 0x22) continue;
      const token = this.#text.slice(begin, end + 1);
      const value = parsedString(token);
      if (value === undefined) return this.#fail(place, "NotJson");
      // RFC 8785 3.2.2.2 gives each string one spelling, and a lone surrogate none.
      if (!value.isWellFormed() || JSON.stringify(value) !== token) {
        return this.#fail(place, "StringNotCanonical");
      }
      this.#offset = end + 1;
      return value;
    }
    return this.#fail(place, "NotJson");
  }

  // RFC 8785 3.2.2.3 for integers: no fraction, no exponent, no `-0`, within 2^53.
  #number(place: string): number | undefined {
    INTEGER.lastIndex = this.#offset;
    const token = INTEGER.exec(this.#text)?.[0];
    if (token === undefined) return this.#fail(place, "NotJson");
    const after = this.#text[this.#offset + token.length] ?? "";
    const value = Number(token);
    if (NUMBER_REST.test(after) || token === "-0" || !Number.isSafeInteger(value)) {
      return this.#fail(place, "NumberNotCanonical");
    }
    this.#offset += token.length;
    return value;
  }

  #word<Value extends Json>(place: string, word: string, value: Value): Value | undefined {
    if (!this.#text.startsWith(word, this.#offset)) return this.#fail(place, "NotJson");
    this.#offset += word.length;
    return value;
  }

  #take(mark: string): boolean {
    this.#white();
    if (this.#text[this.#offset] !== mark) return false;
    this.#offset += 1;
    return true;
  }

  #white(): void {
    WHITE.lastIndex = this.#offset;
    this.#offset += WHITE.exec(this.#text)?.[0].length ?? 0;
  }

  #fail(place: string, problem: TextProblem): undefined {
    this.#wrong ??= { place, clause: "TH-12", problem, offset: this.#offset };
    return undefined;
  }
}

function parsedString(token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

// RFC 6901 4. A place is shown to people: a hostile key may not fill their screen.
function pointerStep(key: string): string {
  return key.slice(0, 64).toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1");
}
