/**
 * What a wallet holds that moves its account: the state of a wallet, how the account's epoch began,
 * what it may complete, the move under way, and the moves that were made. In: the genesis. Out: the
 * state to begin with, and questions asked of a state. Requests and handoff certificates are held
 * unsigned, as orders are; every list is sorted. Clauses WH-7, WH-8 and WH-12 to WH-18.
 * @module
 */
import { canonical } from "../../base/canonical.ts";
import { InputFault } from "../../base/fault.ts";
import { openingOfGenesis, type AccountOpening } from "../../protocol/account-opening.ts";
import type { Committee } from "../../protocol/committee.ts";
import type { World } from "../../protocol/genesis.ts";
import type { Bound } from "../../protocol/handoff.ts";
import type { AccountId, CommitteeDigest } from "../../protocol/ids.ts";
import type { Invitation } from "../../protocol/invitation.ts";
import { nextOpening } from "../../protocol/next-opening.ts";
import type { OpeningReceipt } from "../../protocol/opening-receipt.ts";
import { sameClaim, type Claim } from "../../protocol/order.ts";
import { isQuorumOf } from "../../protocol/quorum.ts";
import type { HandoffRelease } from "../../protocol/release.ts";
import type { UnsignedRequest } from "../../protocol/request.ts";
import type { Config } from "../answer.ts";
import { initialState, type Kept, type State } from "../state.ts";

/** The move under way. Lists ascend by authority, each of which counts once. */
export type UnderWay = {
  readonly to: CommitteeDigest;
  readonly invitations: readonly Invitation[];
  readonly releases: readonly HandoffRelease[];
  /** The handoff certificate over these releases is signed, or may be. */
  readonly signed: boolean;
  readonly receipts: readonly OpeningReceipt[];
};

/** A handoff certificate before it is signed; its releases ascend by their RFC 8785 text. */
export type UnsignedBinding = Bound & { readonly request: UnsignedRequest };

/** A move that was made: what proves it, but for the signatures of the account itself. */
export type Made = {
  readonly handoff: UnsignedBinding;
  /** Ascending by their RFC 8785 text. */
  readonly receipts: readonly OpeningReceipt[];
};

export type MoverState = {
  readonly core: State;
  /** How the present epoch began. */
  readonly opening: AccountOpening;
  /** Claims that may be completed, ascending by nonce. */
  readonly reserved: readonly Claim[];
  readonly handoff: UnderWay | null;
  /** Ascending by epoch. */
  readonly moves: readonly Made[];
};

export function initialMoverState(world: World, account: AccountId): MoverState {
  const first = world.openings.find((one) => one.account === account);
  if (first === undefined) throw new InputFault("AccountNotOpened", { account });
  const opening = openingOfGenesis(first);
  const core = initialState(world, account);
  return { core, opening, reserved: completable(opening, []), handoff: null, moves: [] };
}

export function withCore(state: MoverState, core: State): MoverState {
  return core === state.core ? state : { ...state, core };
}

// WH-18: reserved are the claims that stand alone in an escrow and of which no certificate is kept.
export function completable(opening: AccountOpening, kept: readonly Kept[]): readonly Claim[] {
  return opening.escrow
    .flatMap(({ claims }) => (claims.length === 1 ? claims : []))
    .filter((claim) => !kept.some(({ certificate }) => sameClaim(certificate.order, claim)))
    .toSorted((one, other) => one.nonce - other.nonce);
}

// HO-28: the opening has applied the claim, or holds it in an escrow.
export function isAccountedFor({ applied, escrow }: AccountOpening, claim: Claim): boolean {
  const held = escrow.flatMap(({ claims }) => claims);
  return [...applied, ...held].some((one) => sameClaim(one, claim));
}

export function requestOf(config: Config, state: MoverState, to: CommitteeDigest): UnsignedRequest {
  const { epoch } = state.core;
  return { network: config.world.network, account: config.account, epoch, to };
}

/** What is signed, or will be. */
export function bindingOf(config: Config, state: MoverState, handoff: UnderWay): UnsignedBinding {
  return {
    request: requestOf(config, state, handoff.to),
    opening: state.opening,
    releases: byText(handoff.releases),
  };
}

/** The opening that these releases determine. */
export function resulting(config: Config, state: MoverState, handoff: UnderWay) {
  return nextOpening(config, bindingOf(config, state, handoff));
}

export function isInvited(config: Config, { to, invitations }: UnderWay): boolean {
  return isQuorate(config.committees.get(to), invitations);
}

export function isQuorate(committee: Committee | undefined, given: readonly ByAuthority[]) {
  return (
    committee !== undefined &&
    isQuorumOf(
      committee,
      given.map(({ authority }) => authority),
    )
  );
}

// WH-8: from invitations of quorum weight, or the first release, to the opening.
export function isMoving(config: Config, { handoff }: MoverState): boolean {
  return handoff !== null && (isInvited(config, handoff) || handoff.releases.length > 0);
}

type ByAuthority = { readonly authority: string };

export function isGiven(given: readonly ByAuthority[], { authority }: ByAuthority): boolean {
  return given.some((one) => one.authority === authority);
}

export function withGiven<Given extends ByAuthority>(
  given: readonly Given[],
  one: Given,
): readonly Given[] {
  return [...given, one].toSorted((left, right) => (left.authority < right.authority ? -1 : 1));
}

export function byNonce(kept: readonly Kept[]): readonly Kept[] {
  return kept.toSorted((one, other) => one.certificate.order.nonce - other.certificate.order.nonce);
}

/** TH-18: lists of messages ascend by the RFC 8785 text of their items. */
export function byText<Message extends HandoffRelease | OpeningReceipt>(
  messages: readonly Message[],
): readonly Message[] {
  return messages.toSorted((one, other) => (canonical(one) < canonical(other) ? -1 : 1));
}
