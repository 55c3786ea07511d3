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
  {
    number: 45,
    code: "RequestMalformed",
    clause: "HO-1",
    meaning: "The request is well formed.",
  },
  {
    number: 46,
    code: "RequestSignatureInvalid",
    clause: "HO-2",
    meaning: "The request's signature is the account's.",
  },
  {
    number: 47,
    code: "RequestWrongNetwork",
    clause: "HO-3",
    meaning: "The request names this network.",
  },
  {
    number: 48,
    code: "CommitteeUnlisted",
    clause: "HO-4",
    meaning: "The committee asked for is listed.",
  },
  {
    number: 49,
    code: "NotOfThatCommittee",
    clause: "HO-5",
    meaning: "This authority is a member of the committee that is to own the account.",
  },
  {
    number: 50,
    code: "AccountNotOwned",
    clause: "HO-6",
    meaning: "This authority owns the account.",
  },
  {
    number: 51,
    code: "RequestWrongEpoch",
    clause: "HO-7",
    meaning: "The request is of the account's epoch.",
  },
  {
    number: 52,
    code: "InvitationMissing",
    clause: "HO-8",
    meaning:
      "Invitations to this account in this epoch, each signed by its member, come from a quorum " +
      "of the committee asked for.",
  },
  {
    number: 53,
    code: "ReleasedElsewhere",
    clause: "HO-9",
    meaning: "No other committee has been released to in this epoch.",
  },
  {
    number: 54,
    code: "OpeningUnproven",
    clause: "HO-10",
    meaning:
      "The opening that the handoff certificate tells is of the request's account and epoch, and " +
      "its committee is the one that is proven to have owned the account then.",
  },
  {
    number: 55,
    code: "ReleaseNotAMembers",
    clause: "HO-11",
    meaning:
      "Every release is signed by its authority, a member of the old committee, and each " +
      "authority gives one.",
  },
  {
    number: 56,
    code: "ReleasesDisagree",
    clause: "HO-12",
    meaning: "Every release is for this account, epoch and committee, and names this opening.",
  },
  {
    number: 57,
    code: "ReleasedCertificateInvalid",
    clause: "HO-13",
    meaning:
      "Every certificate in a release is valid (CF-1 to CF-9) and pays or is paid by this account.",
  },
  {
    number: 58,
    code: "ReleasedCertificateUnproven",
    clause: "HO-14",
    meaning: "The ownership of the sender of every certificate in a release is proven.",
  },
  {
    number: 59,
    code: "ReleasedLockInvalid",
    clause: "HO-15",
    meaning:
      "Every lock in a release is a well-formed order of this account, epoch and network, signed " +
      "by it, and one release holds no two claims of one nonce.",
  },
  {
    number: 60,
    code: "ReleasesNoQuorum",
    clause: "HO-16",
    meaning: "The releases have quorum weight in the old committee.",
  },
  {
    number: 61,
    code: "HandoffSignatureInvalid",
    clause: "HO-17",
    meaning: "The signature over the handoff certificate is the account's.",
  },
  {
    number: 62,
    code: "ReleasedNoncesBroken",
    clause: "HO-18",
    meaning:
      "The certified debits that the releases add are one claim a nonce, and continue the " +
      "opening from its `next_nonce` on without a gap, or are in an escrow of it.",
  },
  {
    number: 63,
    code: "AcceptedOther",
    clause: "HO-19",
    meaning: "No other opening of this account and epoch has been promised here.",
  },
  {
    number: 64,
    code: "EpochNotNew",
    clause: "HO-20",
    meaning: "No owner of the account in this epoch or a later one is proven here.",
  },
  {
    number: 65,
    code: "OpeningReceiptInvalid",
    clause: "HO-21",
    meaning: "Every opening receipt is for this opening, signed by a member of the new committee.",
  },
  {
    number: 66,
    code: "OpeningReceiptsNoQuorum",
    clause: "HO-22",
    meaning: "The opening receipts have quorum weight in the new committee.",
  },
  {
    number: 67,
    code: "BundleMalformed",
    clause: "PB-1",
    meaning:
      "The bundle is well formed, and its signatures ascend strictly by authority, so each " +
      "counts once.",
  },
  {
    number: 68,
    code: "BundleWrongNetwork",
    clause: "PB-2",
    meaning: "The bundle names this network.",
  },
  {
    number: 69,
    code: "BundleRolledBack",
    clause: "PB-3",
    meaning: "The bundle's version is larger than that of the bundle in force.",
  },
  {
    number: 70,
    code: "BundleSkipsVersion",
    clause: "PB-4",
    meaning: "The bundle's version is at most one larger than that of the bundle in force.",
  },
  {
    number: 71,
    code: "PreviousDiffers",
    clause: "PB-5",
    meaning: "The next version names the digest of the bundle in force as the one before it.",
  },
  {
    number: 72,
    code: "BundleSignatureInvalid",
    clause: "PB-6",
    meaning: "Every signature is its authority's, over this bundle.",
  },
  {
    number: 73,
    code: "SignerNoController",
    clause: "PB-7",
    meaning: "Every signer is one of the controllers that the bundle in force names.",
  },
  {
    number: 74,
    code: "BundleNoQuorum",
    clause: "PB-8",
    meaning:
      "The weight of the signers, as the controllers in force state it and a stranger counting " +
      "as one, is a quorum.",
  },
  {
    number: 75,
    code: "TwoTargets",
    clause: "PB-9",
    meaning: "No account and epoch has two targets, in this bundle and those before it.",
  },
  {
    number: 76,
    code: "TargetUnlisted",
    clause: "PB-10",
    meaning: "The committees of its targets and openings are listed in the bundle itself.",
  },
  {
    number: 77,
    code: "TargetBeforeFreeze",
    clause: "PB-11",
    meaning: "A target is named only for an account and epoch that an earlier bundle froze.",
  },
  {
    number: 78,
    code: "OpenedBefore",
    clause: "PB-12",
    meaning: "Every account that it opens is opened once and has not been opened before.",
  },
  {
    number: 79,
    code: "RevocationDropped",
    clause: "PB-13",
    meaning: "Every key that the bundle in force revokes is revoked.",
  },
  {
    number: 80,
    code: "RevokedUnknown",
    clause: "PB-14",
    meaning:
      "Every key that it revokes anew is a member of a committee or a controller, in it or in " +
      "the bundle in force.",
  },
  {
    number: 81,
    code: "RevokedController",
    clause: "PB-15",
    meaning: "No controller that it names has a revoked key.",
  },
  {
    number: 82,
    code: "TermUsed",
    clause: "PB-16",
    meaning: "What is elected is what was, or of a larger term.",
  },
  {
    number: 83,
    code: "WinnerNoController",
    clause: "PB-17",
    meaning: "The winner is nobody, or one of the controllers that it names.",
  },
  {
    number: 84,
    code: "NoController",
    clause: "PB-18",
    meaning: "This agent is one of the controllers that the bundle in force names.",
  },
  {
    number: 85,
    code: "SignedAnother",
    clause: "PB-19",
    meaning: "It has signed no other content to be the next.",
  },
  {
    number: 86,
    code: "BundleExpired",
    clause: "PB-20",
    meaning: "The bundle in force has not expired, or it is a payment inside a committee.",
  },
  {
    number: 87,
    code: "CommitteeRetired",
    clause: "PB-21",
    meaning: "The committee of a payment or a credit is listed in the bundle in force.",
  },
  {
    number: 88,
    code: "CommitteeRevoked",
    clause: "PB-22",
    meaning: "No member of the committee of a payment or a credit has a revoked key.",
  },
  {
    number: 89,
    code: "NotElected",
    clause: "PB-23",
    meaning: "A control write is the elected controller's.",
  },
  {
    number: 90,
    code: "NotFrozenByPolicy",
    clause: "PB-24",
    meaning: "An account that is moved by policy is frozen by policy.",
  },
  {
    number: 91,
    code: "TargetChosen",
    clause: "WH-1",
    meaning: "A wallet asks for one committee in an epoch.",
  },
  {
    number: 92,
    code: "NoHandoffUnderWay",
    clause: "WH-2",
    meaning:
      "An invitation or a release counts, and a handoff certificate is signed, only in a handoff " +
      "under way.",
  },
  {
    number: 93,
    code: "InvitationNotAMembers",
    clause: "WH-3",
    meaning:
      "An invitation counts only if it is signed by its authority, a member of the committee " +
      "asked for.",
  },
  {
    number: 94,
    code: "InvitationForOther",
    clause: "WH-4",
    meaning: "An invitation counts only for this account, epoch and committee.",
  },
  {
    number: 95,
    code: "HandoffSigned",
    clause: "WH-5",
    meaning: "A release counts only until the handoff certificate is signed.",
  },
  {
    number: 96,
    code: "HandoffUnsigned",
    clause: "WH-6",
    meaning: "An opening receipt counts only for a handoff certificate that is signed.",
  },
  {
    number: 97,
    code: "NothingToComplete",
    clause: "WH-7",
    meaning: "An order is completed only if its claim is reserved.",
  },
  {
    number: 98,
    code: "AccountMoving",
    clause: "WH-8",
    meaning:
      "No new core is signed while the account is moving: from invitations of quorum weight, or " +
      "the first release, to the opening.",
  },
  {
    number: 99,
    code: "MoveUnknown",
    clause: "WH-9",
    meaning: "The proof of a move is given away only for an epoch that the account has moved into.",
  },
  {
    number: 100,
    code: "CertificateStranded",
    clause: "WH-10",
    meaning:
      "The opening that a handoff certificate leads to has applied, or holds in an escrow, the " +
      "claim of every certificate that the wallet keeps.",
  },
  {
    number: 101,
    code: "OrderVoid",
    clause: "WH-11",
    meaning:
      "Once the handoff certificate is signed, votes count only for an order whose claim the " +
      "opening has applied or holds in an escrow.",
  },
  {
    number: 102,
    code: "WitnessedMalformed",
    clause: "WI-1",
    meaning: "The grant, checkpoint or takeover order is well formed.",
  },
  {
    number: 103,
    code: "GrantSignatureInvalid",
    clause: "WI-2",
    meaning: "The grant's signature is its owner's.",
  },
  {
    number: 104,
    code: "GrantNotTheOwners",
    clause: "WI-3",
    meaning: "The owner is the whole committee that owns the account in that epoch.",
  },
  {
    number: 105,
    code: "GrantOfAnother",
    clause: "WI-4",
    meaning: "The grant names this witness, and another owner.",
  },
  {
    number: 106,
    code: "GrantDecided",
    clause: "WI-5",
    meaning: "No other grant of this account and epoch is held here.",
  },
  {
    number: 107,
    code: "Ungranted",
    clause: "WI-6",
    meaning: "A grant of this account and epoch is held here.",
  },
  {
    number: 108,
    code: "CheckpointSignatureInvalid",
    clause: "WI-7",
    meaning: "The checkpoint is of the grant's owner, and its signature is that owner's.",
  },
  {
    number: 109,
    code: "AccountFenced",
    clause: "WI-8",
    meaning: "The account is not fenced in this epoch.",
  },
  {
    number: 110,
    code: "CheckpointOutdated",
    clause: "WI-9",
    meaning: "The checkpoint is the one that is held here, or has a larger `seq`.",
  },
  {
    number: 111,
    code: "TakeoverSignatureInvalid",
    clause: "WI-10",
    meaning: "The order is of the grant's controller, and its signature is that controller's.",
  },
  {
    number: 112,
    code: "TakeoverTargetInvalid",
    clause: "WI-11",
    meaning: "The committee that is to own the account is listed, and does not own it already.",
  },
  {
    number: 113,
    code: "NothingWitnessed",
    clause: "WI-12",
    meaning: "A checkpoint of this account and epoch is held here.",
  },
  {
    number: 114,
    code: "TakeoverDecided",
    clause: "WI-13",
    meaning: "No other takeover of this account and epoch was ordered here.",
  },
  {
    number: 115,
    code: "WindowExceeded",
    clause: "SB-1",
    meaning:
      "The nonce is less than the grant's `window` beyond what the witness has, or the order is " +
      "reserved there or completes an escrow.",
  },
  {
    number: 116,
    code: "BudgetExceeded",
    clause: "SB-2",
    meaning:
      "With the order, what is spent beyond what the witness has is within the budget and what " +
      "the account had there, or the order is reserved there or completes an escrow.",
  },
  {
    number: 117,
    code: "AcknowledgementSignatureInvalid",
    clause: "SB-3",
    meaning: "The acknowledgement is of the grant's witness, and its signature is that witness's.",
  },
  {
    number: 118,
    code: "CheckpointNotOurs",
    clause: "SB-4",
    meaning: "The checkpoint that is acknowledged is this owner's, and so is its signature.",
  },
  {
    number: 119,
    code: "StatementSignatureInvalid",
    clause: "SB-5",
    meaning: "The statement is of the grant's witness, and its signature is that witness's.",
  },
  {
    number: 120,
    code: "StatementDisagrees",
    clause: "SB-6",
    meaning: "The grant and the checkpoint are of the order's account and epoch.",
  },
  {
    number: 121,
    code: "OwnerDecided",
    clause: "SB-7",
    meaning: "No other owner of the account in the next epoch or a later one is proven here.",
  },
  {
    number: 122,
    code: "ReportSignatureInvalid",
    clause: "SB-8",
    meaning: "The report is of the owner before, and its signature is that owner's.",
  },
  {
    number: 123,
    code: "NothingToReport",
    clause: "SB-9",
    meaning: "A window of this account and epoch is kept here.",
  },
  {
    number: 124,
    code: "ReportImpossible",
    clause: "SB-10",
    meaning:
      "The claims are the account's, one for a nonce, and the open window covers those that are " +
      "neither settled nor in an escrow.",
  },
  {
    number: 125,
    code: "PendingMalformed",
    clause: "PD-1",
    meaning: "The order that is to wait is well formed.",
  },
  {
    number: 126,
    code: "PendingSignatureInvalid",
    clause: "PD-2",
    meaning: "The order's signature is the sender's.",
  },
  {
    number: 127,
    code: "PendingWrongNetwork",
    clause: "PD-3",
    meaning: "The order names this network.",
  },
  {
    number: 128,
    code: "PendingSelfTransfer",
    clause: "PD-4",
    meaning: "The sender is not the recipient.",
  },
  {
    number: 129,
    code: "PendingExpired",
    clause: "PD-5",
    meaning: "The order has not expired: `now < issued_at + ttl`.",
  },
  {
    number: 130,
    code: "PendingFromFuture",
    clause: "PD-6",
    meaning: "The order is not from the future: `issued_at <= now + skew`.",
  },
  {
    number: 131,
    code: "PendingTtlTooLong",
    clause: "PD-7",
    meaning: "The ttl is at most the network's `ttl_max`.",
  },
  {
    number: 132,
    code: "PendingAccountUnknown",
    clause: "PD-8",
    meaning: "Of some epoch it is known who owned the sender's account.",
  },
  {
    number: 133,
    code: "EpochOpenHere",
    clause: "PD-9",
    meaning:
      "The sender's account is not owned here, or the order is of a later epoch than the account.",
  },
  {
    number: 134,
    code: "PendingFull",
    clause: "PD-10",
    meaning:
      "Fewer than `queue_max` orders of the sender wait, or one of this epoch and nonce does.",
  },
  {
    number: 135,
    code: "OtherOrderPending",
    clause: "PD-11",
    meaning: "No other core of this sender, epoch and nonce waits.",
  },
  {
    number: 136,
    code: "AccountNotOpenHere",
    clause: "PD-12",
    meaning: "The account that is activated is owned here.",
  },
] as const satisfies readonly Reason[];

export type ReasonCode = (typeof REASONS)[number]["code"];
/** The id of a clause that is a guard: `VF-9`. */
export type GuardClause = (typeof REASONS)[number]["clause"];
