/**
 * An owner beside its witness, and whoever takes over from one, as the model and the wire have it:
 * Witness.tla, and spec/schemas/standby-observation.schema.json.
 * @module
 */
import type { Value } from "../../value/value.ts";
import { extra, type Binding } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { claimsOf, demandNothing } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { JsonObject } from "../json.ts";
import { byText, elements, get, text, truth, whole } from "../names.ts";
import { key, time } from "../told.ts";
import type { World } from "../world.ts";
import { accountsGenesis, observeAccounts } from "./accounts.ts";
import { AUTHORITY } from "./authority.ts";
import { HANDOFF } from "./handoff.ts";
import { about, grant, signed, unsignedCheckpoint, WITNESSED } from "./witness-messages.ts";

const INPUTS: Inputs = {
  ...AUTHORITY.inputs,
  TakeGrant: { messages: { grant: "Grant" } },
  WriteCheckpoint: { plain: { account: key } },
  Reserve: { plain: { now: time }, messages: { order: "Order" } },
  Acknowledge: { messages: { acknowledgement: "Acknowledgement" } },
  OpenTakeover: { messages: { statement: "TakeoverStatement" } },
  Report: { messages: { report: "TakeoverReport" } },
};

const { rules } = AUTHORITY.clauses;
const { "SignVote voted": voted = [], "SignVote again": again = [] } = rules;
const { "ApplyCertificate applied": applied = [], "Restart restarted": restarted = [] } = rules;

const CLAUSES: Clauses = {
  ...HANDOFF.clauses,
  rules: {
    ...rules,
    "SignVote voted": [...voted, "SB-16"],
    "SignVote again": [...again, "SB-16"],
    "ApplyCertificate applied": [...applied, "SB-21", "SB-17"],
    "TakeGrant granted": ["SB-12", "WI-14"],
    "TakeGrant again": ["SB-12"],
    "WriteCheckpoint written": ["SB-13", "WI-15"],
    "Reserve reserved": ["SB-14", "SB-13", "WI-15"],
    "Reserve settled": ["SB-14", "VT-5"],
    "Acknowledge acknowledged": ["SB-15", "SB-16"],
    "Acknowledge again": ["SB-15"],
    "OpenTakeover opened": ["SB-18"],
    "OpenTakeover reported": ["SB-19", "SB-11"],
    "OpenTakeover recorded": ["SB-20"],
    "OpenTakeover again": ["SB-18", "SB-19", "SB-20"],
    "Report closed": ["SB-22"],
    "Report again": ["SB-22"],
    // What must have been durable before: a restart changes nothing.
    "Restart restarted": ["SB-12", "SB-13", "SB-15", "SB-19", ...restarted],
  },
};

export const STANDBY: Component = {
  bodies: { ...HANDOFF.bodies, ...WITNESSED, TakeoverReport: report },
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

function report(binding: Binding, value: Value): JsonObject {
  const unsigned = {
    ...about(binding, value),
    claims: claimsOf(binding, get(value, "claims")),
    owner: binding.key(get(value, "owner")),
  };
  const owner_sig = signed(binding, "report", value, "owner", unsigned);
  return { ...unsigned, owner_sig, ...extra(text(get(value, "form"))) };
}

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
    ...observeAccounts(binding, core),
    releases: rows("releases", release),
    grants: rows("grants", grant),
    written: rows("written", unsignedCheckpoint),
    acked: rows("acked", unsignedCheckpoint),
    windows: rows("windows", window),
  };
}

function release(binding: Binding, value: Value): JsonObject {
  return { ...about(binding, value), to: binding.committeeDigest(get(value, "to")) };
}

function window(binding: Binding, value: Value): JsonObject {
  return {
    ...about(binding, value),
    owner: binding.key(get(value, "owner")),
    from: whole(get(value, "from")),
    upto: whole(get(value, "upto")),
    amount: binding.amount(get(value, "amount")),
    closed: truth(get(value, "closed")),
  };
}

function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["releases", "grants", "written", "acked", "windows"]);
  return accountsGenesis(binding, world, initial);
}
