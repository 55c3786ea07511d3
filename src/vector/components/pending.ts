/**
 * An authority with whom orders may wait, as its model and the wire have it: Pending.tla, and
 * spec/schemas/pending-observation.schema.json.
 * @module
 */
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { demandNothing } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { JsonObject } from "../json.ts";
import type { Bodies } from "../message.ts";
import { byText, elements, get, text, unbindable, whole } from "../names.ts";
import { key, time } from "../told.ts";
import type { World } from "../world.ts";
import { HANDOFF } from "./handoff.ts";

/**
 * The guards that an order can fail for which a vote is asked, and their reason codes, in the order
 * of spec/reasons.json: what a lapse notice may name.
 */
export const REFUSALS: readonly (readonly [guard: string, code: string])[] = [
  ["VF1", "Malformed"],
  ["VF2", "OrderSignatureInvalid"],
  ["VF3", "WrongNetwork"],
  ["VF5", "NotOwned"],
  ["VF4", "WrongEpoch"],
  ["VF11", "SelfTransfer"],
  ["VF14", "TtlTooLong"],
  ["VF12", "OrderExpired"],
  ["VF13", "OrderFromFuture"],
  ["VF6", "AccountFrozen"],
  ["VF7", "SenderEquivocated"],
  ["VF8", "NonceNotOpen"],
  ["VF9", "ConflictingOrder"],
  ["VF10", "InsufficientBalance"],
];

const WORDS: Bodies = { PendingOrder: pendingOrder, LapseNotice: lapseNotice };

const INPUTS: Inputs = {
  ...HANDOFF.inputs,
  Pend: { plain: { now: time }, messages: { order: "Order" } },
  Lapse: { plain: { now: time } },
  Activate: { plain: { account: key, now: time } },
};

const { "Restart restarted": restarted = [], "OpenAccount opened": opened = [] } =
  HANDOFF.clauses.rules;

const CLAUSES: Clauses = {
  ...HANDOFF.clauses,
  rules: {
    ...HANDOFF.clauses.rules,
    "Pend pending": ["PD-15", "PD-16", "PD-13"],
    "Pend again": ["PD-16", "PD-13"],
    "Lapse lapsed": ["PD-17", "PD-14"],
    "Lapse again": ["PD-17"],
    "Activate activated": ["PD-18", "PD-19", "PD-14"],
    "Activate again": ["PD-18"],
    "OpenAccount opened": [...opened, "PD-20"],
    // What must have been durable before: a restart changes nothing.
    "Restart restarted": ["PD-20", "PD-15", ...restarted],
  },
};

export const PENDING: Component = {
  bodies: { ...HANDOFF.bodies, ...WORDS },
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

function pendingOrder(binding: Binding, value: Value): JsonObject {
  const until = binding.time(get(value, "until"));
  const unsigned = { ...about(binding, value), until };
  return signed(binding, "pending-order", value, unsigned, { ...unsigned, until: until + 1 });
}

function lapseNotice(binding: Binding, value: Value): JsonObject {
  const guards = new Set(elements(get(value, "reasons")).map(text));
  const known = REFUSALS.filter(([guard]) => guards.has(guard));
  if (known.length !== guards.size) throw unbindable("guards of an order", value);
  const unsigned = { ...about(binding, value), reasons: known.map(([, code]) => code) };
  return signed(binding, "lapse-notice", value, unsigned, { ...unsigned, reasons: [] });
}

function about(binding: Binding, value: Value): JsonObject {
  return {
    core_digest: binding.coreDigest(get(value, "core_digest")),
    authority: binding.key(get(value, "authority")),
  };
}

function signed(
  binding: Binding,
  type: string,
  value: Value,
  unsigned: JsonObject,
  other: JsonObject,
): JsonObject {
  const signer = { name: get(value, "authority_sig"), right: get(value, "authority") };
  return { ...unsigned, authority_sig: binding.signature(type, signer, unsigned, other) };
}

function observe(binding: Binding, core: Value): JsonObject {
  const pending = elements(get(core, "pending"))
    .map((order) => ({
      sender: binding.key(get(order, "sender")),
      epoch: whole(get(order, "epoch")),
      nonce: whole(get(order, "nonce")),
      core_digest: binding.coreDigest(order),
      until: binding.time(get(order, "issued_at")) + whole(get(order, "ttl")),
    }))
    .toSorted(
      (one, other) =>
        byText(one.sender, other.sender) ||
        one.epoch - other.epoch ||
        one.nonce - other.nonce ||
        byText(one.core_digest, other.core_digest),
    );
  return { ...HANDOFF.observe(binding, core), pending };
}

function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["pending"]);
  return HANDOFF.genesis(binding, world, initial);
}
