/**
 * What the faults of a move have in common: a shard changed, a store that forgets, a guard that
 * counts otherwise.
 * @module
 */
import { refuse, type Config } from "../../authority/answer.ts";
import type { HandoffInput } from "../../authority/handoff/input.ts";
import type { HandoffState } from "../../authority/handoff/state.ts";
import { step as handoffStep } from "../../authority/handoff/step.ts";
import type { Shard } from "../../authority/shards.ts";
import type { Json } from "../../base/canonical.ts";
import type { AccountId, CommitteeDigest } from "../../protocol/ids.ts";
import { isMember, isQuorum, totalWeight, weightOf } from "../../protocol/quorum.ts";
import type { GuardClause, ReasonCode } from "../../protocol/reasons.ts";
import type { JsonObject } from "./evidence.ts";
import { isObject } from "./evidence.ts";
import type { Faults } from "./fault.ts";
import { forgetful } from "./fault.ts";
import { changed } from "./locks.ts";

/** The state with the account's shard changed, if it is here. */
export function shardChanged(
  state: HandoffState,
  account: AccountId,
  to: (shard: Shard) => Shard,
): HandoffState {
  return { ...state, core: changed(state.core, account, to) };
}

export function frozen(isFrozen: boolean): (shard: Shard) => Shard {
  return (shard) => ({ ...shard, frozen: isFrozen });
}

/** The store comes back with what it says of each account changed. */
export function forgetfulOfAccounts(forget: (account: JsonObject) => Json): Faults {
  return forgetful(/^core\/shards\/[^/]+$/, (shard) => (isObject(shard) ? forget(shard) : shard));
}

/** One guard asks another question. */
export function guardedBy(
  clause: GuardClause,
  code: ReasonCode,
  holds: (input: HandoffInput, config: Config) => boolean,
): Faults {
  return {
    handoff: (config, before, input) => {
      const off = new Set([...config.off, clause]);
      const step = handoffStep({ ...config, off }, before, input);
      return step.kind === "refused" || holds(input, config) ? step : refuse(before, [code]);
    },
  };
}

/** Two thirds of the members, whatever their weight. */
export function isMajority(
  { committees }: Config,
  name: CommitteeDigest,
  voices: readonly string[],
): boolean {
  const committee = committees.get(name);
  if (committee === undefined) return false;
  const heads = new Set(voices.filter((voice) => isMember(committee, voice)));
  return 3 * heads.size > 2 * committee.members.length;
}

/** Two thirds of the weight, if each message counts, whoever sent others before. */
export function isQuorumOfMessages(
  { committees }: Config,
  name: CommitteeDigest,
  voices: readonly string[],
): boolean {
  const committee = committees.get(name);
  if (committee === undefined) return false;
  const weight = voices.reduce((sum, voice) => sum + (weightOf(committee, voice) ?? 0), 0);
  return isQuorum(weight, totalWeight(committee));
}
