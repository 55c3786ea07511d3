"""For every reason of a policy agent one case by hand, as refused.py has them for settlement.

In: policy.py. Out: more of REFUSED.
"""

from policy import (
    ONE,
    ROOT,
    TWO,
    after,
    beginning,
    bundle,
    elected,
    freeze,
    move,
    share,
    signature,
)
from refused import NOW, REFUSED, refused, step
from world import (
    HARBOUR,
    HARBOUR_ID,
    KEY,
    SHOP_ID,
    VILLAGE_ID,
    emitted,
)

__all__ = ["REFUSED"]
NOBODY = "ab" * 32


def applies(content, outcome="refused", signers=("a1", "a2", "a3")):
    return step("ApplyBundle", outcome, {"bundle": bundle(content, signers)})


def given_whole(a_bundle):
    return step("ApplyBundle", "refused", {"bundle": a_bundle})


def signs(content, outcome="refused", emits=()):
    return step("SignBundle", outcome, {"bundle": bundle(content, ())}, emits)


def consults(deed, subject, now=NOW):
    return step("Consult", "refused", {"deed": deed, "subject": subject, "now": now})


AT_ONE = applies(ONE, "applied")
AT_TWO = applies(TWO, "applied")


def case(reason, clause, why, *steps, self="a1"):
    refused(reason, clause, why, "controller", self, *steps)


def with_signature(content, another):
    good = bundle(content)
    signatures = sorted([*good["signatures"], another], key=lambda each: each["authority"])
    return {**good, "signatures": signatures}


def chains():
    twice = bundle(ONE, ("a1", "a2"))
    twice["signatures"] = [twice["signatures"][0], *twice["signatures"]]
    case("BundleMalformed", "PB-1", "one of two controllers twice", given_whole(twice))
    case(
        "BundleWrongNetwork",
        "PB-2",
        "a bundle of another network, signed there",
        applies({**ONE, "network": "harbour"}),
    )
    case(
        "BundleRolledBack",
        "PB-3",
        "another bundle of the version in force",
        AT_ONE,
        applies({**ONE, "valid_until": 11_000}),
    )
    case(
        "BundleSkipsVersion",
        "PB-4",
        "version 2 before version 1",
        applies(after(ONE, elected=elected(1, "a2"))),
    )
    case(
        "PreviousDiffers",
        "PB-5",
        "it names nothing as the one before it",
        applies({**ONE, "previous": "0" * 64}),
    )


def signers():
    case(
        "BundleSignatureInvalid",
        "PB-6",
        "a fourth signature, of another bundle, beside three good ones",
        given_whole(with_signature(ONE, {**signature("a4", TWO)})),
    )
    case(
        "SignerNoController",
        "PB-7",
        "the controllers that it names itself signed it",
        applies(
            {**ONE, "controllers": HARBOUR, "elected": None}, signers=("b1", "b2", "b3")
        ),
    )
    case("BundleNoQuorum", "PB-8", "two of four", applies(ONE, signers=("a1", "a2")))


def accounts():
    both = sorted([move("alice", SHOP_ID), move("alice", VILLAGE_ID)], key=lambda each: each["to"])
    case(
        "TwoTargets", "PB-9", "alice goes to two places", AT_ONE, applies(after(ONE, reassignments=both))
    )
    fewer = [each for each in ONE["committees"] if each["name"] != "shop"]
    case(
        "TargetUnlisted",
        "PB-10",
        "the shop is not listed any more",
        AT_ONE,
        applies(after(ONE, committees=fewer, reassignments=[move("alice", SHOP_ID)])),
    )
    case(
        "TargetBeforeFreeze",
        "PB-11",
        "nobody froze alice",
        applies({**ONE, "reassignments": [move("alice", SHOP_ID)]}),
    )
    case(
        "OpenedBefore",
        "PB-12",
        "the genesis opened alice",
        applies({**ONE, "openings": [beginning("alice", VILLAGE_ID, 1)]}),
    )


def keys():
    case(
        "RevocationDropped",
        "PB-13",
        "b1 is revoked no more",
        AT_ONE,
        AT_TWO,
        applies(after(TWO, revocations=[])),
    )
    case(
        "RevokedUnknown",
        "PB-14",
        "a key of nobody",
        applies({**ONE, "revocations": [KEY["outsider"]]}),
    )
    case(
        "RevokedController",
        "PB-15",
        "a4 is revoked and a controller",
        applies({**ONE, "revocations": [KEY["a4"]]}),
    )
    case(
        "TermUsed",
        "PB-16",
        "another winner of term 1",
        AT_ONE,
        applies(after(ONE, elected=elected(1, "a3"))),
    )
    case(
        "WinnerNoController",
        "PB-17",
        "the shop is no controller",
        applies({**ONE, "elected": elected(1, "shop")}),
    )


def signing():
    case("NoController", "PB-18", "the outsider signs nothing", signs(ONE), self="outsider")
    case(
        "SignedAnother",
        "PB-19",
        "a1 has signed another first version",
        signs(ONE, "signed", [emitted("BundleSignature", share("a1", ONE))]),
        signs({**ONE, "valid_until": 11_000}),
    )


def deeds():
    case(
        "BundleExpired",
        "PB-20",
        "the root is expired from the start",
        consults("credit", HARBOUR_ID),
    )
    case("CommitteeRetired", "PB-21", "nobody lists it", consults("payment", NOBODY))
    case(
        "CommitteeRevoked",
        "PB-22",
        "b1 of the harbour is revoked",
        AT_ONE,
        AT_TWO,
        consults("payment", HARBOUR_ID),
    )
    case("NotElected", "PB-23", "a2 is elected", AT_ONE, consults("control", KEY["a3"]))
    case("NotFrozenByPolicy", "PB-24", "bob is not frozen", AT_ONE, consults("policy", KEY["bob"]))


assert ROOT["version"] == 0 and freeze("alice") in ONE["freezes"]
for group in (chains, signers, accounts, keys, signing, deeds):
    group()
