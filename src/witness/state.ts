/**
 * What a witness holds: at most one grant, one checkpoint and one takeover order for an account and
 * epoch. Every list is sorted, so that equal states are equal bytes. Clauses WI-19 to WI-21.
 * @module
 */
import type { Checkpoint } from "../protocol/checkpoint.ts";
import type { Grant } from "../protocol/grant.ts";
import type { TakeoverOrder } from "../protocol/takeover.ts";

export type State = {
  readonly grants: readonly Grant[];
  readonly held: readonly Checkpoint[];
  /** The orders by which an owner is fenced. */
  readonly fences: readonly TakeoverOrder[];
};

export const INITIAL: State = { grants: [], held: [], fences: [] };
