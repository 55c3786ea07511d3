/**
 * The genesis that a model begins with (spec/formats/genesis.md). In: the world, and what each
 * account is opened with. Out: the genesis. An initial state that no genesis can say is a fault of
 * the model, not something to be left out.
 * @module
 */
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { Json, JsonObject } from "./json.ts";
import { jcs } from "./json.ts";
import { byText, elements, get, text, unbindable, whole } from "./names.ts";
import { ownershipOf } from "./shown.ts";
import type { World } from "./world.ts";

export type Opening = JsonObject & { readonly account: string };

export function genesisOf(
  binding: Binding,
  world: World,
  openings: readonly Opening[],
): JsonObject {
  return {
    network: binding.network(world.terms.network),
    parameters: { skew: world.skew, ttl_max: world.ttlMax, queue_max: world.queueMax },
    committees: [...world.terms.committees.keys()]
      .toSorted(byText)
      .map((name) => binding.committee(name)),
    openings: openings.toSorted((left, right) => byText(left.account, right.account)),
    ownership: ownershipOf(binding, world.told),
  };
}

/** The escrows of an account, with their claims whole. */
export function escrowsOf(binding: Binding, shard: Value): readonly Json[] {
  return elements(get(shard, "escrow"))
    .toSorted((left, right) => whole(get(left, "nonce")) - whole(get(right, "nonce")))
    .map((escrow) => ({
      nonce: whole(get(escrow, "nonce")),
      amount: binding.amount(get(escrow, "amount")),
      claims: claimsOf(binding, get(escrow, "claims")),
    }));
}

/** Claims ascend by digest. */
export function claimsOf(binding: Binding, claims: Value): readonly Json[] {
  return elements(claims)
    .toSorted((left, right) => byText(binding.claimDigest(left), binding.claimDigest(right)))
    .map((claim) => binding.claim(claim));
}

/** A component knows from the genesis who owned its own accounts, in all epochs, and no others. */
export function demandOwnership(world: World, initial: Value, own: ReadonlySet<string>): void {
  const known = elements(get(world.told, "ownership"))
    .filter((proof) => own.has(text(get(proof, "account"))))
    .map(print);
  const told = elements(get(initial, "ownership")).map(print);
  if (jcs(known.toSorted(byText)) !== jcs(told.toSorted(byText))) throw unopenable(initial);
}

/** What has happened before the genesis cannot be told by it. */
export function demandNothing(initial: Value, of: Value, names: readonly string[]): void {
  for (const name of names) {
    if (elements(get(of, name)).length > 0) throw unopenable(initial);
  }
}

export function unopenable(initial: Value): Error {
  return unbindable("an initial state that a genesis can say", initial);
}
