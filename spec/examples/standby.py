"""The messages of an owner beside its witness, really signed (SB-11).

In: witnessed.py and world.py. Out: more of its VALID, and what broken_standby.py and
refused_standby.py need. The shop owns bob alone.
"""

from moves import MAX_EPOCH, by_digest
from witnessed import (
    FIRST,
    GRANT,
    LARGEST,
    SECOND,
    STATEMENT,
    about,
    acknowledgement,
    claim,
    signed,
)
from world import (
    ACCOUNT_NEW,
    BOB_ALICE,
    GENESIS,
    KEY,
    MAX_NONCE,
    VALID,
    VILLAGE_ID,
    emitted,
    given,
)


def report(claims, account="bob", epoch=0, owner="shop", signer=None):
    body = {**about(account, epoch), "claims": by_digest(claims)}
    return signed("report", "owner", owner, body, signer)


def state_of(a_checkpoint):
    return {field: value for field, value in a_checkpoint.items() if field != "owner_sig"}


REPORT = report([claim("bob", "carol", 7, 0), claim("bob", "alice", 2, 1)])
IDLE = {
    "accounts": {},
    "ownership": [],
    "releases": [],
    "grants": [],
    "written": [],
    "acked": [],
    "windows": [],
}
WINDOW = {
    **about("bob", 0),
    "owner": KEY["shop"],
    "from": 1,
    "upto": 3,
    "amount": "5",
    "closed": False,
}

VALID |= {
    "takeover-report": {
        "plain": REPORT,
        "nothing": report([]),
        "late": report([claim("bob", "alice", 2**63 - 1, MAX_NONCE)], epoch=MAX_EPOCH - 1),
    },
    "standby-input": {
        "take-grant": given("TakeGrant", grant=GRANT),
        "write-checkpoint": given("WriteCheckpoint", account=KEY["bob"]),
        "reserve": given("Reserve", order=BOB_ALICE, now=2_000),
        "acknowledge": given("Acknowledge", acknowledgement=acknowledgement(SECOND)),
        "open-takeover": given("OpenTakeover", statement=STATEMENT),
        "report": given("Report", report=REPORT),
    },
    "standby-observation": {
        "new": IDLE,
        "taken-over": {
            **IDLE,
            "accounts": {KEY["alice"]: ACCOUNT_NEW},
            "ownership": GENESIS["ownership"],
            "releases": [{**about("bob", 0), "to": VILLAGE_ID}],
            "grants": [GRANT],
            "written": [state_of(LARGEST)],
            "acked": [state_of(SECOND)],
            "windows": [WINDOW],
        },
    },
}
VALID["emitted"] |= {
    "checkpoint": emitted("Checkpoint", FIRST),
    "takeover-report": emitted("TakeoverReport", REPORT),
}
VALID["outcome"] |= {
    kind: {"kind": kind} for kind in ("written", "reserved", "reported", "closed")
}
