"""What a wallet that moves its account is given and shows (WH).

In: moves.py. Out: more of world.py's VALID.
"""

from moves import ALICE_0, IDLE, OPENED, TO_SHOP, invitation, next_opening, release
from world import (
    ALICE_BOB,
    KEY,
    SHOP_ID,
    VALID,
    claim_of,
    core_of,
    digest,
    emitted,
    given,
    ownership,
    VILLAGE_ID,
)


def asks(a_request, trigger="mobility"):
    return {"to": a_request["to"], "trigger": trigger}


def observation(opening, **more):
    return {
        "account": KEY["alice"],
        "epoch": opening["epoch"],
        "next_nonce": opening["next_nonce"],
        "outstanding": None,
        "certificates": [],
        "released": [],
        "ownership": [ownership("alice", 0, VILLAGE_ID)],
        "opening": digest("opening", opening),
        "reserved": [],
        "handoff": None,
        **more,
    }


RESERVED = {"nonce": 0, "claim_digest": digest("claim", claim_of(core_of(ALICE_BOB)))}

VALID |= {
    "mover-input": {
        "request-handoff": given("RequestHandoff", **asks(TO_SHOP, "link-break")),
        "collect-invitation": given("CollectInvitation", invitation=invitation("shop", TO_SHOP)),
        "collect-release": given("CollectRelease", release=release("a1", TO_SHOP, ALICE_0)),
        "sign-handoff": given("SignHandoff"),
        "collect-opening-receipt": given("CollectOpeningReceipt", receipt=OPENED),
        "show-move": given("ShowMove", epoch=1),
        "complete": given("Complete", nonce=0, now=1_000, ttl=60_000),
    },
    "mover-observation": {
        "new": observation(ALICE_0),
        "busy": observation(
            ALICE_0,
            outstanding={
                "nonce": 0,
                "core_digest": digest("core", core_of(ALICE_BOB)),
                "votes": sorted(KEY[each] for each in ("a1", "a2")),
            },
            certificates=[{**RESERVED, "debited": [KEY["a1"]], "credited": [KEY["a2"]]}],
            released=[{"sender": KEY["bob"], "nonce": 3}],
            handoff={
                "to": SHOP_ID,
                "invitations": [KEY["shop"]],
                "releases": sorted(KEY[each] for each in ("a1", "a2", "a3")),
                "signed": True,
                "receipts": [KEY["shop"]],
            },
        ),
        "arrived": observation(next_opening(IDLE), reserved=[RESERVED]),
    },
}
VALID["emitted"] |= {
    "handoff-request": emitted("HandoffRequest", TO_SHOP),
    "handoff-certificate": emitted("HandoffCertificate", IDLE),
}
VALID["outcome"] |= {kind: {"kind": kind} for kind in ("requested", "moved", "shown")}
