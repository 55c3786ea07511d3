/**
 * An authority as a function: total over every input, legal or hostile, in every state. In: the
 * state and an input. Out: the next state, one outcome, and what may be sent once that state is
 * durable. It is told the time, and waits, stores and signs nothing. Clauses VF-15 and EX-15.
 * @module
 */
import type { TransferCertificate } from "../protocol/certificate.ts";
import type { EquivocationProof } from "../protocol/evidence.ts";
import type { Order } from "../protocol/order.ts";
import type { OwnershipProof } from "../protocol/ownership.ts";
import type { Read } from "../protocol/shape.ts";
import type { Config, Step } from "./answer.ts";
import { applyCertificate } from "./certificate.ts";
import { recordEvidence } from "./evidence.ts";
import { signVote } from "./order.ts";
import { recordOwnershipProof } from "./ownership.ts";
import type { State } from "./state.ts";

/** A message as it was read: the facts, or where it is malformed. `now` in milliseconds. */
export type Input =
  | {
      readonly input: "VerifyTransfer" | "SignVote";
      readonly order: Read<Order>;
      readonly now: number;
    }
  | {
      readonly input: "VerifyCertificate" | "ApplyCertificate";
      readonly certificate: Read<TransferCertificate>;
    }
  | { readonly input: "RecordEvidence"; readonly proof: Read<EquivocationProof> }
  | { readonly input: "RecordOwnershipProof"; readonly proof: Read<OwnershipProof> };

export function step(config: Config, state: State, input: Input): Step {
  switch (input.input) {
    case "SignVote":
      return signVote(config, state, input.order, input.now);
    // VF-15: `VerifyTransfer` answers as `SignVote` would, emits no vote and changes nothing.
    case "VerifyTransfer":
      return saying(state, signVote(config, state, input.order, input.now));
    case "ApplyCertificate":
      return applyCertificate(config, state, input.certificate);
    // EX-15: `VerifyCertificate` answers as `ApplyCertificate` would, emits and changes nothing.
    case "VerifyCertificate":
      return saying(state, applyCertificate(config, state, input.certificate));
    case "RecordEvidence":
      return recordEvidence(config, state, input.proof);
    case "RecordOwnershipProof":
      return recordOwnershipProof(config, state, input.proof);
  }
}

function saying(state: State, would: Step): Step {
  return { ...would, state, emitted: [] };
}
