/**
 * What a witness holds: at most one grant, one checkpoint and one takeover order for an account and
 * epoch. Every list is sorted, so that equal states are equal bytes. Clauses WI-19 to WI-21.
 * @module
 */
import type { Checkpoint } from "../protocol/checkpoint.ts";
import { isSameWitnessed, type Grant, type Witnessed } from "../protocol/grant.ts";
import type { TakeoverOrder } from "../protocol/takeover.ts";

export type State = {
  readonly grants: readonly Grant[];
  readonly held: readonly Checkpoint[];
  /** The orders by which an owner is fenced. */
  readonly fences: readonly TakeoverOrder[];
};

export const INITIAL: State = { grants: [], held: [], fences: [] };

/** The row of this account and epoch, if there is one. */
export function rowOf<Row extends Witnessed>(
  rows: readonly Row[],
  about: Witnessed,
): Row | undefined {
  return rows.find((row) => isSameWitnessed(row, about));
}

/** With this row in the place of the one before, ascending by account and epoch. */
export function withRow<Row extends Witnessed>(rows: readonly Row[], row: Row): readonly Row[] {
  const others = rows.filter((each) => !isSameWitnessed(each, row));
  return [...others, row].toSorted((one, other) =>
    one.account === other.account ? one.epoch - other.epoch : one.account < other.account ? -1 : 1,
  );
}
