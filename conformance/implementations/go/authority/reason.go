package authority

// Reason is the code of a guard that failed (reasons.json).
type Reason string

// The guards of an authority, with their clauses.
const (
	Malformed                      Reason = "Malformed"                      // VF-1
	OrderSignatureInvalid          Reason = "OrderSignatureInvalid"          // VF-2
	WrongNetwork                   Reason = "WrongNetwork"                   // VF-3
	NotOwned                       Reason = "NotOwned"                       // VF-5
	WrongEpoch                     Reason = "WrongEpoch"                     // VF-4
	SelfTransfer                   Reason = "SelfTransfer"                   // VF-11
	TTLTooLong                     Reason = "TtlTooLong"                     // VF-14
	OrderExpired                   Reason = "OrderExpired"                   // VF-12
	OrderFromFuture                Reason = "OrderFromFuture"                // VF-13
	AccountFrozen                  Reason = "AccountFrozen"                  // VF-6
	SenderEquivocated              Reason = "SenderEquivocated"              // VF-7
	NonceNotOpen                   Reason = "NonceNotOpen"                   // VF-8
	ConflictingOrder               Reason = "ConflictingOrder"               // VF-9
	InsufficientBalance            Reason = "InsufficientBalance"            // VF-10
	CertificateMalformed           Reason = "CertificateMalformed"           // CF-1
	NotAMember                     Reason = "NotAMember"                     // CF-2
	VoteSignatureInvalid           Reason = "VoteSignatureInvalid"           // CF-3
	VoteForOtherCore               Reason = "VoteForOtherCore"               // CF-4
	WrongCommittee                 Reason = "WrongCommittee"                 // CF-5
	NoQuorum                       Reason = "NoQuorum"                       // CF-6
	CertifiedOrderSignatureInvalid Reason = "CertifiedOrderSignatureInvalid" // CF-7
	CertificateWrongNetwork        Reason = "CertificateWrongNetwork"        // CF-8
	CertifiedSelfTransfer          Reason = "CertifiedSelfTransfer"          // CF-9
	NeitherOwned                   Reason = "NeitherOwned"                   // EX-5
	CertificateNotCurrent          Reason = "CertificateNotCurrent"          // EX-3
	NonceSpent                     Reason = "NonceSpent"                     // EX-4
	CertificateGap                 Reason = "CertificateGap"                 // EX-2
	Moved                          Reason = "Moved"                          // EX-7
	QueueFull                      Reason = "QueueFull"                      // EX-6
	OwnershipUnproven              Reason = "OwnershipUnproven"              // OP-1
	EvidenceInvalid                Reason = "EvidenceInvalid"                // EQ-1
	EvidenceProvesNothing          Reason = "EvidenceProvesNothing"          // EQ-2
	EvidenceNotCurrent             Reason = "EvidenceNotCurrent"             // EQ-3

	RequestMalformed            Reason = "RequestMalformed"            // HO-1
	RequestSignatureInvalid     Reason = "RequestSignatureInvalid"     // HO-2
	RequestWrongNetwork         Reason = "RequestWrongNetwork"         // HO-3
	CommitteeUnlisted           Reason = "CommitteeUnlisted"           // HO-4
	NotOfThatCommittee          Reason = "NotOfThatCommittee"          // HO-5
	AccountNotOwned             Reason = "AccountNotOwned"             // HO-6
	RequestWrongEpoch           Reason = "RequestWrongEpoch"           // HO-7
	InvitationMissing           Reason = "InvitationMissing"           // HO-8
	ReleasedElsewhere           Reason = "ReleasedElsewhere"           // HO-9
	OpeningUnproven             Reason = "OpeningUnproven"             // HO-10
	ReleaseNotAMembers          Reason = "ReleaseNotAMembers"          // HO-11
	ReleasesDisagree            Reason = "ReleasesDisagree"            // HO-12
	ReleasedCertificateInvalid  Reason = "ReleasedCertificateInvalid"  // HO-13
	ReleasedCertificateUnproven Reason = "ReleasedCertificateUnproven" // HO-14
	ReleasedLockInvalid         Reason = "ReleasedLockInvalid"         // HO-15
	ReleasesNoQuorum            Reason = "ReleasesNoQuorum"            // HO-16
	HandoffSignatureInvalid     Reason = "HandoffSignatureInvalid"     // HO-17
	ReleasedNoncesBroken        Reason = "ReleasedNoncesBroken"        // HO-18
	AcceptedOther               Reason = "AcceptedOther"               // HO-19
	EpochNotNew                 Reason = "EpochNotNew"                 // HO-20
	OpeningReceiptInvalid       Reason = "OpeningReceiptInvalid"       // HO-21
	OpeningReceiptsNoQuorum     Reason = "OpeningReceiptsNoQuorum"     // HO-22
	PendingMalformed            Reason = "PendingMalformed"            // PD-1
	PendingSignatureInvalid     Reason = "PendingSignatureInvalid"     // PD-2
	PendingWrongNetwork         Reason = "PendingWrongNetwork"         // PD-3
	PendingSelfTransfer         Reason = "PendingSelfTransfer"         // PD-4
	PendingExpired              Reason = "PendingExpired"              // PD-5
	PendingFromFuture           Reason = "PendingFromFuture"           // PD-6
	PendingTTLTooLong           Reason = "PendingTtlTooLong"           // PD-7
	PendingAccountUnknown       Reason = "PendingAccountUnknown"       // PD-8
	EpochOpenHere               Reason = "EpochOpenHere"               // PD-9
	PendingFull                 Reason = "PendingFull"                 // PD-10
	OtherOrderPending           Reason = "OtherOrderPending"           // PD-11
	AccountNotOpenHere          Reason = "AccountNotOpenHere"          // PD-12
)
