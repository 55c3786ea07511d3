"""Invalid committees, openings and genesis files: what broken.py does for messages.

In: the tools of broken.py. Out: more of its INVALID. A fault between two places is put down to what
holds them both.
"""

from broken import BASE, INVALID, amount, flag, hexadecimal, integer, key, network, put, without
from world import HARBOUR_ID, KEY, MAX_INT

__all__ = ["INVALID"]
UNSIGNED_32 = 2**32 - 1
SPELLING = "a balance fits a signed 64-bit number and has one spelling"
MEMBERS = BASE["committee"]["members"]
ESCROWS = BASE["opening"]["escrow"]
GENESIS = BASE["genesis"]


def each(message, layer, rows):
    """Rows of path, name, clause, why, value, and the place if it is not the path."""
    for path, name, clause, why, value, *place in rows:
        put(message, path, name, clause, why, value, layer, *place)


def committees():
    key("committee", ["members", 0, "key"])
    integer("committee", ["members", 0, "weight"], 1, UNSIGNED_32, clause="TH-5")
    for field in ("name", "key", "weight"):
        without("committee", ["members", 0, field])
    first, second, *_ = MEMBERS
    staked = {**first, "stake": 1}
    named = ["members", 0, "name"]
    shapes = [
        (["members"], "empty", "TH-5", "nobody could vote", []),
        (["members", 0], "with-unknown-field", "TH-12", "a field that no clause names", staked),
        (["name"], "empty", "TH-5", "a committee has a name", ""),
        (["name"], "upper-case", "TH-5", "names are lower-case", "Village"),
        (["name"], "too-long", "TH-5", "a name has at most 32 characters", "v" * 33),
        (["name"], "leading-hyphen", "TH-5", "a name begins with no hyphen", "-village"),
        (named, "line-feed", "TH-5", "a line feed is no letter", "a1\n"),
        (named, "too-long", "TH-5", "a name has at most 32 characters", "a" * 33),
        (named, "underscore", "TH-5", "an underscore is no letter", "a_1"),
    ]
    again = [first, {**first, "name": "a9"}]
    namesakes = [first, {**second, "name": first["name"]}]
    meanings = [
        (["members"], "descending", "TH-5", "keys ascend", MEMBERS[::-1]),
        (["members"], "same-key-twice", "TH-5", "keys ascend strictly", again),
        (["members"], "same-name-twice", "TH-5", "names are unique", namesakes),
    ]
    each("committee", "shape", shapes)
    each("committee", "meaning", meanings)


def openings():
    message = "opening"
    key(message, ["account"])
    hexadecimal(message, ["committee"])
    integer(message, ["epoch"], 0, UNSIGNED_32)
    integer(message, ["next_nonce"], 0, MAX_INT)
    flag(message, ["frozen"])
    amount(message, ["escrow", 0, "amount"])
    spellings = {"minus-zero": "-0", "plus": "+6", "leading-zero": "06", "number": 6, "empty": ""}
    spellings |= {"too-large": str(2**63), "too-small": str(-(2**63) - 1)}
    for name, value in spellings.items():
        put(message, ["balance"], name, "TH-13", SPELLING, value)
    escrow = ["escrow", 0]
    claims = [*escrow, "claims"]
    claim = ESCROWS[0]["claims"][0]
    dated = {**claim, "epoch": 0}
    shapes = [
        (claims, "empty", "EX-12", "no claim could ever open it", [], escrow),
        (claims, "twice-the-same", "EX-12", "a claim stands twice", [claim] * 2, escrow),
        ([*claims, 0], "with-epoch", "TH-2", "a claim has no epoch", dated),
    ]
    other, later, small = KEY["frank"], 7, "3"
    twice = [ESCROWS[0], {**ESCROWS[0], "amount": "5"}]
    nonce = [*escrow, "nonce"]
    meanings = [
        ([*claims, 0, "sender"], "other", "EX-12", "another account's claim", other, escrow),
        ([*claims, 0, "nonce"], "other", "EX-12", "a claim of another nonce", later, escrow),
        ([*escrow, "amount"], "too-small", "EX-12", "less than its largest claim", small, escrow),
        (nonce, "not-below-next", "EX-12", "it lies below next_nonce", 1, escrow),
        (["escrow"], "same-nonce-twice", "EX-12", "escrows ascend strictly by nonce", twice),
    ]
    each(message, "shape", shapes)
    each(message, "meaning", meanings)


def genesis():
    message = "genesis"
    network(message, ["network"])
    for field in ("skew", "ttl_max", "queue_max"):
        without(message, ["parameters", field])
    integer(message, ["parameters", "skew"], 0, MAX_INT)
    integer(message, ["parameters", "ttl_max"], 1, MAX_INT)
    integer(message, ["parameters", "queue_max"], 0, UNSIGNED_32, clause="EX-6")
    unknown = {**GENESIS["parameters"], "quorum": 3}
    committees_twice = [*GENESIS["committees"], GENESIS["committees"][0]]
    shapes = [
        (["parameters"], "with-unknown-field", "TH-12", "a field that no clause names", unknown),
        (["committees"], "twice-the-same", "TH-5", "a committee stands twice", committees_twice),
    ]
    nobody = "00" * 32
    again = {**GENESIS["openings"][0], "balance": "1"}
    too_much = str(2**63 - 1)
    # Alice's 100, carol's 10, dave's 20, erin's 6 and frank's debt of 7; and 5 and 4 in escrow.
    too_much_with_escrow = str(2**63 - 1 - (100 + 10 + 20 + 6 - 7))
    sum_why = "the balances and escrows of all accounts are more than 2^63-1"
    rows = GENESIS["ownership"]
    contradictory = [*rows, {**rows[0], "committee": HARBOUR_ID}]
    everybody = ["openings"]
    balance = ["openings", 1, "balance"]
    meanings = [
        (["committees"], "empty", "TH-15", "there is no committee to own anything", [], []),
        (["openings", 0, "committee"], "unknown", "TH-15", "no such committee", nobody),
        (["ownership", 0, "committee"], "unknown", "TH-15", "no such committee", nobody),
        (["openings", 1], "again", "TH-1", "an account is opened twice", again),
        (balance, "too-much", "TH-13", sum_why, too_much, everybody),
        (balance, "too-much-with-escrow", "TH-13", sum_why, too_much_with_escrow, everybody),
        (["ownership"], "contradictory", "OP-1", "two owners in one epoch", contradictory),
        (["ownership"], "without-the-openings", "OP-1", "no row for any opening", [], []),
    ]
    each(message, "shape", shapes)
    each(message, "meaning", meanings)


for group in (committees, openings, genesis):
    group()
