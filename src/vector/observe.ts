/**
 * A state of the model -> what a subject in that state must show, complete and sorted.
 * In: a state of Authority.tla or Wallet.tla. Out: the observation of the profile, as in
 * spec/schemas/authority-observation.schema.json and wallet-observation.schema.json.
 * @module
 */
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { Json, JsonObject } from "./json.ts";
import { jcs } from "./json.ts";
import type { Profile } from "./lines.ts";
import { byText, elements, entries, get, text, truth, unbindable, whole } from "./names.ts";

export function observe(binding: Binding, profile: Profile, core: Value): JsonObject {
  return profile === "wallet" ? observeWallet(binding, core) : observeAuthority(binding, core);
}

function observeAuthority(binding: Binding, core: Value): JsonObject {
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

function observeWallet(binding: Binding, core: Value): JsonObject {
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

export function ownershipOf(binding: Binding, core: Value): readonly JsonObject[] {
  return elements(get(core, "ownership"))
    .map((proof) => ({
      account: binding.key(get(proof, "account")),
      epoch: whole(get(proof, "epoch")),
      committee: binding.committeeDigest(get(proof, "committee")),
    }))
    .toSorted(
      (left, right) =>
        byText(left.account, right.account) ||
        left.epoch - right.epoch ||
        byText(left.committee, right.committee),
    );
}

// Where the nonce does not decide, the text does: the order is total whatever the model holds.
function byNonce<Item extends JsonObject & { readonly nonce: number }>(list: Item[]): Item[] {
  return list.toSorted((left, right) => left.nonce - right.nonce || byText(jcs(left), jcs(right)));
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
