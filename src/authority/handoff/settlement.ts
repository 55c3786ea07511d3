/**
 * Settlement where accounts freeze, open and come back. In: the state and a certificate, or a
 * proof of ownership. Out: what `../certificate.ts` makes of it, and the rest of a payment of which
 * one side was settled before the other was owned here. Clauses OP-1, OP-2, EX-9, HO-34 to HO-37.
 * @module
 */
import type { TransferCertificate } from "../../protocol/certificate.ts";
import { failed, isOfFamily } from "../../protocol/guards.ts";
import { sameClaim } from "../../protocol/order.ts";
import { isAmong, provenCommittee, type OwnershipProof } from "../../protocol/ownership.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, refuseMalformed, type Config, type StepOf } from "../answer.ts";
import { applyCertificate, credit, debit, receipts, refusal, settle } from "../certificate.ts";
import { recorded } from "../ownership.ts";
import { paymentsAt, type Payment } from "../payments.ts";
import { escrowOf, payerOf, withShard, type State } from "../state.ts";
import type { HandoffKind, HandoffOutgoing } from "./answer.ts";
import { releasesAt, withCore, type Moving } from "./state.ts";

type MovingStep<Held, Word extends string = HandoffKind> = StepOf<Held, Word, HandoffOutgoing>;

export function applyMoving<Held extends Moving>(
  config: Config,
  state: Held,
  read: Read<TransferCertificate>,
): MovingStep<Held> {
  const step = applyCertificate(config, state.core, read);
  if (read.ok && step.kind === "again") return settleAgain(config, state, read.value);
  const told = read.ok ? hints(state, read.value, step.failed) : [];
  return { ...step, state: withCore(state, step.state), emitted: [...step.emitted, ...told] };
}

export function recordProof<Held extends Moving>(
  config: Config,
  state: Held,
  read: Read<OwnershipProof>,
): MovingStep<Held> {
  // TH-17: a malformed proof has no reason of its own.
  if (!read.ok) return refuseMalformed(state, "OwnershipUnproven", read.reason);
  const proof = read.value;
  // OP-1: an ownership proof agrees with the network's genesis.
  const genesis = provenCommittee(config.world.ownership, proof.account, proof.epoch);
  const all = failed({ OwnershipUnproven: genesis === proof.committee }, config.off);
  if (all.length > 0) return refuse(state, all);
  if (isHeard(state, proof)) return answer(state, "again");
  return hear(config, state, "recorded", proof);
}

export function isHeard({ core }: Moving, proof: OwnershipProof): boolean {
  return isAmong(core.ownership, proof);
}

// HO-34: what a proof takes out of the queue (OP-2), be it given by `OpenAccount` or by
// `RecordOwnershipProof`, is answered as if it came now, in nonce order and by EX-2 to EX-7:
// settled, or answered with its receipts, or refused, and then what such a refusal sends leaves.
export function hear<Held extends Moving, Word extends string>(
  config: Config,
  state: Held,
  kind: Word,
  proof: OwnershipProof,
): MovingStep<Held, Word> {
  const { waiting, next } = recorded(config, state.core, proof);
  let known = withCore(state, next);
  const emitted: HandoffOutgoing[] = [];
  for (const certificate of waiting) {
    const step = applyWaiting(config, known, certificate);
    known = step.state;
    emitted.push(...step.emitted);
  }
  return answer(known, kind, ...emitted);
}

function applyWaiting<Held extends Moving>(
  config: Config,
  state: Held,
  certificate: TransferCertificate,
): MovingStep<Held> {
  const { order } = certificate;
  const refused = refusal(config, state.core, certificate);
  if (refused !== undefined) {
    const told = hints(state, certificate, refused.failed);
    return refuse(state, refused.failed, ...refused.emitted, ...told);
  }
  if (receipts(config, state.core, order).length > 0) {
    return settleAgain(config, state, certificate);
  }
  const { next } = settle(state.core, certificate);
  return answer(withCore(state, next), "applied", ...receipts(config, next, order));
}

function settleAgain<Held extends Moving>(
  config: Config,
  state: Held,
  certificate: TransferCertificate,
): MovingStep<Held> {
  const next = withCore(state, settleRest(state.core, certificate));
  const told = receipts(config, next.core, certificate.order);
  return answer(next, next === state ? "again" : "applied", ...told);
}

// HO-37: a certificate that is settled here for one side only settles the other when it comes again
// and that is due: the debit from the escrow that holds its claim, the credit of an account that is
// owned here and not frozen.
function settleRest(state: State, certificate: TransferCertificate): State {
  const { order } = certificate;
  const payment: Payment = { claim: order, certificate, debited: false, credited: false };
  let next = state;
  const payer = payerOf(state, order);
  if (payer !== undefined && escrowOf(payer, order) !== undefined) {
    next = withShard(next, order.sender, debit(payer, { ...payment, debited: true }));
  }
  const payee = next.shards.get(order.recipient);
  if (payee === undefined || payee.frozen) return next;
  const known = paymentsAt(payee.credited, order);
  if (known.some(({ claim }) => sameClaim(claim, order))) return next;
  return withShard(next, order.recipient, credit(payee, { ...payment, credited: true }));
}

// HO-35: a credit that EX-7 refuses after a release is answered with a `Moved` that names the next
// epoch and committee.
function hints(
  state: Moving,
  { order }: TransferCertificate,
  all: MovingStep<Moving>["failed"],
): readonly HandoffOutgoing[] {
  const payee = state.core.shards.get(order.recipient);
  if (payee === undefined || !all.includes("Moved")) return [];
  if (all.some((code) => isOfFamily(code, "CF"))) return [];
  return releasesAt(state, order.recipient, payee.epoch).map(({ account, epoch, to }) => ({
    type: "Moved",
    body: { account, epoch: epoch + 1, to },
  }));
}
