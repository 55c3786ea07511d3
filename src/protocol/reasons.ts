/**
 * The one table of reason codes, in the order in which the reference answers. Generated from
 * `spec/reasons.json` by `node spec/generate-reasons.ts`; not edited by hand.
 * @module
 */

export interface Reason {
  /** Never reused. */
  readonly number: number;
  readonly code: string;
  /** The clause of `spec/protocol.md` whose guard failed. */
  readonly clause: string;
  /** What the clause demands. */
  readonly meaning: string;
}

export const REASONS = [
  {
    number: 1,
    code: "Malformed",
    clause: "VF-1",
    meaning: "The order is well formed.",
  },
  {
    number: 2,
    code: "OrderSignatureInvalid",
    clause: "VF-2",
    meaning: "The order's signature is the sender's.",
  },
  {
    number: 3,
    code: "WrongNetwork",
    clause: "VF-3",
    meaning: "The order names this network.",
  },
  {
    number: 4,
    code: "NotOwned",
    clause: "VF-5",
    meaning: "This authority owns the sender's account.",
  },
  {
    number: 5,
    code: "WrongEpoch",
    clause: "VF-4",
    meaning: "The order's epoch is the sender's epoch.",
  },
  {
    number: 6,
    code: "SelfTransfer",
    clause: "VF-11",
    meaning: "The sender is not the recipient.",
  },
  {
    number: 7,
    code: "TtlTooLong",
    clause: "VF-14",
    meaning: "The ttl is at most the network's `ttl_max`.",
  },
  {
    number: 8,
    code: "OrderExpired",
    clause: "VF-12",
    meaning: "The order has not expired: `now < issued_at + ttl`.",
  },
  {
    number: 9,
    code: "OrderFromFuture",
    clause: "VF-13",
    meaning: "The order is not from the future: `issued_at <= now + skew`.",
  },
  {
    number: 10,
    code: "AccountFrozen",
    clause: "VF-6",
    meaning: "The sender's account is not frozen.",
  },
  {
    number: 11,
    code: "SenderEquivocated",
    clause: "VF-7",
    meaning: "No proof of equivocation is recorded against the sender in this epoch.",
  },
  {
    number: 12,
    code: "NonceNotOpen",
    clause: "VF-8",
    meaning:
      "The order's nonce is the sender's `next_nonce`, or the order completes the single claim " +
      "of an escrow.",
  },
  {
    number: 13,
    code: "ConflictingOrder",
    clause: "VF-9",
    meaning: "No lock is held on another core at that nonce.",
  },
  {
    number: 14,
    code: "InsufficientBalance",
    clause: "VF-10",
    meaning: "The balance covers the amount, or the escrow does if the order completes it.",
  },
  {
    number: 15,
    code: "CertificateMalformed",
    clause: "CF-1",
    meaning:
      "The certificate is well formed, and its votes ascend strictly by authority, so each " +
      "counts once.",
  },
  {
    number: 16,
    code: "NotAMember",
    clause: "CF-2",
    meaning: "Every vote's authority is a member of the committee that judges.",
  },
  {
    number: 17,
    code: "VoteSignatureInvalid",
    clause: "CF-3",
    meaning: "Every vote's signature is its authority's.",
  },
  {
    number: 18,
    code: "VoteForOtherCore",
    clause: "CF-4",
    meaning: "Every vote is for exactly this core: its digest, nonce and epoch.",
  },
  {
    number: 19,
    code: "WrongCommittee",
    clause: "CF-5",
    meaning:
      "Every vote names the committee that judges: the one that owned the sender in that epoch.",
  },
  {
    number: 20,
    code: "NoQuorum",
    clause: "CF-6",
    meaning:
      "The weight of the voters, as the committee states it and a stranger counting as one, is a " +
      "quorum.",
  },
  {
    number: 21,
    code: "CertifiedOrderSignatureInvalid",
    clause: "CF-7",
    meaning: "The order's own signature is the sender's.",
  },
  {
    number: 22,
    code: "CertificateWrongNetwork",
    clause: "CF-8",
    meaning: "The order names this network.",
  },
  {
    number: 23,
    code: "CertifiedSelfTransfer",
    clause: "CF-9",
    meaning: "The order pays another account than its sender.",
  },
  {
    number: 24,
    code: "NeitherOwned",
    clause: "EX-5",
    meaning: "This authority owns the sender's or the recipient's account.",
  },
  {
    number: 25,
    code: "CertificateNotCurrent",
    clause: "EX-3",
    meaning:
      "At the sender's owner a certificate, valid or not, is of an epoch in which the sender's " +
      "ownership is proven, and has a nonce that is settled, or a claim that is in an escrow, or " +
      "is of the sender's epoch with a nonce not below `next_nonce`.",
  },
  {
    number: 26,
    code: "NonceSpent",
    clause: "EX-4",
    meaning:
      "A certificate, valid or not, contradicts what is settled here for its (sender, nonce) " +
      "with another claim, if the sender's ownership in its epoch is proven, and what is queued " +
      "for its (sender, nonce, epoch) under the committee its first vote names with another " +
      "claim; if it contradicts anything it is refused, and if it is valid, it is emitted with " +
      "each of the certificates that it contradicts as a `BrokenQuorum`.",
  },
  {
    number: 27,
    code: "CertificateGap",
    clause: "EX-2",
    meaning:
      "At the sender's owner certificates of the sender's epoch apply in nonce order; one beyond " +
      "`next_nonce`, valid or not, is refused, and a valid one answered with the " +
      "`MissingCertificate` of `next_nonce`.",
  },
  {
    number: 28,
    code: "Moved",
    clause: "EX-7",
    meaning: "Where only the recipient is owned and its account is frozen, the credit is refused.",
  },
  {
    number: 29,
    code: "QueueFull",
    clause: "EX-6",
    meaning:
      "A credit that must be queued is queued already (same claim, epoch and committee) or finds " +
      "room in the queue of `queue_max`.",
  },
  {
    number: 30,
    code: "OwnershipUnproven",
    clause: "OP-1",
    meaning: "An ownership proof agrees with the network's genesis.",
  },
  {
    number: 31,
    code: "EvidenceInvalid",
    clause: "EQ-1",
    meaning:
      "The proof and its two orders are well formed, and the orders name this network and are " +
      "signed by their sender.",
  },
  {
    number: 32,
    code: "EvidenceProvesNothing",
    clause: "EQ-2",
    meaning: "They are of one sender, nonce and epoch, and of different cores.",
  },
  {
    number: 33,
    code: "EvidenceNotCurrent",
    clause: "EQ-3",
    meaning: "The sender's account is owned here and the proof is of its epoch.",
  },
  {
    number: 34,
    code: "OrderOutstanding",
    clause: "LK-2",
    meaning: "A new order is locked only when the last one has its certificate.",
  },
  {
    number: 35,
    code: "NothingToRenew",
    clause: "LK-3",
    meaning:
      "The window of an outstanding order, or of a certified one whose certificate is kept, may " +
      "be renewed: same core, new `issued_at` and `ttl`.",
  },
  {
    number: 36,
    code: "NoOrderOutstanding",
    clause: "LK-4",
    meaning: "A vote counts only for the outstanding core.",
  },
  {
    number: 37,
    code: "ReceiptForNothing",
    clause: "LK-7",
    meaning: "A receipt counts only for a kept certificate.",
  },
  {
    number: 38,
    code: "ReceiptSignatureInvalid",
    clause: "LK-8",
    meaning: "A receipt counts only if its signature is its authority's.",
  },
  {
    number: 39,
    code: "ReceiptNotAMember",
    clause: "LK-9",
    meaning:
      "A receipt counts only from a member of the sender's or of the recipient's committee, each " +
      "for its own side.",
  },
  {
    number: 40,
    code: "NothingMissing",
    clause: "LK-11",
    meaning:
      "A `MissingCertificate` of the own account is answered with the kept certificate of that " +
      "nonce.",
  },
  {
    number: 41,
    code: "SenderUnproven",
    clause: "GD-5",
    meaning: "The sender's ownership in that epoch is proven to this wallet.",
  },
  {
    number: 42,
    code: "NotTheRecipient",
    clause: "GD-2",
    meaning: "The certificate pays this wallet's account.",
  },
  {
    number: 43,
    code: "GoodsReleased",
    clause: "GD-4",
    meaning: "Goods of this (sender, nonce) have not been released.",
  },
  {
    number: 44,
    code: "WindowClosed",
    clause: "GD-3",
    meaning: "The order's window is open.",
  },
] as const satisfies readonly Reason[];

export type ReasonCode = (typeof REASONS)[number]["code"];
/** The id of a clause that is a guard: `VF-9`. */
export type GuardClause = (typeof REASONS)[number]["clause"];
