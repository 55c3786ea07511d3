"""For every reason of an order that is to wait one case by hand, as refused.py has them.

In: waiting.py. Out: more of REFUSED.
"""

from refused import NOW, REFUSED, refused, step
from waiting import NEXT, OTHER, pending_order
from world import KEY, emitted, order

__all__ = ["REFUSED"]


def pend(an_order, outcome="refused", now=NOW):
    emits = [emitted("PendingOrder", pending_order(an_order))] if outcome == "pending" else ()
    return step("Pend", outcome, {"order": an_order, "now": now}, emits)


def case(reason, clause, why, *steps):
    refused(reason, clause, why, "pending", "shop", *steps)


def about_orders():
    case("PendingMalformed", "PD-1", "an amount of 0", pend({**NEXT, "amount": "0"}))
    case(
        "PendingSignatureInvalid",
        "PD-2",
        "carol signed what alice should pay",
        pend(order("alice", "bob", 30, 0, 1, signer="carol")),
    )
    case(
        "PendingWrongNetwork",
        "PD-3",
        "an order of another network, signed for that one",
        pend(order("alice", "bob", 30, 0, 1, network="harbour")),
    )
    case(
        "PendingSelfTransfer",
        "PD-4",
        "alice pays alice",
        pend(order("alice", "alice", 30, 0, 1)),
    )
    case("PendingExpired", "PD-5", "its window ends just now", pend(NEXT, now=61_000))
    case(
        "PendingFromFuture",
        "PD-6",
        "issued a millisecond beyond the skew",
        pend(order("alice", "bob", 30, 0, 1, issued_at=4_001)),
    )
    case(
        "PendingTtlTooLong",
        "PD-7",
        "a millisecond too long",
        pend(order("alice", "bob", 30, 0, 1, ttl=120_001)),
    )


def about_accounts():
    case(
        "PendingAccountUnknown",
        "PD-8",
        "nobody ever owned the outsider's account",
        pend(order("outsider", "bob", 30, 0, 1)),
    )
    case(
        "EpochOpenHere",
        "PD-9",
        "the shop owns bob, and may vote",
        pend(order("bob", "alice", 1, 0)),
    )
    case(
        "PendingFull",
        "PD-10",
        "two of hers wait already",
        pend(NEXT, "pending"),
        pend(order("alice", "bob", 1, 1, 1), "pending"),
        pend(order("alice", "bob", 1, 2, 1)),
    )
    case(
        "OtherOrderPending",
        "PD-11",
        "carol instead of bob, at the same nonce",
        pend(NEXT, "pending"),
        pend(OTHER),
    )
    activate = step("Activate", "refused", {"account": KEY["alice"], "now": NOW})
    case("AccountNotOpenHere", "PD-12", "alice is not here yet", pend(NEXT, "pending"), activate)


for group in (about_orders, about_accounts):
    group()
