"""Policy bundles, really signed, along one chain from the root of the village (PB).

In: world.py. Out: more of its VALID, and what broken_policy.py and refused_policy.py need.
"""

from world import (
    GENESIS,
    HARBOUR_ID,
    KEY,
    MAX_INT,
    NETWORK,
    SHOP_ID,
    VALID,
    VILLAGE,
    VILLAGE_ID,
    WHO,
    canonical,
    digest,
    emitted,
    given,
)

MAX_VERSION = 2**32 - 1
THREE = ("a1", "a2", "a3")


def by_text(items):
    return sorted(items, key=canonical)


def freeze(account, epoch=0):
    return {"account": KEY[account], "epoch": epoch}


def move(account, to, epoch=0):
    return {**freeze(account, epoch), "to": to}


def beginning(account, committee_id, balance):
    return {"account": KEY[account], "committee": committee_id, "balance": str(balance)}


def elected(term, winner):
    return {"term": term, "winner": KEY[winner]}


def bundle_digest(content):
    return digest("bundle", content, content["network"])


# PB-27.
ROOT = {
    "network": NETWORK,
    "version": 0,
    "previous": "0" * 64,
    "valid_until": 0,
    "parameters": GENESIS["parameters"],
    "controllers": VILLAGE,
    "committees": by_text(GENESIS["committees"]),
    "openings": [],
    "freezes": [],
    "reassignments": [],
    "revocations": [],
    "elected": None,
}


def after(content, **fields):
    """The next version, with nothing new in it but these fields."""
    news = {"openings": [], "freezes": [], "reassignments": []}
    return {
        **content,
        **news,
        "version": content["version"] + 1,
        "previous": bundle_digest(content),
        "valid_until": 10_000,
        **fields,
    }


def signature(controller, content, signer=None):
    sig = WHO[signer or controller].sign("bundle", content, content["network"])
    return {"authority": KEY[controller], "authority_sig": sig}


def bundle(content, signers=THREE):
    signatures = [signature(each, content) for each in signers]
    return {**content, "signatures": sorted(signatures, key=lambda each: each["authority"])}


def share(controller, content):
    return {"bundle": bundle_digest(content), **signature(controller, content)}


ONE = after(ROOT, freezes=[freeze("alice")], elected=elected(1, "a2"))
TWO = after(
    ONE,
    valid_until=1_500,
    openings=[beginning("gail", VILLAGE_ID, 7)],
    reassignments=[move("alice", SHOP_ID)],
    revocations=[KEY["b1"]],
    elected=elected(2, "a3"),
)
LARGEST = {
    **TWO,
    "version": MAX_VERSION,
    "valid_until": MAX_INT,
    "openings": by_text([beginning("gail", SHOP_ID, 2**63 - 1), beginning("bob", SHOP_ID, 0)]),
    "freezes": by_text([freeze("bob", 2**32 - 2), freeze("carol", 5)]),
    "revocations": by_text([KEY["b1"], KEY["b2"]]),
    "elected": elected(MAX_VERSION, "a1"),
}
OBSERVED = {
    "version": 0,
    "bundle": bundle_digest(ROOT),
    "signed": [],
    "opened": sorted(row["account"] for row in GENESIS["openings"]),
    "frozen": [],
    "targets": [],
}
VALID |= {
    "policy-bundle": {
        "first": bundle(ONE),
        "second": bundle(TWO),
        "signed-by-all": bundle(ONE, (*THREE, "a4")),
        "proposed": bundle(ONE, ()),
        "largest": bundle(LARGEST),
    },
    "bundle-signature": {"plain": share("a1", ONE), "other": share("a2", TWO)},
    "controller-input": {
        "apply-bundle": given("ApplyBundle", bundle=bundle(ONE)),
        "sign-bundle": given("SignBundle", bundle=bundle(ONE, ())),
        "consult-payment": given("Consult", deed="payment", subject=VILLAGE_ID, now=2_000),
        "consult-credit": given("Consult", deed="credit", subject=HARBOUR_ID, now=2_000),
        "consult-control": given("Consult", deed="control", subject=KEY["a2"], now=2_000),
        "consult-policy": given("Consult", deed="policy", subject=KEY["alice"], now=MAX_INT),
        "restart": given("Restart"),
    },
    "controller-observation": {
        "root": OBSERVED,
        "on-the-way": {
            **OBSERVED,
            "version": 2,
            "bundle": bundle_digest(TWO),
            "signed": [bundle_digest(after(TWO))],
            "opened": sorted([*OBSERVED["opened"], KEY["gail"]]),
            "frozen": [freeze("alice")],
            "targets": [move("alice", SHOP_ID)],
        },
    },
}
VALID["emitted"] |= {"bundle-signature": emitted("BundleSignature", share("a1", ONE))}
VALID["outcome"] |= {kind: {"kind": kind} for kind in ("signed", "allowed")}
