/**
 * A wallet that moves its account as its model and the wire have it: WalletHandoff.tla, and
 * spec/schemas/mover-observation.schema.json.
 * @module
 */
import { print } from "../../value/print.ts";
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { demandNothing, demandOwnership, escrowsOf, genesisOf, unopenable } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { JsonObject } from "../json.ts";
import { PAYMENT } from "../message.ts";
import { byText, elements, get, text, truth, unbindable, whole } from "../names.ts";
import { byNonce } from "../shown.ts";
import { number, time } from "../told.ts";
import type { World } from "../world.ts";
import { HANDOFF, openingDigest } from "./handoff-messages.ts";
import { WALLET } from "./wallet.ts";

const INPUTS: Inputs = {
  ...WALLET.inputs,
  RequestHandoff: { plain: { to: committee, trigger: word } },
  CollectInvitation: { messages: { invitation: "Invitation" } },
  CollectRelease: { messages: { release: "HandoffRelease" } },
  SignHandoff: {},
  CollectOpeningReceipt: { messages: { receipt: "OpeningReceipt" } },
  ShowMove: { plain: { epoch: number } },
  Complete: { plain: { nonce: number, now: time, ttl: number } },
};

/** WH-20: what no authority could accept is not signed; the guards are the authority's. */
const UNSIGNABLE: ReadonlySet<string> = new Set(["VF-1", "VF-14"]);

const CLAUSES: Clauses = {
  rules: {
    ...WALLET.clauses.rules,
    "RequestHandoff requested": ["WH-12", "WH-13", "TH-19"],
    "RequestHandoff again": ["WH-12", "WH-13", "WH-16"],
    "CollectInvitation collected": ["WH-14"],
    "CollectInvitation invited": ["WH-14"],
    "CollectInvitation again": ["WH-14"],
    "CollectRelease collected": ["WH-15"],
    "CollectRelease signed": ["WH-16", "WH-15", "TH-22", "TH-18"],
    "CollectRelease again": ["WH-15"],
    "SignHandoff signed": ["WH-16", "TH-22", "TH-18"],
    "SignHandoff again": ["WH-16", "WH-12"],
    "CollectOpeningReceipt collected": ["WH-17"],
    "CollectOpeningReceipt moved": ["WH-17", "WH-18", "WH-19", "HO-26", "HO-27", "HO-28"],
    "CollectOpeningReceipt again": ["WH-17"],
    "ShowMove shown": ["WH-21", "WH-17"],
    "Complete locked": ["WH-20", "LK-1"],
    "CollectVote certified": ["LK-6", "WH-20", "WH-19", "TH-6", "TH-9"],
    "CollectReceipt collected": ["LK-10", "WH-19", "LK-7"],
    // What must have been durable before: a restart changes nothing.
    "Restart restarted": ["WH-12", "WH-16", "WH-17", "LK-1", "LK-10"],
  },
  refused: (input, failed) => {
    const signs = input === "Complete" && failed.some((clause) => UNSIGNABLE.has(clause));
    return signs ? ["LK-12"] : (WALLET.clauses.refused?.(input, failed) ?? []);
  },
  sent: {},
};

export const MOVER: Component = {
  bodies: { ...PAYMENT, ...HANDOFF },
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

function committee(binding: Binding, name: Value): string {
  return binding.committeeDigest(name);
}

function word(_binding: Binding, value: Value): string {
  return text(value);
}

function observe(binding: Binding, core: Value): JsonObject {
  const [handoff, ...more] = elements(get(core, "handoff"));
  if (more.length > 0) throw unbindable("one move under way at most", core);
  return {
    ...WALLET.observe(binding, core),
    opening: openingDigest(binding, get(core, "opening")),
    reserved: byNonce(
      elements(get(core, "reserved")).map((claim) => ({
        nonce: whole(get(claim, "nonce")),
        claim_digest: binding.claimDigest(claim),
      })),
    ),
    handoff: handoff === undefined ? null : handoffOf(binding, handoff),
  };
}

function handoffOf(binding: Binding, handoff: Value): JsonObject {
  const authorities = (field: string): string[] =>
    elements(get(handoff, field))
      .map((message) => binding.key(get(message, "authority")))
      .toSorted(byText);
  return {
    to: binding.committeeDigest(get(get(handoff, "request"), "to")),
    invitations: authorities("invitations"),
    releases: authorities("releases"),
    signed: truth(get(handoff, "signed")),
    receipts: authorities("receipts"),
  };
}

/** TH-21: the account begins as the genesis says, which is how its epoch was opened. */
function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["outstanding", "kept", "released", "handoff", "moves"]);
  const account = text(get(initial, "account"));
  demandOwnership(world, initial, new Set([account]));
  const opening = get(initial, "opening");
  demandNothing(initial, opening, ["applied", "credited"]);
  for (const field of ["account", "epoch", "next_nonce"]) {
    if (print(get(opening, field)) !== print(get(initial, field))) throw unopenable(initial);
  }
  const told = {
    account: binding.keys.key(account),
    epoch: whole(get(opening, "epoch")),
    committee: binding.committeeDigest(get(opening, "committee")),
    balance: binding.amount(get(opening, "balance")),
    next_nonce: whole(get(opening, "next_nonce")),
    frozen: false,
    escrow: escrowsOf(binding, opening),
  };
  return genesisOf(binding, world, [told]);
}
