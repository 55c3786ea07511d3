/**
 * What a policy agent holds. In: the genesis. Out: the state to begin with, the root in force.
 * Every list is sorted, so that equal states are equal bytes. Clauses PB-27 and PB-28.
 * @module
 */
import type { BundleContent, Freeze } from "../protocol/bundle.ts";
import { rootOf } from "../protocol/bundle.ts";
import type { World } from "../protocol/genesis.ts";
import type { AccountId } from "../protocol/ids.ts";
import type { Move } from "../protocol/request.ts";

export type State = {
  /** What is in force. */
  readonly bundle: BundleContent;
  /** What it has signed to be the next. */
  readonly signed: BundleContent | null;
  /** The accounts that have begun, ascending. */
  readonly opened: readonly AccountId[];
  /** What policy has frozen, ascending by account and epoch. */
  readonly frozen: readonly Freeze[];
  /** Where policy said that it goes, ascending by account and epoch. */
  readonly targets: readonly Move[];
};

export function initialState(world: World): State {
  return {
    bundle: rootOf(world),
    signed: null,
    opened: world.openings.map(({ account }) => account).toSorted(),
    frozen: [],
    targets: [],
  };
}

type Row = { readonly account: AccountId; readonly epoch: number };

/** Ascending by account and epoch, each once. */
export function byAccount<Entry extends Row>(rows: readonly Entry[]): readonly Entry[] {
  const each = new Map(rows.map((row) => [`${row.account} ${row.epoch}`, row]));
  return [...each.values()].toSorted((one, other) =>
    one.account === other.account ? one.epoch - other.epoch : one.account < other.account ? -1 : 1,
  );
}

/** Whether both are about one account and one epoch of it. */
export function isSameEpoch(one: Row, other: Row): boolean {
  return one.account === other.account && one.epoch === other.epoch;
}
