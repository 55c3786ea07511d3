"""Invalid policy bundles: what broken.py does for the messages of settlement.

In: the tools of broken.py, and policy.py. Out: more of its INVALID.
"""

from broken import (
    BASE,
    INVALID,
    REASON,
    envelope,
    hexadecimal,
    integer,
    key,
    network,
    put,
    without,
)
from policy import MAX_VERSION
from world import MAX_INT, VALID

__all__ = ["INVALID"]

# A signature on its way is no input of an agent: whoever collects them reads it.
REASON |= {"policy-bundle": "BundleMalformed", "bundle-signature": None}
BASE |= {
    "policy-bundle": VALID["policy-bundle"]["largest"],
    "bundle-signature": VALID["bundle-signature"]["plain"],
}
INVALID |= {message: {} for message in ("policy-bundle", "bundle-signature")}


def signature_fields(message, path):
    key(message, [*path, "authority"])
    hexadecimal(message, [*path, "authority_sig"])


def shares():
    message = "bundle-signature"
    envelope(message, "bundle")
    for field in BASE[message]:
        without(message, [field])
    hexadecimal(message, ["bundle"])
    signature_fields(message, [])


def scalars(message):
    network(message, ["network"])
    integer(message, ["version"], 0, MAX_VERSION, clause="PB-25")
    hexadecimal(message, ["previous"])
    integer(message, ["valid_until"], 0, MAX_INT)
    integer(message, ["parameters", "ttl_max"], 1, MAX_INT)
    integer(message, ["elected", "term"], 1, MAX_VERSION, clause="PB-25")
    key(message, ["elected", "winner"])
    put(message, ["elected", "winner"], "null", "SG-1", "nobody wins no term", None)
    for path in (["elected", "term"], ["elected", "winner"], ["parameters", "skew"]):
        without(message, path)


def parts(message):
    key(message, ["openings", 0, "account"])
    hexadecimal(message, ["openings", 0, "committee"])
    put(message, ["openings", 0, "balance"], "number", "TH-13", "a balance is a string", 7)
    key(message, ["freezes", 0, "account"])
    integer(message, ["freezes", 0, "epoch"], 0, 2**32 - 2, clause="TH-19")
    key(message, ["reassignments", 0, "account"])
    integer(message, ["reassignments", 0, "epoch"], 0, 2**32 - 2, clause="TH-19")
    hexadecimal(message, ["reassignments", 0, "to"])
    key(message, ["revocations", 0])
    signature_fields(message, ["signatures", 0])
    put(message, ["controllers", "members"], "nobody", "TH-5", "a committee has a member", [])


def order_of(message):
    """Each list has one order, and nothing in it twice."""
    for field in ("committees", "openings", "freezes", "revocations", "signatures"):
        good = BASE[message][field]
        clause = "PB-1" if field == "signatures" else "PB-25"
        turned = [good[1], good[0], *good[2:]]
        put(message, [field], "descending", clause, "they ascend", turned, "meaning", [field, 1])
        twice = [good[0], good[0], *good[1:]]
        put(message, [field], "twice", clause, "each stands once", twice, "shape", [field, 1])
        put(message, [field], "null", clause, "it is a list, if an empty one", None)
    first, second, *rest = BASE[message]["signatures"]
    both = [first, {**second, "authority": first["authority"]}, *rest]
    put(
        message,
        ["signatures"],
        "one-signer-twice",
        "PB-1",
        "each counts once, whatever it signed",
        both,
        "meaning",
        ["signatures", 1],
    )


def bundles():
    message = "policy-bundle"
    envelope(message, "version")
    for field in BASE[message]:
        without(message, [field])
    scalars(message)
    parts(message)
    order_of(message)


shares()
bundles()
