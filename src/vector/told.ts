/**
 * How plain fields of an input are told: as they are, or in the wire's units.
 * @module
 */
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { JsonObject } from "./json.ts";
import { jcs } from "./json.ts";
import { byText, elements, whole } from "./names.ts";

export function number(_binding: Binding, value: Value): number {
  return whole(value);
}

export function time(binding: Binding, value: Value): number {
  return binding.time(value);
}

export function amount(binding: Binding, value: Value): string {
  return binding.amount(value);
}

export function key(binding: Binding, value: Value): string {
  return binding.key(value);
}

/** TH-18: a list of signed messages, ascending by their text. The model has a set of them. */
export function listed(bind: (binding: Binding, value: Value) => JsonObject) {
  return (binding: Binding, value: Value): readonly JsonObject[] =>
    elements(value)
      .map((each) => bind(binding, each))
      .toSorted((left, right) => byText(jcs(left), jcs(right)));
}
