/**
 * May this be done now? In: the state, a deed, whom it is about, and the time. Out: a step that
 * changes nothing: allowed, or refused with every guard PB-20 to PB-24 that fails.
 * Clauses PB-31 and PB-32.
 * @module
 */
import { committeeDigest } from "../protocol/committee.ts";
import { failed } from "../protocol/guards.ts";
import type { AccountId, AuthorityKey, CommitteeDigest } from "../protocol/ids.ts";
import { answer, refuse, type Config, type Step } from "./answer.ts";
import { hasRevoked, listedIn } from "./content.ts";
import type { State } from "./state.ts";

/** A lock in a committee, a credit from one, a control write of a key, a move of an account. */
export type Deed =
  | { readonly deed: "payment" | "credit"; readonly subject: CommitteeDigest }
  | { readonly deed: "control"; readonly subject: AuthorityKey }
  | { readonly deed: "policy"; readonly subject: AccountId };

// PB-32: nothing changes.
export function consult(config: Config, state: State, deed: Deed, now: number): Step {
  const { bundle, frozen } = state;
  const inside = deed.deed === "payment" || deed.deed === "credit";
  const committee = bundle.committees.find(
    (one) => committeeDigest(config.network, one) === deed.subject,
  );
  const codes = failed(
    {
      // PB-20: the bundle in force has not expired, or it is a payment inside a committee.
      BundleExpired: deed.deed === "payment" || now < bundle.valid_until,
      // PB-21: the committee of a payment or a credit is listed in the bundle in force.
      CommitteeRetired: !inside || listedIn(config.network, bundle).has(deed.subject),
      // PB-22: no member of the committee of a payment or a credit has a revoked key.
      CommitteeRevoked:
        !inside || committee === undefined || !hasRevoked(committee, bundle.revocations),
      // PB-23: a control write is the elected controller's.
      NotElected: deed.deed !== "control" || deed.subject === bundle.elected?.winner,
      // PB-24: an account that is moved by policy is frozen by policy.
      NotFrozenByPolicy:
        deed.deed !== "policy" || frozen.some(({ account }) => account === deed.subject),
    },
    config.off,
  );
  return codes.length > 0 ? refuse(state, codes) : answer(state, "allowed");
}
