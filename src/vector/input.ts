/**
 * Inputs of the model -> inputs of a subject. In: an input, and the table of its component. Out:
 * the fields that are told plainly, and the messages that come with them.
 * @module
 */
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Bodies, WireMessage } from "./message.ts";
import { bindMessage } from "./message.ts";
import { get, text, unbindable } from "./names.ts";

/** How one input is bound. The fields of the model and of the wire have the same names. */
export type InputRule = {
  /** Field -> how its value is told; a list of messages is told plainly, too. */
  readonly plain?: { readonly [field: string]: (binding: Binding, value: Value) => Json };
  /** Field -> the type of the message in it. */
  readonly messages?: { readonly [field: string]: string };
  /** Where the model's input has other fields than the wire's: the same with those fields. */
  readonly told?: (input: Value) => Value;
};

export type Inputs = { readonly [input: string]: InputRule };

export type BoundInput = {
  readonly input: string;
  readonly plain: JsonObject;
  /** Field name -> message. */
  readonly messages: { readonly [name: string]: WireMessage };
};

export function bindInput(
  binding: Binding,
  { inputs, bodies }: { readonly inputs: Inputs; readonly bodies: Bodies },
  value: Value,
): BoundInput {
  const input = text(get(value, "type"));
  const rule = Object.hasOwn(inputs, input) ? inputs[input] : undefined;
  if (rule === undefined) throw unbindable("a known input", value);
  const told = rule.told?.(value) ?? value;
  const plain = Object.entries(rule.plain ?? {}).map(([field, bind]): [string, Json] => {
    return [field, bind(binding, get(told, field))];
  });
  const messages = Object.entries(rule.messages ?? {}).map(
    ([field, type]): [string, WireMessage] => {
      return [field, bindMessage(binding, bodies, type, get(told, field))];
    },
  );
  return { input, plain: Object.fromEntries(plain), messages: Object.fromEntries(messages) };
}
