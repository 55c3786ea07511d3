"""A small network, its keys, and valid examples of every message, really signed (TH-1 to TH-17).

In: nothing. Out: VALID, by schema name and example name. Shares nothing with src/: the signatures
are OpenSSL's.
"""

import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NETWORK = "village"
MAX_INT = 2**53 - 1
MAX_NONCE = MAX_INT - 1
MAX_MONEY = str(2**63 - 1)

# --- the bytes (TH-3, TH-4) ---


def canonical(value):
    """RFC 8785 for ASCII keys, ASCII strings and safe integers, which is all that occurs here."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def signing_bytes(kind, message, network=NETWORK):
    return f"flashmesh/1/{kind}/{network}\n{canonical(message)}".encode()


def digest(kind, message, network=NETWORK):
    return hashlib.sha256(signing_bytes(kind, message, network)).hexdigest()


class Signer:
    """A named key. Its seed is SHA-256 of a text that names it."""

    def __init__(self, name):
        self.name = name
        self.seed = hashlib.sha256(f"flashmesh/1/example/{name}".encode()).digest()
        self.private = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.key = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, kind, message, network=NETWORK):
        return self.private.sign(signing_bytes(kind, message, network)).hex()


NAMES = [
    "alice",
    "bob",
    "carol",
    "dave",
    "erin",
    "frank",
    "gail",
    "a1",
    "a2",
    "a3",
    "a4",
    "b1",
    "b2",
    "b3",
    "shop",
    "outsider",
]
WHO = {name: Signer(name) for name in NAMES}
KEY = {name: signer.key for name, signer in WHO.items()}

# --- the messages ---


def core(sender, recipient, amount, nonce, epoch=0, network=NETWORK):
    return {
        "network": network,
        "sender": KEY[sender],
        "recipient": KEY[recipient],
        "amount": str(amount),
        "nonce": nonce,
        "epoch": epoch,
    }


def claim_of(a_core):
    return {key: value for key, value in a_core.items() if key != "epoch"}


def order(
    sender,
    recipient,
    amount,
    nonce,
    epoch=0,
    issued_at=1_000,
    ttl=60_000,
    network=NETWORK,
    signer=None,
):
    body = {
        **core(sender, recipient, amount, nonce, epoch, network),
        "issued_at": issued_at,
        "ttl": ttl,
    }
    return {**body, "sender_sig": WHO[signer or sender].sign("order", body, network)}


def core_of(an_order):
    return {
        key: value
        for key, value in an_order.items()
        if key not in ("issued_at", "ttl", "sender_sig")
    }


def committee(name, weights):
    members = [
        {"name": member, "key": KEY[member], "weight": weight} for member, weight in weights.items()
    ]
    return {"name": name, "members": sorted(members, key=lambda member: member["key"])}


VILLAGE = committee("village", {"a1": 1, "a2": 1, "a3": 1, "a4": 1})
HARBOUR = committee("harbour", {"b1": 2, "b2": 1, "b3": 2**32 - 1})
SHOP = committee("shop", {"shop": 1})
VILLAGE_ID, HARBOUR_ID, SHOP_ID = (digest("committee", each) for each in (VILLAGE, HARBOUR, SHOP))


def vote(voter, an_order, committee_id=VILLAGE_ID, ttl=None):
    a_core = core_of(an_order)
    body = {
        "core_digest": digest("core", a_core, a_core["network"]),
        "nonce": a_core["nonce"],
        "epoch": a_core["epoch"],
        "ttl": an_order["ttl"] if ttl is None else ttl,
        "authority": KEY[voter],
        "committee": committee_id,
    }
    return {**body, "authority_sig": WHO[voter].sign("vote", body)}


def certificate(an_order, voters, committee_id=VILLAGE_ID):
    votes = [vote(voter, an_order, committee_id) for voter in voters]
    return {"order": an_order, "votes": sorted(votes, key=lambda each: each["authority"])}


def receipt(authority, an_order, debited, credited):
    body = {
        "claim_digest": digest("claim", claim_of(core_of(an_order))),
        "debited": debited,
        "credited": credited,
        "authority": KEY[authority],
    }
    return {**body, "authority_sig": WHO[authority].sign("receipt", body)}


def equivocation(one, other):
    first, second = sorted((one, other), key=lambda each: digest("core", core_of(each)))
    return {"first": first, "second": second}


def broken_quorum(one, other):
    first, second = sorted(
        (one, other), key=lambda each: digest("claim", claim_of(core_of(each["order"])))
    )
    return {"first": first, "second": second}


def ownership(account, epoch, committee_id):
    return {"account": KEY[account], "epoch": epoch, "committee": committee_id}


def opening(account, epoch, committee_id, balance, next_nonce=0, frozen=False, escrow=()):
    return {
        "account": KEY[account],
        "epoch": epoch,
        "committee": committee_id,
        "balance": str(balance),
        "next_nonce": next_nonce,
        "frozen": frozen,
        "escrow": list(escrow),
    }


def escrow(nonce, amount, cores):
    claims = sorted((claim_of(each) for each in cores), key=lambda each: digest("claim", each))
    return {"nonce": nonce, "amount": str(amount), "claims": claims}


def rows(accounts):
    return sorted(accounts, key=lambda row: (row["account"], row["epoch"], row["committee"]))


DAVE_OLD = [core("dave", "bob", 5, 2)]
ERIN_OLD = [core("erin", "alice", 3, 0), core("erin", "bob", 4, 0)]
OPENINGS = [
    opening("alice", 0, VILLAGE_ID, 100),
    opening("bob", 0, SHOP_ID, 0),
    opening("carol", 0, VILLAGE_ID, 10, frozen=True),
    opening("dave", 1, VILLAGE_ID, 20, next_nonce=3, escrow=[escrow(2, 5, DAVE_OLD)]),
    opening("erin", 1, VILLAGE_ID, 6, next_nonce=1, escrow=[escrow(0, 4, ERIN_OLD)]),
    opening("frank", 0, VILLAGE_ID, -7, next_nonce=1),
]
GENESIS = {
    "network": NETWORK,
    "parameters": {"skew": 2_000, "ttl_max": 120_000, "queue_max": 2},
    "committees": [VILLAGE, SHOP, HARBOUR],
    "openings": OPENINGS,
    "ownership": rows(
        [
            ownership(name, 0, SHOP_ID if name == "bob" else VILLAGE_ID)
            for name in ("alice", "bob", "carol", "frank")
        ]
        + [ownership(name, 0, HARBOUR_ID) for name in ("dave", "erin")]
        + [ownership(name, 1, VILLAGE_ID) for name in ("dave", "erin")]
    ),
}

ALICE_BOB = order("alice", "bob", 30, 0)
ALICE_CAROL = order("alice", "carol", 30, 0)
BOB_ALICE = order("bob", "alice", 1, 0)
RENEWED = order("alice", "bob", 30, 0, issued_at=70_000, ttl=120_000)
LARGEST = order(
    "alice", "bob", MAX_MONEY, MAX_NONCE, epoch=2**32 - 1, issued_at=MAX_INT, ttl=MAX_INT
)
SMALLEST = order("alice", "bob", 1, 0, epoch=0, issued_at=0, ttl=1)
CERTIFIED = certificate(ALICE_BOB, ["a1", "a2", "a3"])
PROOF = equivocation(ALICE_BOB, ALICE_CAROL)


def digest_of_core(an_order):
    return digest("core", core_of(an_order))


def digest_of_claim(an_order):
    return digest("claim", claim_of(core_of(an_order)))


ACCOUNT_NEW = {
    "epoch": 0,
    "committee": VILLAGE_ID,
    "balance": "100",
    "next_nonce": 0,
    "locks": [],
    "frozen": False,
    "escrow": [],
    "applied": [],
    "credited": [],
    "queued": [],
    "evidence": None,
}
ACCOUNT_BUSY = {
    "epoch": 1,
    "committee": VILLAGE_ID,
    "balance": "-9223372036854775808",
    "next_nonce": 3,
    "locks": [
        {"nonce": 3, "core_digest": digest_of_core(order("dave", "bob", 1, 3, 1)), "ttl": 60_000}
    ],
    "frozen": True,
    "escrow": [{"nonce": 2, "amount": "5", "claims": [digest("claim", claim_of(DAVE_OLD[0]))]}],
    "applied": [{"nonce": 1, "claim_digest": digest_of_claim(order("dave", "bob", 2, 1))}],
    "credited": [{"sender": KEY["alice"], "nonce": 0, "claim_digest": digest_of_claim(ALICE_BOB)}],
    "queued": [{"sender": KEY["bob"], "nonce": 0, "claim_digest": digest_of_claim(BOB_ALICE)}],
    "evidence": sorted([digest_of_core(ALICE_BOB), digest_of_core(ALICE_CAROL)]),
}
WALLET_NEW = {
    "account": KEY["alice"],
    "epoch": 0,
    "next_nonce": 0,
    "outstanding": None,
    "certificates": [],
    "released": [],
    "ownership": rows([ownership("alice", 0, VILLAGE_ID)]),
}
WALLET_BUSY = {
    "account": KEY["alice"],
    "epoch": 0,
    "next_nonce": 1,
    "outstanding": {
        "nonce": 1,
        "core_digest": digest_of_core(order("alice", "bob", 2, 1)),
        "votes": sorted([KEY["a1"], KEY["a2"]]),
    },
    "certificates": [
        {
            "nonce": 0,
            "claim_digest": digest_of_claim(ALICE_BOB),
            "debited": [KEY["a1"]],
            "credited": [KEY["shop"]],
        }
    ],
    "released": [{"sender": KEY["bob"], "nonce": 0}],
    "ownership": rows([ownership("bob", 0, SHOP_ID)]),
}


def emitted(kind, body):
    return {"type": kind, "body": body}


def given(name, **body):
    return {"input": name, "body": body}


def asked(verb, **body):
    return {"seq": "s-1", "verb": verb, "body": body}


MISSING = {"account": KEY["alice"], "nonce": 0}
BROKEN = broken_quorum(CERTIFIED, certificate(ALICE_CAROL, ["a2", "a3", "a4"]))
VALID = {
    "order": {
        "plain": ALICE_BOB,
        "renewed-window": RENEWED,
        "smallest": SMALLEST,
        "largest": LARGEST,
    },
    "core": {"plain": core_of(ALICE_BOB), "largest": core_of(LARGEST)},
    "claim": {"plain": claim_of(core_of(ALICE_BOB)), "largest": claim_of(core_of(LARGEST))},
    "vote": {
        "plain": vote("a1", ALICE_BOB),
        "committee-of-one": vote("shop", BOB_ALICE, SHOP_ID),
        "largest": vote("a1", LARGEST),
    },
    "certificate": {
        "three-of-four": CERTIFIED,
        "all-four": certificate(ALICE_BOB, ["a1", "a2", "a3", "a4"]),
        "committee-of-one": certificate(BOB_ALICE, ["shop"], SHOP_ID),
        "order-in-another-window-than-the-votes": {"order": RENEWED, "votes": CERTIFIED["votes"]},
        "no-votes-is-well-formed": {"order": ALICE_BOB, "votes": []},
    },
    "receipt": {
        "debited": receipt("a1", ALICE_BOB, True, False),
        "credited": receipt("shop", ALICE_BOB, False, True),
        "both": receipt("a1", ALICE_CAROL, True, True),
    },
    "missing-certificate": {
        "plain": MISSING,
        "largest": {"account": KEY["bob"], "nonce": MAX_NONCE},
    },
    "equivocation-proof": {
        "other-recipient": PROOF,
        "other-amount": equivocation(ALICE_BOB, order("alice", "bob", 31, 0, issued_at=5)),
    },
    "broken-quorum": {"two-quorums": BROKEN},
    "committee": {
        "village": VILLAGE,
        "harbour-weighted": HARBOUR,
        "shop-alone": SHOP,
        "longest-names": {
            "name": "v" * 32,
            "members": [{**SHOP["members"][0], "name": "0-" + "9" * 30}],
        },
    },
    "ownership-proof": {
        "plain": ownership("alice", 0, VILLAGE_ID),
        "later-epoch": ownership("dave", 2**32 - 1, VILLAGE_ID),
    },
    "opening": {
        "plain": OPENINGS[0],
        "frozen": OPENINGS[2],
        "escrow-with-one-claim": OPENINGS[3],
        "escrow-with-two-claims": OPENINGS[4],
        "below-zero": OPENINGS[5],
        "largest": opening("gail", 2**32 - 1, SHOP_ID, MAX_MONEY, MAX_INT),
    },
    "genesis": {
        "village": GENESIS,
        "adds-up-to-the-largest": {
            **GENESIS,
            "openings": [
                {**OPENINGS[0], "balance": MAX_MONEY},
                {**OPENINGS[1], "balance": "1"},
                {**OPENINGS[5], "balance": "-1"},
            ],
        },
        "adds-up-with-escrow": {
            **GENESIS,
            "openings": [
                {**OPENINGS[0], "balance": str(2**63 - 1 - 20 - 5)},
                {**OPENINGS[3], "balance": "20"},
            ],
        },
        "one-shop": {
            "network": "shop-1",
            "parameters": {"skew": 0, "ttl_max": 1, "queue_max": 0},
            "committees": [SHOP],
            "ownership": [ownership("bob", 0, digest("committee", SHOP, "shop-1"))],
            "openings": [opening("bob", 0, digest("committee", SHOP, "shop-1"), MAX_MONEY)],
        },
    },
    "account-state": {
        "new": ACCOUNT_NEW,
        "busy": ACCOUNT_BUSY,
        "no-nonce-left": {**ACCOUNT_NEW, "next_nonce": MAX_INT},
    },
    "authority-observation": {
        "nothing-owned": {"accounts": {}, "ownership": []},
        "two-accounts": {
            "accounts": {KEY["alice"]: ACCOUNT_NEW, KEY["dave"]: ACCOUNT_BUSY},
            "ownership": GENESIS["ownership"],
        },
    },
    "wallet-observation": {
        "new": WALLET_NEW,
        "busy": WALLET_BUSY,
        "no-nonce-left": {**WALLET_NEW, "next_nonce": MAX_INT},
    },
    "emitted": {
        "transfer-vote": emitted("TransferVote", vote("a1", ALICE_BOB)),
        "transfer-receipt": emitted("TransferReceipt", receipt("a1", ALICE_BOB, True, False)),
        "missing-certificate": emitted("MissingCertificate", MISSING),
        "equivocation-proof": emitted("EquivocationProof", PROOF),
        "broken-quorum": emitted("BrokenQuorum", BROKEN),
        "order": emitted("Order", ALICE_BOB),
        "transfer-certificate": emitted("TransferCertificate", CERTIFIED),
    },
    "authority-input": {
        "verify-transfer": given("VerifyTransfer", order=ALICE_BOB, now=1_000),
        "sign-vote": given("SignVote", order=ALICE_BOB, now=0),
        "verify-certificate": given("VerifyCertificate", certificate=CERTIFIED),
        "apply-certificate": given("ApplyCertificate", certificate=CERTIFIED),
        "record-evidence": given("RecordEvidence", proof=PROOF),
        "record-ownership-proof": given(
            "RecordOwnershipProof", proof=ownership("alice", 0, VILLAGE_ID)
        ),
        "restart": given("Restart"),
    },
    "wallet-input": {
        "lock": given("Lock", recipient=KEY["bob"], amount="30", now=1_000, ttl=60_000),
        "renew-window": given("RenewWindow", nonce=0, now=70_000, ttl=120_000),
        "collect-vote": given("CollectVote", vote=vote("a1", ALICE_BOB)),
        "collect-receipt": given("CollectReceipt", receipt=receipt("a1", ALICE_BOB, True, False)),
        "answer-missing": given("AnswerMissing", missing=MISSING),
        "release-goods": given(
            "ReleaseGoods", certificate=certificate(BOB_ALICE, ["shop"], SHOP_ID), now=2_000
        ),
        "record-ownership-proof": given("RecordOwnershipProof", proof=ownership("bob", 0, SHOP_ID)),
        "restart": given("Restart"),
    },
    "answer": {
        "voted": {
            "outcome": {"kind": "voted"},
            "emits": [emitted("TransferVote", vote("a1", ALICE_BOB))],
        },
        "refused-with-evidence": {
            "outcome": {"kind": "refused", "reason": "ConflictingOrder"},
            "emits": [emitted("EquivocationProof", PROOF)],
        },
    },
    "adapter/request": {
        "hello": asked(
            "hello",
            protocol="flashmesh-subject/1",
            suite_version="1.0.0",
            hello_deadline_ms=30_000,
            step_deadline_ms=5_000,
        ),
        "reset": asked(
            "reset",
            profile="authority",
            genesis=GENESIS,
            self=KEY["a1"],
            seed=WHO["a1"].seed.hex(),
            state_dir="state/a1",
            resume=False,
        ),
        "apply": asked("apply", input="SignVote", body={"order": ALICE_BOB, "now": 1_000}),
        "apply-malformed": asked(
            "apply", input="SignVote", body={"order": {**ALICE_BOB, "amount": 30}, "now": 1_000}
        ),
        "observe": asked("observe", keys=["accounts", "ownership"]),
        "advance": asked("advance", milliseconds=250),
        "bye": asked("bye"),
        "crash": asked("crash"),
    },
    "adapter/reply": {
        "hello": asked(
            "hello",
            protocol="flashmesh-subject/1",
            name="an authority",
            version="0.1.0",
            language="C",
            source="",
            issues="",
            artifact_sha256="ab" * 32,
            profiles=["authority", "committee"],
            capabilities=[],
            limits={"line_bytes": 65536, "accounts": 16, "members": 32, "amount_bits": 63},
        ),
        "reset": asked("reset"),
        "apply": asked(
            "apply",
            outcome={"kind": "voted"},
            emits=[emitted("TransferVote", vote("a1", ALICE_BOB))],
        ),
        "observe": asked("observe", observed={"accounts": {}, "ownership": []}),
        "advance": asked("advance", emits=[]),
        "bye": asked("bye"),
        "unsupported": asked("unsupported", capability="resume"),
    },
    "outcome": {
        "voted": {"kind": "voted"},
        "again": {"kind": "again"},
        "queued": {"kind": "queued"},
        "released": {"kind": "released"},
        "refused": {"kind": "refused", "reason": "ConflictingOrder"},
    },
    "counterexample": {
        "two-steps": {
            "model": "Deadline",
            "module": "MCDeadline",
            "config": "Deadline.cfg",
            "set": {"Off": '{"CF10"}'},
            "property": "NoFork",
            "expected": True,
            "loop": None,
            "steps": [
                {
                    "number": 1,
                    "title": "the start",
                    "changes": [],
                    "state": {"balance": "(a :> 2)"},
                },
                {
                    "number": 2,
                    "title": "ApplyCertificate, by a1",
                    "state": {"balance": "(a :> 1)"},
                    "changes": [
                        {"path": "balance[a]", "from": "2", "to": "1"},
                        {"path": "applied", "gains": "[nonce |-> 0]"},
                        {"path": "locks", "loses": "[nonce |-> 0]"},
                        {"path": "seen", "key": "a", "to": "1"},
                        {"path": "seen", "forgets": "b"},
                    ],
                },
            ],
        },
    },
    "verdict": {
        "conforms": {"kind": "conforms", "steps": 4, "compared": 87},
        "diverges": {
            "kind": "diverges",
            "trace": "T-91b7d00c41f2a5e8",
            "step": 4,
            "input": "SignVote.a0b1.3",
            "what": f"accounts.{KEY['alice']}.next_nonce",
            "expected": 1,
            "actual": 0,
            "clause": "EX-16",
        },
        "inconclusive": {
            "kind": "inconclusive",
            "trace": "T-91b7d00c41f2a5e8",
            "why": "the subject died",
            "word": "crashed",
            "step": 2,
            "input": "SignVote.o1.0",
            "fault": {"code": "SubjectDied", "data": {"verb": "apply", "exit": 9}},
            "twice": True,
        },
    },
    "result": {
        "header": {
            "kind": "header",
            "format": "flashmesh-result/1",
            "suite_version": "1.0.0",
            "corpus_sha256": "1f" * 32,
            "profiles": ["authority"],
            "subject": {
                "name": "my-authority",
                "version": "0.3",
                "language": "Go",
                "issues": "",
                "artifact_sha256": "2e" * 32,
                "capabilities": ["resume"],
                "transport": "stdio",
                "command": "-- ./my-authority",
            },
            "seed": 7,
            "options": {
                "filter": "GenEscrow",
                "shard": "1/2",
                "jobs": 2,
                "window": 64,
                "deadline_ms": 5000,
                "axes": [],
            },
            "environment": {"node": "v24.21.0", "platform": "linux", "cpus": 2},
            "started": "2026-11-24T17:00:00.000Z",
        },
        "case": {
            "kind": "case",
            "id": "T-91b7d00c41f2a5e8",
            "digest": "3d" * 32,
            "suite": "GenEscrow",
            "profile": "authority",
            "title": "opening: 4 steps to SignVote.a0b1.3 voted",
            "binding": "corpus",
            "word": "known-fail",
            "steps": 12,
            "compared": 0,
            "clauses": ["EX-16", "VF-9", "VF-10"],
            "failure": {
                "step": 4,
                "input": "SignVote.a0b1.3",
                "what": f"observed.accounts.{KEY['alice']}.next_nonce",
                "key": "observed.accounts.alice.next_nonce",
                "clause": "EX-16",
                "sentence": "The next nonce is the one after those that are spent.",
                "expected": 1,
                "actual": 0,
                "explanation": {
                    "guard": {"name": "NonceNext", "module": "tla/Authority.tla", "values": ["nonce = 1"]},
                    "state": [
                        {"key": "alice.next_nonce", "before": "0", "now": "0", "demanded": "1"}
                    ],
                    "so_what": {
                        "invariant": "OneOrderPerNonce",
                        "module": "tla/Claims.tla",
                        "steps": ["SignVote(o2)"],
                        "bound": 2,
                    },
                    "in_model": {
                        "model": "WithoutNonceNext",
                        "module": "tla/Claims.tla",
                        "invariant": "OneOrderPerNonce",
                        "steps": ["SignVote, by b1"],
                    },
                    "shrunk": {
                        "id": "R-5e891b7d00c41f2a",
                        "from_steps": 4,
                        "to_steps": 1,
                        "inputs": ["SignVote.a0b1.3"],
                        "tried": 9,
                    },
                    "transcript": [
                        {"n": 1, "from": "kit", "to": "b1", "label": "SignVote(o1)", "note": "voted"}
                    ],
                    "again": "flashmesh certify --filter T-91b7d00c41f2a5e8 --seed 7 -- ./my-authority",
                },
            },
            "baseline": {"reason": "counts too late", "issue": "12", "until": "2027-01-31"},
        },
        "heat": {
            "kind": "heat",
            "suite": "GenEscrow",
            "axis": "crash",
            "id": "T-91b7d00c41f2a5e8",
            "map": "..x?-",
        },
        "coverage": {
            "kind": "coverage",
            "suite": "GenEscrow",
            "profile": "authority",
            "states": 3,
            "states_total": 9,
            "transitions": 100,
            "transitions_total": 300,
            "answers": 7,
            "answers_total": 8,
        },
        "note": {"kind": "note", "code": "speed", "text": "5900 steps/s"},
        "footer": {
            "kind": "footer",
            "words": {"pass": 3, "known-fail": 1},
            "profiles": [
                {
                    "profile": "authority",
                    "word": "known-fail",
                    "partial": True,
                    "cases": 4,
                    "steps": 36,
                    "compared": 1024,
                }
            ],
            "exit": 0,
            "lines": 8,
            "sha256": "4c" * 32,
        },
    },
    "baseline": {
        "known": {
            "format": "flashmesh-baseline/1",
            "suite_version": "1.0.0",
            "entries": [
                {
                    "id": "T-91b7d00c41f2a5e8",
                    "digest": "3d" * 32,
                    "step": 4,
                    "input": "SignVote.a0b1.3",
                    "key": "observed.accounts.alice.next_nonce",
                    "kind": "fail",
                    "reason": "counts too late",
                    "issue": "12",
                    "until": "2027-01-31",
                },
                {
                    "id": "T-0c41f2a5e891b7d0",
                    "digest": "5b" * 32,
                    "axis": "crash",
                    "step": 2,
                    "input": "Restart.0",
                    "key": "crashed",
                    "kind": "crashed",
                    "reason": "unexplained",
                },
            ],
        },
    },
}
