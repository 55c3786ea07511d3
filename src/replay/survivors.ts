/**
 * What a green run does not rule out. In: the faulty references with the traces that catch them,
 * and what was run. Out: those of the parts that were judged that no passed case is known to catch.
 * @module
 */
import { PROFILES } from "../base/profiles.ts";
import type { Profile } from "../vector/lines.ts";
import type { CaseLine } from "./result.ts";

export type KnownFaulty = {
  readonly name: string;
  readonly clause: string;
  readonly about: string;
  /** The component of a profile. */
  readonly part: string;
  /** The first trace that catches it in each profile that does. */
  readonly kills: readonly { readonly trace: string }[];
};

export type Survivors = {
  /** How many faulty references there are of the parts that were judged. */
  readonly all: number;
  readonly survive: readonly KnownFaulty[];
};

/** A case under a fault axis is not counted: it is judged by more than its trace. */
export function survivorsOf(
  table: readonly KnownFaulty[],
  profiles: readonly Profile[],
  cases: readonly CaseLine[],
): Survivors {
  const parts = new Set(profiles.map((profile) => PROFILES[profile]?.component));
  const passed = new Set(
    cases.filter(({ word, axis }) => word === "pass" && axis === undefined).map(({ id }) => id),
  );
  const judged = table.filter(({ part }) => parts.has(part));
  const survive = judged.filter(({ kills }) => !kills.some(({ trace }) => passed.has(trace)));
  return { all: judged.length, survive };
}
