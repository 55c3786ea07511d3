/**
 * A handoff certificate: releases, bound together by the account. In: JSON. Out: the facts and the
 * text that the account signs. Clauses TH-18, TH-22 and HO-17.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { readAccountOpening, type AccountOpening } from "./account-opening.ts";
import type { Signatures } from "./ed25519.ts";
import { signature, type Signature } from "./ids.ts";
import { readRelease, type HandoffRelease } from "./release.ts";
import { readRequest } from "./request.ts";
import type { HandoffRequest, Move, UnsignedRequest } from "./request.ts";
import { ascendingList, record } from "./shape.ts";
import { signingText } from "./signing.ts";

/** What a handoff certificate binds, whoever has signed it. */
export type Bound = {
  readonly request: Move;
  /** The whole opening of the epoch that ends: the releases name its digest. */
  readonly opening: AccountOpening;
  readonly releases: readonly HandoffRelease[];
};

export type UnsignedHandoff = Bound & { readonly request: HandoffRequest };

export type HandoffCertificate = UnsignedHandoff & { readonly account_sig: Signature };

export const readHandoff = record<HandoffCertificate>("TH-22", {
  request: readRequest,
  opening: readAccountOpening,
  // TH-18: the releases ascend strictly by the RFC 8785 text of each.
  releases: ascendingList("TH-18", readRelease, canonical),
  account_sig: signature,
});

export function handoffText(
  network: string,
  handoff: Bound & { readonly request: UnsignedRequest & { readonly account_sig: string } },
): string {
  return signingText("handoff", network, {
    request: handoff.request,
    opening: handoff.opening,
    releases: handoff.releases,
  });
}

// HO-17: the signature over the handoff certificate is the account's.
export function isSignedByAccount(
  network: string,
  handoff: HandoffCertificate,
  signatures: Signatures,
): boolean {
  const { account } = handoff.request;
  return signatures.verify(account, handoffText(network, handoff), handoff.account_sig);
}
