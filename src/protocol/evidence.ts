/**
 * Portable proofs that somebody broke a promise: a sender who signed two cores, a committee that
 * certified two claims. In: the two messages. Out: the proof, in its one order.
 * Clauses TH-14, EQ-1, EQ-2 and EX-4.
 * @module
 */
import { readCertificate, type TransferCertificate } from "./certificate.ts";
import { claimDigest, coreDigest, readOrder, sameCore, type Order } from "./order.ts";
import { checked, record } from "./shape.ts";

export type EquivocationProof = { readonly first: Order; readonly second: Order };

export type BrokenQuorum = {
  readonly first: TransferCertificate;
  readonly second: TransferCertificate;
};

// TH-14: two orders that ascend by core digest, then by `issued_at`.
export const readEquivocationProof = checked(
  record<EquivocationProof>("TH-14", { first: readOrder, second: readOrder }),
  ({ first, second }, place) =>
    comesAfter(first, second)
      ? { place: `${place}/second`, clause: "TH-14", problem: "NotAscending" }
      : undefined,
);

// TH-14: two certificates that ascend strictly by claim digest.
export const readBrokenQuorum = checked(
  record<BrokenQuorum>("TH-14", { first: readCertificate, second: readCertificate }),
  ({ first, second }, place) =>
    claimDigest(first.order) >= claimDigest(second.order)
      ? { place: `${place}/second`, clause: "TH-14", problem: "NotAscending" }
      : undefined,
);

export function equivocation(one: Order, other: Order): EquivocationProof {
  return comesAfter(one, other) ? { first: other, second: one } : { first: one, second: other };
}

export function brokenQuorum(one: TransferCertificate, other: TransferCertificate): BrokenQuorum {
  return claimDigest(one.order) > claimDigest(other.order)
    ? { first: other, second: one }
    : { first: one, second: other };
}

// EQ-2: they are of one sender, nonce and epoch, and of different cores. The same core under two
// windows is a renewal, and proves nothing.
export function contradict(one: Order, other: Order): boolean {
  return (
    one.sender === other.sender &&
    one.nonce === other.nonce &&
    one.epoch === other.epoch &&
    !sameCore(one, other)
  );
}

function comesAfter(one: Order, other: Order): boolean {
  const [left, right] = [coreDigest(one), coreDigest(other)];
  return left === right ? one.issued_at > other.issued_at : left > right;
}
