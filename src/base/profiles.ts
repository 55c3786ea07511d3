/**
 * The profiles, as the norm has them: spec/profiles.json. A later model adds a row there and, to
 * have a reference for it, a component; nothing that asks or compares knows a profile by name.
 * @module
 */
import table from "../../spec/profiles.json" with { type: "json" };

/** What a subject can take, and what a profile demands that it takes. */
export type SubjectLimits = {
  /** Bytes of one request, its line feed not counted. */
  readonly line_bytes: number;
  /** Accounts that a genesis opens. */
  readonly accounts: number;
  /** Members of one committee. */
  readonly members: number;
  /** Bits of an amount. */
  readonly amount_bits: number;
};

export type Profile = {
  /** Which part of a system it asks for. */
  readonly component: string;
  readonly inputs: readonly string[];
  /** The keys that must be shown after every step, no more and no less. */
  readonly observed: readonly string[];
  readonly minimum: SubjectLimits;
  /** The faults under which it can be judged as well (spec/formats/axes.md). */
  readonly axes?: readonly string[];
};

export type Profiles = { readonly [name: string]: Profile };

export const PROFILES: Profiles = table.profiles;

export const LIMIT_NAMES = ["line_bytes", "accounts", "members", "amount_bits"] as const;

/** The part of a system that a profile asks for; none, if there is no such profile. */
export function componentNamed(profile: string): string | undefined {
  return profileNamed(PROFILES, profile)?.component;
}

/** The row of that name, if there is one; `constructor` is no profile. */
export function profileNamed(profiles: Profiles, name: string): Profile | undefined {
  return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
}
