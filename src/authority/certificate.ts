/**
 * What an authority does with a certificate: `ApplyCertificate`, and by it `VerifyCertificate`.
 * In: the state it has and the certificate. Out: the state with the money moved, and the receipt
 * that may leave behind it; or the certificate queued; or every guard that failed. No time comes
 * in: a certificate that exists always settles (CF-10). Clauses CF and EX.
 * @module
 */
import { certificateFailures, namedCommittee } from "../protocol/certificate.ts";
import type { TransferCertificate } from "../protocol/certificate.ts";
import { brokenQuorum } from "../protocol/evidence.ts";
import { failed, inTableOrder } from "../protocol/guards.ts";
import type { CommitteeDigest } from "../protocol/ids.ts";
import { sameClaim, sameCore, type Claim, type Order } from "../protocol/order.ts";
import { provenCommittee } from "../protocol/ownership.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Read } from "../protocol/shape.ts";
import { answer, refuse, refuseMalformed } from "./answer.ts";
import type { Config, Outgoing, Step } from "./answer.ts";
import { receipt } from "./order.ts";
import { withPayment, type Payment } from "./payments.ts";
import { byOrder, compare, escrowOf, payerOf, settledAt, withShard } from "./state.ts";
import type { Shard } from "./shards.ts";
import type { State } from "./state.ts";

/** The certificates that another one contradicts; null if a claim of an opening is contradicted. */
type Contradicted = readonly (TransferCertificate | null)[];

export function applyCertificate(
  config: Config,
  state: State,
  read: Read<TransferCertificate>,
): Step {
  // CF-1: the certificate is well formed. One that is not fails nothing else.
  if (!read.ok) return refuseMalformed(state, "CertificateMalformed", read.reason);
  const certificate = read.value;
  const { order } = certificate;
  // EX-1: money moves on a valid certificate only.
  const invalid = certificateFailures(config, ownerOf(state, order), certificate);
  const refused = refusal(config, state, certificate, invalid);
  if (refused !== undefined) return refused;
  // EX-9: the same claim again, by whatever valid certificate, gets the same receipt and changes
  // nothing.
  const again = receipts(config, state, order);
  if (again.length > 0) return answer(state, "again", ...again);
  if (payerOf(state, order) !== undefined || isProven(state, order)) {
    const { payment, next } = settle(state, certificate);
    return answer(next, "applied", receipt(config, payment));
  }
  // EX-11: the owner of the recipient alone, to whom the sender's ownership in that epoch is not
  // proven, queues the certificate, without a receipt.
  if (isQueued(config, state, certificate)) return answer(state, "queued");
  const queue = [...state.queue, certificate].toSorted(
    (one, other) => byOrder(one.order, other.order) || compare(nameIn(one), nameIn(other)),
  );
  return answer({ ...state, queue }, "queued");
}

/** The refusal of a certificate that fails a guard of EX, or is `invalid` already. */
export function refusal(
  config: Config,
  state: State,
  certificate: TransferCertificate,
  invalid: readonly ReasonCode[] = [],
): Step | undefined {
  const contradicted = contradictions(config, state, certificate);
  const guards = applyGuards(config, state, certificate, contradicted);
  const all = inTableOrder(invalid, failed(guards, config.off));
  if (all.length === 0) return undefined;
  const told = invalid.length > 0 ? [] : hints(state, certificate, all, contradicted);
  return refuse(state, all, ...told);
}

/** The receipts of a claim that is settled here. */
export function receipts(config: Config, state: State, claim: Claim): readonly Outgoing[] {
  return settledAt(state, claim)
    .filter((payment) => isOf(payment, claim))
    .map((payment) => receipt(config, payment));
}

/** What settling a certificate makes of the state; it is valid and its claim is not settled. */
export function settle(
  state: State,
  certificate: TransferCertificate,
): { readonly payment: Payment; readonly next: State } {
  const { order } = certificate;
  const payer = payerOf(state, order);
  const payee = state.shards.get(order.recipient);
  // EX-7: the debit is made and the credit is not, where the recipient's account is frozen.
  const credited = payee !== undefined && !payee.frozen;
  const payment: Payment = { claim: order, certificate, debited: payer !== undefined, credited };
  // EX-10: the owner of sender and recipient debits and credits in one step.
  let next = state;
  if (payer !== undefined) next = withShard(next, order.sender, debit(payer, payment));
  const paid = next.shards.get(order.recipient);
  if (credited && paid !== undefined)
    next = withShard(next, order.recipient, credit(paid, payment));
  return { payment, next };
}

export function debit(shard: Shard, payment: Payment): Shard {
  const { claim } = payment;
  // EX-12: the claim of an escrow is paid from it once; what is left of the escrow goes back to
  // the balance, and a lock held at that nonce ends.
  const escrow = escrowOf(shard, claim);
  const back = escrow === undefined ? 0n : BigInt(escrow.amount);
  return {
    ...shard,
    // EX-8: a certificate proves its own funding, even if the balance here drops below zero.
    balance: shard.balance - BigInt(claim.amount) + back,
    // EX-16: locks and escrow other than those at the applied nonce are not touched, and
    // `next_nonce` grows by one exactly when the applied nonce was `next_nonce`.
    next_nonce: claim.nonce === shard.next_nonce ? shard.next_nonce + 1 : shard.next_nonce,
    locks: shard.locks.filter((lock) => lock.nonce !== claim.nonce),
    escrow: shard.escrow.filter((one) => one !== escrow),
    applied: withPayment(shard.applied, payment),
  };
}

