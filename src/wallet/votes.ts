/**
 * How a wallet certifies: `CollectVote`. In: a vote. Out: the state that counts it, or, when the
 * votes are a quorum, keeps the certificate. Clauses LK-4, LK-5 and LK-6.
 * @module
 */
import { isForCore } from "../protocol/certificate.ts";
import { failed, isOff } from "../protocol/guards.ts";
import { isMember, isQuorum, totalWeight, weightOf } from "../protocol/quorum.ts";
import type { Read } from "../protocol/shape.ts";
import { isSignedByVoter, type TransferVote } from "../protocol/vote.ts";
import { answer, refuse, type Config, type Step } from "./answer.ts";
import { ownCommittee, type Kept, type State } from "./state.ts";

export function collectVote(config: Config, state: State, read: Read<TransferVote>): Step {
  const { outstanding } = state;
  // LK-4: a vote counts only for the outstanding core. Without one nothing else can be judged.
  if (outstanding === null) {
    if (isOff("NoOrderOutstanding", config.off)) return answer(state, "again");
    return refuse(state, ["NoOrderOutstanding"]);
  }
  // What is no vote bears nobody's signature.
  // TH-17: a malformed vote has no reason of its own.
  if (!read.ok) return refuse(state, ["VoteSignatureInvalid"], read.reason);
  const vote = read.value;
  const { order } = outstanding;
  const name = ownCommittee(state, config.account);
  const committee = config.committees.get(name);
  const all = failed(
    {
      // LK-5: a vote counts only if CF-2, CF-3, CF-4 and CF-5 hold for it.
      NotAMember: committee !== undefined && isMember(committee, vote.authority),
      VoteSignatureInvalid: isSignedByVoter(config.network, vote, config.signatures),
      VoteForOtherCore: isForCore(vote, order),
      WrongCommittee: vote.committee === name,
    },
    config.off,
  );
  if (all.length > 0 || committee === undefined) return refuse(state, all);
  // LK-5: a vote counts once. Which of two the authority gave first is its own affair.
  if (outstanding.votes.some((one) => one.authority === vote.authority)) {
    return answer(state, "again");
  }
  const votes = [...outstanding.votes, vote].toSorted((one, other) =>
    one.authority < other.authority ? -1 : 1,
  );
  // A stranger gets as far as this only where CF-2 is switched off; he counts as one.
  const weight = votes.reduce((sum, one) => sum + (weightOf(committee, one.authority) ?? 1), 0);
  if (!isQuorum(weight, totalWeight(committee))) {
    return answer({ ...state, outstanding: { order, votes } }, "collected");
  }
  // LK-6: when the collected votes are a quorum, the wallet keeps and emits the certificate, and
  // the nonce advances.
  const certificate = { order, votes };
  const kept: Kept = { certificate, debited: [], credited: [] };
  const next: State = {
    ...state,
    outstanding: null,
    next_nonce: state.next_nonce + 1,
    kept: [...state.kept, kept],
  };
  return answer(next, "certified", { type: "TransferCertificate", body: certificate });
}
