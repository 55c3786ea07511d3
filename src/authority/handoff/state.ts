/**
 * What an authority holds when accounts can move: the state of settlement, what it said when it
 * froze an account, what it promised, and how each account that it owns was opened. In: the
 * genesis. Out: the state to begin with, and questions asked of a state. Every list is sorted.
 * Clauses TH-21, HO-24 and HO-30.
 * @module
 */
import { Trie } from "../../base/trie.ts";
import { openingDigest, openingOfGenesis } from "../../protocol/account-opening.ts";
import type { World } from "../../protocol/genesis.ts";
import type { AccountId, AuthorityKey, OpeningDigest } from "../../protocol/ids.ts";
import type { UnsignedRelease } from "../../protocol/release.ts";
import type { Move } from "../../protocol/request.ts";
import { compare, initialState, type State } from "../state.ts";

/** An opening by its name: nobody here needs more of it. */
export type OpeningAt = {
  readonly account: AccountId;
  readonly epoch: number;
  readonly opening: OpeningDigest;
};

/** What settlement asks of whoever holds accounts that can move. */
export type Moving = {
  readonly core: State;
  /** Where accounts were asked to go. */
  readonly releases: readonly Move[];
};

export type HandoffState = {
  readonly core: State;
  /** Ascending by account, epoch and committee asked for: one for each account and epoch. */
  readonly releases: readonly UnsignedRelease[];
  /** The promises, ascending by account, epoch and opening. */
  readonly accepted: readonly OpeningAt[];
  /** How the epoch of each account that is owned here began. */
  readonly openings: Trie<AccountId, OpeningAt>;
};

export function initialHandoffState(world: World, authority: AuthorityKey): HandoffState {
  const core = initialState(world, authority);
  const openings = world.openings
    .filter(({ account }) => core.shards.has(account))
    .map((one): readonly [AccountId, OpeningAt] => {
      const opening = openingDigest(world.network, openingOfGenesis(one));
      return [one.account, { account: one.account, epoch: one.epoch, opening }];
    });
  return { core, releases: [], accepted: [], openings: Trie.of(openings) };
}

export function withCore<Held extends Moving>(state: Held, core: State): Held {
  return core === state.core ? state : { ...state, core };
}

/** What was said here when the account froze in that epoch. */
export function releasesAt<Said extends Move>(
  { releases }: { readonly releases: readonly Said[] },
  account: AccountId,
  epoch: number,
): readonly Said[] {
  return releases.filter((release) => release.account === account && release.epoch === epoch);
}

export function withRelease(state: HandoffState, release: UnsignedRelease): HandoffState {
  const releases = [...state.releases, release].toSorted(
    (one, other) => byAccount(one, other) || compare(one.to, other.to),
  );
  return { ...state, releases };
}

export function withPromise(state: HandoffState, promise: OpeningAt): HandoffState {
  const accepted = [...state.accepted, promise].toSorted(
    (one, other) => byAccount(one, other) || compare(one.opening, other.opening),
  );
  return { ...state, accepted };
}

/** The account is opened so; promises of this epoch and of older ones are forgotten. */
export function withOpening(state: HandoffState, opened: OpeningAt): HandoffState {
  const { account, epoch } = opened;
  return {
    ...state,
    openings: state.openings.with(account, opened),
    accepted: state.accepted.filter((one) => one.account !== account || one.epoch > epoch),
  };
}

/** The name of the opening with which the account's epoch began here. */
export function openingOf(
  { openings }: HandoffState,
  account: AccountId,
): OpeningDigest | undefined {
  return openings.get(account)?.opening;
}

function byAccount(
  one: { readonly account: AccountId; readonly epoch: number },
  other: { readonly account: AccountId; readonly epoch: number },
): number {
  return compare(one.account, other.account) || one.epoch - other.epoch;
}