export function credit(shard: Shard, payment: Payment): Shard {
  return {
    ...shard,
    balance: shard.balance + BigInt(payment.claim.amount),
    credited: withPayment(shard.credited, payment),
  };
}

function applyGuards(
  config: Config,
  state: State,
  certificate: TransferCertificate,
  contradicted: Contradicted,
) {
  const { order } = certificate;
  const payer = payerOf(state, order);
  const payee = state.shards.get(order.recipient);
  const settled = settledAt(state, order);
  const proven = isProven(state, order);
  const settles = payer === undefined || settled.length > 0 || escrowOf(payer, order) !== undefined;
  const current = payer !== undefined && order.epoch === payer.epoch;
  const creditOnly =
    payer === undefined && payee !== undefined && !settled.some((one) => isOf(one, order));
  return {
    // EX-5: this authority owns the sender's or the recipient's account.
    NeitherOwned: payer !== undefined || payee !== undefined,
    // EX-3: at the sender's owner a certificate, valid or not, is of an epoch in which the sender's
    // ownership is proven, and has a nonce that is settled, or a claim that is in an escrow, or is
    // of the sender's epoch with a nonce not below `next_nonce`. Without the proof any committee
    // of the genesis could open an escrow, under an epoch that never was.
    CertificateNotCurrent:
      payer === undefined || (proven && (settles || (current && order.nonce >= payer.next_nonce))),
    // EX-4: if it contradicts anything it is refused.
    NonceSpent: contradicted.length === 0,
    // EX-2: at the sender's owner certificates of the sender's epoch apply in nonce order; one
    // beyond `next_nonce`, valid or not, is refused.
    CertificateGap: settles || !current || order.nonce <= payer.next_nonce,
    // EX-7: where only the recipient is owned and its account is frozen, the credit is refused.
    Moved: !creditOnly || !payee.frozen,
    // EX-6: a credit that must be queued is queued already (same claim, epoch and committee) or
    // finds room in the queue of `queue_max`.
    QueueFull:
      !creditOnly ||
      proven ||
      isQueued(config, state, certificate) ||
      state.queue.length < config.world.parameters.queue_max,
  };
}

function hints(
  state: State,
  certificate: TransferCertificate,
  all: readonly ReasonCode[],
  contradicted: Contradicted,
): readonly Outgoing[] {
  const told: Outgoing[] = [];
  const { order } = certificate;
  const payer = payerOf(state, order);
  // EX-2: a valid one beyond `next_nonce` is answered with the `MissingCertificate` of it.
  if (all.includes("CertificateGap") && payer !== undefined) {
    const body = { account: order.sender, nonce: payer.next_nonce };
    told.push({ type: "MissingCertificate", body });
  }
  // EX-4: if it is valid, it is emitted with each of those it contradicts as a `BrokenQuorum`.
  if (all.includes("NonceSpent")) {
    for (const other of contradicted) {
      // HO-36: a claim that is known from an opening alone is evidence of nothing.
      if (other === null) continue;
      told.push({ type: "BrokenQuorum", body: brokenQuorum(other, certificate) });
    }
  }
  return told;
}

/**
 * EX-4: what is settled here for its (sender, nonce) with another claim, if the sender's ownership
 * in its epoch is proven, and what is queued for its (sender, nonce, epoch) under the committee its
 * first vote names with another claim. A stranger's certificate proves nothing about an honest one.
 */
function contradictions(
  config: Config,
  state: State,
  certificate: TransferCertificate,
): Contradicted {
  const { order } = certificate;
  const settled = isProven(state, order) ? settledAt(state, order) : [];
  const others = new Set(settled.filter((payment) => !isOf(payment, order)).map(certificateOf));
  for (const queued of queuedWith(config, state, certificate)) {
    if (!sameClaim(queued.order, order)) others.add(queued);
  }
  return [...others];
}

/** Queued for the same (sender, nonce, epoch) under the same committee. */
function queuedWith(config: Config, state: State, certificate: TransferCertificate) {
  const name = namedCommittee(certificate, config.committees);
  const { order } = certificate;
  return state.queue.filter(
    (queued) =>
      queued.order.sender === order.sender &&
      queued.order.nonce === order.nonce &&
      queued.order.epoch === order.epoch &&
      namedCommittee(queued, config.committees) === name,
  );
}

function isQueued(config: Config, state: State, certificate: TransferCertificate): boolean {
  return queuedWith(config, state, certificate).some((queued) =>
    sameCore(queued.order, certificate.order),
  );
}

/** The committee that is proven here to have owned the sender then. */
function ownerOf(state: State, order: Order): CommitteeDigest | undefined {
  return provenCommittee(state.ownership, order.sender, order.epoch);
}

function isProven(state: State, order: Order): boolean {
  return ownerOf(state, order) !== undefined;
}

function isOf(payment: Payment, claim: Claim): boolean {
  return sameClaim(payment.claim, claim);
}

function certificateOf({ certificate }: Payment): TransferCertificate | null {
  return certificate;
}

function nameIn(certificate: TransferCertificate): string {
  return certificate.votes[0]?.committee ?? "";
}
