/**
 * What a wallet that moves shows of its state. In: the state. Out: the observation that a judge
 * compares, key by key; every list sorted.
 * @module
 */
import { openingDigest } from "../../protocol/account-opening.ts";
import type {
  AccountId,
  AuthorityKey,
  ClaimDigest,
  CommitteeDigest,
  Name,
  OpeningDigest,
} from "../../protocol/ids.ts";
import { claimDigest } from "../../protocol/order.ts";
import { observe, type WalletObservation } from "../observe.ts";
import type { MoverState } from "./state.ts";

export type MoverObservation = WalletObservation & {
  readonly opening: OpeningDigest;
  readonly reserved: readonly { readonly nonce: number; readonly claim_digest: ClaimDigest }[];
  readonly handoff: {
    readonly to: CommitteeDigest;
    readonly invitations: readonly AuthorityKey[];
    readonly releases: readonly AuthorityKey[];
    readonly signed: boolean;
    readonly receipts: readonly AuthorityKey[];
  } | null;
};

export function observeMover(
  network: Name,
  account: AccountId,
  state: MoverState,
): MoverObservation {
  const { core, opening, reserved, handoff } = state;
  return {
    ...observe(account, core),
    opening: openingDigest(network, opening),
    reserved: reserved.map((claim) => ({ nonce: claim.nonce, claim_digest: claimDigest(claim) })),
    handoff:
      handoff === null
        ? null
        : {
            to: handoff.to,
            invitations: handoff.invitations.map(({ authority }) => authority),
            releases: handoff.releases.map(({ authority }) => authority),
            signed: handoff.signed,
            receipts: handoff.receipts.map(({ authority }) => authority),
          },
  };
}
