/**
 * Value -> TLA+ text, in the spelling of TLC's ToString and in canonical order; the inverse of
 * `parse`. The text can stand in a module or a cfg, and as a key: equal texts are equal values.
 * @module
 */
import type { Value } from "./value.ts";

/** Words of the language that cannot name a field, so their records are printed as functions. */
const RESERVED = new Set(
  (
    "ASSUME ASSUMPTION AXIOM BOOLEAN BY CASE CHOOSE CONSTANT CONSTANTS DEF DEFINE DEFS DOMAIN " +
    "ELSE ENABLED EXCEPT EXTENDS FALSE HAVE HIDE IF IN INSTANCE LAMBDA LEMMA LET LOCAL MODULE " +
    "NEW OBVIOUS OMITTED ONLY OTHER PICK PROOF PROPOSITION PROVE QED RECURSIVE STATE STRING " +
    "SUBSET SUFFICES TAKE TEMPORAL THEN THEOREM TRUE UNCHANGED UNION USE VARIABLE VARIABLES WF_ " +
    "SF_ WITH WITNESS ACTION"
  ).split(" "),
);

const printed = new WeakMap<Value, string>();

export function print(value: Value): string {
  // PERF: a graph prints each state once per edge that touches it; the values are immutable.
  const known = printed.get(value);
  if (known !== undefined) return known;
  const text = printAfresh(value);
  printed.set(value, text);
  return text;
}

function printAfresh(value: Value): string {
  switch (value.kind) {
    case "int":
      return String(value.value);
    case "bool":
      return value.value ? "TRUE" : "FALSE";
    case "string":
      return quoted(value.value);
    case "model":
      return value.name;
    case "set":
      return `{${value.elements.map(print).join(", ")}}`;
    case "tuple":
      return `<<${value.items.map(print).join(", ")}>>`;
    case "record":
      if (value.fields.every(([name]) => mayName(name))) {
        return `[${value.fields.map(([name, of]) => `${name} |-> ${print(of)}`).join(", ")}]`;
      }
      return pairs(value.fields.map(([name, of]) => [quoted(name), of]));
    case "function":
      return pairs(value.entries.map(([key, of]) => [print(key), of]));
  }
}

function pairs(entries: readonly (readonly [key: string, value: Value])[]): string {
  return `(${entries.map(([key, value]) => `${key} :> ${print(value)}`).join(" @@ ")})`;
}

function mayName(text: string): boolean {
  if (!/^[0-9_]*[A-Za-z][A-Za-z0-9_]*$/.test(text)) return false;
  return !RESERVED.has(text) && !/^[WS]F_/.test(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/** A TLA+ string literal (Specifying Systems 16.1.10). */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\\t\n\f\r]/g, (found) => ESCAPES[found] ?? found)}"`;
}
