/**
 * An authority of a town, bare or alive. In: a town. Out: what its step function is told, or the
 * whole of it with a store.
 * @module
 */
import type { Config } from "../authority/answer.ts";
import { createAuthority, type Authority } from "../authority/authority.ts";
import { initialState, type State } from "../authority/state.ts";
import { assert } from "../base/assert.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import type { Opening, World } from "../protocol/genesis.ts";
import { NOTHING_OFF } from "../protocol/guards.ts";
import { authorityKey, type AccountId } from "../protocol/ids.ts";
import { spelled } from "../protocol/shape.ts";
import { sha256Hex } from "../base/bytes.ts";
import { memoryStore } from "../store/memory.ts";
import { NOW, type Town } from "./town.ts";

export type Party = {
  readonly config: Config;
  readonly signer: Signer;
  readonly begun: State;
};

/** The first member of the committee. */
export function bareAuthority(place: Town, signatures: Signatures): Party {
  const { world, memberSeeds } = place;
  const [seed] = memberSeeds;
  assert(seed !== undefined, "a committee has a member");
  const signer = signatures.signer(seed);
  const key = authorityKey(signer.key, "");
  assert(key.ok, "a member's key is a key");
  const { network, committees } = world;
  const config = { world, network, committees, signatures, off: NOTHING_OFF, authority: key.value };
  return { config, signer, begun: initialState(world, key.value) };
}

/** The same with a store that is a map in memory: it keeps what a disk would. */
export function livingAuthority({ genesis, memberSeeds }: Town, signatures: Signatures): Authority {
  const [seed] = memberSeeds;
  assert(seed !== undefined, "a committee has a member");
  return createAuthority({ genesis, seed, signatures, store: memoryStore() });
}

/** One payment: the payer's order is voted for, and its certificate applied. */
export function payAt(authority: Authority, place: Town, payer: number, nonce: number): void {
  const order = place.order(payer, nonce);
  const voted = authority.apply("SignVote", { order, now: NOW });
  assert(voted.kind === "voted", "an order at the next nonce is voted for");
  const applied = authority.apply("ApplyCertificate", { certificate: place.certificate(order) });
  assert(applied.kind === "applied", "its certificate is applied");
}

// A name that looks like an account's: there are no keys by the million, each takes a square root.
const isAccount = spelled<AccountId>(/^[0-9a-f]{64}$/);

/** The town's world with so many accounts, all but the town's own without a key. */
export function crowded({ world }: Town, accounts: number): World {
  const [like] = world.openings;
  assert(like !== undefined, "a town has accounts");
  const others = Array.from({ length: Math.max(0, accounts - world.openings.length) }, (_, at) => {
    const account = sha256Hex(`crowd ${at}`);
    assert(isAccount(account), "a digest is as long as a key");
    return { ...like, account };
  });
  const openings: readonly Opening[] = [...world.openings, ...others];
  return { ...world, openings };
}
