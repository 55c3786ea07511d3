/**
 * A grant: whoever owns an account alone names a witness for its epoch, who may order a takeover,
 * and how far it goes by itself: so many nonces, and this sum. In: JSON. Out: the facts and the
 * text that the owner signs. Clause WI-14.
 * @module
 */
import { accountId, authorityKey, budget, endingEpoch, signature, window } from "./ids.ts";
import type { AccountId, AuthorityKey, Budget, Signature } from "./ids.ts";
import { record } from "./shape.ts";
import { signingText } from "./signing.ts";

/** What a message of this family is about. */
export type Witnessed = { readonly account: AccountId; readonly epoch: number };

export type UnsignedGrant = Witnessed & {
  readonly owner: AuthorityKey;
  readonly witness: AuthorityKey;
  readonly controller: AuthorityKey;
  /** Nonces beyond the last acknowledged checkpoint. */
  readonly window: number;
  /** What may be spent at these nonces, all together. */
  readonly budget: Budget;
};

export type Grant = UnsignedGrant & { readonly owner_sig: Signature };

export const witnessedFields = { account: accountId, epoch: endingEpoch };

export const readGrant = record<Grant>("WI-14", {
  ...witnessedFields,
  owner: authorityKey,
  witness: authorityKey,
  controller: authorityKey,
  window,
  budget,
  owner_sig: signature,
});

export function grantText(network: string, grant: UnsignedGrant): string {
  return signingText("grant", network, {
    account: grant.account,
    epoch: grant.epoch,
    owner: grant.owner,
    witness: grant.witness,
    controller: grant.controller,
    window: grant.window,
    budget: grant.budget,
  });
}

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

/** Whether both are about one account in one epoch. */
function isSameWitnessed(one: Witnessed, other: Witnessed): boolean {
  return one.account === other.account && one.epoch === other.epoch;
}
