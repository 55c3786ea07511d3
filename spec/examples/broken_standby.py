"""Invalid reports of an owner that was taken over: what broken.py does for settlement.

In: the tools of broken.py, and standby.py. Out: more of its INVALID.
"""

from broken import BASE, INVALID, REASON, amount, envelope, hexadecimal, integer, key, without
from broken_moves import lists
from moves import MAX_EPOCH
from standby import VALID

__all__ = ["INVALID"]

MESSAGE = "takeover-report"
REASON |= {MESSAGE: "WitnessedMalformed"}
BASE |= {MESSAGE: VALID[MESSAGE]["plain"]}


def everything():
    INVALID[MESSAGE] = {}
    envelope(MESSAGE, "epoch")
    for each in BASE[MESSAGE]:
        without(MESSAGE, [each])
    key(MESSAGE, ["account"])
    integer(MESSAGE, ["epoch"], 0, MAX_EPOCH - 1, clause="TH-19")
    lists(MESSAGE, ["claims"], "TH-21", "claims ascend by digest")
    amount(MESSAGE, ["claims", 0, "amount"])
    key(MESSAGE, ["owner"])
    hexadecimal(MESSAGE, ["owner_sig"])


everything()
