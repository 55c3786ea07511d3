/**
 * A witness as its model and the wire have it: Witness.tla, and
 * spec/schemas/witness-observation.schema.json.
 * @module
 */
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { demandNothing, genesisOf } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { JsonObject } from "../json.ts";
import { byText, elements, get, whole } from "../names.ts";
import type { World } from "../world.ts";
import { checkpoint, grant, takeover, WITNESSED } from "./witness-messages.ts";

const INPUTS: Inputs = {
  KeepGrant: { messages: { grant: "Grant" } },
  KeepCheckpoint: { messages: { checkpoint: "Checkpoint" } },
  FenceOwner: { messages: { order: "TakeoverOrder" } },
  Restart: {},
};

const CLAUSES: Clauses = {
  rules: {
    "KeepGrant granted": ["WI-19", "WI-14"],
    "KeepGrant again": ["WI-19"],
    "KeepCheckpoint acknowledged": ["WI-20", "WI-15", "WI-16"],
    "KeepCheckpoint again": ["WI-20"],
    "FenceOwner fenced": ["WI-21", "WI-17", "WI-18"],
    "FenceOwner again": ["WI-21", "WI-22"],
    // What must have been durable before: a restart changes nothing.
    "Restart restarted": ["WI-20", "WI-21", "WI-19", "WI-22"],
  },
  sent: {},
};

export const WITNESS: Component = {
  bodies: WITNESSED,
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

function observe(binding: Binding, core: Value): JsonObject {
  const rows = (name: string, bind: (binding: Binding, value: Value) => JsonObject) =>
    elements(get(core, name))
      .toSorted(
        (one, other) =>
          byText(binding.key(get(one, "account")), binding.key(get(other, "account"))) ||
          whole(get(one, "epoch")) - whole(get(other, "epoch")),
      )
      .map((each) => bind(binding, each));
  return {
    grants: rows("grants", grant),
    held: rows("held", checkpoint),
    fences: rows("fences", takeover),
  };
}

/** It goes by who owns what; of the accounts themselves it knows nothing. */
function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["grants", "held", "fences"]);
  const openings = elements(get(world.told, "ownership")).map((proof) => ({
    account: binding.key(get(proof, "account")),
    epoch: whole(get(proof, "epoch")),
    committee: binding.committeeDigest(get(proof, "committee")),
    balance: "0",
    next_nonce: 0,
    frozen: false,
    escrow: [],
  }));
  return genesisOf(binding, world, openings);
}
