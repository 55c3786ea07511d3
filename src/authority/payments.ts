/**
 * What was settled, by (sender, nonce). In: payments. Out: those of one nonce, whatever there was
 * before; all of them ascending by sender, nonce and epoch. Clauses EX-9 and EX-10.
 * @module
 */
import { Trie } from "../base/trie.ts";
import type { TransferCertificate } from "../protocol/certificate.ts";
import type { AccountId } from "../protocol/ids.ts";
import type { Claim } from "../protocol/order.ts";
import { slotOf, type Slot, type Spending } from "../protocol/slot.ts";

/** A settled claim with what settling it did here: what its receipt says, for ever. */
export type Payment = {
  readonly claim: Claim;
  /** What it was settled with; null for a claim that is known from an opening alone (HO-36). */
  readonly certificate: TransferCertificate | null;
  readonly debited: boolean;
  readonly credited: boolean;
};

/** More than one in a slot only where a guard is switched off, or a committee is broken. */
export type Payments = Trie<Slot, readonly Payment[]>;

export const NO_PAYMENTS: Payments = Trie.of();

export function paymentsOf(payments: Iterable<Payment>): Payments {
  let all = NO_PAYMENTS;
  for (const payment of payments) all = withPayment(all, payment);
  return all;
}

export function withPayment(payments: Payments, payment: Payment): Payments {
  const slot = slotOf(payment.claim);
  const others = payments.get(slot) ?? [];
  return payments.with(
    slot,
    [...others, payment].toSorted((one, other) => epochOf(one) - epochOf(other)),
  );
}

/** What was settled for this (sender, nonce). */
export function paymentsAt(payments: Payments, at: Spending): readonly Payment[] {
  return payments.get(slotOf(at)) ?? [];
}

/** All of them, ascending. */
export function paymentsIn(payments: Payments): readonly Payment[] {
  return [...payments.values()].flat();
}

/** Those of a sender from this nonce on, ascending. */
export function paymentsFrom(
  payments: Payments,
  sender: AccountId,
  nonce: number,
): readonly Payment[] {
  const found: Payment[] = [];
  for (const [slot, some] of payments.from(slotOf({ sender, nonce }))) {
    if (!slot.startsWith(sender)) break;
    found.push(...some);
  }
  return found;
}

function epochOf({ certificate }: Payment): number {
  return certificate?.order.epoch ?? -1;
}
