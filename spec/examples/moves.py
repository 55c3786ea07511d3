"""The messages of a move, really signed, and how the next epoch opens by them (TH-18 to TH-23, HO).

In: world.py. Out: more of its VALID, and what broken_moves.py and refused_moves.py need. The sums
of HO-26 to HO-28 are done here once more, by nobody's code but this.
"""

from world import (
    ACCOUNT_NEW,
    ALICE_BOB,
    ALICE_CAROL,
    CERTIFIED,
    ERIN_OLD,
    GENESIS,
    KEY,
    MAX_INT,
    NETWORK,
    SHOP,
    SHOP_ID,
    VALID,
    VILLAGE,
    VILLAGE_ID,
    WHO,
    canonical,
    certificate,
    claim_of,
    core_of,
    digest,
    emitted,
    escrow,
    given,
    order,
)

MAX_EPOCH = 2**32 - 1
COMMITTEES = {VILLAGE_ID: VILLAGE, SHOP_ID: SHOP}

# --- the messages ---


def by_text(items):
    return sorted(items, key=canonical)


def by_digest(claims):
    return sorted(claims, key=lambda claim: digest("claim", claim))


def request(account, epoch, to, network=NETWORK, signer=None):
    body = {"network": network, "account": KEY[account], "epoch": epoch, "to": to}
    return {**body, "account_sig": WHO[signer or account].sign("request", body, network)}


def signed(kind, authority, body, signer=None):
    body = {**body, "authority": KEY[authority]}
    return {**body, "authority_sig": WHO[signer or authority].sign(kind, body)}


def move_of(a_request):
    return {field: a_request[field] for field in ("account", "epoch", "to")}


def invitation(authority, a_request, signer=None):
    return signed("invitation", authority, move_of(a_request), signer)


def account_opening(
    account, epoch, committee, balance, next_nonce=0, escrows=(), applied=(), credited=()
):
    return {
        "account": KEY[account],
        "epoch": epoch,
        "committee": committee,
        "balance": str(balance),
        "next_nonce": next_nonce,
        "escrow": list(escrows),
        "applied": by_digest(applied),
        "credited": by_digest(credited),
    }


def release(authority, a_request, an_opening, certificates=(), locks=(), signer=None):
    known = {
        "opening": digest("opening", an_opening),
        "certificates": by_text(certificates),
        "locks": by_text(locks),
    }
    return signed("release", authority, {**move_of(a_request), **known}, signer)


def handoff(a_request, an_opening, releases, signer="alice"):
    body = {"request": a_request, "opening": an_opening, "releases": by_text(releases)}
    return {**body, "account_sig": WHO[signer].sign("handoff", body)}


def opening_receipt(authority, an_opening, signer=None):
    return signed("opening-receipt", authority, {"opening": digest("opening", an_opening)}, signer)


# --- the sums (HO-26 to HO-29) ---


def is_quorum(committee, keys):
    weights = {member["key"]: member["weight"] for member in committee["members"]}
    return 3 * sum(weights[key] for key in set(keys) & weights.keys()) > 2 * sum(weights.values())


def next_opening(a_handoff):
    opened, releases = a_handoff["opening"], a_handoff["releases"]
    account = opened["account"]
    shown = [each["order"] for one in releases for each in one["certificates"]]
    claims = {digest("claim", claim_of(core_of(each))): claim_of(core_of(each)) for each in shown}
    spent = [c for c in claims.values() if c["sender"] == account and c not in opened["applied"]]
    got = [c for c in claims.values() if c["recipient"] == account and c not in opened["credited"]]
    paid = [each for each in opened["escrow"] if any(claim in spent for claim in each["claims"])]
    balance = int(opened["balance"])
    balance += sum(int(each["amount"]) for each in got + paid)
    balance -= sum(int(each["amount"]) for each in spent)
    nonce = opened["next_nonce"]
    nonce += len({claim["nonce"] for claim in spent if claim["nonce"] >= nonce})

    def is_possible(lock):
        others = [
            one["authority"]
            for one in releases
            if all(core_of(each) != core_of(lock) for each in one["locks"])
        ]
        return (
            lock["nonce"] == nonce
            and int(lock["amount"]) <= balance
            and not is_quorum(COMMITTEES[opened["committee"]], others)
        )

    locks = [lock for one in releases for lock in one["locks"] if is_possible(lock)]
    escrows = [each for each in opened["escrow"] if each not in paid]
    if locks:
        possible = {digest("core", core_of(lock)): core_of(lock) for lock in locks}
        most = max(int(lock["amount"]) for lock in locks)
        escrows.append(escrow(nonce, most, possible.values()))
        balance, nonce = balance - most, nonce + 1
    return {
        **opened,
        "epoch": opened["epoch"] + 1,
        "committee": a_handoff["request"]["to"],
        "balance": str(balance),
        "next_nonce": nonce,
        "escrow": sorted(escrows, key=lambda each: each["nonce"]),
        "applied": by_digest(opened["applied"] + spent),
        "credited": by_digest(opened["credited"] + got),
    }


