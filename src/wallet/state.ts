/**
 * What a wallet holds, as payer and as payee. In: the genesis. Out: the state to begin with, and
 * questions asked of a state. Its own orders are held unsigned: they are signed on the way out,
 * after the state is durable, and Ed25519 gives the same bytes each time (LK-1).
 * Every list is sorted, so that equal states are equal records.
 * @module
 */
import { assert } from "../base/assert.ts";
import { InputFault } from "../base/fault.ts";
import { Trie } from "../base/trie.ts";
import type { UnsignedCertificate } from "../protocol/certificate.ts";
import type { Committee } from "../protocol/committee.ts";
import type { World } from "../protocol/genesis.ts";
import type { AccountId, AuthorityKey, CommitteeDigest } from "../protocol/ids.ts";
import type { UnsignedOrder } from "../protocol/order.ts";
import { latestCommittee, proofsAbout, proofsOf } from "../protocol/ownership.ts";
import { provenCommittee, type Proofs } from "../protocol/ownership.ts";
import type { Slot } from "../protocol/slot.ts";
import type { TransferVote } from "../protocol/vote.ts";

/** The order that has no certificate yet, and the votes counted for it, ascending by authority. */
export type Outstanding = {
  readonly order: UnsignedOrder;
  readonly votes: readonly TransferVote[];
};

/** A certificate that is not settled everywhere, and whose receipts say so; keys ascending. */
export type Kept = {
  readonly certificate: UnsignedCertificate;
  readonly debited: readonly AuthorityKey[];
  readonly credited: readonly AuthorityKey[];
};

export type Released = { readonly sender: AccountId; readonly nonce: number };

export type State = {
  readonly epoch: number;
  readonly next_nonce: number;
  readonly outstanding: Outstanding | null;
  /** Ascending by nonce. */
  readonly kept: readonly Kept[];
  /** For what goods have left, for ever. */
  readonly released: Trie<Slot, Released>;
  readonly ownership: Proofs;
};

/** The state that the genesis gives a wallet: who owned its own account, and nothing of others. */
export function initialState(world: World, account: AccountId): State {
  const opening = world.openings.find((one) => one.account === account);
  if (opening === undefined) throw new InputFault("AccountNotOpened", { account });
  return {
    epoch: opening.epoch,
    next_nonce: opening.next_nonce,
    outstanding: null,
    kept: [],
    released: Trie.of(),
    ownership: proofsOf(proofsAbout(world.ownership, account)),
  };
}

export type Committees = ReadonlyMap<CommitteeDigest, Committee>;

/** The digest of the committee that owns the wallet's account. */
export function ownCommittee(state: State, account: AccountId): CommitteeDigest {
  const name = provenCommittee(state.ownership, account, state.epoch);
  assert(name !== undefined, "the genesis proves who owns an opened account");
  return name;
}

// LK-9: the recipient's committee is the one of the latest epoch that is proven.
export function payeeCommittee(
  committees: Committees,
  state: State,
  recipient: AccountId,
): Committee | undefined {
  const name = latestCommittee(state.ownership, recipient);
  return name === undefined ? undefined : committees.get(name);
}
