/**
 * A takeover report: an owner that was taken over says what it had promised beyond the checkpoint
 * on which the next one opened. In: JSON. Out: the facts and the text that it signs. Clause SB-11.
 * @module
 */
import { readClaims } from "./account-opening.ts";
import { witnessedFields, type Witnessed } from "./grant.ts";
import { authorityKey, signature, type AuthorityKey, type Signature } from "./ids.ts";
import type { Claim } from "./order.ts";
import { record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedReport = Witnessed & {
  /** Ascending by digest. */
  readonly claims: readonly Claim[];
  readonly owner: AuthorityKey;
};

export type TakeoverReport = UnsignedReport & { readonly owner_sig: Signature };

export const readReport = record<TakeoverReport>("SB-11", {
  ...witnessedFields,
  claims: readClaims,
  owner: authorityKey,
  owner_sig: signature,
});

export function reportText(network: string, report: UnsignedReport): string {
  const { account, epoch, claims, owner } = report;
  return signingText("report", network, { account, epoch, claims, owner });
}
