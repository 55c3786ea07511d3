/**
 * A receipt: what applying a claim did at one authority. In: JSON. Out: the facts and the text
 * that the authority signs. Clauses TH-3 and TH-10.
 * @module
 */
import type { Signatures } from "./ed25519.ts";
import { authorityKey, claimDigest, signature } from "./ids.ts";
import type { AuthorityKey, ClaimDigest, Signature } from "./ids.ts";
import { boolean, record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedReceipt = {
  readonly claim_digest: ClaimDigest;
  readonly debited: boolean;
  readonly credited: boolean;
  readonly authority: AuthorityKey;
};

export type TransferReceipt = UnsignedReceipt & { readonly authority_sig: Signature };

export const readReceipt = record<TransferReceipt>("TH-10", {
  claim_digest: claimDigest,
  debited: boolean("TH-10"),
  credited: boolean("TH-10"),
  authority: authorityKey,
  authority_sig: signature,
});

export function receiptText(network: string, receipt: UnsignedReceipt): string {
  return signingText("receipt", network, {
    claim_digest: receipt.claim_digest,
    debited: receipt.debited,
    credited: receipt.credited,
    authority: receipt.authority,
  });
}

// LK-8: the receipt's signature is its authority's.
export function isSignedByGiver(
  network: string,
  receipt: TransferReceipt,
  signatures: Signatures,
): boolean {
  return signatures.verify(receipt.authority, receiptText(network, receipt), receipt.authority_sig);
}
