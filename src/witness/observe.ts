/**
 * What a witness shows of its state. In: the state. Out: the observation that a judge compares, key
 * by key; every list is sorted, and nothing is left out.
 * @module
 */
import type { Checkpoint } from "../protocol/checkpoint.ts";
import type { Grant } from "../protocol/grant.ts";
import type { TakeoverOrder } from "../protocol/takeover.ts";
import type { State } from "./state.ts";

export type WitnessObservation = {
  readonly grants: readonly Grant[];
  readonly held: readonly Checkpoint[];
  readonly fences: readonly TakeoverOrder[];
};

export function observe({ grants, held, fences }: State): WitnessObservation {
  return { grants, held, fences };
}
