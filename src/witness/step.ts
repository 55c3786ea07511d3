/**
 * A witness as a function: total over every input, legal or hostile, in every state. In: the state
 * and an input. Out: the next state, one outcome, and what may be signed once that state is
 * durable. It is told no time, and waits, stores and signs nothing. Clauses WI-1 to WI-13 and
 * WI-19 to WI-22.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import type { Json } from "../base/canonical.ts";
import { checkpointText, type Checkpoint } from "../protocol/checkpoint.ts";
import { grantText, rowOf, withRow, type Grant, type Witnessed } from "../protocol/grant.ts";
import { failed } from "../protocol/guards.ts";
import { provenCommittee } from "../protocol/ownership.ts";
import type { Read } from "../protocol/shape.ts";
import { takeoverText, type TakeoverOrder } from "../protocol/takeover.ts";
import { answer, refuse, type Config, type Outgoing, type Step } from "./answer.ts";
import type { State } from "./state.ts";

/** A message as it was read: the facts, or where it is malformed. */
export type Input =
  | { readonly input: "KeepGrant"; readonly grant: Read<Grant> }
  | { readonly input: "KeepCheckpoint"; readonly checkpoint: Read<Checkpoint> }
  | { readonly input: "FenceOwner"; readonly order: Read<TakeoverOrder> };

export function step(config: Config, state: State, input: Input): Step {
  switch (input.input) {
    case "KeepGrant":
      return grant(config, state, input.grant);
    case "KeepCheckpoint":
      return checkpoint(config, state, input.checkpoint);
    case "FenceOwner":
      return takeover(config, state, input.order);
  }
}

// WI-19: a grant is kept, and stands for its epoch.
function grant(config: Config, state: State, read: Read<Grant>): Step {
  // WI-1: the grant, checkpoint or takeover order is well formed.
  if (!read.ok) return refuse(state, ["WitnessedMalformed"], read.reason);
  const given = read.value;
  const { owner, witness, owner_sig } = given;
  const held = rowOf(state.grants, given);
  const codes = failed(
    {
      // WI-2: the grant's signature is its owner's.
      GrantSignatureInvalid: config.signatures.verify(
        owner,
        grantText(config.network, given),
        owner_sig,
      ),
      // WI-3: the owner is the whole committee that owns the account in that epoch.
      GrantNotTheOwners: ownsAlone(config, given),
      // WI-4: the grant names this witness, and another owner.
      GrantOfAnother: witness === config.self && owner !== witness,
      // WI-5: no other grant of this account and epoch is held here.
      GrantDecided: held === undefined || isSame(held, given),
    },
    config.off,
  );
  if (codes.length > 0) return refuse(state, codes);
  if (held !== undefined && isSame(held, given)) return answer(state, "again");
  return answer({ ...state, grants: withRow(state.grants, given) }, "granted");
}

function ownsAlone(config: Config, { account, epoch, owner }: Grant): boolean {
  const { ownership, committees } = config.world;
  const digest = provenCommittee(ownership, account, epoch);
  const members = digest === undefined ? [] : (committees.get(digest)?.members ?? []);
  return members.length === 1 && members[0]?.key === owner;
}

// WI-20: the checkpoint is durable, in the place of the one before, before the acknowledgement
// leaves, which is the same each time.
function checkpoint(config: Config, state: State, read: Read<Checkpoint>): Step {
  if (!read.ok) return refuse(state, ["WitnessedMalformed"], read.reason);
  const told = read.value;
  const by = rowOf(state.grants, told);
  const held = rowOf(state.held, told);
  const known = held !== undefined && isSame(held, told);
  const text = checkpointText(config.network, told);
  const codes = failed(
    {
      // WI-6: a grant of this account and epoch is held here.
      Ungranted: by !== undefined,
      // WI-7: the checkpoint is of the grant's owner, and its signature is that owner's.
      CheckpointSignatureInvalid:
        by === undefined ||
        (told.owner === by.owner && config.signatures.verify(told.owner, text, told.owner_sig)),
      // WI-8: the account is not fenced in this epoch. WI-22: nothing takes a fence away.
      AccountFenced: rowOf(state.fences, told) === undefined,
      // WI-9: the checkpoint is the one that is held here, or has a larger `seq`.
      CheckpointOutdated: held === undefined || known || told.seq > held.seq,
    },
    config.off,
  );
  if (codes.length > 0) return refuse(state, codes);
  const unsigned = { checkpoint: told, witness: config.self };
  const said: Outgoing = { type: "Acknowledgement", unsigned };
  if (known) return answer(state, "again", said);
  return answer({ ...state, held: withRow(state.held, told) }, "acknowledged", said);
}

// WI-21: the fence is durable before the statement leaves, which is the same each time.
function takeover(config: Config, state: State, read: Read<TakeoverOrder>): Step {
  if (!read.ok) return refuse(state, ["WitnessedMalformed"], read.reason);
  const order = read.value;
  const by = rowOf(state.grants, order);
  const fence = rowOf(state.fences, order);
  const { ownership, committees } = config.world;
  const text = takeoverText(config.network, order);
  const codes = failed(
    {
      Ungranted: by !== undefined,
      // WI-10: the order is of the grant's controller, and its signature is that controller's.
      TakeoverSignatureInvalid:
        by === undefined ||
        (order.controller === by.controller &&
          config.signatures.verify(order.controller, text, order.controller_sig)),
      // WI-11: the committee that is to own the account is listed, and does not own it already.
      TakeoverTargetInvalid:
        committees.has(order.to) &&
        provenCommittee(ownership, order.account, order.epoch) !== order.to,
      // WI-12: a checkpoint of this account and epoch is held here.
      NothingWitnessed: by === undefined || rowOf(state.held, order) !== undefined,
      // WI-13: no other takeover of this account and epoch was ordered here.
      TakeoverDecided: fence === undefined || isSame(fence, order),
    },
    config.off,
  );
  if (codes.length > 0) return refuse(state, codes);
  const statements = statementsOn(config, state, order);
  if (fence !== undefined && isSame(fence, order)) return answer(state, "again", ...statements);
  return answer({ ...state, fences: withRow(state.fences, order) }, "fenced", ...statements);
}

/** One, but for a witness that lacks a guard, and then has nothing to state. */
function statementsOn(config: Config, state: State, order: TakeoverOrder): readonly Outgoing[] {
  const by = rowOf(state.grants, order);
  const held = rowOf(state.held, order);
  if (by === undefined || held === undefined) return [];
  const unsigned = { order, grant: by, checkpoint: held, witness: config.self };
  return [{ type: "TakeoverStatement", unsigned }];
}

function isSame<Told extends Witnessed & Json>(one: Told, other: Told): boolean {
  return canonical(one) === canonical(other);
}
