/**
 * A `MissingCertificate`: which certificate an authority lacks before it can go on in an account.
 * It is unsigned: whoever answers a false one has sent a certificate that anyone may have.
 * Clause TH-16.
 * @module
 */
import { accountId, nonce, type AccountId } from "./ids.ts";
import { record } from "./shape.ts";

export type MissingCertificate = {
  readonly account: AccountId;
  readonly nonce: number;
};

export const readMissing = record<MissingCertificate>("TH-16", { account: accountId, nonce });
