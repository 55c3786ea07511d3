/**
 * An invitation: a member of the committee asked for is willing to own the account. In: JSON. Out:
 * the facts, the text that the member signs, and whether a quorum has invited.
 * Clauses TH-18, TH-19 and HO-8.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import type { Committee } from "./committee.ts";
import type { Signatures } from "./ed25519.ts";
import { authorityKey, signature, type AuthorityKey, type Signature } from "./ids.ts";
import { isMember, isQuorumOf } from "./quorum.ts";
import { isSameMove, moveFields, type Move } from "./request.ts";
import { ascendingList, record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedInvitation = Move & { readonly authority: AuthorityKey };

export type Invitation = UnsignedInvitation & { readonly authority_sig: Signature };

export const readInvitation = record<Invitation>("TH-19", {
  ...moveFields,
  authority: authorityKey,
  authority_sig: signature,
});

// TH-18: a list of invitations ascends strictly by the RFC 8785 text of its items.
export const readInvitations = ascendingList("TH-18", readInvitation, canonical);

export function invitationText(network: string, invitation: UnsignedInvitation): string {
  return signingText("invitation", network, {
    account: invitation.account,
    epoch: invitation.epoch,
    to: invitation.to,
    authority: invitation.authority,
  });
}

type World = { readonly network: string; readonly signatures: Signatures };

// HO-8: invitations to this account in this epoch, each signed by its member, come from a quorum of
// the committee asked for.
export function isInvited(
  world: World,
  committee: Committee,
  move: Move,
  invitations: readonly Invitation[],
): boolean {
  return (
    invitations.every((one) => isInvitationOf(world, committee, move, one)) &&
    isQuorumOf(
      committee,
      invitations.map(({ authority }) => authority),
    )
  );
}

/** Whether a member of the committee has signed it, for this move. */
export function isInvitationOf(
  { network, signatures }: World,
  committee: Committee,
  move: Move,
  one: Invitation,
): boolean {
  return (
    isSameMove(one, move) &&
    isMember(committee, one.authority) &&
    signatures.verify(one.authority, invitationText(network, one), one.authority_sig)
  );
}
