"""For every reason code one case by hand: what was given before, and the input refused for it.

In: world.py. Out: REFUSED, by reason code: `{ clause, reason, why, component, self, seed, steps }`,
the last step being the refusal. All of them live in the genesis `village`. What must be emitted is
made here, and signed by OpenSSL.
"""

from broken import changed
from world import (
    ALICE_BOB,
    ALICE_CAROL,
    BROKEN,
    CERTIFIED,
    HARBOUR_ID,
    KEY,
    NETWORK,
    PROOF,
    RENEWED,
    SHOP_ID,
    VILLAGE_ID,
    WHO,
    certificate,
    emitted,
    equivocation,
    order,
    ownership,
    receipt,
    vote,
)

NOW = 2_000
REFUSED = {}


def step(name, outcome, body, emits=()):
    return {"input": name, "body": body, "outcome": outcome, "emits": list(emits)}


def refused(reason, clause, why, component, self, *steps):
    assert reason not in REFUSED
    REFUSED[reason] = {
        "clause": clause,
        "reason": reason,
        "why": why,
        "component": component,
        "self": self,
        "seed": WHO[self].seed.hex(),
        "steps": list(steps),
    }


def sign_vote(an_order, emits=(), outcome="refused", now=NOW):
    return step("SignVote", outcome, {"order": an_order, "now": now}, emits)


def apply_certificate(a_certificate, emits=(), outcome="refused"):
    return step("ApplyCertificate", outcome, {"certificate": a_certificate}, emits)


def missing(account, nonce):
    return emitted("MissingCertificate", {"account": KEY[account], "nonce": nonce})


def with_fourth(a_vote):
    """Three good votes, and another one that spoils them."""
    return {
        "order": ALICE_BOB,
        "votes": sorted([*CERTIFIED["votes"], a_vote], key=lambda each: each["authority"]),
    }


def orders():
    def case(reason, clause, why, *steps):
        refused(reason, clause, why, "authority", "a1", *steps)

    case("Malformed", "VF-1", "an amount of 0", sign_vote(changed("order", ["amount"], "0")))
    case(
        "OrderSignatureInvalid",
        "VF-2",
        "carol signed what alice should pay",
        sign_vote(order("alice", "bob", 30, 0, signer="carol")),
    )
    case(
        "WrongNetwork",
        "VF-3",
        "an order of another network, signed for that one",
        sign_vote(order("alice", "bob", 30, 0, network="harbour")),
    )
    case(
        "NotOwned",
        "VF-5",
        "bob's account belongs to the shop",
        sign_vote(order("bob", "alice", 1, 0)),
    )
    case(
        "WrongEpoch",
        "VF-4",
        "alice is in epoch 0",
        sign_vote(order("alice", "bob", 30, 0, epoch=1)),
    )
    case("SelfTransfer", "VF-11", "alice pays herself", sign_vote(order("alice", "alice", 30, 0)))
    case(
        "TtlTooLong",
        "VF-14",
        "one millisecond more than ttl_max",
        sign_vote(order("alice", "bob", 30, 0, ttl=120_001)),
    )
    case(
        "OrderExpired",
        "VF-12",
        "now is issued_at + ttl, the first moment too late",
        sign_vote(ALICE_BOB, now=61_000),
    )
    case(
        "OrderFromFuture",
        "VF-13",
        "issued one millisecond beyond the skew",
        sign_vote(order("alice", "bob", 30, 0, issued_at=NOW + 2_001)),
    )
    case(
        "AccountFrozen",
        "VF-6",
        "carol's account is frozen",
        sign_vote(order("carol", "alice", 1, 0)),
    )
    case(
        "SenderEquivocated",
        "VF-7",
        "alice signed two cores for nonce 0",
        step("RecordEvidence", "recorded", {"proof": PROOF}),
        sign_vote(ALICE_BOB),
    )
    case(
        "NonceNotOpen",
        "VF-8",
        "alice is at nonce 0",
        sign_vote(order("alice", "bob", 30, 1), [missing("alice", 0)]),
    )
    case(
        "ConflictingOrder",
        "VF-9",
        "the nonce is locked for bob",
        sign_vote(ALICE_BOB, [emitted("TransferVote", vote("a1", ALICE_BOB))], "voted"),
        sign_vote(ALICE_CAROL, [emitted("EquivocationProof", PROOF)]),
    )
    case("InsufficientBalance", "VF-10", "alice has 100", sign_vote(order("alice", "bob", 101, 0)))


