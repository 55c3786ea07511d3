"""Rules that need a network of their own."""

import hashlib
import json
import unittest

from flashmesh import ed25519
from flashmesh.authority import Authority
from flashmesh.genesis import Genesis
from flashmesh.messages import digest, signing_bytes, without
from flashmesh.store import MemoryStore
from flashmesh.text import UNFIT, read, size_of

SEEDS = {name: hashlib.sha256(name.encode()).digest() for name in ("town", "shop", "alice", "bob")}
KEYS = {name: ed25519.public_key(seed).hex() for name, seed in SEEDS.items()}
COMMITTEES = [
    {"name": name, "members": [{"name": name, "key": KEYS[name], "weight": 1}]} for name in ("town", "shop")
]
DIGESTS = {each["name"]: digest("committee", "n", each) for each in COMMITTEES}
MOST = 2**63 - 1


def order(amount, epoch):
    claim = {"network": "n", "sender": KEYS["alice"], "recipient": KEYS["bob"], "amount": str(amount), "nonce": 0}
    unsigned = {**claim, "epoch": epoch, "issued_at": 0, "ttl": 9}
    return {**unsigned, "sender_sig": ed25519.sign(SEEDS["alice"], signing_bytes("order", "n", unsigned)).hex()}


def claim_of(order):
    return without(order, "epoch", "issued_at", "ttl", "sender_sig")


def certificate(order, by):
    core = digest("core", "n", without(order, "issued_at", "ttl", "sender_sig"))
    vote = {"core_digest": core, "nonce": 0, "epoch": order["epoch"], "ttl": 1, "authority": KEYS[by]}
    vote["committee"] = DIGESTS[by]
    signature = ed25519.sign(SEEDS[by], signing_bytes("vote", "n", vote)).hex()
    return {"certificate": {"order": order, "votes": [{**vote, "authority_sig": signature}]}}


def opening(account, epoch, balance, next_nonce, escrow):
    body = {"account": KEYS[account], "epoch": epoch, "committee": DIGESTS["town"], "balance": balance}
    return {**body, "next_nonce": next_nonce, "frozen": False, "escrow": escrow}


class UnprovenEpoch(unittest.TestCase):
    def test_it_opens_no_escrow_and_contradicts_nothing(self):  # EX-3, EX-4, decision 9
        claims = [claim_of(order(MOST, 0)), claim_of(order(7, 0))]
        openings = [
            opening("alice", 1, "-1", 2**53 - 1, [{"nonce": 0, "amount": str(MOST), "claims": claims}]),  # TH-7
            opening("bob", 0, "1", 0, []),
        ]
        genesis = {
            "network": "n",
            "parameters": {"skew": 0, "ttl_max": 9, "queue_max": 0},
            "committees": COMMITTEES,
            "openings": openings,
            "ownership": [{field: each[field] for field in ("account", "epoch", "committee")} for each in openings],
        }
        authority = Authority(Genesis.decode(genesis), KEYS["town"], SEEDS["town"].hex(), MemoryStore())
        for given, expected, emitted in (
            (certificate(order(7, 9), "shop"), "CertificateNotCurrent", 0),
            (certificate(order(MOST, 1), "town"), None, 1),
            (certificate(order(7, 9), "shop"), "CertificateNotCurrent", 0),
            (certificate(order(MOST, 9), "shop"), "CertificateNotCurrent", 0),
            (certificate(order(7, 1), "town"), "NonceSpent", 1),
        ):
            outcome, emits = authority.apply("ApplyCertificate", given)
            self.assertEqual((outcome.get("reason"), len(emits)), (expected, emitted))
        authority.restart()
        bob = authority.observe(["accounts"])["accounts"][KEYS["bob"]]
        self.assertEqual(bob["balance"], str(2**63))  # TH-13


class Text(unittest.TestCase):
    def test_strings_have_one_spelling(self):  # TH-12
        for text in (r'"\u0041"', r'"\/"', r'"\u000a"', r'"\u001F"', r'"\ud83d\ude00"', r'"\ud800"'):
            self.assertIs(read(text), UNFIT)
        self.assertEqual(read(r'{"a": "\"\\\b\f\n\r\t\u0000\u001f/"}'), {"a": '"\\\b\f\n\r\t\0\x1f/'})
        self.assertNotIn("A", read(r'{"\u0041" : 1}'))
        for text in (r'"\x"', r'"\u00g0"', '"\\'):
            self.assertRaises(ValueError, read, text)

    def test_size(self):
        for value in ("{}", '{ "body": [1, {"body": 2}] }', '"é\\""', "7"):
            text = f'{{"x": [{{"body": {{"body": 1}}}}], "body" : {{"a": 1, "body":  {value} }}, "z": 0}}'
            self.assertIsNotNone(json.loads(text))
            self.assertEqual(size_of(text, "body", "body"), len(value.encode()))


if __name__ == "__main__":
    unittest.main()
