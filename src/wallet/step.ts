/**
 * A wallet as a function: total over every input, legal or hostile, in every state. In: the state
 * and an input. Out: the next state, one outcome, and what may be sent once that state is durable.
 * It is told the time, and waits, stores and signs nothing. Clauses LK and GD.
 * @module
 */
import type { TransferCertificate } from "../protocol/certificate.ts";
import type { MissingCertificate } from "../protocol/missing.ts";
import type { OwnershipProof } from "../protocol/ownership.ts";
import type { TransferReceipt } from "../protocol/receipt.ts";
import type { Read } from "../protocol/shape.ts";
import type { TransferVote } from "../protocol/vote.ts";
import type { Config, Step } from "./answer.ts";
import { recordOwnershipProof, releaseGoods } from "./goods.ts";
import { lock, renewWindow, type Payment, type Renewal } from "./lock.ts";
import { answerMissing, collectReceipt } from "./receipts.ts";
import type { State } from "./state.ts";
import { collectVote } from "./votes.ts";

/** A message as it was read: the facts, or where it is malformed. `now` in milliseconds. */
export type Input =
  | ({ readonly input: "Lock" } & Payment)
  | ({ readonly input: "RenewWindow" } & Renewal)
  | { readonly input: "CollectVote"; readonly vote: Read<TransferVote> }
  | { readonly input: "CollectReceipt"; readonly receipt: Read<TransferReceipt> }
  | { readonly input: "AnswerMissing"; readonly missing: Read<MissingCertificate> }
  | {
      readonly input: "ReleaseGoods";
      readonly certificate: Read<TransferCertificate>;
      readonly now: number;
    }
  | { readonly input: "RecordOwnershipProof"; readonly proof: Read<OwnershipProof> };

export function step(config: Config, state: State, input: Input): Step {
  switch (input.input) {
    case "Lock":
      return lock(config, state, input);
    case "RenewWindow":
      return renewWindow(config, state, input);
    case "CollectVote":
      return collectVote(config, state, input.vote);
    case "CollectReceipt":
      return collectReceipt(config, state, input.receipt);
    case "AnswerMissing":
      return answerMissing(config, state, input.missing);
    case "ReleaseGoods":
      return releaseGoods(config, state, input.certificate, input.now);
    case "RecordOwnershipProof":
      return recordOwnershipProof(config, state, input.proof);
  }
}
