/**
 * A wallet that moves its account, as a function: total over every input, legal or hostile, in
 * every state. In: the state and an input. Out: the next state, one outcome, and what may be sent
 * once that state is durable. It is told the time, and waits, stores and signs nothing.
 * @module
 */
import type { Config } from "../answer.ts";
import { step as walletStep } from "../step.ts";
import type { MoverStep } from "./answer.ts";
import { collectOpeningReceipt, showMove } from "./arrive.ts";
import type { MoverInput } from "./input.ts";
import { collectRelease, signHandoff } from "./release.ts";
import { collectInvitation, requestHandoff } from "./request.ts";
import { collectVoteHere, complete, lockHere } from "./spend.ts";
import { withCore, type MoverState } from "./state.ts";

export function step(config: Config, state: MoverState, input: MoverInput): MoverStep {
  switch (input.input) {
    case "RequestHandoff":
      return requestHandoff(config, state, input);
    case "CollectInvitation":
      return collectInvitation(config, state, input.invitation);
    case "CollectRelease":
      return collectRelease(config, state, input.release);
    case "SignHandoff":
      return signHandoff(config, state);
    case "CollectOpeningReceipt":
      return collectOpeningReceipt(config, state, input.receipt);
    case "ShowMove":
      return showMove(config, state, input.epoch);
    case "Complete":
      return complete(config, state, input);
    case "Lock":
      return lockHere(config, state, input);
    case "CollectVote":
      return collectVoteHere(config, state, input.vote);
    case "RenewWindow":
    case "CollectReceipt":
    case "AnswerMissing":
    case "ReleaseGoods":
    case "RecordOwnershipProof": {
      const own = walletStep(config, state.core, input);
      return { ...own, state: withCore(state, own.state) };
    }
  }
}
