/**
 * An owner beside its witness as a function, before and after a takeover: total over every input,
 * legal or hostile, in every state. In: the state and an input. Out: the next state, one outcome,
 * and what may be sent once that state is durable. Clause SB-17.
 * @module
 */
import { claimDigest, type Claim } from "../../protocol/order.ts";
import type { Config } from "../answer.ts";
import { recordProof } from "../handoff/settlement.ts";
import { withCore } from "../handoff/state.ts";
import { NO_PAYMENTS, paymentsIn } from "../payments.ts";
import { step as settlementStep } from "../step.ts";
import type { StandbyOutgoing, StandbyStep } from "./answer.ts";
import { acknowledge, reserve, writeCheckpoint } from "./checkpoint.ts";
import { takeGrant } from "./grant.ts";
import type { StandbyInput } from "./input.ts";
import { bounded } from "./limit.ts";
import { ackedOf, grantOf, type StandbyState } from "./state.ts";
import { openTakeover } from "./takeover.ts";
import { applyFromWindow, closeWindow } from "./window.ts";

export function step(config: Config, state: StandbyState, input: StandbyInput): StandbyStep {
  const answered = answeredTo(config, state, input);
  const emitted = answered.emitted
    // HO-36: nothing without votes is evidence.
    .filter(isEvidence)
    .filter((message) => isWitnessed(answered.state, message));
  return { ...answered, emitted };
}

function answeredTo(config: Config, state: StandbyState, input: StandbyInput): StandbyStep {
  switch (input.input) {
    case "TakeGrant":
      return takeGrant(config, state, input.grant);
    case "WriteCheckpoint":
      return writeCheckpoint(config, state, input.account);
    case "Reserve":
      return reserve(config, state, input.order, input.now);
    case "Acknowledge":
      return acknowledge(config, state, input.acknowledgement);
    case "OpenTakeover":
      return openTakeover(config, state, input.statement);
    case "Report":
      return closeWindow(config, state, input.report);
    case "ApplyCertificate":
      return applyFromWindow(config, state, input.certificate);
    // EX-15: `VerifyCertificate` answers as `ApplyCertificate` would, emits and changes nothing.
    case "VerifyCertificate":
      return { ...applyFromWindow(config, state, input.certificate), state, emitted: [] };
    case "RecordOwnershipProof":
      return recordProof(config, state, input.proof);
    case "SignVote":
    case "VerifyTransfer": {
      const voted = settlementStep(config, state.core, input);
      const locked = { ...voted, state: withCore(state, voted.state) };
      return bounded(config, state, input.order, locked);
    }
    case "RecordEvidence": {
      const recorded = settlementStep(config, state.core, input);
      return { ...recorded, state: withCore(state, recorded.state) };
    }
  }
}

function isEvidence({ type, body }: StandbyOutgoing): boolean {
  return type !== "BrokenQuorum" || (body.first.votes.length > 0 && body.second.votes.length > 0);
}

// SB-17: a receipt for a credit of a granted account leaves only if an acknowledged checkpoint has
// that credit: until then the payer keeps the certificate, so that a new owner can be shown it.
function isWitnessed(state: StandbyState, { type, body }: StandbyOutgoing): boolean {
  if (type !== "TransferReceipt" || !body.credited) return true;
  const isTold = (claim: Claim): boolean => claimDigest(claim) === body.claim_digest;
  for (const { account } of state.grants) {
    const credited = paymentsIn(state.core.shards.get(account)?.credited ?? NO_PAYMENTS);
    if (grantOf(state, account) === undefined) continue;
    if (!credited.some(({ claim }) => isTold(claim))) continue;
    return ackedOf(state, account)?.credited.some(isTold) === true;
  }
  return true;
}
