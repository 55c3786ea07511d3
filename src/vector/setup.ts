/**
 * Where a graph begins -> what a subject is given to begin with. In: the world that the model
 * prints, and an initial state. Out: the genesis and the key that is judged. An initial state that
 * no genesis can say is a fault of the model, not something to be left out.
 * @module
 */
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import type { Binding, Terms } from "./bind.ts";
import { committeesOf } from "./bind.ts";
import type { Json, JsonObject } from "./json.ts";
import { jcs } from "./json.ts";
import { assertRanked } from "./keys.ts";
import type { Profile, SetupLine } from "./lines.ts";
import { byText, elements, entries, get, text, truth, unbindable, whole } from "./names.ts";
import { ownershipOf } from "./observe.ts";

export type World = {
  readonly profile: Profile;
  /** An authority's name, or the account of a wallet. */
  readonly self: string;
  readonly terms: Terms;
  readonly rank: ReadonlyMap<string, number>;
  readonly skew: number;
  readonly ttlMax: number;
  readonly queueMax: number;
  /** The record as the model printed it; its `ownership` says who owned which account when. */
  readonly told: Value;
};

/** Reads the record that `Generate.tla` prints once. */
export function worldOf(value: Value, amountUnit: bigint): World {
  const profile = text(get(value, "profile"));
  if (profile !== "authority" && profile !== "committee" && profile !== "wallet") {
    throw unbindable("a known profile", value);
  }
  return {
    profile,
    self: text(get(value, "self")),
    terms: {
      network: text(get(value, "network")),
      committees: committeesOf(get(value, "committees")),
      amountUnit,
    },
    rank: new Map(entries(get(value, "rank")).map(([name, place]) => [name, whole(place)])),
    skew: whole(get(value, "skew")),
    ttlMax: whole(get(value, "ttl_max")),
    queueMax: whole(get(value, "queue_max")),
    told: value,
  };
}

export function setupOf(
  binding: Binding,
  world: World,
  opening: string,
  initial: Value,
): SetupLine {
  assertRanked(binding.keys, world.rank);
  const wallet = world.profile === "wallet";
  checkOwnership(world, initial);
  const openings = wallet ? [openedWallet(binding, initial)] : openedShards(binding, initial);
  return {
    kind: "setup",
    opening,
    self: binding.keys.key(world.self),
    genesis: {
      network: binding.network(world.terms.network),
      parameters: { skew: world.skew, ttl_max: world.ttlMax, queue_max: world.queueMax },
      committees: [...world.terms.committees.keys()]
        .toSorted(byText)
        .map((name) => binding.committee(name)),
      openings: openings.toSorted((left, right) => byText(left.account, right.account)),
      ownership: ownershipOf(binding, world.told),
    },
  };
}

type Opening = JsonObject & { readonly account: string };

function openedShards(binding: Binding, initial: Value): readonly Opening[] {
  if (elements(get(initial, "queue")).length > 0) throw unopenable(initial);
  return entries(get(initial, "shards")).map(([account, shard]) => {
    for (const name of ["locks", "applied", "credited", "evidence"]) {
      if (elements(get(shard, name)).length > 0) throw unopenable(initial);
    }
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
}

function escrowsOf(binding: Binding, shard: Value): readonly Json[] {
  return elements(get(shard, "escrow"))
    .toSorted((left, right) => whole(get(left, "nonce")) - whole(get(right, "nonce")))
    .map((escrow) => ({
      nonce: whole(get(escrow, "nonce")),
      amount: binding.amount(get(escrow, "amount")),
      claims: elements(get(escrow, "claims"))
        .toSorted((left, right) => byText(binding.claimDigest(left), binding.claimDigest(right)))
        .map((claim) => binding.claim(claim)),
    }));
}

/** A wallet knows no balance; its account is opened with none. */
function openedWallet(binding: Binding, initial: Value): Opening {
  for (const name of ["outstanding", "kept", "released"]) {
    if (elements(get(initial, name)).length > 0) throw unopenable(initial);
  }
  const account = text(get(initial, "account"));
  const epoch = whole(get(initial, "epoch"));
  const owner = elements(get(initial, "ownership")).find(
    (proof) => text(get(proof, "account")) === account && whole(get(proof, "epoch")) === epoch,
  );
  if (owner === undefined) throw unopenable(initial);
  return {
    account: binding.keys.key(account),
    epoch,
    committee: binding.committeeDigest(get(owner, "committee")),
    balance: "0",
    next_nonce: whole(get(initial, "next_nonce")),
    frozen: false,
    escrow: [],
  };
}

/**
 * A component knows from the genesis who owned its own accounts, in all epochs, and no others;
 * and an authority owns an account exactly as a member of the account's committee.
 */
function checkOwnership(world: World, initial: Value): void {
  const own = new Set<string>();
  if (world.profile === "wallet") {
    own.add(text(get(initial, "account")));
  } else {
    for (const [account, shard] of entries(get(initial, "shards"))) {
      const members = world.terms.committees.get(text(get(shard, "committee")));
      if (members?.has(world.self) !== true) throw unopenable(initial);
      own.add(account);
    }
  }
  const known = elements(get(world.told, "ownership"))
    .filter((proof) => own.has(text(get(proof, "account"))))
    .map(print);
  const told = elements(get(initial, "ownership")).map(print);
  if (jcs(known.toSorted(byText)) !== jcs(told.toSorted(byText))) throw unopenable(initial);
}

function unopenable(initial: Value): Error {
  return unbindable("an initial state that a genesis can say", initial);
}
