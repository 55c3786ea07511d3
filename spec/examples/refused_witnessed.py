"""For every reason of a witness one case by hand, as refused.py has them for settlement.

In: witnessed.py. Out: more of REFUSED.
"""

from refused import REFUSED, refused, step
from witnessed import (
    FIRST,
    GRANT,
    SECOND,
    TAKEOVER,
    acknowledgement,
    checkpoint,
    grant,
    statement,
    takeover,
)
from world import SHOP_ID, VILLAGE_ID, HARBOUR_ID, emitted

__all__ = ["REFUSED"]


def grants(a_grant, outcome="refused"):
    return step("KeepGrant", outcome, {"grant": a_grant})


def keeps(a_checkpoint, outcome="refused"):
    emits = [emitted("Acknowledgement", acknowledgement(a_checkpoint))]
    taken = outcome == "acknowledged"
    return step("KeepCheckpoint", outcome, {"checkpoint": a_checkpoint}, emits if taken else ())


def fences(order, outcome="refused", last=None):
    emits = [] if last is None else [emitted("TakeoverStatement", statement(order, GRANT, last))]
    return step("FenceOwner", outcome, {"order": order}, emits)


GRANTED = grants(GRANT, "granted")
HELD = keeps(SECOND, "acknowledged")
FENCED = fences(TAKEOVER, "fenced", SECOND)


def case(reason, clause, why, *steps):
    refused(reason, clause, why, "witness", "b3", *steps)


def about_grants():
    case("WitnessedMalformed", "WI-1", "a budget below nothing", grants({**GRANT, "budget": "-1"}))
    forged = grant("bob", 0, "shop", "b3", "a2", signer="outsider")
    case("GrantSignatureInvalid", "WI-2", "the outsider signed it", grants(forged))
    case(
        "GrantNotTheOwners",
        "WI-3",
        "a2 is one of four who own alice",
        grants(grant("alice", 0, "a2", "b3", "a2")),
    )
    case(
        "GrantOfAnother",
        "WI-4",
        "a3 is the witness",
        grants(grant("bob", 0, "shop", "a3", "a2")),
    )
    case(
        "GrantDecided",
        "WI-5",
        "a larger budget, later",
        GRANTED,
        grants(grant("bob", 0, "shop", "b3", "a2", budget="6")),
    )


def about_checkpoints():
    case("Ungranted", "WI-6", "nobody granted", keeps(FIRST))
    case(
        "CheckpointSignatureInvalid",
        "WI-7",
        "the outsider signed it",
        GRANTED,
        keeps(checkpoint(3, signer="outsider")),
    )
    case(
        "AccountFenced",
        "WI-8",
        "a later one, after the takeover",
        GRANTED,
        HELD,
        FENCED,
        keeps(checkpoint(3)),
    )
    case("CheckpointOutdated", "WI-9", "the first comes late", GRANTED, HELD, keeps(FIRST))


def about_takeovers():
    case(
        "TakeoverSignatureInvalid",
        "WI-10",
        "a3 is no controller",
        GRANTED,
        HELD,
        fences(takeover(VILLAGE_ID, controller="a3")),
    )
    case(
        "TakeoverTargetInvalid",
        "WI-11",
        "the shop owns it already",
        GRANTED,
        HELD,
        fences(takeover(SHOP_ID)),
    )
    case("NothingWitnessed", "WI-12", "no checkpoint came", GRANTED, fences(TAKEOVER))
    case(
        "TakeoverDecided",
        "WI-13",
        "the harbour, after the village",
        GRANTED,
        HELD,
        FENCED,
        fences(takeover(HARBOUR_ID)),
    )


for group in (about_grants, about_checkpoints, about_takeovers):
    group()
