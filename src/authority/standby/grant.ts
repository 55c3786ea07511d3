/**
 * An owner goes by a grant from now on. In: the state and the grant. Out: the state with it, and
 * with the account as it is in the place of a first acknowledged checkpoint; or every guard that
 * failed. Clauses SB-12 and WI-1 to WI-5.
 * @module
 */
import { canonical } from "../../base/canonical.ts";
import { grantText, rowOf, withRow, type Grant, type Witnessed } from "../../protocol/grant.ts";
import { failed } from "../../protocol/guards.ts";
import type { CommitteeDigest } from "../../protocol/ids.ts";
import { provenCommittee } from "../../protocol/ownership.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import type { StandbyStep } from "./answer.ts";
import { checkpointNow } from "./checkpoint.ts";
import { ownedHere, type StandbyState } from "./state.ts";

export function takeGrant(config: Config, state: StandbyState, read: Read<Grant>): StandbyStep {
  // WI-1: the grant is well formed. One that is not fails nothing else.
  if (!read.ok) return refuseMalformed(state, "WitnessedMalformed", read.reason);
  const grant = read.value;
  const { account, epoch, owner, witness } = grant;
  const held = rowOf(state.grants, grant);
  const isHeld = held !== undefined && canonical(held) === canonical(grant);
  const truth = grantTruth(config, state, grant);
  const isOwned = ownedHere(state, account)?.epoch === epoch;
  const all = failed(
    {
      ...truth,
      // SB-12: and the account is owned here in that epoch.
      GrantNotTheOwners: truth.GrantNotTheOwners && isOwned,
      // WI-4: the grant names this owner, and another witness.
      GrantOfAnother: owner === config.authority && witness !== owner,
      // WI-5: no other grant of this account and epoch is held here.
      GrantDecided: held === undefined || isHeld,
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  if (isHeld) return answer(state, "again");
  // SB-12: what was promised before the grant stays promised, so the account as it is now counts as
  // acknowledged.
  const before = checkpointNow(config, state, account, 0);
  return answer(
    {
      ...state,
      grants: withRow(state.grants, grant),
      acked: before === undefined ? state.acked : withRow(state.acked, before),
    },
    "granted",
  );
}

/** What makes a grant true for anyone: WI-2 and WI-3. */
export function grantTruth(config: Config, state: StandbyState, grant: Grant) {
  const { owner } = grant;
  const text = grantText(config.network, grant);
  const digest = ownerKnown(config, state, grant);
  const members = digest === undefined ? [] : (config.committees.get(digest)?.members ?? []);
  return {
    // WI-2: the grant's signature is its owner's.
    GrantSignatureInvalid: config.signatures.verify(owner, text, grant.owner_sig),
    // WI-3: the owner is the whole committee that owns the account in that epoch.
    GrantNotTheOwners: members.length === 1 && members[0]?.key === owner,
  };
}

/** Who is proven to own the account then: by the genesis, or by what is heard here. */
export function ownerKnown(
  { world }: Config,
  { core }: StandbyState,
  { account, epoch }: Witnessed,
): CommitteeDigest | undefined {
  return (
    provenCommittee(world.ownership, account, epoch) ??
    provenCommittee(core.ownership, account, epoch)
  );
}
