/**
 * A `PendingOrder`: an authority says that an order waits for its account to open there, and until
 * when. It promises nothing. In: JSON, or an order. Out: the facts, and the text that the authority
 * signs. Clause PD-13.
 * @module
 */
import { authorityKey, coreDigest as digest, signature, time, TIME_MAX } from "./ids.ts";
import type { AuthorityKey, CoreDigest, Signature } from "./ids.ts";
import { coreDigest, type UnsignedOrder } from "./order.ts";
import { record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedPendingOrder = {
  readonly core_digest: CoreDigest;
  /** In milliseconds: the end of the order's window. */
  readonly until: number;
  readonly authority: AuthorityKey;
};

export type PendingOrder = UnsignedPendingOrder & { readonly authority_sig: Signature };

export const readPendingOrder = record<PendingOrder>("PD-13", {
  core_digest: digest,
  until: time,
  authority: authorityKey,
  authority_sig: signature,
});

// PD-13: `until` is `issued_at + ttl`, or 2^53-1 where that is less: the last time that can be
// written.
export function untilOf(order: UnsignedOrder): number {
  return Math.min(order.issued_at + order.ttl, TIME_MAX);
}

export function pendingOrder(authority: AuthorityKey, order: UnsignedOrder): UnsignedPendingOrder {
  return { core_digest: coreDigest(order), until: untilOf(order), authority };
}

export function pendingOrderText(network: string, told: UnsignedPendingOrder): string {
  const { core_digest, until, authority } = told;
  return signingText("pending-order", network, { core_digest, until, authority });
}
