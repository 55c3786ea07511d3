"""Invalid messages of a merchant alone: what broken.py does for the messages of settlement.

In: the tools of broken.py, and witnessed.py. Out: more of its INVALID.
"""

from broken import BASE, INVALID, REASON, amount, envelope, hexadecimal, integer, key, put, without
from broken_moves import lists
from moves import MAX_EPOCH
from witnessed import VALID
from world import MAX_INT, MAX_NONCE

__all__ = ["INVALID"]

# An acknowledgement and a statement are no inputs of a witness.
REASON |= {
    "grant": "WitnessedMalformed",
    "checkpoint": "WitnessedMalformed",
    "acknowledgement": None,
    "takeover-order": "WitnessedMalformed",
    "takeover-statement": None,
}
BASE |= {
    "grant": VALID["grant"]["plain"],
    "checkpoint": VALID["checkpoint"]["largest"],
    "acknowledgement": VALID["acknowledgement"]["largest"],
    "takeover-order": VALID["takeover-order"]["plain"],
    "takeover-statement": VALID["takeover-statement"]["plain"],
}
DOUBLED = {
    "grant": "epoch",
    "checkpoint": "seq",
    "acknowledgement": "witness",
    "takeover-order": "to",
    "takeover-statement": "witness",
}


def about(message, path):
    key(message, [*path, "account"])
    integer(message, [*path, "epoch"], 0, MAX_EPOCH - 1, clause="TH-19")


def signed_fields(message, path, role):
    key(message, [*path, role])
    hexadecimal(message, [*path, f"{role}_sig"])


def decimals(message, path, clause, more):
    for name, value in {"empty": "", "leading-zero": "00", "plus": "+1", "number": 1, **more}.items():
        put(message, path, name, clause, "a decimal has one spelling", value)


def checkpoints():
    message = "checkpoint"
    about(message, [])
    integer(message, ["seq"], 0, MAX_NONCE, clause="WI-15")
    integer(message, ["next_nonce"], 0, MAX_INT)
    decimals(message, ["balance"], "TH-21", {"minus-zero": "-0"})
    for field in ("applied", "credited"):
        lists(message, [field], "TH-21", "claims ascend by digest")
        amount(message, [field, 0, "amount"])
    lists(message, ["escrow"], "TH-21", "escrows ascend by nonce")
    amount(message, ["escrow", 0, "amount"])
    amount(message, ["reserved", "amount"])
    put(message, ["reserved"], "list", "TH-2", "one claim, or null", [])
    signed_fields(message, [], "owner")


def everything():
    for message, field in DOUBLED.items():
        INVALID[message] = {}
        envelope(message, field)
        for each in BASE[message]:
            without(message, [each])

    about("grant", [])
    signed_fields("grant", [], "owner")
    key("grant", ["witness"])
    key("grant", ["controller"])
    integer("grant", ["window"], 0, MAX_NONCE, clause="WI-14")
    decimals("grant", ["budget"], "WI-14", {"negative": "-1"})
    put("grant", ["budget"], "too-large", "WI-14", "2^63 is too much", str(2**63), "meaning")

    checkpoints()

    about("takeover-order", [])
    hexadecimal("takeover-order", ["to"])
    signed_fields("takeover-order", [], "controller")

    signed_fields("acknowledgement", [], "witness")
    put("acknowledgement", ["checkpoint"], "null", "WI-15", "null says nothing", None)
    signed_fields("takeover-statement", [], "witness")
    for field, clause in (("order", "WI-17"), ("grant", "WI-14"), ("checkpoint", "WI-15")):
        put("takeover-statement", [field], "null", clause, "null says nothing", None)


everything()
