"""Invalid messages of a move: what broken.py does for those of settlement.

In: the tools of broken.py, and moves.py. Out: more of its INVALID.
"""

from broken import (
    BASE,
    INVALID,
    REASON,
    amount,
    envelope,
    hexadecimal,
    integer,
    key,
    network,
    order_fields,
    put,
    vote_fields,
    without,
)
from moves import MAX_EPOCH
from world import MAX_INT, VALID

__all__ = ["INVALID"]

# What is answered to whoever brings it. A release and an opening come inside a handoff certificate,
# invitations and receipts in lists; a hint is no input of anybody.
REASON |= {
    "handoff-request": "RequestMalformed",
    "invitation": "InvitationMissing",
    "handoff-release": "RequestMalformed",
    "account-opening": "RequestMalformed",
    "handoff-certificate": "RequestMalformed",
    "opening-receipt": "OpeningReceiptInvalid",
    "moved": None,
}
BASE |= {
    "handoff-request": VALID["handoff-request"]["to-the-shop"],
    "invitation": VALID["invitation"]["plain"],
    "handoff-release": VALID["handoff-release"]["all-known"],
    "account-opening": VALID["account-opening"]["long-lived"],
    "handoff-certificate": VALID["handoff-certificate"]["busy"],
    "opening-receipt": VALID["opening-receipt"]["plain"],
    "moved": VALID["moved"]["plain"],
}
DOUBLED = {
    "handoff-request": "epoch",
    "invitation": "epoch",
    "handoff-release": "epoch",
    "account-opening": "epoch",
    "handoff-certificate": "account_sig",
    "opening-receipt": "opening",
    "moved": "epoch",
}


def move_fields(message, path, largest=MAX_EPOCH - 1, clause="TH-19"):
    key(message, [*path, "account"])
    integer(message, [*path, "epoch"], 0, largest, clause=clause)
    hexadecimal(message, [*path, "to"])


def signed_fields(message, path):
    key(message, [*path, "authority"])
    hexadecimal(message, [*path, "authority_sig"])


def lists(message, path, clause, why):
    """A list of at least two: out of order, doubled, and no list at all."""
    items = BASE[message]
    for each in path:
        items = items[each]
    assert len(items) >= 2, (message, path)
    put(message, path, "descending", clause, why, items[::-1], "meaning")
    put(message, path, "twice-the-same", clause, "one stands twice", [items[0], *items])
    put(message, path, "object", clause, "it is a list", {"0": items[0]})
    put(message, [*path, 0], "null", clause, "null is none of them", None)


def everything():
    for message, field in DOUBLED.items():
        INVALID[message] = {}
        envelope(message, field)
        for each in BASE[message]:
            without(message, [each])

    network("handoff-request", ["network"])
    move_fields("handoff-request", [])
    hexadecimal("handoff-request", ["account_sig"])

    move_fields("invitation", [])
    signed_fields("invitation", [])

    why = "they ascend by their text"
    move_fields("handoff-release", [])
    hexadecimal("handoff-release", ["opening"])
    signed_fields("handoff-release", [])
    for field in ("certificates", "locks"):
        lists("handoff-release", [field], "TH-18", why)
    vote_fields("handoff-release", ["certificates", 1, "votes", 0])
    order_fields("handoff-release", ["locks", 0])

    openings()

    move_fields("handoff-certificate", ["request"])
    key("handoff-certificate", ["opening", "account"])
    hexadecimal("handoff-certificate", ["account_sig"])
    hexadecimal("handoff-certificate", ["releases", 1, "authority_sig"])
    lists("handoff-certificate", ["releases"], "TH-18", why)
    for field in ("request", "opening"):
        put("handoff-certificate", [field], "null", "TH-22", "null says nothing", None)

    hexadecimal("opening-receipt", ["opening"])
    signed_fields("opening-receipt", [])

    move_fields("moved", [], MAX_EPOCH, "TH-7")


def openings():
    message = "account-opening"
    key(message, ["account"])
    integer(message, ["epoch"], 0, MAX_EPOCH)
    hexadecimal(message, ["committee"])
    integer(message, ["next_nonce"], 0, MAX_INT)
    for name, value in {
        "empty": "",
        "leading-zero": "00",
        "minus-zero": "-0",
        "plus": "+1",
        "number": 1,
    }.items():
        put(message, ["balance"], name, "TH-21", "a decimal has one spelling", value)
    for field in ("applied", "credited"):
        lists(message, [field], "TH-21", "claims ascend by digest")
        amount(message, [field, 0, "amount"])
    escrow = BASE[message]["escrow"][0]
    claims = escrow["claims"]
    amount(message, ["escrow", 0, "amount"])
    for name, why, value, layer in [
        ("same-nonce-twice", "one nonce, two escrows", [escrow, {**escrow, "amount": "9"}], "meaning"),
        ("descending", "escrows ascend by nonce", [{**escrow, "nonce": 5}, escrow], "meaning"),
        ("object", "it is a list", {"0": escrow}, "shape"),
    ]:
        put(message, ["escrow"], name, "TH-21", why, value, layer)
    put(message, ["escrow", 0, "claims"], "empty", "TH-21", "nobody could open it", [])
    why = "claims ascend by digest"
    put(message, ["escrow", 0, "claims"], "descending", "TH-21", why, claims[::-1], "meaning")


everything()
