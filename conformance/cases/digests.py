"""Writes digests.json beside it: known answers for what is signed and what is hashed.

    python3 conformance/cases/digests.py           writes
    python3 conformance/cases/digests.py --check   exits 1 if the file would change

It needs Python 3 (hashlib, json) and the `openssl` command, and shares nothing with src/: SHA-256 is hashlib's,
RFC 8785 is json.dumps with sorted keys (every scalar here is ASCII or an integer), Ed25519 is OpenSSL's.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

TARGET = pathlib.Path(__file__).with_name("digests.json")
NETWORK = "digests"
PKCS8 = bytes.fromhex("302e020100300506032b657004220420")


def openssl(*arguments, secret=None, message=None):
    with tempfile.TemporaryDirectory() as folder:
        key, text = pathlib.Path(folder, "key.der"), pathlib.Path(folder, "text")
        key.write_bytes(PKCS8 + secret)
        text.write_bytes(message or b"")
        words = [str(key) if word == "KEY" else str(text) if word == "TEXT" else word for word in arguments]
        return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout


def seed(name):
    return hashlib.sha256(f"digests.json {name}".encode()).digest()


def public(name):
    der = openssl("pkey", "-inform", "DER", "-in", "KEY", "-pubout", "-outform", "DER", secret=seed(name))
    return der[-32:].hex()


def sign(name, message):
    arguments = ("pkeyutl", "-sign", "-rawin", "-inkey", "KEY", "-keyform", "DER", "-in", "TEXT")
    return openssl(*arguments, secret=seed(name), message=message).hex()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def signing_bytes(kind, network, message):
    return f"flashmesh/1/{kind}/{network}\n{canonical(message)}".encode()


def without(message, *fields):
    return {name: value for name, value in message.items() if name not in fields}


NAMES = ("payer", "payee", "one", "two", "three")
KEYS = {name: public(name) for name in NAMES}


def committee_case(name, members):
    committee = {
        "name": name,
        "members": sorted(
            ({"name": member, "key": KEYS[member], "weight": weight} for member, weight in members.items()),
            key=lambda member: member["key"],
        ),
    }
    text = signing_bytes("committee", NETWORK, committee)
    return {
        "network": NETWORK,
        "committee": committee,
        "text": text.decode(),
        "committee_digest": hashlib.sha256(text).hexdigest(),
    }


def order_case(**fields):
    order = {"network": NETWORK, "sender": KEYS["payer"], "recipient": KEYS["payee"], **fields}
    text = signing_bytes("order", order["network"], order)
    core = without(order, "issued_at", "ttl")
    claim = without(core, "epoch")
    core_text = signing_bytes("core", order["network"], core)
    claim_text = signing_bytes("claim", order["network"], claim)
    return {
        "order": {**order, "sender_sig": sign("payer", text)},
        "text": text.decode(),
        "core_text": core_text.decode(),
        "core_digest": hashlib.sha256(core_text).hexdigest(),
        "claim_text": claim_text.decode(),
        "claim_digest": hashlib.sha256(claim_text).hexdigest(),
    }


def signed_case(kind, signer, message):
    text = signing_bytes(kind, NETWORK, message)
    return {
        "network": NETWORK,
        kind: {**message, "authority_sig": sign(signer, text)},
        "text": text.decode(),
    }


def document():
    committees = [
        committee_case("alone", {"one": 1}),
        committee_case("weighted", {"one": 4294967295, "two": 1, "three": 2}),
    ]
    orders = [
        order_case(amount="1", nonce=0, epoch=0, issued_at=0, ttl=1),
        order_case(amount="30", nonce=7, epoch=3, issued_at=1000, ttl=60000),
        order_case(
            amount="9223372036854775807",
            nonce=9007199254740990,
            epoch=4294967295,
            issued_at=9007199254740991,
            ttl=9007199254740991,
        ),
        order_case(network="another-network", amount="30", nonce=7, epoch=3, issued_at=1000, ttl=60000),
    ]
    votes = [
        signed_case(
            "vote",
            "one",
            {
                "core_digest": case["core_digest"],
                "nonce": case["order"]["nonce"],
                "epoch": case["order"]["epoch"],
                "ttl": case["order"]["ttl"],
                "authority": KEYS["one"],
                "committee": committees[1]["committee_digest"],
            },
        )
        for case in orders[:3]
    ]
    receipts = [
        signed_case(
            "receipt",
            "two",
            {
                "claim_digest": orders[1]["claim_digest"],
                "debited": debited,
                "credited": credited,
                "authority": KEYS["two"],
            },
        )
        for debited in (False, True)
        for credited in (False, True)
    ]
    return {
        "seeds": {name: seed(name).hex() for name in NAMES},
        "keys": KEYS,
        "committees": committees,
        "orders": orders,
        "votes": votes,
        "receipts": receipts,
    }


def main():
    text = json.dumps(document(), indent=2) + "\n"
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.exists() and TARGET.read_text() == text else 1)
    TARGET.write_text(text)


main()