def certificates():
    def case(reason, clause, why, *steps):
        refused(reason, clause, why, "authority", "a1", *steps)

    votes = CERTIFIED["votes"]
    case(
        "CertificateMalformed",
        "CF-1",
        "the first two votes change places",
        apply_certificate({**CERTIFIED, "votes": [votes[1], votes[0], votes[2]]}),
    )
    case(
        "NotAMember",
        "CF-2",
        "a fourth vote by a stranger",
        apply_certificate(with_fourth(vote("outsider", ALICE_BOB))),
    )
    stray = {
        **vote("a4", ALICE_BOB),
        "authority_sig": vote("a4", ALICE_BOB, ttl=1)["authority_sig"],
    }
    case(
        "VoteSignatureInvalid",
        "CF-3",
        "a fourth vote with the signature of another",
        apply_certificate(with_fourth(stray)),
    )
    case(
        "VoteForOtherCore",
        "CF-4",
        "a fourth vote for carol",
        apply_certificate(with_fourth(vote("a4", ALICE_CAROL))),
    )
    case(
        "WrongCommittee",
        "CF-5",
        "a fourth vote in the name of the harbour",
        apply_certificate(with_fourth(vote("a4", ALICE_BOB, HARBOUR_ID))),
    )
    case("NoQuorum", "CF-6", "two of four", apply_certificate(certificate(ALICE_BOB, ["a1", "a2"])))
    forged = order("alice", "bob", 30, 0, signer="carol")
    case(
        "CertifiedOrderSignatureInvalid",
        "CF-7",
        "a quorum for an order that alice never signed",
        apply_certificate(certificate(forged, ["a1", "a2", "a3"])),
    )
    foreign = order("alice", "bob", 30, 0, network="harbour")
    case(
        "CertificateWrongNetwork",
        "CF-8",
        "a quorum for an order of another network",
        apply_certificate(certificate(foreign, ["a1", "a2", "a3"])),
    )
    case(
        "CertifiedSelfTransfer",
        "CF-9",
        "a quorum for an order that pays its sender",
        apply_certificate(certificate(order("alice", "alice", 30, 0), ["a1", "a2", "a3"])),
    )
    case(
        "NeitherOwned",
        "EX-5",
        "between two accounts of others",
        apply_certificate(certificate(order("gail", "bob", 1, 0), ["shop"], SHOP_ID)),
    )
    old = certificate(order("dave", "bob", 2, 1), ["b3"], HARBOUR_ID)
    case(
        "CertificateNotCurrent",
        "EX-3",
        "of dave's old epoch, and in no escrow",
        apply_certificate(old),
    )
    case(
        "NonceSpent",
        "EX-4",
        "nonce 0 was settled in favour of bob",
        apply_certificate(
            CERTIFIED,
            [emitted("TransferReceipt", receipt("a1", ALICE_BOB, True, False))],
            "applied",
        ),
        apply_certificate(
            certificate(ALICE_CAROL, ["a2", "a3", "a4"]), [emitted("BrokenQuorum", BROKEN)]
        ),
    )
    case(
        "CertificateGap",
        "EX-2",
        "alice is at nonce 0",
        apply_certificate(
            certificate(order("alice", "bob", 30, 1), ["a1", "a2", "a3"]), [missing("alice", 0)]
        ),
    )

    def from_bob(nonce, recipient="alice"):
        return certificate(order("bob", recipient, 1, nonce), ["shop"], SHOP_ID)

    case(
        "Moved",
        "EX-7",
        "carol's account is frozen, and bob's is not owned here",
        apply_certificate(from_bob(0, "carol")),
    )
    case(
        "QueueFull",
        "EX-6",
        "two certificates wait already for the proof of who owns bob",
        apply_certificate(from_bob(0), outcome="queued"),
        apply_certificate(from_bob(1), outcome="queued"),
        apply_certificate(from_bob(2)),
    )


