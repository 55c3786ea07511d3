/**
 * What a policy agent shows of its state. In: the state. Out: the observation that a judge
 * compares, key by key; every list sorted. A bundle is shown by its digest, which covers it all.
 * @module
 */
import { digestOfBundle, type Freeze } from "../protocol/bundle.ts";
import type { AccountId, BundleDigest } from "../protocol/ids.ts";
import type { Move } from "../protocol/request.ts";
import type { State } from "./state.ts";

export type PolicyObservation = {
  readonly version: number;
  readonly bundle: BundleDigest;
  /** None, or one. */
  readonly signed: readonly BundleDigest[];
  readonly opened: readonly AccountId[];
  readonly frozen: readonly Freeze[];
  readonly targets: readonly Move[];
};

export function observe({ bundle, signed, opened, frozen, targets }: State): PolicyObservation {
  return {
    version: bundle.version,
    bundle: digestOfBundle(bundle),
    signed: signed === null ? [] : [digestOfBundle(signed)],
    opened,
    frozen,
    targets,
  };
}
