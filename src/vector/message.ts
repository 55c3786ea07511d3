/**
 * The body of a message by its type. In: a message of the model. Out: the same on the wire. Which
 * types there are is up to the component: what it neither sends nor takes is a fault of the model.
 * @module
 */
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { JsonObject } from "./json.ts";
import { get, text, unbindable } from "./names.ts";

/** A message as it travels, with the name of its type, and the body as the model has it. */
export type WireMessage = {
  readonly type: string;
  readonly body: JsonObject;
  readonly value: Value;
};

/** Type of a message -> how its body is made. */
export type Bodies = { readonly [type: string]: (binding: Binding, value: Value) => JsonObject };

/** The messages of a payment (TH). */
export const PAYMENT: Bodies = {
  Order: (binding, value) => binding.order(value),
  TransferVote: (binding, value) => binding.vote(value),
  TransferCertificate: (binding, value) => binding.certificate(value),
  TransferReceipt: (binding, value) => binding.receipt(value),
  MissingCertificate: (binding, value) => binding.missing(value),
  OwnershipProof: (binding, value) => binding.ownership(value),
  // What comes out is a set of orders; what goes in may have a form besides.
  EquivocationProof: (binding, value) =>
    value.kind === "record"
      ? binding.equivocation(get(value, "orders"), text(get(value, "form")))
      : binding.equivocation(value),
  BrokenQuorum: (binding, value) => binding.brokenQuorum(value),
};

/** A message that goes in or comes out. */
export function bindMessage(
  binding: Binding,
  bodies: Bodies,
  type: string,
  value: Value,
): WireMessage {
  const bind = Object.hasOwn(bodies, type) ? bodies[type] : undefined;
  if (bind === undefined) throw unbindable(`the body of a message, not ${type}`, value);
  return { type, value, body: bind(binding, value) };
}

/** A message that leaves: `[type, body]` in the model. */
export function bindEmitted(binding: Binding, bodies: Bodies, message: Value): WireMessage {
  return bindMessage(binding, bodies, text(get(message, "type")), get(message, "body"));
}
