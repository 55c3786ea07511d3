/**
 * How an account leaves: `Invite` at a member of the committee asked for, `Release` at a member of
 * the one that owns it. In: the state and the request. Out: the invitation; or the account frozen
 * and what is known of it here; or every guard that failed. Clauses HO-1 to HO-9, HO-23 to HO-25.
 * @module
 */
import { canonical } from "../../base/canonical.ts";
import { failed, inTableOrder } from "../../protocol/guards.ts";
import type { CommitteeDigest } from "../../protocol/ids.ts";
import { isInvited, type Invitation } from "../../protocol/invitation.ts";
import { isMember } from "../../protocol/quorum.ts";
import type { UnsignedRelease } from "../../protocol/release.ts";
import { requestFailures, type HandoffRequest } from "../../protocol/request.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import { paymentsIn } from "../payments.ts";
import type { Shard } from "../shards.ts";
import { compare, withShard } from "../state.ts";
import type { HandoffOutgoing, HandoffStep } from "./answer.ts";
import { openingOf, releasesAt, withCore, withRelease, type HandoffState } from "./state.ts";

export function invite(
  config: Config,
  state: HandoffState,
  read: Read<HandoffRequest>,
): HandoffStep {
  // HO-1: the request is well formed. One that is not fails nothing else.
  if (!read.ok) return refuseMalformed(state, "RequestMalformed", read.reason);
  const { account, epoch, to } = read.value;
  // HO-5: this authority is a member of the committee that is to own the account.
  const guards = { NotOfThatCommittee: !config.committees.has(to) || isMemberOf(config, to) };
  const all = inTableOrder(requestFailures(config, read.value), failed(guards, config.off));
  if (all.length > 0) return refuse(state, all);
  // HO-23: `Invite` emits an `Invitation` and changes nothing.
  const body = { account, epoch, to, authority: config.authority };
  return answer(state, "invited", { type: "Invitation", body });
}

export function release(
  config: Config,
  state: HandoffState,
  read: Read<HandoffRequest>,
  invitations: Read<readonly Invitation[]>,
): HandoffStep {
  if (!read.ok) return refuseMalformed(state, "RequestMalformed", read.reason);
  // TH-17: a malformed list of invitations has no reason of its own.
  if (!invitations.ok) return refuseMalformed(state, "InvitationMissing", invitations.reason);
  const request = read.value;
  const all = requestFailures(config, request);
  if (all.length > 0) return refuse(state, all);
  const guards = releaseGuards(config, state, request, invitations.value);
  const more = failed(guards, config.off);
  if (more.length > 0) return refuse(state, more);

  const shard = state.core.shards.get(request.account);
  const opening = openingOf(state, request.account);
  // HO-6 refuses here. Where it is switched off, there is nothing to say.
  if (shard === undefined || opening === undefined) return answer(state, "released");
  // HO-24: asked again for the same committee, the same release comes back, byte for byte.
  const said = releasesAt(state, request.account, request.epoch);
  const again = said.filter(({ to }) => to === request.to);
  if (again.length > 0) return answer(state, "again", ...again.map(message));
  // HO-24: the account is frozen, durably, before the `HandoffRelease` leaves.
  const frozen = withShard(state.core, request.account, { ...shard, frozen: true });
  const { account, epoch, to } = request;
  const known = { ...knowledge(shard), opening, authority: config.authority };
  const next = { account, epoch, to, ...known };
  return answer(withRelease(withCore(state, frozen), next), "released", message(next));
}

function releaseGuards(
  config: Config,
  state: HandoffState,
  request: HandoffRequest,
  invitations: readonly Invitation[],
) {
  const { account, epoch, to } = request;
  const shard = state.core.shards.get(account);
  const committee = config.committees.get(to);
  return {
    // HO-6: this authority owns the account.
    AccountNotOwned: shard !== undefined,
    // HO-7: the request is of the account's epoch.
    RequestWrongEpoch: shard === undefined || epoch === shard.epoch,
    // HO-8: invitations to this account in this epoch, each signed by its member, come from a
    // quorum of the committee asked for.
    InvitationMissing:
      committee === undefined || isInvited(config, committee, request, invitations),
    // HO-9: no other committee has been released to in this epoch.
    ReleasedElsewhere: releasesAt(state, account, epoch).every((said) => said.to === to),
  };
}

// HO-25: a release holds the certificates that this authority has applied for the account, as
// sender or as recipient, and does not know from an opening alone, and every lock that it holds.
function knowledge(shard: Shard): Pick<UnsignedRelease, "certificates" | "locks"> {
  const shown = new Map(
    [...paymentsIn(shard.applied), ...paymentsIn(shard.credited)]
      .flatMap(({ certificate }) => certificate ?? [])
      // Without CF-6 there may be one without votes: nobody could read it for a certificate.
      .filter(({ votes }) => votes.length > 0)
      .map((certificate) => [canonical(certificate), certificate] as const),
  );
  const certificates = [...shown].toSorted(([one], [other]) => compare(one, other));
  return {
    certificates: certificates.map(([, certificate]) => certificate),
    locks: shard.locks.toSorted((one, other) => compare(canonical(one), canonical(other))),
  };
}

function message(body: UnsignedRelease): HandoffOutgoing {
  return { type: "HandoffRelease", body };
}

export function isMemberOf(config: Config, name: CommitteeDigest): boolean {
  const committee = config.committees.get(name);
  return committee !== undefined && isMember(committee, config.authority);
}
