/**
 * How a move begins: `RequestHandoff` and `CollectInvitation`. In: the committee that is to own the
 * account, or one member's word that it is willing. Out: the request to sign, once an epoch, and
 * what the old members must be shown. Clauses HO-1, HO-4, WH-1 to WH-4 and WH-12 to WH-14.
 * @module
 */
import { failed, isOff } from "../../protocol/guards.ts";
import { committeeDigest, endingEpoch } from "../../protocol/ids.ts";
import { invitationText, type Invitation } from "../../protocol/invitation.ts";
import { isMember } from "../../protocol/quorum.ts";
import { isSameMove } from "../../protocol/request.ts";
import { spelled, text, type Malformed, type Read } from "../../protocol/shape.ts";
import { answer, refuse, type Config } from "../answer.ts";
import type { MoverOutgoing, MoverStep } from "./answer.ts";
import { bindingOf, isGiven, isInvited, requestOf, withGiven } from "./state.ts";
import type { MoverState, UnderWay } from "./state.ts";

/** What the wallet's owner asks for, as raw JSON. */
export interface Wish {
  readonly to: unknown;
  readonly trigger: unknown;
}

// WH-13: the reasons that there are. They change nothing.
const trigger = text("WH-13", spelled(/^(?:mobility|link-break|operator|policy)$/), "Unknown");

export function requestHandoff(config: Config, state: MoverState, wish: Wish): MoverStep {
  const to = committeeDigest(wish.to, "/to");
  const reason = trigger(wish.trigger, "/trigger");
  // TH-19: the epoch that ends has one after it.
  const epoch = endingEpoch(state.core.epoch, "/epoch");
  // HO-1: what is asked for is well formed. What is not fails nothing else.
  if (!to.ok) return refuse(state, ["RequestMalformed"], to.reason);
  if (!epoch.ok) return refuse(state, ["RequestMalformed"], epoch.reason);
  if (!reason.ok && !isOff("RequestMalformed", config.off)) {
    return refuse(state, ["RequestMalformed"], reason.reason);
  }
  const { handoff } = state;
  const all = failed(
    {
      // HO-4: the committee asked for is listed.
      CommitteeUnlisted: config.committees.has(to.value),
      // WH-1: a wallet asks for one committee in an epoch.
      TargetChosen: handoff === null || handoff.to === to.value,
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  // WH-12: asked again for the same committee, it sends what is due.
  if (handoff?.to === to.value) return answer(state, "again", ...due(config, state, handoff));
  const begun: UnderWay = {
    to: to.value,
    invitations: [],
    releases: [],
    signed: false,
    receipts: [],
  };
  const body = requestOf(config, state, to.value);
  return answer({ ...state, handoff: begun }, "requested", { type: "HandoffRequest", body });
}

export function collectInvitation(
  config: Config,
  state: MoverState,
  read: Read<Invitation>,
): MoverStep {
  const { handoff } = state;
  if (handoff === null) return noneUnderWay(config, state);
  // A malformed invitation has no reason of its own.
  if (!read.ok) return refuse(state, ["InvitationNotAMembers"], read.reason);
  const invitation = read.value;
  const all = failed(
    {
      // WH-3: an invitation counts only if it is signed by its authority, a member of the committee
      // asked for.
      InvitationNotAMembers: isByMember(config, handoff, invitation),
      // WH-4: an invitation counts only for this account, epoch and committee.
      InvitationForOther: isSameMove(invitation, requestOf(config, state, handoff.to)),
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  // WH-14: invitations count once for each authority until they are of quorum weight.
  if (isInvited(config, handoff) || isGiven(handoff.invitations, invitation)) {
    return answer(state, "again");
  }
  const more = { ...handoff, invitations: withGiven(handoff.invitations, invitation) };
  const next = { ...state, handoff: more };
  if (!isInvited(config, more)) return answer(next, "collected");
  // WH-14: and are then sent with the request.
  return answer(next, "invited", ...asking(config, next, more));
}

// WH-2: without a handoff under way nothing else can be judged.
export function noneUnderWay(config: Config, state: MoverState, reason?: Malformed): MoverStep {
  if (isOff("NoHandoffUnderWay", config.off)) return answer(state, "again");
  return refuse(state, ["NoHandoffUnderWay"], reason);
}

// WH-12: the request, with the invitations if they are of quorum weight, or the handoff
// certificate.
export function due(
  config: Config,
  state: MoverState,
  handoff: UnderWay,
): readonly MoverOutgoing[] {
  return handoff.signed
    ? [{ type: "HandoffCertificate", body: bindingOf(config, state, handoff) }]
    : asking(config, state, handoff);
}

function asking(config: Config, state: MoverState, handoff: UnderWay): readonly MoverOutgoing[] {
  const invitations = isInvited(config, handoff) ? handoff.invitations : [];
  return [
    { type: "HandoffRequest", body: requestOf(config, state, handoff.to) },
    ...invitations.map((body): MoverOutgoing => ({ type: "Invitation", body })),
  ];
}

function isByMember(config: Config, { to }: UnderWay, invitation: Invitation): boolean {
  const committee = config.committees.get(to);
  const { authority, authority_sig } = invitation;
  return (
    committee === undefined ||
    (isMember(committee, authority) &&
      config.signatures.verify(
        authority,
        invitationText(config.network, invitation),
        authority_sig,
      ))
  );
}
