"""For every reason of a move one case by hand, as refused.py has them for settlement.

In: moves.py. Out: more of REFUSED.
"""

from moves import (
    ALICE_0,
    IDLE,
    OPENED,
    TO_SHOP,
    UNLOCK,
    handoff,
    invitation,
    next_opening,
    opening_receipt,
    release,
    request,
)
from refused import REFUSED, refused, step
from world import (
    ALICE_BOB,
    CERTIFIED,
    HARBOUR_ID,
    SHOP_ID,
    VILLAGE_ID,
    certificate,
    emitted,
    order,
    ownership,
)

__all__ = ["REFUSED"]
NOBODY = "ab" * 32
HEARD = step("RecordOwnershipProof", "recorded", {"proof": ownership("alice", 0, VILLAGE_ID)})


def invite(a_request):
    return step("Invite", "refused", {"request": a_request})


def releasing(a_request, invitations, outcome="refused", emits=()):
    return step("Release", outcome, {"request": a_request, "invitations": invitations}, emits)


def accept(a_handoff, outcome="refused", emits=()):
    return step("AcceptHandoff", outcome, {"handoff": a_handoff}, emits)


def opens(a_handoff, receipts, outcome="refused"):
    return step("OpenAccount", outcome, {"handoff": a_handoff, "receipts": receipts})


def three(*certificates):
    """What a1, a2 and a3 say; a1 knows these certificates."""
    first = release("a1", TO_SHOP, ALICE_0, certificates)
    return [first, *(release(each, TO_SHOP, ALICE_0) for each in ("a2", "a3"))]


def requests():
    def case(reason, clause, why, self, *steps):
        refused(reason, clause, why, "handoff", self, *steps)

    case("RequestMalformed", "HO-1", "an epoch that is a text", "shop", invite({**TO_SHOP, "epoch": "0"}))
    case(
        "RequestSignatureInvalid",
        "HO-2",
        "bob asks for alice's account",
        "shop",
        invite(request("alice", 0, SHOP_ID, signer="bob")),
    )
    case(
        "RequestWrongNetwork",
        "HO-3",
        "a request of another network, signed for that one",
        "shop",
        invite(request("alice", 0, SHOP_ID, network="harbour")),
    )
    case(
        "CommitteeUnlisted",
        "HO-4",
        "a committee that the genesis does not list",
        "shop",
        invite(request("alice", 0, NOBODY)),
    )
    case("NotOfThatCommittee", "HO-5", "a1 does not belong to the shop", "a1", invite(TO_SHOP))
    invited = [invitation("shop", TO_SHOP)]
    case(
        "AccountNotOwned",
        "HO-6",
        "the shop does not own alice's account",
        "shop",
        releasing(TO_SHOP, invited),
    )
    later = request("alice", 1, SHOP_ID)
    case(
        "RequestWrongEpoch",
        "HO-7",
        "alice is in epoch 0",
        "a1",
        releasing(later, [invitation("shop", later)]),
    )
    case("InvitationMissing", "HO-8", "nobody has invited", "a1", releasing(TO_SHOP, []))
    own = sorted(
        (invitation(each, UNLOCK) for each in ("a1", "a2", "a3")), key=lambda each: each["authority"]
    )
    said = emitted("HandoffRelease", release("a1", TO_SHOP, ALICE_0))
    case(
        "ReleasedElsewhere",
        "HO-9",
        "the account was released to the shop before",
        "a1",
        releasing(TO_SHOP, invited, "released", [said]),
        releasing(UNLOCK, own),
    )


def certificates():
    def case(reason, clause, why, *steps):
        refused(reason, clause, why, "handoff", "shop", *steps)

    def judged(reason, clause, why, releases, signer="alice"):
        case(reason, clause, why, HEARD, accept(handoff(TO_SHOP, ALICE_0, releases, signer)))

    case("OpeningUnproven", "HO-10", "the shop has not heard who owns alice", accept(IDLE))
    stranger = release("outsider", TO_SHOP, ALICE_0)
    judged("ReleaseNotAMembers", "HO-11", "a fourth release by a stranger", [*three(), stranger])
    other = release("a4", request("alice", 0, HARBOUR_ID), ALICE_0)
    judged("ReleasesDisagree", "HO-12", "a fourth release to the harbour", [*three(), other])
    weak = certificate(ALICE_BOB, ["a1", "a2"])
    judged("ReleasedCertificateInvalid", "HO-13", "a certificate of two of four", three(weak))
    unknown = certificate(order("gail", "alice", 1, 0), ["shop"], SHOP_ID)
    judged(
        "ReleasedCertificateUnproven", "HO-14", "nobody can prove who owns gail", three(unknown)
    )
    forged = order("alice", "bob", 30, 0, signer="carol")
    lying = release("a4", TO_SHOP, ALICE_0, [], [forged])
    judged("ReleasedLockInvalid", "HO-15", "a lock that alice never signed", [*three(), lying])
    judged("ReleasesNoQuorum", "HO-16", "two of four", three()[:2])
    judged("HandoffSignatureInvalid", "HO-17", "bob has bound the releases", three(), "bob")
    gap = certificate(order("alice", "bob", 30, 1), ["a1", "a2", "a3"])
    judged("ReleasedNoncesBroken", "HO-18", "nonce 1 is certified, nonce 0 is not", three(gap))

    paid = handoff(TO_SHOP, ALICE_0, three(CERTIFIED))
    case(
        "AcceptedOther",
        "HO-19",
        "the shop has promised to open without that payment",
        HEARD,
        accept(IDLE, "accepted", [emitted("OpeningReceipt", OPENED)]),
        accept(paid),
    )
    case(
        "EpochNotNew",
        "HO-20",
        "epoch 1 is open, without that payment",
        HEARD,
        opens(IDLE, [OPENED], "opened"),
        accept(paid),
    )
    wrong = opening_receipt("shop", next_opening(paid))
    case(
        "OpeningReceiptInvalid",
        "HO-21",
        "a receipt for another opening",
        HEARD,
        opens(IDLE, [wrong]),
    )
    case("OpeningReceiptsNoQuorum", "HO-22", "nobody has promised", HEARD, opens(IDLE, []))


for group in (requests, certificates):
    group()
