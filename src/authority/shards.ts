/**
 * The accounts that are owned here, and which of them were credited for a (sender, nonce): of two
 * certificates that contradict each other (EX-4) each may pay anybody, and nobody should have to
 * look through everybody's history for it. In: accounts. Out: the next such set, which shares with
 * this one all that is not changed.
 * @module
 */
import { Trie } from "../base/trie.ts";
import type { EquivocationProof } from "../protocol/evidence.ts";
import type { Escrow } from "../protocol/genesis.ts";
import type { AccountId, CommitteeDigest } from "../protocol/ids.ts";
import type { Order } from "../protocol/order.ts";
import { slotOf, type Slot, type Spending } from "../protocol/slot.ts";
import type { Payments } from "./payments.ts";

/** The state of one account. */
export type Shard = {
  readonly epoch: number;
  readonly committee: CommitteeDigest;
  /** In the smallest unit of money; below zero where this authority's view lags (EX-8). */
  readonly balance: bigint;
  readonly next_nonce: number;
  readonly frozen: boolean;
  /** The signed orders under which the locks were made, ascending by nonce (VT-1). */
  readonly locks: readonly Order[];
  /** Ascending by nonce; the claims of each ascending by digest. */
  readonly escrow: readonly Escrow[];
  /** What this account paid. */
  readonly applied: Payments;
  /** What this account was paid. */
  readonly credited: Payments;
  /** The first proof recorded in this epoch (EQ-6). */
  readonly evidence: EquivocationProof | null;
};

export class Shards implements Iterable<readonly [AccountId, Shard]> {
  readonly accounts: Trie<AccountId, Shard>;
  /** Who was credited, ascending; follows from the accounts. */
  readonly #credited: Trie<Slot, readonly AccountId[]>;

  private constructor(
    accounts: Trie<AccountId, Shard>,
    credited: Trie<Slot, readonly AccountId[]>,
  ) {
    this.accounts = accounts;
    this.#credited = credited;
  }

  static of(entries: Iterable<readonly [AccountId, Shard]> = []): Shards {
    let all = new Shards(Trie.of(), Trie.of());
    for (const [account, shard] of entries) all = all.with(account, shard);
    return all;
  }

  get(account: AccountId): Shard | undefined {
    return this.accounts.get(account);
  }

  has(account: AccountId): boolean {
    return this.accounts.has(account);
  }

  /** Ascending by account. */
  [Symbol.iterator](): Iterator<readonly [AccountId, Shard]> {
    return this.accounts[Symbol.iterator]();
  }

  with(account: AccountId, shard: Shard): Shards {
    return new Shards(this.accounts.with(account, shard), this.#creditedWith(account, shard));
  }

  without(account: AccountId): Shards {
    return new Shards(this.accounts.without(account), this.#creditedWith(account, undefined));
  }

  /** All shards, each as `to` makes it. */
  map(to: (shard: Shard, account: AccountId) => Shard): Shards {
    return [...this].reduce<Shards>(
      (all, [account, shard]) => all.with(account, to(shard, account)),
      this,
    );
  }

  /** The accounts here that were credited for the claim's (sender, nonce), ascending. */
  creditedAt(spending: Spending): readonly Shard[] {
    const accounts = this.#credited.get(slotOf(spending)) ?? [];
    return accounts.flatMap((account) => this.accounts.get(account) ?? []);
  }

  #creditedWith(account: AccountId, shard: Shard | undefined): Trie<Slot, readonly AccountId[]> {
    const [before, after] = [this.accounts.get(account)?.credited, shard?.credited];
    if (before === after) return this.#credited;
    let index = this.#credited;
    (after ?? Trie.of()).differences(before ?? Trie.of(), (slot, old, now) => {
      if (old !== undefined && now !== undefined) return;
      const others = (index.get(slot) ?? []).filter((one) => one !== account);
      const all = now === undefined ? others : [...others, account].toSorted();
      index = all.length === 0 ? index.without(slot) : index.with(slot, all);
    });
    return index;
  }
}
