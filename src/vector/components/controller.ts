/**
 * A policy agent as its model and the wire have it: PolicyAgent.tla, and
 * spec/schemas/controller-observation.schema.json.
 * @module
 */
import type { Value } from "../../value/value.ts";
import { record } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import { extra } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { demandNothing, genesisOf, unopenable } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { Json, JsonObject } from "../json.ts";
import { jcs, sha256, signingText } from "../json.ts";
import type { Bodies } from "../message.ts";
import { byText, elements, get, items, text, unbindable, whole } from "../names.ts";
import { time } from "../told.ts";
import type { World } from "../world.ts";

const BODIES: Bodies = { PolicyBundle: bundle, BundleSignature: share };

const INPUTS: Inputs = {
  ApplyBundle: { messages: { bundle: "PolicyBundle" } },
  SignBundle: { messages: { bundle: "PolicyBundle" } },
  Consult: {
    plain: { deed: (_binding, value) => text(value), subject, now: time },
    // Whose name it is depends on the deed.
    told: (input) =>
      record([
        ["deed", get(input, "deed")],
        ["subject", input],
        ["now", get(input, "now")],
      ]),
  },
  Restart: {},
};

const CLAUSES: Clauses = {
  rules: {
    "ApplyBundle applied": ["PB-28", "PB-31", "PB-25", "PB-27"],
    "ApplyBundle again": ["PB-29"],
    "SignBundle signed": ["PB-30", "PB-26", "PB-25"],
    "SignBundle again": ["PB-30"],
    "Consult allowed": ["PB-32"],
    // What must have been durable before: a restart changes nothing.
    "Restart restarted": ["PB-30", "PB-28"],
  },
  sent: {},
};

export const CONTROLLER: Component = {
  bodies: BODIES,
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

/** PB-25: all of a bundle but its signatures. */
function content(binding: Binding, told: Value): JsonObject {
  const version = whole(get(told, "version"));
  const [previous, ...more] = elements(get(told, "previous"));
  if (more.length > 0) throw unbindable("one bundle before it at most", told);
  const ascending = (name: string, bind: (value: Value) => Json): readonly Json[] =>
    elements(get(told, name))
      .map(bind)
      .toSorted((left, right) => byText(jcs(left), jcs(right)));
  const elected = get(told, "elected");
  const winner = get(elected, "winner");
  return {
    network: binding.network(text(get(told, "network"))),
    version,
    previous: previous === undefined ? "0".repeat(64) : digestOf(binding, previous),
    // PB-27: the root is expired before the clock begins.
    valid_until: version === 0 ? 0 : binding.time(get(told, "valid_until")),
    parameters: parameters(get(told, "parameters")),
    controllers: binding.committee(text(get(told, "controllers"))),
    committees: ascending("committees", (name) => binding.committee(text(name))),
    openings: ascending("openings", (each) => ({
      account: binding.key(get(each, "account")),
      committee: binding.committeeDigest(get(each, "committee")),
      balance: binding.amount(get(each, "balance")),
    })),
    freezes: ascending("freezes", (each) => freeze(binding, each)),
    reassignments: ascending("reassignments", (each) => move(binding, each)),
    revocations: ascending("revocations", (name) => binding.key(name)),
    // Term 0 is of nobody.
    elected:
      text(winner) === ""
        ? null
        : { term: whole(get(elected, "term")), winner: binding.key(winner) },
  };
}

function parameters(told: Value): JsonObject {
  return {
    skew: whole(get(told, "skew")),
    ttl_max: whole(get(told, "ttl_max")),
    queue_max: whole(get(told, "queue_max")),
  };
}

function freeze(binding: Binding, told: Value): JsonObject {
  return { account: binding.key(get(told, "account")), epoch: whole(get(told, "epoch")) };
}

function move(binding: Binding, told: Value): JsonObject {
  return { ...freeze(binding, told), to: binding.committeeDigest(get(told, "to")) };
}

function digestOf(binding: Binding, told: Value): string {
  const network = binding.network(text(get(told, "network")));
  return sha256(signingText("bundle", network, content(binding, told)));
}

function signature(binding: Binding, signed: Value, told: Value): JsonObject {
  const unsigned = content(binding, signed);
  const other = { ...unsigned, version: whole(get(signed, "version")) + 1 };
  const network = binding.network(text(get(signed, "network")));
  const signer = { name: get(told, "authority_sig"), right: get(told, "authority") };
  return {
    authority: binding.key(get(told, "authority")),
    authority_sig: binding.signature("bundle", signer, unsigned, other, network),
  };
}

/** PB-1: in the order of the model, which may be a wrong one. */
function bundle(binding: Binding, told: Value): JsonObject {
  const signatures = items(get(told, "signatures")).map((each) => signature(binding, told, each));
  return { ...content(binding, told), signatures, ...extra(text(get(told, "form"))) };
}

function share(binding: Binding, told: Value): JsonObject {
  const signed = get(told, "bundle");
  return { bundle: digestOf(binding, signed), ...signature(binding, signed, told) };
}

function subject(binding: Binding, input: Value): Json {
  const deed = text(get(input, "deed"));
  const name = get(input, "subject");
  const inside = deed === "payment" || deed === "credit";
  return inside ? binding.committeeDigest(name) : binding.key(name);
}

function observe(binding: Binding, core: Value): JsonObject {
  const inForce = get(core, "bundle");
  return {
    version: whole(get(inForce, "version")),
    bundle: digestOf(binding, inForce),
    signed: elements(get(core, "signed")).map((each) => digestOf(binding, each)),
    opened: elements(get(core, "opened"))
      .map((name) => binding.key(name))
      .toSorted(byText),
    frozen: byAccount(elements(get(core, "frozen")).map((each) => freeze(binding, each))),
    targets: byAccount(elements(get(core, "targets")).map((each) => move(binding, each))),
  };
}

/** By account, then epoch: the text of an epoch below ten sorts as the number does. */
function byAccount(rows: readonly JsonObject[]): readonly JsonObject[] {
  return rows.toSorted((left, right) => byText(jcs(left), jcs(right)));
}

/** It begins at the root: the genesis lists the root's committees, the controllers first. */
function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["signed", "frozen", "targets"]);
  const root = get(initial, "bundle");
  const openings = elements(get(initial, "opened")).map((name) => {
    const owner = elements(get(world.told, "ownership")).find(
      (proof) => text(get(proof, "account")) === text(name),
    );
    if (owner === undefined) throw unopenable(initial);
    return {
      account: binding.key(name),
      epoch: whole(get(owner, "epoch")),
      committee: binding.committeeDigest(get(owner, "committee")),
      balance: "0",
      next_nonce: 0,
      frozen: false,
      escrow: [],
    };
  });
  const committees = elements(get(root, "committees"))
    .map((name) => text(name))
    .toSorted(byText);
  if (committees[0] !== text(get(root, "controllers"))) throw unopenable(initial);
  return {
    ...genesisOf(binding, world, openings),
    committees: committees.map((name) => binding.committee(name)),
  };
}
