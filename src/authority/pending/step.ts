/**
 * An authority with whom orders may wait, as a function: total over every input, legal or hostile,
 * in every state. In: the state and an input. Out: the next state, one outcome, and what may be
 * sent once that state is durable. Clause PD-20.
 * @module
 */
import type { Config } from "../answer.ts";
import { step as handoffStep } from "../handoff/step.ts";
import { activate } from "./activate.ts";
import type { PendingStep } from "./answer.ts";
import type { PendingInput } from "./input.ts";
import { lapse, pend } from "./pend.ts";
import { withHandoff, type PendingState } from "./state.ts";

export function step(config: Config, state: PendingState, input: PendingInput): PendingStep {
  switch (input.input) {
    case "Pend":
      return pend(config, state, input.order, input.now);
    case "Lapse":
      return lapse(config, state, input.now);
    case "Activate":
      return activate(config, state, input.account, input.now);
    // PD-20: nothing but `Lapse` and `Activate` ends the waiting of an order.
    case "SignVote":
    case "VerifyTransfer":
    case "ApplyCertificate":
    case "VerifyCertificate":
    case "RecordEvidence":
    case "RecordOwnershipProof":
    case "Invite":
    case "Release":
    case "AcceptHandoff":
    case "OpenAccount": {
      const moved = handoffStep(config, state.handoff, input);
      return { ...moved, state: withHandoff(state, moved.state) };
    }
  }
}
