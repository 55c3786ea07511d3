/**
 * Authorities that are wrong about an account that has left them, and that pays from its new owner
 * somebody who is still here (HO-38).
 * @module
 */
import { refuse } from "../../authority/answer.ts";
import { debit } from "../../authority/certificate.ts";
import type { HandoffStep } from "../../authority/handoff/answer.ts";
import { payerOf } from "../../authority/state.ts";
import type { TransferCertificate } from "../../protocol/certificate.ts";
import type { Faults, Faulty, HandoffTurn } from "./fault.ts";
import { afterHandoff } from "./fault.ts";
import { shardChanged } from "./moving.ts";

export const DEPARTED: readonly Faulty[] = [
  {
    name: "OnceAnOwner",
    clause: "HO-38",
    about: "what the next owner of an account certifies is refused by the one before",
    part: "handoff",
    faults: () =>
      paidElsewhere((step, { before }) =>
        step.kind === "refused" ? step : refuse(before, ["CertificateNotCurrent"]),
      ),
  },
  {
    name: "DebitsWhoHasLeft",
    clause: "HO-38",
    about: "what an account pays after it has left is debited here as well",
    part: "handoff",
    faults: () =>
      paidElsewhere((step, _, certificate) => {
        const { order } = certificate;
        if (step.kind !== "applied") return step;
        const payment = { claim: order, certificate, debited: true, credited: true };
        return {
          ...step,
          state: shardChanged(step.state, order.sender, (shard) => debit(shard, payment)),
        };
      }),
  },
  {
    name: "EscrowLeftBehind",
    clause: "HO-38",
    about: "once its account has left, an escrow pays no claim that the next owner certified",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) => {
        if (step.kind !== "applied" || input.input !== "ApplyCertificate") return step;
        if (!input.certificate.ok) return step;
        const { sender, epoch } = input.certificate.value.order;
        const old = before.core.shards.get(sender);
        if (old === undefined || epoch <= old.epoch) return step;
        return { ...step, state: shardChanged(step.state, sender, () => old) };
      }),
  },
];

/** Corrects what is answered to a certificate of an account that was here, and is no more. */
function paidElsewhere(
  wrong: (step: HandoffStep, turn: HandoffTurn, certificate: TransferCertificate) => HandoffStep,
): Faults {
  return afterHandoff((step, turn) => {
    const { before, input } = turn;
    if (input.input !== "ApplyCertificate" || !input.certificate.ok) return step;
    const certificate = input.certificate.value;
    const { order } = certificate;
    const isLeft =
      before.core.shards.has(order.sender) && payerOf(before.core, order) === undefined;
    return isLeft ? wrong(step, turn, certificate) : step;
  });
}
