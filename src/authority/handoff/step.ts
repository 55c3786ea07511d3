/**
 * An authority whose accounts can move, as a function: total over every input, legal or hostile,
 * in every state. In: the state and an input. Out: the next state, one outcome, and what may be
 * sent once that state is durable. Clauses EX-15 and HO-36.
 * @module
 */
import type { Config } from "../answer.ts";
import { step as settlementStep } from "../step.ts";
import type { HandoffOutgoing, HandoffStep } from "./answer.ts";
import type { HandoffInput } from "./input.ts";
import { acceptHandoff, openAccount } from "./open.ts";
import { invite, release } from "./release.ts";
import { applyMoving, recordProof } from "./settlement.ts";
import { withCore, type HandoffState } from "./state.ts";

export function step(config: Config, state: HandoffState, input: HandoffInput): HandoffStep {
  const answered = answeredTo(config, state, input);
  // HO-36: nothing without votes is evidence, neither a claim that is known from an opening alone
  // nor what would pass for a certificate without CF-6.
  const emitted = answered.emitted.filter(isEvidence);
  return emitted.length === answered.emitted.length ? answered : { ...answered, emitted };
}

function answeredTo(config: Config, state: HandoffState, input: HandoffInput): HandoffStep {
  switch (input.input) {
    case "Invite":
      return invite(config, state, input.request);
    case "Release":
      return release(config, state, input.request, input.invitations);
    case "AcceptHandoff":
      return acceptHandoff(config, state, input.handoff);
    case "OpenAccount":
      return openAccount(config, state, input.handoff, input.receipts);
    case "ApplyCertificate":
      return applyMoving(config, state, input.certificate);
    // EX-15: `VerifyCertificate` answers as `ApplyCertificate` would, emits and changes nothing.
    case "VerifyCertificate":
      return { ...applyMoving(config, state, input.certificate), state, emitted: [] };
    case "RecordOwnershipProof":
      return recordProof(config, state, input.proof);
    case "SignVote":
    case "VerifyTransfer":
    case "RecordEvidence": {
      const settled = settlementStep(config, state.core, input);
      return { ...settled, state: withCore(state, settled.state) };
    }
  }
}

function isEvidence({ type, body }: HandoffOutgoing): boolean {
  return type !== "BrokenQuorum" || (body.first.votes.length > 0 && body.second.votes.length > 0);
}
