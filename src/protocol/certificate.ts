/**
 * A certificate, and what makes it valid for anyone. In: JSON, and who judges. Out: the facts, or
 * every guard that failed. One bad vote spoils it: votes are judged all, never filtered.
 * Clauses TH-9 and CF-1 to CF-10.
 * @module
 */
import type { Committee } from "./committee.ts";
import type { Signatures } from "./ed25519.ts";
import { failed, type Off } from "./guards.ts";
import type { CommitteeDigest } from "./ids.ts";
import { coreDigest, isSignedBySender, readOrder } from "./order.ts";
import type { Core, Order, UnsignedOrder } from "./order.ts";
import { isMember, isQuorum, totalWeight, weightOf } from "./quorum.ts";
import type { ReasonCode } from "./reasons.ts";
import { checked, firstNotAscending, list, record } from "./shape.ts";
import { isSignedByVoter, readVote, type TransferVote } from "./vote.ts";

/** A certificate whose order has yet to be signed: what a wallet keeps of its own. */
export type UnsignedCertificate = {
  readonly order: UnsignedOrder;
  readonly votes: readonly TransferVote[];
};

export type TransferCertificate = {
  readonly order: Order;
  readonly votes: readonly TransferVote[];
};

// CF-1: the certificate is well formed, and its votes ascend strictly by authority, so each
// counts once. TH-9: no votes at all are well formed, and no quorum.
export const readCertificate = checked(
  record<TransferCertificate>("TH-9", { order: readOrder, votes: list("TH-9", readVote) }),
  ({ votes }, place) => {
    const index = firstNotAscending(votes, (vote) => vote.authority);
    if (index === undefined) return undefined;
    return { place: `${place}/votes/${index}/authority`, clause: "CF-1", problem: "NotAscending" };
  },
);

/** Who judges a certificate: the world as the judge knows it. */
export interface Judge {
  readonly network: string;
  readonly committees: ReadonlyMap<CommitteeDigest, Committee>;
  readonly signatures: Signatures;
  readonly off: Off;
}

/** The genesis committee that the first vote names. */
export function namedCommittee(
  certificate: TransferCertificate,
  committees: ReadonlyMap<CommitteeDigest, Committee>,
): CommitteeDigest | undefined {
  const named = certificate.votes[0]?.committee;
  return named !== undefined && committees.has(named) ? named : undefined;
}

/**
 * The codes of all guards CF-2 to CF-9 that fail. The committee that judges is the one that is
 * proven to have owned the sender then; where none is, the one that the first vote names (EX-11).
 * CF-10: no ttl is compared, and nobody tells the time.
 */
export function certificateFailures(
  judge: Judge,
  proven: CommitteeDigest | undefined,
  certificate: TransferCertificate,
): readonly ReasonCode[] {
  const { order, votes } = certificate;
  const name = proven ?? namedCommittee(certificate, judge.committees);
  const committee = name === undefined ? undefined : judge.committees.get(name);
  const core = coreDigest(order);
  return failed(
    {
      // CF-2: every vote's authority is a member of the committee that judges.
      NotAMember:
        committee === undefined || votes.every((vote) => isMember(committee, vote.authority)),
      // CF-3: every vote's signature is its authority's.
      VoteSignatureInvalid: votes.every((vote) =>
        isSignedByVoter(judge.network, vote, judge.signatures),
      ),
      // CF-4: every vote is for exactly this core: its digest, nonce and epoch.
      VoteForOtherCore: votes.every((vote) => isForCore(vote, order, core)),
      // CF-5: every vote names the committee that judges: the one that owned the sender then.
      WrongCommittee: committee !== undefined && votes.every((vote) => vote.committee === name),
      // CF-6: the weight of the voters, as the committee states it and a stranger counting as one,
      // is a quorum.
      NoQuorum:
        committee === undefined || isQuorum(stated(committee, votes), totalWeight(committee)),
      // CF-7: the order's own signature is the sender's.
      CertifiedOrderSignatureInvalid: isSignedBySender(order, judge.signatures),
      // CF-8: the order names this network.
      CertificateWrongNetwork: order.network === judge.network,
      // CF-9: the order pays another account than its sender.
      CertifiedSelfTransfer: order.sender !== order.recipient,
    },
    judge.off,
  );
}

// CF-4, for one vote.
export function isForCore(vote: TransferVote, order: Core, core = coreDigest(order)): boolean {
  return vote.core_digest === core && vote.nonce === order.nonce && vote.epoch === order.epoch;
}

// CF-6: vote by vote, a stranger counting as one. CF-2 alone keeps him out, as in the model, so
// that each of the two guards is seen to carry weight of its own.
function stated(committee: Committee, votes: readonly TransferVote[]): number {
  return votes.reduce((sum, vote) => sum + (weightOf(committee, vote.authority) ?? 1), 0);
}
