/**
 * A takeover order: the controller of a grant asks for another owner; and the statement of a
 * witness that it has fenced the one before, and what the last checkpoint is. In: JSON. Out: the
 * facts and the texts that are signed. Clauses WI-17 and WI-18.
 * @module
 */
import { readCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { readGrant, witnessedFields, type Grant, type Witnessed } from "./grant.ts";
import { authorityKey, committeeDigest, signature } from "./ids.ts";
import type { AuthorityKey, CommitteeDigest, Signature } from "./ids.ts";
import { record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedTakeover = Witnessed & {
  /** The committee that is to own the account in the next epoch. */
  readonly to: CommitteeDigest;
  readonly controller: AuthorityKey;
};

export type TakeoverOrder = UnsignedTakeover & { readonly controller_sig: Signature };

export type UnsignedStatement = {
  readonly order: TakeoverOrder;
  readonly grant: Grant;
  readonly checkpoint: Checkpoint;
  readonly witness: AuthorityKey;
};

export type TakeoverStatement = UnsignedStatement & { readonly witness_sig: Signature };

export const readTakeover = record<TakeoverOrder>("WI-17", {
  ...witnessedFields,
  to: committeeDigest,
  controller: authorityKey,
  controller_sig: signature,
});

export const readStatement = record<TakeoverStatement>("WI-18", {
  order: readTakeover,
  grant: readGrant,
  checkpoint: readCheckpoint,
  witness: authorityKey,
  witness_sig: signature,
});

export function takeoverText(network: string, order: UnsignedTakeover): string {
  return signingText("takeover", network, {
    account: order.account,
    epoch: order.epoch,
    to: order.to,
    controller: order.controller,
  });
}

export function statementText(network: string, statement: UnsignedStatement): string {
  const { order, grant, checkpoint, witness } = statement;
  return signingText("statement", network, { order, grant, checkpoint, witness });
}
