/**
 * Reading values of the model. In: a Value and what it must be. Out: plain data, or a fault that
 * names what the model printed: a model and its binding that do not fit are no verdict.
 * @module
 */
import { Fault } from "../base/fault.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { field } from "../value/value.ts";

export function unbindable(wanted: string, value: Value): Fault {
  return new Fault("ModelUnbindable", { wanted, found: print(value).slice(0, 200) });
}

export function get(value: Value, name: string): Value {
  const found = field(value, name);
  if (found === undefined) throw unbindable(`a record with the field ${name}`, value);
  return found;
}

export function text(value: Value): string {
  if (value.kind !== "string") throw unbindable("a string", value);
  return value.value;
}

export function whole(value: Value): number {
  if (value.kind !== "int") throw unbindable("an integer", value);
  return value.value;
}

export function truth(value: Value): boolean {
  if (value.kind !== "bool") throw unbindable("a boolean", value);
  return value.value;
}

export function elements(value: Value): readonly Value[] {
  if (value.kind !== "set") throw unbindable("a set", value);
  return value.elements;
}

export function items(value: Value): readonly Value[] {
  if (value.kind !== "tuple") throw unbindable("a sequence", value);
  return value.items;
}

/** A function over strings; TLC prints the empty one as `<<>>`. */
export function entries(value: Value): readonly (readonly [string, Value])[] {
  if (value.kind === "tuple" && value.items.length === 0) return [];
  if (value.kind !== "record") throw unbindable("a function over strings", value);
  return value.fields;
}

/** `VF9` in the model is `VF-9` everywhere else. */
export function clauseOf(name: string): string {
  return name.replace(/^([A-Z]{2})([0-9]+)$/, "$1-$2");
}

/** Text order that no locale decides. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Clauses by family, then by number. */
export function byClause(left: string, right: string): number {
  return (
    byText(left.slice(0, 2), right.slice(0, 2)) || Number(left.slice(3)) - Number(right.slice(3))
  );
}
