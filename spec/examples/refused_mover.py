"""For every reason of a wallet that moves one case by hand, as refused.py has them for settlement.

In: moves.py, mover.py. Out: more of REFUSED.
"""

from moves import ALICE_0, IDLE, OPENED, TO_SHOP, UNLOCK, invitation, release, request
from mover import asks
from refused import refused, step
from world import ALICE_BOB, CERTIFIED, KEY, SHOP_ID, emitted, vote

IDLE_RELEASES = [release(each, TO_SHOP, ALICE_0) for each in ("a1", "a2", "a3")]


def asked(a_request, outcome="refused", emits=()):
    return step("RequestHandoff", outcome, asks(a_request), emits)


def invited(an_invitation, outcome="refused", emits=()):
    return step("CollectInvitation", outcome, {"invitation": an_invitation}, emits)


def released(a_release, outcome="collected", emits=()):
    return step("CollectRelease", outcome, {"release": a_release}, emits)


def signs(outcome="refused", emits=()):
    return step("SignHandoff", outcome, {}, emits)


def locks(outcome="refused", emits=()):
    body = {"recipient": KEY["bob"], "amount": "30", "now": 1_000, "ttl": 60_000}
    return step("Lock", outcome, body, emits)


def votes(voter, outcome="collected", emits=()):
    return step("CollectVote", outcome, {"vote": vote(voter, ALICE_BOB)}, emits)


REQUESTED = asked(TO_SHOP, "requested", [emitted("HandoffRequest", TO_SHOP)])
LOCKED = locks("locked", [emitted("Order", ALICE_BOB)])
SIGNED = [
    *map(released, IDLE_RELEASES),
    signs("signed", [emitted("HandoffCertificate", IDLE)]),
]


def cases():
    def case(reason, clause, why, *steps):
        refused(reason, clause, why, "mover", "alice", *steps)

    case("TargetChosen", "WH-1", "the shop was asked for before", REQUESTED, asked(UNLOCK))
    case("NoHandoffUnderWay", "WH-2", "nobody was asked", signs())
    stranger = invitation("outsider", TO_SHOP)
    case("InvitationNotAMembers", "WH-3", "a stranger invites", REQUESTED, invited(stranger))
    later = invitation("shop", request("alice", 1, SHOP_ID))
    case("InvitationForOther", "WH-4", "an invitation for epoch 1", REQUESTED, invited(later))
    case(
        "HandoffSigned",
        "WH-5",
        "a fourth release after the signature",
        REQUESTED,
        *SIGNED,
        released(release("a4", TO_SHOP, ALICE_0), "refused"),
    )
    case(
        "HandoffUnsigned",
        "WH-6",
        "no handoff certificate is signed",
        REQUESTED,
        step("CollectOpeningReceipt", "refused", {"receipt": OPENED}),
    )
    case(
        "NothingToComplete",
        "WH-7",
        "no nonce is reserved",
        step("Complete", "refused", {"nonce": 0, "now": 1_000, "ttl": 60_000}),
    )
    willing = invitation("shop", TO_SHOP)
    shown = [emitted("HandoffRequest", TO_SHOP), emitted("Invitation", willing)]
    case(
        "AccountMoving",
        "WH-8",
        "the shop has invited",
        REQUESTED,
        invited(willing, "invited", shown),
        locks(),
    )
    case("MoveUnknown", "WH-9", "alice has not moved", step("ShowMove", "refused", {"epoch": 1}))
    case(
        "CertificateStranded",
        "WH-10",
        "three members keep a certified order secret",
        LOCKED,
        *map(votes, ("a1", "a2")),
        votes("a3", "certified", [emitted("TransferCertificate", CERTIFIED)]),
        REQUESTED,
        *map(released, IDLE_RELEASES),
        signs(),
    )
    case(
        "OrderVoid",
        "WH-11",
        "a1 votes for an order that its release did not know",
        LOCKED,
        REQUESTED,
        *SIGNED,
        votes("a1", "refused"),
    )


cases()
