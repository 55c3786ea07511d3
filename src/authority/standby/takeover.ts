/**
 * Another owner, on the statement of a witness: whoever is named opens the account with everything
 * put aside that the owner before may have promised; that owner freezes it and reports; anyone else
 * hears of it. In: the state and the statement. Out: the next state and the report, or every guard
 * that failed. Clauses SB-5 to SB-7 and SB-18 to SB-20.
 * @module
 */
import { byDigest, sumOf, type AccountOpening } from "../../protocol/account-opening.ts";
import { checkpointText } from "../../protocol/checkpoint.ts";
import { withRow, type Witnessed } from "../../protocol/grant.ts";
import { failed } from "../../protocol/guards.ts";
import { claimOf } from "../../protocol/order.ts";
import { proofsAbout } from "../../protocol/ownership.ts";
import type { Read } from "../../protocol/shape.ts";
import { statementText, takeoverText, type TakeoverStatement } from "../../protocol/takeover.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import { shardFrom } from "../handoff/open.ts";
import { isMemberOf } from "../handoff/release.ts";
import { hear, isHeard } from "../handoff/settlement.ts";
import { withCore } from "../handoff/state.ts";
import { paymentsFrom } from "../payments.ts";
import type { Shard } from "../shards.ts";
import { compare, withShard } from "../state.ts";
import type { StandbyOutgoing, StandbyStep } from "./answer.ts";
import { grantTruth, ownerKnown } from "./grant.ts";
import { exceeded, firstFree, limitOf, windowFrom } from "./limit.ts";
import type { StandbyState, Window } from "./state.ts";

export function openTakeover(
  config: Config,
  state: StandbyState,
  read: Read<TakeoverStatement>,
): StandbyStep {
  if (!read.ok) return refuseMalformed(state, "WitnessedMalformed", read.reason);
  const statement = read.value;
  const { account, epoch, to } = statement.order;
  const proof = { account, epoch: epoch + 1, committee: to };
  const all = failed(
    {
      ...grantTruth(config, state, statement.grant),
      ...guards(config, state, statement),
      // SB-7: no other owner of the account in the next epoch or a later one is proven here.
      OwnerDecided:
        isHeard(state, proof) ||
        [config.world.ownership, state.core.ownership]
          .flatMap((proofs) => proofsAbout(proofs, account))
          .every((one) => one.epoch < proof.epoch),
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  const before = ownBefore(config, state, statement);
  const told = before === undefined ? [] : [report(config, state, statement, before)];
  if (isHeard(state, proof)) return answer(state, "again", ...told);
  if (isMemberOf(config, to)) return hear(config, opened(state, statement), "opened", proof);
  // SB-20: anyone else records who owns the account in the next epoch.
  if (before === undefined) return hear(config, state, "recorded", proof);
  // SB-19: the owner before freezes the account for good, durably, before the report leaves.
  const core = withShard(state.core, account, { ...before, frozen: true });
  const releases = [...state.releases, { account, epoch, to }].toSorted(
    (one, other) => compare(one.account, other.account) || one.epoch - other.epoch,
  );
  const heard = hear(config, { ...withCore(state, core), releases }, "reported", proof);
  return { ...heard, emitted: [...heard.emitted, ...told] };
}

function guards(config: Config, state: StandbyState, statement: TakeoverStatement) {
  const { grant, checkpoint, order, witness } = statement;
  const { network, signatures } = config;
  const isOrdered = (one: Witnessed) => one.account === order.account && one.epoch === order.epoch;
  return {
    // WI-7: the checkpoint is of the grant's owner, and its signature is that owner's.
    CheckpointSignatureInvalid:
      checkpoint.owner === grant.owner &&
      signatures.verify(
        checkpoint.owner,
        checkpointText(network, checkpoint),
        checkpoint.owner_sig,
      ),
    // WI-10: the order is of the grant's controller, and its signature is that controller's.
    TakeoverSignatureInvalid:
      order.controller === grant.controller &&
      signatures.verify(order.controller, takeoverText(network, order), order.controller_sig),
    // WI-11: the committee that is to own the account is listed, and does not own it already.
    TakeoverTargetInvalid:
      config.committees.has(order.to) && ownerKnown(config, state, order) !== order.to,
    // SB-5: the statement is of the grant's witness, and its signature is that witness's.
    StatementSignatureInvalid:
      witness === grant.witness &&
      signatures.verify(witness, statementText(network, statement), statement.witness_sig),
    // SB-6: the grant and the checkpoint are of the order's account and epoch.
    StatementDisagrees: isOrdered(grant) && isOrdered(checkpoint),
  };
}

// SB-18: what the owner before may have promised is put aside: what it reserved, in an escrow of
// its own, and for the nonces of its window its budget or what it had, if that is less.
function opened(state: StandbyState, statement: TakeoverStatement): StandbyState {
  const { grant, checkpoint, order } = statement;
  const { account, epoch, reserved } = checkpoint;
  const limit = limitOf(grant, checkpoint);
  const aside = limit < 0n ? 0n : limit;
  const claims = reserved === null ? [] : [reserved];
  const escrow = claims.map(({ nonce, amount }) => ({ nonce, amount, claims }));
  const kept = claims.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const opening: AccountOpening = {
    account,
    epoch: epoch + 1,
    committee: order.to,
    balance: sumOf(BigInt(checkpoint.balance) - kept - aside),
    next_nonce: firstFree(grant, checkpoint),
    escrow: [...checkpoint.escrow, ...escrow].toSorted((one, other) => one.nonce - other.nonce),
    applied: checkpoint.applied,
    credited: checkpoint.credited,
  };
  const window: Window = {
    account,
    epoch,
    owner: checkpoint.owner,
    from: windowFrom(checkpoint),
    upto: opening.next_nonce,
    amount: sumOf(aside),
    closed: false,
  };
  const core = withShard(state.core, account, shardFrom(opening));
  return { ...withCore(state, core), windows: withRow(state.windows, window) };
}

/** The account as it is here, if this is the owner that was taken over. */
function ownBefore(
  config: Config,
  { core }: StandbyState,
  { grant, order }: TakeoverStatement,
): Shard | undefined {
  const shard = core.shards.get(order.account);
  return grant.owner === config.authority && shard?.epoch === order.epoch ? shard : undefined;
}

// SB-19: the report tells every claim from the checkpoint's `next_nonce` on that is applied here,
// or locked and not refused its vote by SB-1 or SB-2.
function report(
  config: Config,
  state: StandbyState,
  { order, checkpoint }: TakeoverStatement,
  shard: Shard,
): StandbyOutgoing {
  const voted = shard.locks.filter((lock) => exceeded(config, state, shard, lock).length === 0);
  const applied = paymentsFrom(shard.applied, order.account, checkpoint.next_nonce);
  const promised = [...applied.map(({ claim }) => claim), ...voted]
    .filter(({ nonce }) => nonce >= checkpoint.next_nonce)
    .map(claimOf);
  const claims = byDigest(
    promised.filter((claim, at) => promised.findIndex((one) => one.nonce === claim.nonce) === at),
  );
  const { account, epoch } = order;
  return { type: "TakeoverReport", body: { account, epoch, claims, owner: config.authority } };
}
