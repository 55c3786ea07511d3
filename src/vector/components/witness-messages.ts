/**
 * Messages between an owner alone, its witness and a controller -> messages on the wire (WI-14 to
 * WI-18). In: values of Witness.tla. Out: JSON. A signature that must not verify is the right key's
 * over a message of the next epoch.
 * @module
 */
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import { extra } from "../bind.ts";
import { claimsOf, escrowsOf } from "../genesis.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Bodies } from "../message.ts";
import { elements, get, text, unbindable, whole } from "../names.ts";

export const WITNESSED: Bodies = {
  Grant: grant,
  Checkpoint: checkpoint,
  Acknowledgement: acknowledgement,
  TakeoverOrder: takeover,
  TakeoverStatement: statement,
};

export function grant(binding: Binding, value: Value): JsonObject {
  const unsigned = {
    ...about(binding, value),
    owner: binding.key(get(value, "owner")),
    witness: binding.key(get(value, "witness")),
    controller: binding.key(get(value, "controller")),
    window: whole(get(value, "window")),
    budget: binding.amount(get(value, "budget")),
  };
  const owner_sig = signed(binding, "grant", value, "owner", unsigned);
  return { ...unsigned, owner_sig, ...extra(text(get(value, "form"))) };
}

export function checkpoint(binding: Binding, value: Value): JsonObject {
  const unsigned = unsignedCheckpoint(binding, value);
  const owner_sig = signed(binding, "checkpoint", value, "owner", unsigned);
  return { ...unsigned, owner_sig, ...extra(text(get(value, "form"))) };
}

/** A checkpoint without its signature. */
export function unsignedCheckpoint(binding: Binding, value: Value): JsonObject & About {
  return {
    ...about(binding, value),
    seq: whole(get(value, "seq")),
    next_nonce: whole(get(value, "next_nonce")),
    balance: binding.amount(get(value, "balance")),
    escrow: escrowsOf(binding, value),
    applied: claimsOf(binding, get(value, "applied")),
    credited: claimsOf(binding, get(value, "credited")),
    reserved: reserved(binding, get(value, "reserved")),
    owner: binding.key(get(value, "owner")),
  };
}

export function takeover(binding: Binding, value: Value): JsonObject {
  const unsigned = {
    ...about(binding, value),
    to: binding.committeeDigest(get(value, "to")),
    controller: binding.key(get(value, "controller")),
  };
  const controller_sig = signed(binding, "takeover", value, "controller", unsigned);
  return { ...unsigned, controller_sig, ...extra(text(get(value, "form"))) };
}

function acknowledgement(binding: Binding, value: Value): JsonObject {
  const told = checkpoint(binding, get(value, "checkpoint"));
  const unsigned = { checkpoint: told, witness: binding.key(get(value, "witness")) };
  return {
    ...byWitness(binding, "acknowledgement", value, unsigned),
    ...extra(text(get(value, "form"))),
  };
}

function statement(binding: Binding, value: Value): JsonObject {
  const unsigned = {
    order: takeover(binding, get(value, "order")),
    grant: grant(binding, get(value, "grant")),
    checkpoint: checkpoint(binding, get(value, "checkpoint")),
    witness: binding.key(get(value, "witness")),
  };
  return {
    ...byWitness(binding, "statement", value, unsigned),
    ...extra(text(get(value, "form"))),
  };
}

type About = { readonly account: string; readonly epoch: number };

export function about(binding: Binding, value: Value): About {
  return { account: binding.key(get(value, "account")), epoch: whole(get(value, "epoch")) };
}

/** One claim or none. */
function reserved(binding: Binding, value: Value): Json {
  const [claim, ...more] = elements(value);
  if (more.length > 0) throw unbindable("one reserved claim at most", value);
  return claim === undefined ? null : binding.claim(claim);
}

export function signed(
  binding: Binding,
  type: string,
  value: Value,
  role: "owner" | "controller",
  unsigned: JsonObject & About,
): string {
  const signer = { name: get(value, `${role}_sig`), right: get(value, role) };
  const other = { ...unsigned, epoch: unsigned.epoch + 1 };
  return binding.signature(type, signer, unsigned, other);
}

function byWitness(
  binding: Binding,
  type: string,
  value: Value,
  unsigned: JsonObject & { readonly witness: string },
): JsonObject {
  const signer = { name: get(value, "witness_sig"), right: get(value, "witness") };
  const other = { witness: unsigned.witness };
  return { ...unsigned, witness_sig: binding.signature(type, signer, unsigned, other) };
}
