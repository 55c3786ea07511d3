"""The messages of a merchant alone, its witness and a controller, really signed (WI-14 to WI-18).

In: moves.py and world.py. Out: more of its VALID, and what broken_witnessed.py and
refused_witnessed.py need. The shop owns bob alone; b3 is its witness, a2 the controller.
"""

from moves import MAX_EPOCH, by_digest
from world import (
    KEY,
    MAX_MONEY,
    MAX_NONCE,
    SHOP_ID,
    VALID,
    VILLAGE_ID,
    WHO,
    claim_of,
    core,
    emitted,
    escrow,
    given,
)


def signed(kind, role, name, body, signer=None):
    body = {**body, role: KEY[name]}
    return {**body, f"{role}_sig": WHO[signer or name].sign(kind, body)}


def about(account, epoch):
    return {"account": KEY[account], "epoch": epoch}


def grant(
    account, epoch, owner, witness, controller, window=2, budget="5", signer=None
):
    body = {
        **about(account, epoch),
        "witness": KEY[witness],
        "controller": KEY[controller],
        "window": window,
        "budget": budget,
    }
    return signed("grant", "owner", owner, body, signer)


def checkpoint(
    seq,
    balance=0,
    next_nonce=0,
    escrows=(),
    applied=(),
    credited=(),
    reserved=None,
    account="bob",
    epoch=0,
    owner="shop",
    signer=None,
):
    body = {
        **about(account, epoch),
        "seq": seq,
        "next_nonce": next_nonce,
        "balance": str(balance),
        "escrow": list(escrows),
        "applied": by_digest(applied),
        "credited": by_digest(credited),
        "reserved": reserved,
    }
    return signed("checkpoint", "owner", owner, body, signer)


def takeover(to, account="bob", epoch=0, controller="a2", signer=None):
    body = {**about(account, epoch), "to": to}
    return signed("takeover", "controller", controller, body, signer)


def acknowledgement(a_checkpoint, witness="b3"):
    return signed("acknowledgement", "witness", witness, {"checkpoint": a_checkpoint})


def statement(order, a_grant, a_checkpoint, witness="b3"):
    body = {"order": order, "grant": a_grant, "checkpoint": a_checkpoint}
    return signed("statement", "witness", witness, body)


def claim(sender, recipient, amount, nonce):
    return claim_of(core(sender, recipient, amount, nonce))


GRANT = grant("bob", 0, "shop", "b3", "a2")
FIRST = checkpoint(1)
SECOND = checkpoint(
    2, balance=30, credited=[claim("alice", "bob", 30, 0)], reserved=claim("bob", "carol", 7, 0)
)
LARGEST = checkpoint(
    MAX_NONCE,
    balance=-(10**30),
    next_nonce=MAX_NONCE + 1,
    escrows=[
        escrow(2, 5, [core("bob", "dave", 5, 2), core("bob", "erin", 4, 2)]),
        escrow(3, 1, [core("bob", "dave", 1, 3)]),
    ],
    applied=[claim("bob", "carol", 7, 0), claim("bob", "carol", 1, 1)],
    credited=[claim("alice", "bob", 30, 0), claim("erin", "bob", 4, 0)],
    reserved=claim("bob", "alice", 2**63 - 1, MAX_NONCE),
    epoch=MAX_EPOCH - 1,
)
TAKEOVER = takeover(VILLAGE_ID)
STATEMENT = statement(TAKEOVER, GRANT, SECOND)

VALID |= {
    "grant": {
        "plain": GRANT,
        "hot-standby": grant("bob", 0, "shop", "b3", "a2", 0, "0"),
        "largest": grant("bob", MAX_EPOCH - 1, "shop", "b3", "a2", MAX_NONCE, MAX_MONEY),
    },
    "checkpoint": {"first": FIRST, "reserved": SECOND, "largest": LARGEST},
    "acknowledgement": {
        "plain": acknowledgement(FIRST),
        "largest": acknowledgement(LARGEST),
    },
    "takeover-order": {"plain": TAKEOVER, "late": takeover(SHOP_ID, epoch=MAX_EPOCH - 1)},
    "takeover-statement": {
        "plain": STATEMENT,
        "first": statement(TAKEOVER, GRANT, FIRST),
    },
    "witness-input": {
        "keep-grant": given("KeepGrant", grant=GRANT),
        "keep-checkpoint": given("KeepCheckpoint", checkpoint=SECOND),
        "fence-owner": given("FenceOwner", order=TAKEOVER),
        "restart": given("Restart"),
    },
    "witness-observation": {
        "new": {"grants": [], "held": [], "fences": []},
        "fenced": {"grants": [GRANT], "held": [SECOND], "fences": [TAKEOVER]},
    },
}
VALID["emitted"] |= {
    "acknowledgement": emitted("Acknowledgement", acknowledgement(FIRST)),
    "takeover-statement": emitted("TakeoverStatement", STATEMENT),
}
VALID["outcome"] |= {kind: {"kind": kind} for kind in ("granted", "acknowledged", "fenced")}
