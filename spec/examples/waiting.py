"""The messages of orders that wait for a handoff, really signed (PD-13, PD-14).

In: moves.py and world.py. Out: more of its VALID, and what broken_waiting.py and refused_waiting.py
need. Alice comes to the shop, which owns bob alone.
"""

from moves import ALICE_0, opening_state, signed
from world import (
    ACCOUNT_NEW,
    GENESIS,
    KEY,
    MAX_INT,
    RENEWED,
    VALID,
    digest_of_core,
    emitted,
    given,
    order,
)

NEXT = order("alice", "bob", 30, 0, 1)
OTHER = order("alice", "carol", 30, 0, 1)


def until(an_order):
    return min(an_order["issued_at"] + an_order["ttl"], MAX_INT)


def pending_order(an_order, authority="shop", signer=None):
    body = {"core_digest": digest_of_core(an_order), "until": until(an_order)}
    return signed("pending-order", authority, body, signer)


def lapse_notice(an_order, *reasons, authority="shop", signer=None):
    body = {"core_digest": digest_of_core(an_order), "reasons": list(reasons)}
    return signed("lapse-notice", authority, body, signer)


def pending_state(an_order):
    return {
        "sender": an_order["sender"],
        "epoch": an_order["epoch"],
        "nonce": an_order["nonce"],
        "core_digest": digest_of_core(an_order),
        "until": until(an_order),
    }


ENDLESS = order("alice", "bob", 30, 0, 1, issued_at=MAX_INT, ttl=MAX_INT)
WAITS = pending_order(NEXT)
LAPSED = lapse_notice(NEXT, "OrderExpired")
IDLE = {"accounts": {}, "ownership": [], "releases": [], "accepted": [], "openings": []}

VALID |= {
    "pending-order": {"plain": WAITS, "largest": pending_order(ENDLESS)},
    "lapse-notice": {
        "too-late": LAPSED,
        "two-reasons": lapse_notice(RENEWED, "WrongEpoch", "OrderExpired"),
    },
    "pending-input": {
        "pend": given("Pend", order=NEXT, now=2_000),
        "lapse": given("Lapse", now=61_000),
        "activate": given("Activate", account=KEY["alice"], now=2_000),
    },
    "pending-observation": {
        "nobody-waits": {**IDLE, "pending": []},
        "alice-waits": {
            **IDLE,
            "accounts": {KEY["alice"]: ACCOUNT_NEW},
            "ownership": GENESIS["ownership"],
            "openings": [opening_state(ALICE_0)],
            "pending": [pending_state(NEXT)],
        },
    },
}
VALID["emitted"] |= {
    "pending-order": emitted("PendingOrder", WAITS),
    "lapse-notice": emitted("LapseNotice", LAPSED),
}
VALID["outcome"] |= {kind: {"kind": kind} for kind in ("pending", "lapsed", "activated")}
