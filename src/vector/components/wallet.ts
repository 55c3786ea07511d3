/**
 * A wallet as its model and the wire have it: Wallet.tla, and
 * spec/schemas/wallet-observation.schema.json.
 * @module
 */
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { demandNothing, demandOwnership, genesisOf, unopenable } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { JsonObject } from "../json.ts";
import { PAYMENT } from "../message.ts";
import { byText, elements, get, text, unbindable, whole } from "../names.ts";
import { byNonce, ownershipOf } from "../shown.ts";
import { amount, key, number, time } from "../told.ts";
import type { World } from "../world.ts";

const INPUTS: Inputs = {
  Lock: { plain: { recipient: key, amount, now: time, ttl: number } },
  RenewWindow: { plain: { nonce: number, now: time, ttl: number } },
  CollectVote: { messages: { vote: "TransferVote" } },
  CollectReceipt: { messages: { receipt: "TransferReceipt" } },
  AnswerMissing: { messages: { missing: "MissingCertificate" } },
  ReleaseGoods: { plain: { now: time }, messages: { certificate: "TransferCertificate" } },
  RecordOwnershipProof: { messages: { proof: "OwnershipProof" } },
  Restart: {},
};

/** LK-12: what no authority could accept is not signed; the guards are the authority's. */
const UNSIGNABLE: ReadonlySet<string> = new Set(["VF-1", "VF-11", "VF-14"]);

const CLAUSES: Clauses = {
  rules: {
    "Lock locked": ["LK-1", "TH-2", "TH-3"],
    "RenewWindow renewed": ["LK-3", "LK-1"],
    "CollectVote collected": ["LK-5", "LK-4"],
    "CollectVote certified": ["LK-6", "TH-6", "TH-9"],
    "CollectVote again": ["LK-5"],
    "CollectReceipt collected": ["LK-10", "LK-7"],
    "CollectReceipt settled": ["LK-10"],
    "CollectReceipt again": ["LK-10"],
    "AnswerMissing answered": ["LK-11", "TH-16"],
    "ReleaseGoods released": ["GD-1", "GD-4", "GD-6"],
    "RecordOwnershipProof recorded": ["OP-2", "OP-1", "EX-11"],
    "RecordOwnershipProof again": ["OP-1"],
    // What must have been durable before: a restart changes nothing.
    "Restart restarted": ["LK-1", "LK-10", "GD-6"],
  },
  refused: (input, failed) => {
    const signs = input === "Lock" || input === "RenewWindow";
    return signs && failed.some((clause) => UNSIGNABLE.has(clause)) ? ["LK-12"] : [];
  },
  sent: {},
};

export const WALLET: Component = {
  bodies: PAYMENT,
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

function observe(binding: Binding, core: Value): JsonObject {
  const [outstanding, ...more] = elements(get(core, "outstanding"));
  if (more.length > 0) throw unbindable("one outstanding order at most", core);
  const authorities = (value: Value): string[] =>
    elements(value)
      .map((name) => binding.key(name))
      .toSorted(byText);
  return {
    account: binding.key(get(core, "account")),
    epoch: whole(get(core, "epoch")),
    next_nonce: whole(get(core, "next_nonce")),
    outstanding: outstanding === undefined ? null : outstandingOf(binding, outstanding),
    certificates: byNonce(
      elements(get(core, "kept")).map((kept) => {
        const order = get(get(kept, "certificate"), "order");
        return {
          nonce: whole(get(order, "nonce")),
          claim_digest: binding.claimDigest(order),
          debited: authorities(get(kept, "debited")),
          credited: authorities(get(kept, "credited")),
        };
      }),
    ),
    released: elements(get(core, "released"))
      .map((goods) => ({
        sender: binding.key(get(goods, "sender")),
        nonce: whole(get(goods, "nonce")),
      }))
      .toSorted((left, right) => byText(left.sender, right.sender) || left.nonce - right.nonce),
    ownership: ownershipOf(binding, core),
  };
}

function outstandingOf(binding: Binding, outstanding: Value): JsonObject {
  const order = get(outstanding, "order");
  return {
    nonce: whole(get(order, "nonce")),
    core_digest: binding.coreDigest(order),
    votes: elements(get(outstanding, "votes"))
      .map((vote) => binding.key(get(vote, "authority")))
      .toSorted(byText),
  };
}

/** A wallet knows no balance; its account is opened with none. */
function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["outstanding", "kept", "released"]);
  const account = text(get(initial, "account"));
  const epoch = whole(get(initial, "epoch"));
  const owner = elements(get(initial, "ownership")).find(
    (proof) => text(get(proof, "account")) === account && whole(get(proof, "epoch")) === epoch,
  );
  if (owner === undefined) throw unopenable(initial);
  demandOwnership(world, initial, new Set([account]));
  const opening = {
    account: binding.keys.key(account),
    epoch,
    committee: binding.committeeDigest(get(owner, "committee")),
    balance: "0",
    next_nonce: whole(get(initial, "next_nonce")),
    frozen: false,
    escrow: [],
  };
  return genesisOf(binding, world, [opening]);
}
