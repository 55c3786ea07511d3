/**
 * An opening receipt: a member of the new committee promises one opening of an account and epoch,
 * and no other. In: JSON. Out: the facts and the text that the member signs, and whether receipts
 * are what HO-21 wants. Clauses TH-18, TH-22 and HO-21.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import type { Committee } from "./committee.ts";
import type { Signatures } from "./ed25519.ts";
import { authorityKey, openingDigest, signature } from "./ids.ts";
import type { AuthorityKey, OpeningDigest, Signature } from "./ids.ts";
import { isMember } from "./quorum.ts";
import { ascendingList, record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedOpeningReceipt = {
  readonly opening: OpeningDigest;
  readonly authority: AuthorityKey;
};

export type OpeningReceipt = UnsignedOpeningReceipt & { readonly authority_sig: Signature };

export const readOpeningReceipt = record<OpeningReceipt>("TH-22", {
  opening: openingDigest,
  authority: authorityKey,
  authority_sig: signature,
});

// TH-18: a list of opening receipts ascends strictly by the RFC 8785 text of its items.
export const readOpeningReceipts = ascendingList("TH-18", readOpeningReceipt, canonical);

export function openingReceiptText(network: string, receipt: UnsignedOpeningReceipt): string {
  return signingText("opening-receipt", network, {
    opening: receipt.opening,
    authority: receipt.authority,
  });
}

// HO-21: every opening receipt is for this opening, signed by a member of the new committee.
export function isPromiseOf(
  world: { readonly network: string; readonly signatures: Signatures },
  committee: Committee,
  opening: OpeningDigest,
  receipt: OpeningReceipt,
): boolean {
  const text = openingReceiptText(world.network, receipt);
  return (
    receipt.opening === opening &&
    isMember(committee, receipt.authority) &&
    world.signatures.verify(receipt.authority, text, receipt.authority_sig)
  );
}
