/**
 * Wallets that are wrong when they move their account (WH).
 * @module
 */
import { sameClaim } from "../../protocol/order.ts";
import type { MoverState } from "../../wallet/mover/state.ts";
import { step as moverStep } from "../../wallet/mover/step.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterMover, forgetful } from "./fault.ts";

export const MOVERS: readonly Faulty[] = [
  {
    name: "TargetForgottenOnRestart",
    clause: "WH-12",
    about: "which committee it asked for is not in what the store brings back",
    part: "mover",
    faults: () => forgetful(/^handoff$/, () => null),
  },
  {
    name: "MovesForgottenOnRestart",
    clause: "WH-17",
    about: "the proofs of its moves are not in what the store brings back",
    part: "mover",
    faults: () => forgetful(/^moves$/, () => []),
  },
  {
    name: "SignsAtFirstQuorum",
    clause: "WH-16",
    about: "it signs as soon as the releases are a quorum, and waits for no more",
    part: "mover",
    faults: () =>
      afterMover((step, { config, input }) => {
        if (input.input !== "CollectRelease" || step.kind !== "collected") return step;
        const signed = moverStep(config, step.state, { input: "SignHandoff" });
        return signed.kind === "signed" ? signed : step;
      }),
  },
  {
    name: "RequestSentOnce",
    clause: "WH-12",
    about: "asked again, it sends nothing",
    part: "mover",
    faults: () =>
      afterMover((step, { input }) =>
        input.input === "RequestHandoff" && step.kind === "again" ? { ...step, emitted: [] } : step,
      ),
  },
  {
    name: "CertificatesDroppedAtMove",
    clause: "WH-19",
    about: "a certificate of the old epoch is kept no longer in the new one",
    part: "mover",
    faults: () => moved((after) => ({ ...after, core: { ...after.core, kept: [] } })),
  },
  {
    name: "ReservedNonceSpentAgain",
    clause: "WH-17",
    about: "it goes on at the nonce where it was, reserved or not",
    part: "mover",
    faults: () =>
      moved((after, before) => ({
        ...after,
        core: { ...after.core, next_nonce: before.core.next_nonce },
      })),
  },
  {
    name: "ReservedForgottenAtMove",
    clause: "WH-18",
    about: "a reserved order is never completed",
    part: "mover",
    faults: () => moved((after) => ({ ...after, reserved: [] })),
  },
  {
    name: "OrderHeldOverTheMove",
    clause: "WH-18",
    about: "an order of the old epoch is waited for in the new one",
    part: "mover",
    faults: () =>
      moved((after, before) => ({
        ...after,
        core: { ...after.core, outstanding: before.core.outstanding },
      })),
  },
  {
    name: "CertificateNotLearnt",
    clause: "WH-18",
    about: "the certificate that a release shows is not taken from it",
    part: "mover",
    faults: () =>
      moved((after, before) => ({
        ...after,
        core: {
          ...after.core,
          kept: after.core.kept.filter(({ certificate }) =>
            before.core.kept.some((one) => sameClaim(one.certificate.order, certificate.order)),
          ),
        },
      })),
  },
  {
    name: "CompletedNonceAdvances",
    clause: "WH-20",
    about: "the certificate of a completed order takes the next nonce with it",
    part: "mover",
    faults: () =>
      afterMover((step, { before, input }) => {
        const order = before.core.outstanding?.order;
        const completed = order !== undefined && order.nonce < before.core.next_nonce;
        if (input.input !== "CollectVote" || step.kind !== "certified" || !completed) return step;
        const core = { ...step.state.core, next_nonce: before.core.next_nonce + 1 };
        return { ...step, state: { ...step.state, core } };
      }),
  },
];

/** Corrects the state in which a move leaves the wallet. */
function moved(wrong: (after: MoverState, before: MoverState) => MoverState): Faults {
  return afterMover((step, { before }) =>
    step.kind === "moved" ? { ...step, state: wrong(step.state, before) } : step,
  );
}
