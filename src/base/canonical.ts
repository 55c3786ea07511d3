/**
 * RFC 8785 (JCS) for the JSON that Flash-Mesh uses: no fractions, no number beyond 2^53-1, no
 * negative zero, no lone surrogate. In: a JSON value. Out: its one text.
 * @module
 */
import { assert } from "./assert.ts";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * The canonical text. Object members are sorted by UTF-16 code units (RFC 8785 3.2.3).
 * A value outside the subset is a bug of the caller: what comes from outside is decoded first.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    assert(Number.isSafeInteger(value) && !Object.is(value, -0), "a number is a safe integer");
    return String(value);
  }
  if (typeof value === "string") return quoted(value);
  if (isList(value)) return `[${value.map(canonical).join(",")}]`;
  assert(typeof value === "object", "only JSON has a canonical text");
  const members = Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${quoted(key)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}

// JSON.stringify escapes exactly as RFC 8785 3.2.2.2 asks, once lone surrogates are excluded.
function quoted(text: string): string {
  assert(text.isWellFormed(), "a string is well-formed Unicode");
  return JSON.stringify(text);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