def proofs():
    def case(reason, clause, why, name, proof):
        refused(reason, clause, why, "authority", "a1", step(name, "refused", {"proof": proof}))

    case(
        "OwnershipUnproven",
        "OP-1",
        "the genesis gives bob to the shop",
        "RecordOwnershipProof",
        ownership("bob", 0, VILLAGE_ID),
    )
    forged = equivocation(ALICE_BOB, order("alice", "carol", 30, 0, signer="carol"))
    case("EvidenceInvalid", "EQ-1", "carol signed the second order", "RecordEvidence", forged)
    case(
        "EvidenceProvesNothing",
        "EQ-2",
        "the same core under two windows",
        "RecordEvidence",
        {"first": ALICE_BOB, "second": RENEWED},
    )
    later = equivocation(
        order("alice", "bob", 30, 0, epoch=1), order("alice", "carol", 30, 0, epoch=1)
    )
    case("EvidenceNotCurrent", "EQ-3", "alice is in epoch 0", "RecordEvidence", later)


def payer():
    def case(reason, clause, why, *steps):
        refused(reason, clause, why, "wallet", "alice", *steps)

    def lock(outcome, emits=()):
        return step(
            "Lock",
            outcome,
            {"recipient": KEY["bob"], "amount": "30", "now": 1_000, "ttl": 60_000},
            emits,
        )

    def collect(voter, outcome, emits=()):
        return step("CollectVote", outcome, {"vote": vote(voter, ALICE_BOB)}, emits)

    locked = lock("locked", [emitted("Order", ALICE_BOB)])
    certified = [
        locked,
        collect("a1", "collected"),
        collect("a2", "collected"),
        collect("a3", "certified", [emitted("TransferCertificate", CERTIFIED)]),
    ]

    def collects(a_receipt):
        return step("CollectReceipt", "refused", {"receipt": a_receipt})

    good = receipt("a1", ALICE_BOB, True, False)
    case(
        "OrderOutstanding", "LK-2", "the last order has no certificate yet", locked, lock("refused")
    )
    case(
        "NothingToRenew",
        "LK-3",
        "nothing was ordered",
        step("RenewWindow", "refused", {"nonce": 0, "now": 1_000, "ttl": 60_000}),
    )
    case("NoOrderOutstanding", "LK-4", "nothing was ordered", collect("a1", "refused"))
    case("ReceiptForNothing", "LK-7", "no certificate is kept", collects(good))
    wrong = {**good, "authority_sig": receipt("a1", ALICE_BOB, True, True)["authority_sig"]}
    case(
        "ReceiptSignatureInvalid",
        "LK-8",
        "the signature of another receipt",
        *certified,
        collects(wrong),
    )
    case(
        "ReceiptNotAMember",
        "LK-9",
        "a stranger's receipt",
        *certified,
        collects(receipt("outsider", ALICE_BOB, True, False)),
    )
    case(
        "NothingMissing",
        "LK-11",
        "no certificate is kept",
        step("AnswerMissing", "refused", {"missing": {"account": KEY["alice"], "nonce": 0}}),
    )


def payee():
    def case(reason, clause, why, *steps):
        refused(reason, clause, why, "wallet", "bob", *steps)

    def release(a_certificate, outcome, now=NOW):
        return step("ReleaseGoods", outcome, {"certificate": a_certificate, "now": now})

    proven = step("RecordOwnershipProof", "recorded", {"proof": ownership("alice", 0, VILLAGE_ID)})
    case(
        "SenderUnproven", "GD-5", "bob does not know who owns alice", release(CERTIFIED, "refused")
    )
    case(
        "NotTheRecipient",
        "GD-2",
        "the certificate pays carol",
        proven,
        release(certificate(ALICE_CAROL, ["a1", "a2", "a3"]), "refused"),
    )
    case(
        "GoodsReleased",
        "GD-4",
        "bob has handed out the goods before",
        proven,
        release(CERTIFIED, "released"),
        release(CERTIFIED, "refused"),
    )
    case(
        "WindowClosed",
        "GD-3",
        "now is issued_at + ttl, the first moment too late",
        proven,
        release(CERTIFIED, "refused", 61_000),
    )


for group in (orders, certificates, proofs, payer, payee):
    group()
assert NETWORK == "village"
