/**
 * Weights and quorums. In: a committee and keys. Out: their weight, and whether it decides.
 * Clauses TH-5, TH-6, CF-6, HO-8, HO-16 and HO-22.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Committee } from "./committee.ts";

// TH-6: a quorum is a set of members whose weight `w` satisfies `3 * w > 2 * T` in integers.
// With weights up to 2^32-1 and at most 2^16-1 members both sides stay below 2^50.
export function isQuorum(weight: number, total: number): boolean {
  assert(Number.isSafeInteger(3 * weight) && Number.isSafeInteger(3 * total), "weights are small");
  return 3 * weight > 2 * total;
}

export function totalWeight(committee: Committee): number {
  return committee.members.reduce((sum, member) => sum + member.weight, 0);
}

export function isMember(committee: Committee, key: string): boolean {
  return committee.members.some((member) => member.key === key);
}

/** The weight as the committee states it; undefined for a stranger. */
export function weightOf(committee: Committee, key: string): number | undefined {
  return committee.members.find((member) => member.key === key)?.weight;
}

/** Whether the members among these keys, each counted once, are a quorum. */
export function isQuorumOf(committee: Committee, keys: Iterable<string>): boolean {
  let held = 0;
  for (const key of new Set(keys)) held += weightOf(committee, key) ?? 0;
  return isQuorum(held, totalWeight(committee));
}
