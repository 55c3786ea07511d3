/**
 * An authority that hands accounts over and takes them, as its model and the wire have it:
 * Reassignment.tla, and spec/schemas/handoff-observation.schema.json.
 * @module
 */
import { print } from "../../value/print.ts";
import type { Value } from "../../value/value.ts";
import { record, set, string } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { demandNothing, unopenable } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { JsonObject } from "../json.ts";
import { jcs } from "../json.ts";
import { PAYMENT } from "../message.ts";
import { byText, elements, entries, get, whole } from "../names.ts";
import type { World } from "../world.ts";
import { accountsGenesis } from "./accounts.ts";
import { AUTHORITY } from "./authority.ts";
import { HANDOFF as MESSAGES, invitations, openingDigest, receipts } from "./handoff-messages.ts";

const INPUTS: Inputs = {
  ...AUTHORITY.inputs,
  Invite: { messages: { request: "HandoffRequest" } },
  Release: { messages: { request: "HandoffRequest" }, plain: { invitations } },
  AcceptHandoff: { messages: { handoff: "HandoffCertificate" } },
  OpenAccount: { messages: { handoff: "HandoffCertificate" }, plain: { receipts } },
};

const {
  "ApplyCertificate applied": applied = [],
  "ApplyCertificate queued": queued = [],
  "RecordOwnershipProof recorded": recorded = [],
} = AUTHORITY.clauses.rules;

const CLAUSES: Clauses = {
  rules: {
    ...AUTHORITY.clauses.rules,
    "ApplyCertificate applied": [...applied, "HO-37", "HO-38"],
    "ApplyCertificate queued": [...queued, "HO-38"],
    "RecordOwnershipProof recorded": [...recorded, "HO-34"],
    "Invite invited": ["HO-23", "TH-19"],
    "Release released": ["HO-24", "HO-25", "TH-20", "TH-18", "TH-21"],
    "Release again": ["HO-24"],
    "AcceptHandoff accepted": ["HO-30", "HO-26", "HO-27", "HO-28", "HO-29", "TH-21", "TH-22"],
    "AcceptHandoff again": ["HO-30"],
    "OpenAccount opened": ["HO-31", "HO-32", "HO-26", "HO-28", "HO-29", "HO-34"],
    "OpenAccount recorded": ["HO-33", "HO-34"],
    "OpenAccount again": ["HO-33"],
    "Restart restarted": ["HO-24", "HO-30", "VT-1", "VT-2", "EX-13"],
  },
  // What EX-4 refuses is answered with a proof, or there is none to give.
  refused: (input, failed) =>
    input === "ApplyCertificate" && failed.includes("EX-4") ? ["HO-36"] : [],
  sent: {
    ...AUTHORITY.clauses.sent,
    Moved: { ApplyCertificate: ["HO-35", "TH-23"], OpenAccount: ["HO-35", "TH-23"] },
  },
};

export const HANDOFF: Component = {
  bodies: { ...PAYMENT, ...MESSAGES },
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

function observe(binding: Binding, core: Value): JsonObject {
  const told = (each: Value, more: JsonObject): Row => {
    return {
      account: binding.key(get(each, "account")),
      epoch: whole(get(each, "epoch")),
      ...more,
    };
  };
  const released = (each: Value): Row =>
    told(each, { to: binding.committeeDigest(get(each, "to")) });
  const opened = (each: Value): Row => told(each, { opening: openingDigest(binding, each) });
  const openings = entries(get(core, "openings")).map(([, each]) => each);
  return {
    ...AUTHORITY.observe(binding, core),
    releases: byAccount(elements(get(core, "releases")).map(released)),
    accepted: byAccount(elements(get(core, "accepted")).map(opened)),
    openings: byAccount(openings.map(opened)),
  };
}

type Row = JsonObject & { readonly account: string; readonly epoch: number };

function byAccount(list: readonly Row[]): readonly Row[] {
  return list.toSorted(
    (left, right) =>
      byText(left.account, right.account) ||
      left.epoch - right.epoch ||
      // Without HO-9 or HO-19 there are two of one epoch: the text decides.
      byText(jcs(left), jcs(right)),
  );
}

function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["releases", "accepted"]);
  const shards = entries(get(initial, "shards"));
  const opened = entries(get(initial, "openings")).map(([, each]) => print(each));
  // TH-21: an account begins as the genesis says.
  const first = shards.map(([account, shard]) => print(openingOf(account, shard)));
  if (first.toSorted(byText).join() !== opened.toSorted(byText).join()) throw unopenable(initial);
  return accountsGenesis(binding, world, initial);
}

function openingOf(account: string, shard: Value): Value {
  const same = ["epoch", "committee", "balance", "next_nonce", "escrow"].map(
    (name): [string, Value] => [name, get(shard, name)],
  );
  return record([
    ["account", string(account)],
    ...same,
    ["applied", set([])],
    ["credited", set([])],
  ]);
}
