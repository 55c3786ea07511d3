"""Invalid messages of orders that wait: what broken.py does for the messages of settlement.

In: the tools of broken.py, and waiting.py. Out: more of its INVALID.
"""

from broken import BASE, INVALID, REASON, envelope, hexadecimal, integer, key, put, without
from waiting import VALID
from world import MAX_INT

__all__ = ["INVALID"]

# Both are words to a customer, and no inputs of anybody.
REASON |= {"pending-order": None, "lapse-notice": None}
BASE |= {
    "pending-order": VALID["pending-order"]["plain"],
    "lapse-notice": VALID["lapse-notice"]["two-reasons"],
}
DOUBLED = {"pending-order": "until", "lapse-notice": "core_digest"}


def everything():
    for message, field in DOUBLED.items():
        INVALID[message] = {}
        envelope(message, field)
        for each in BASE[message]:
            without(message, [each])
        hexadecimal(message, ["core_digest"])
        key(message, ["authority"])
        hexadecimal(message, ["authority_sig"])

    integer("pending-order", ["until"], 0, MAX_INT)

    def reasons(name, why, value, layer="shape", place=("reasons",)):
        put("lapse-notice", ["reasons"], name, "PD-14", why, value, layer, place)

    first, second = BASE["lapse-notice"]["reasons"]
    reasons("empty", "nothing lapses without a reason", [])
    reasons("null", "null says nothing", None)
    reasons("unknown", "a reason is in the table", ["Whim"], place=("reasons", 0))
    reasons("number", "a reason is a code", [8], place=("reasons", 0))
    reasons("twice-the-same", "a reason is told once", [first, first])
    reasons(
        "descending",
        "reasons stand in the order of the table",
        [second, first],
        "meaning",
        ("reasons", 1),
    )


everything()