# --- the examples ---

TO_SHOP = request("alice", 0, SHOP_ID)
UNLOCK = request("alice", 0, VILLAGE_ID)
ALICE_0 = account_opening("alice", 0, VILLAGE_ID, 100)
IDLE = handoff(TO_SHOP, ALICE_0, [release(each, TO_SHOP, ALICE_0) for each in ("a1", "a2", "a3")])
FROM_DAVE = certificate(order("dave", "alice", 5, 3, 1), ["a1", "a2", "a3"])
BUSY = handoff(
    TO_SHOP,
    ALICE_0,
    [
        release("a1", TO_SHOP, ALICE_0, [CERTIFIED, FROM_DAVE]),
        release("a2", TO_SHOP, ALICE_0, [CERTIFIED], [order("alice", "carol", 7, 1)]),
        release("a3", TO_SHOP, ALICE_0, [], [ALICE_BOB]),
    ],
)
CONTESTED = handoff(
    UNLOCK,
    ALICE_0,
    [
        release("a1", UNLOCK, ALICE_0, [], [ALICE_BOB]),
        release("a2", UNLOCK, ALICE_0, [], [ALICE_CAROL]),
        release("a4", UNLOCK, ALICE_0),
    ],
)
LONGEST_LIVED = account_opening(
    "erin",
    MAX_EPOCH,
    SHOP_ID,
    -(10**40),
    MAX_INT,
    [escrow(0, 4, ERIN_OLD)],
    [claim_of(core_of(order("erin", "bob", 1, nonce))) for nonce in (1, 2)],
    [claim_of(core_of(ALICE_BOB)), claim_of(core_of(ALICE_CAROL))],
)
MOVED = {"account": KEY["alice"], "epoch": 1, "to": SHOP_ID}
OPENED = opening_receipt("shop", next_opening(IDLE))


def opening_state(an_opening):
    return {
        "account": an_opening["account"],
        "epoch": an_opening["epoch"],
        "opening": digest("opening", an_opening),
    }


VALID |= {
    "handoff-request": {
        "to-the-shop": TO_SHOP,
        "to-the-same": UNLOCK,
        "largest": request("bob", MAX_EPOCH - 1, VILLAGE_ID),
    },
    "invitation": {"plain": invitation("shop", TO_SHOP), "own": invitation("a1", UNLOCK)},
    "handoff-release": {
        "nothing-known": release("a1", TO_SHOP, ALICE_0),
        "all-known": release(
            "a2", TO_SHOP, ALICE_0, [CERTIFIED, FROM_DAVE], [ALICE_BOB, ALICE_CAROL]
        ),
    },
    "account-opening": {
        "of-the-genesis": ALICE_0,
        "after-payments": next_opening(BUSY),
        "two-may-be-paid": next_opening(CONTESTED),
        "long-lived": LONGEST_LIVED,
    },
    "handoff-certificate": {"idle": IDLE, "busy": BUSY, "contested": CONTESTED},
    "opening-receipt": {"plain": OPENED, "other": opening_receipt("a1", next_opening(CONTESTED))},
    "moved": {"plain": MOVED, "largest": {**MOVED, "epoch": MAX_EPOCH}},
    "handoff-input": {
        "invite": given("Invite", request=TO_SHOP),
        "release": given("Release", request=TO_SHOP, invitations=[invitation("shop", TO_SHOP)]),
        "accept-handoff": given("AcceptHandoff", handoff=BUSY),
        "open-account": given("OpenAccount", handoff=IDLE, receipts=[OPENED]),
    },
    "handoff-observation": {
        "nothing-owned": {
            "accounts": {},
            "ownership": [],
            "releases": [],
            "accepted": [],
            "openings": [],
        },
        "on-the-move": {
            "accounts": {KEY["alice"]: {**ACCOUNT_NEW, "frozen": True}},
            "ownership": GENESIS["ownership"],
            "releases": [move_of(TO_SHOP)],
            "accepted": [opening_state(next_opening(CONTESTED))],
            "openings": [opening_state(ALICE_0)],
        },
    },
}
VALID["emitted"] |= {
    "invitation": emitted("Invitation", invitation("shop", TO_SHOP)),
    "handoff-release": emitted("HandoffRelease", release("a1", TO_SHOP, ALICE_0)),
    "opening-receipt": emitted("OpeningReceipt", OPENED),
    "moved": emitted("Moved", MOVED),
}
VALID["outcome"] |= {kind: {"kind": kind} for kind in ("invited", "accepted", "opened")}
