/**
 * A release: a member of the old committee has frozen the account, and says what it knows of it.
 * In: JSON. Out: the facts and the text that the member signs. Clauses TH-18 and TH-20.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { readCertificate, type TransferCertificate } from "./certificate.ts";
import type { Signatures } from "./ed25519.ts";
import { authorityKey, openingDigest, signature } from "./ids.ts";
import type { AuthorityKey, OpeningDigest, Signature } from "./ids.ts";
import { readOrder, sameCore, type Core, type Order } from "./order.ts";
import { moveFields, type Move } from "./request.ts";
import { ascendingList, record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedRelease = Move & {
  /** The digest of the opening with which the epoch that ends began here. */
  readonly opening: OpeningDigest;
  /** What was applied and credited here. */
  readonly certificates: readonly TransferCertificate[];
  /** The orders of all locks that are held here. */
  readonly locks: readonly Order[];
  readonly authority: AuthorityKey;
};

export type HandoffRelease = UnsignedRelease & { readonly authority_sig: Signature };

const unsignedFields = {
  ...moveFields,
  opening: openingDigest,
  // TH-18: certificates and locks ascend strictly by the RFC 8785 text of each.
  certificates: ascendingList("TH-18", readCertificate, canonical),
  locks: ascendingList("TH-18", readOrder, canonical),
  authority: authorityKey,
};

export const readUnsignedRelease = record<UnsignedRelease>("TH-20", unsignedFields);

export const readRelease = record<HandoffRelease>("TH-20", {
  ...unsignedFields,
  authority_sig: signature,
});

export function releaseText(network: string, release: UnsignedRelease): string {
  return signingText("release", network, {
    account: release.account,
    epoch: release.epoch,
    to: release.to,
    opening: release.opening,
    certificates: release.certificates,
    locks: release.locks,
    authority: release.authority,
  });
}

export function isSignedByReleaser(
  network: string,
  release: HandoffRelease,
  signatures: Signatures,
): boolean {
  return signatures.verify(release.authority, releaseText(network, release), release.authority_sig);
}

/** Whether it shows a lock on this core, in whatever window. */
export function holds(release: UnsignedRelease, core: Core): boolean {
  return release.locks.some((lock) => sameCore(lock, core));
}
