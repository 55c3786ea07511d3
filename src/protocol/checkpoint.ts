/**
 * A checkpoint: the account as its owner has it, and what is locked at the next nonce; and an
 * acknowledgement, by which a witness says that it holds one. In: JSON. Out: the facts and the
 * texts that are signed. Clauses WI-15 and WI-16.
 * @module
 */
import { readClaims, readEscrows } from "./account-opening.ts";
import type { Escrow } from "./genesis.ts";
import { witnessedFields, type Witnessed } from "./grant.ts";
import { authorityKey, nextNonce, seq, signature, sum } from "./ids.ts";
import type { AuthorityKey, Signature, Sum } from "./ids.ts";
import { readClaim, type Claim } from "./order.ts";
import { nullable, record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedCheckpoint = Witnessed & {
  /** Of two checkpoints the one with the larger number is later. */
  readonly seq: number;
  readonly next_nonce: number;
  readonly balance: Sum;
  readonly escrow: readonly Escrow[];
  readonly applied: readonly Claim[];
  readonly credited: readonly Claim[];
  /** What is locked at `next_nonce`, voted for or not. */
  readonly reserved: Claim | null;
  readonly owner: AuthorityKey;
};

export type Checkpoint = UnsignedCheckpoint & { readonly owner_sig: Signature };

export type UnsignedAcknowledgement = {
  readonly checkpoint: Checkpoint;
  readonly witness: AuthorityKey;
};

export type Acknowledgement = UnsignedAcknowledgement & { readonly witness_sig: Signature };

const unsignedFields = {
  ...witnessedFields,
  seq,
  next_nonce: nextNonce,
  balance: sum,
  escrow: readEscrows,
  applied: readClaims,
  credited: readClaims,
  reserved: nullable(readClaim),
  owner: authorityKey,
};

export const readUnsignedCheckpoint = record<UnsignedCheckpoint>("WI-15", unsignedFields);
export const readCheckpoint = record<Checkpoint>("WI-15", {
  ...unsignedFields,
  owner_sig: signature,
});

export const readAcknowledgement = record<Acknowledgement>("WI-16", {
  checkpoint: readCheckpoint,
  witness: authorityKey,
  witness_sig: signature,
});

export function checkpointText(network: string, checkpoint: UnsignedCheckpoint): string {
  return signingText("checkpoint", network, {
    account: checkpoint.account,
    epoch: checkpoint.epoch,
    seq: checkpoint.seq,
    next_nonce: checkpoint.next_nonce,
    balance: checkpoint.balance,
    escrow: checkpoint.escrow,
    applied: checkpoint.applied,
    credited: checkpoint.credited,
    reserved: checkpoint.reserved,
    owner: checkpoint.owner,
  });
}

export function acknowledgementText(network: string, given: UnsignedAcknowledgement): string {
  const { checkpoint, witness } = given;
  return signingText("acknowledgement", network, { checkpoint, witness });
}
