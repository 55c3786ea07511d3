/**
 * The accounts that an authority owns -> what it must show of them, and what a genesis says of
 * them. In: a state of Authority.tla. Out: the observation, as in
 * spec/schemas/authority-observation.schema.json, and the openings of the genesis.
 * @module
 */
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import type { Opening } from "../genesis.ts";
import { demandNothing, demandOwnership, escrowsOf, genesisOf, unopenable } from "../genesis.ts";
import type { Json, JsonObject } from "../json.ts";
import { byText, elements, entries, get, text, truth, unbindable, whole } from "../names.ts";
import { byNonce, ownershipOf } from "../shown.ts";
import type { World } from "../world.ts";

export function observeAccounts(binding: Binding, core: Value): JsonObject {
  const queue = elements(get(core, "queue"));
  const accounts = entries(get(core, "shards")).map(([name, shard]): [string, Json] => {
    const account = binding.keys.key(name);
    const waiting = queue
      .map((certificate) => get(certificate, "order"))
      .filter((order) => text(get(order, "recipient")) === name);
    return [account, observeShard(binding, shard, waiting)];
  });
  return { accounts: Object.fromEntries(accounts), ownership: ownershipOf(binding, core) };
}

function observeShard(binding: Binding, shard: Value, waiting: readonly Value[]): JsonObject {
  const orders = (name: string): Value[] =>
    elements(get(shard, name)).map((record) => get(get(record, "certificate"), "order"));
  return {
    epoch: whole(get(shard, "epoch")),
    committee: binding.committeeDigest(get(shard, "committee")),
    balance: binding.amount(get(shard, "balance")),
    next_nonce: whole(get(shard, "next_nonce")),
    locks: byNonce(
      elements(get(shard, "locks")).map((order) => ({
        nonce: whole(get(order, "nonce")),
        core_digest: binding.coreDigest(order),
        ttl: whole(get(order, "ttl")),
      })),
    ),
    frozen: truth(get(shard, "frozen")),
    escrow: byNonce(
      elements(get(shard, "escrow")).map((escrow) => ({
        nonce: whole(get(escrow, "nonce")),
        amount: binding.amount(get(escrow, "amount")),
        claims: elements(get(escrow, "claims"))
          .map((claim) => binding.claimDigest(claim))
          .toSorted(byText),
      })),
    ),
    applied: byNonce(
      orders("applied").map((order) => ({
        nonce: whole(get(order, "nonce")),
        claim_digest: binding.claimDigest(order),
      })),
    ),
    credited: byPayment(orders("credited").map((order) => payment(binding, order))),
    queued: byPayment(waiting.map((order) => payment(binding, order))),
    evidence: evidenceOf(binding, get(shard, "evidence")),
  };
}

type Payment = { readonly sender: string; readonly nonce: number; readonly claim_digest: string };

function payment(binding: Binding, order: Value): Payment {
  return {
    sender: binding.key(get(order, "sender")),
    nonce: whole(get(order, "nonce")),
    claim_digest: binding.claimDigest(order),
  };
}

function evidenceOf(binding: Binding, orders: Value): Json {
  const digests = elements(orders).map((order) => binding.coreDigest(order));
  if (digests.length === 0) return null;
  if (digests.length !== 2) throw unbindable("no orders or two", orders);
  return digests.toSorted(byText);
}

/** One claim may wait under several committees; it is shown once. */
function byPayment(list: Payment[]): Payment[] {
  const claims = new Map(list.map((each) => [each.claim_digest, each]));
  return [...claims.values()].toSorted(
    (left, right) =>
      byText(left.sender, right.sender) ||
      left.nonce - right.nonce ||
      byText(left.claim_digest, right.claim_digest),
  );
}

export function accountsGenesis(binding: Binding, world: World, initial: Value): JsonObject {
  demandNothing(initial, initial, ["queue"]);
  const shards = entries(get(initial, "shards"));
  // An authority owns an account exactly as a member of the account's committee.
  for (const [, shard] of shards) {
    const members = world.terms.committees.get(text(get(shard, "committee")));
    if (members?.has(world.self) !== true) throw unopenable(initial);
  }
  demandOwnership(world, initial, new Set(shards.map(([account]) => account)));
  const openings = shards.map(([account, shard]): Opening => {
    demandNothing(initial, shard, ["locks", "applied", "credited", "evidence"]);
    return {
      account: binding.keys.key(account),
      epoch: whole(get(shard, "epoch")),
      committee: binding.committeeDigest(get(shard, "committee")),
      balance: binding.amount(get(shard, "balance")),
      next_nonce: whole(get(shard, "next_nonce")),
      frozen: truth(get(shard, "frozen")),
      escrow: escrowsOf(binding, shard),
    };
  });
  return genesisOf(binding, world, openings);
}
