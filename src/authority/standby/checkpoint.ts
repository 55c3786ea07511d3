/**
 * What an owner says to its witness, and hears from it. In: the state, and an account, an order or
 * an acknowledgement. Out: the checkpoint, durable before it leaves; or the votes that leave with
 * the acknowledgement. Clauses SB-3, SB-4, SB-13 to SB-15, WI-1 and WI-6.
 * @module
 */
import { canonical } from "../../base/canonical.ts";
import { byDigest, sumOf } from "../../protocol/account-opening.ts";
import { acknowledgementText, checkpointText } from "../../protocol/checkpoint.ts";
import type { Acknowledgement, UnsignedCheckpoint } from "../../protocol/checkpoint.ts";
import { rowOf, withRow } from "../../protocol/grant.ts";
import { failed } from "../../protocol/guards.ts";
import type { AccountId } from "../../protocol/ids.ts";
import { claimOf, type Claim, type Order } from "../../protocol/order.ts";
import type { Read } from "../../protocol/shape.ts";
import { voteFor } from "../../protocol/vote.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import { withCore } from "../handoff/state.ts";
import { signVote } from "../order.ts";
import { paymentsIn, type Payments } from "../payments.ts";
import type { StandbyOutgoing, StandbyStep } from "./answer.ts";
import { grantOf, isReserved, type StandbyState } from "./state.ts";

/** The account as it is here, under that number; undefined if it is not owned here. */
export function checkpointNow(
  config: Config,
  { core }: StandbyState,
  account: AccountId,
  seq: number,
): UnsignedCheckpoint | undefined {
  const shard = core.shards.get(account);
  if (shard === undefined) return undefined;
  // WI-15: what is locked at the next nonce is reserved, voted for or not.
  const locked = shard.locks.find(({ nonce }) => nonce === shard.next_nonce);
  return {
    account,
    epoch: shard.epoch,
    seq,
    next_nonce: shard.next_nonce,
    balance: sumOf(shard.balance),
    escrow: shard.escrow,
    applied: claimsOf(shard.applied),
    credited: claimsOf(shard.credited),
    reserved: locked === undefined ? null : claimOf(locked),
    owner: config.authority,
  };
}

function claimsOf(payments: Payments): readonly Claim[] {
  return byDigest(paymentsIn(payments).map(({ claim }) => claimOf(claim)));
}

export function writeCheckpoint(
  config: Config,
  state: StandbyState,
  read: Read<AccountId>,
): StandbyStep {
  // TH-17: a malformed account has no reason of its own.
  if (!read.ok) return refuseMalformed(state, "Ungranted", read.reason);
  const all = failed({ Ungranted: grantOf(state, read.value) !== undefined }, config.off);
  if (all.length > 0) return refuse(state, all);
  return written(config, state, read.value, "written");
}

// SB-14: `Reserve` judges the order as `SignVote` does without a grant, and locks it; the
// checkpoint that says so leaves, and no vote.
export function reserve(
  config: Config,
  state: StandbyState,
  read: Read<Order>,
  now: number,
): StandbyStep {
  const voted = signVote(config, state.core, read, now);
  const locked = { ...voted, state: withCore(state, voted.state) };
  if (!read.ok || (voted.kind !== "voted" && voted.kind !== "again")) return locked;
  const { sender } = read.value;
  // WI-6: a grant of this account and epoch is held here.
  const all = failed({ Ungranted: grantOf(state, sender) !== undefined }, config.off);
  if (all.length > 0) return refuse(state, all);
  return written(config, locked.state, sender, "reserved");
}

// SB-13: a checkpoint tells the account as it is, under the next number, or is the last one if
// nothing has changed since; it is durable before it leaves.
function written(
  config: Config,
  state: StandbyState,
  account: AccountId,
  kind: "written" | "reserved",
): StandbyStep {
  const first = checkpointNow(config, state, account, 1);
  if (first === undefined) return answer(state, kind);
  const last = rowOf(state.written, first);
  if (last !== undefined && canonical({ ...first, seq: last.seq }) === canonical(last)) {
    return answer(state, kind, { type: "Checkpoint", body: last });
  }
  const body = last === undefined ? first : { ...first, seq: last.seq + 1 };
  const next = { ...state, written: withRow(state.written, body) };
  return answer(next, kind, { type: "Checkpoint", body });
}

export function acknowledge(
  config: Config,
  state: StandbyState,
  read: Read<Acknowledgement>,
): StandbyStep {
  if (!read.ok) return refuseMalformed(state, "WitnessedMalformed", read.reason);
  const { checkpoint, witness, witness_sig } = read.value;
  const { owner_sig, ...told } = checkpoint;
  const grant = rowOf(state.grants, told);
  const { signatures, network, authority } = config;
  const all = failed(
    {
      Ungranted: grant !== undefined,
      // SB-3: the acknowledgement is of the grant's witness, and its signature is that witness's.
      AcknowledgementSignatureInvalid:
        grant === undefined ||
        (witness === grant.witness &&
          signatures.verify(witness, acknowledgementText(network, read.value), witness_sig)),
      // SB-4: the checkpoint that is acknowledged is this owner's, and so is its signature.
      CheckpointNotOurs:
        told.owner === authority &&
        signatures.verify(authority, checkpointText(network, told), owner_sig),
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  const known = rowOf(state.acked, told);
  if (known !== undefined && told.seq <= known.seq) return answer(state, "again");
  const next = { ...state, acked: withRow(state.acked, told) };
  return answer(next, "acknowledged", ...votesFor(config, state, told));
}

// SB-15: with the acknowledgement of a later checkpoint the vote for what it reserves leaves.
function votesFor(
  config: Config,
  { core }: StandbyState,
  checkpoint: UnsignedCheckpoint,
): readonly StandbyOutgoing[] {
  const shard = core.shards.get(checkpoint.account);
  if (shard === undefined) return [];
  return shard.locks
    .filter((lock) => lock.epoch === checkpoint.epoch && isReserved(checkpoint, lock))
    .map((lock) => ({
      type: "TransferVote",
      body: voteFor(lock, config.authority, shard.committee),
    }));
}
