/**
 * What is the same in all states of a model. In: the record that Generate.tla prints once. Out: who
 * is judged, in which world.
 * @module
 */
import { PROFILES, profileNamed } from "../base/profiles.ts";
import type { Value } from "../value/value.ts";
import type { Terms } from "./bind.ts";
import { committeesOf } from "./bind.ts";
import type { Profile } from "./lines.ts";
import { entries, get, text, unbindable, whole } from "./names.ts";

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

export function worldOf(value: Value, amountUnit: bigint): World {
  const profile = text(get(value, "profile"));
  if (profileNamed(PROFILES, profile) === undefined) throw unbindable("a known profile", value);
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
