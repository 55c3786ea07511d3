"""The packs of known answers (spec/formats/pack.md), where they lie beside the specification."""

import hashlib
import json
import os
import pathlib
import unittest

from flashmesh import ed25519, messages, requests
from flashmesh.genesis import Committee, read_committee
from flashmesh.shape import Bad
from flashmesh.text import read

SPEC = pathlib.Path(os.environ.get("FLASHMESH_SPEC", pathlib.Path(__file__).parents[4] / "spec"))
PACKS = SPEC.parent / "conformance" / "packs"
DECODERS = {
    "order": messages.Order.decode,
    "vote": messages.Vote.decode,
    "certificate": messages.Certificate.decode,
    "committee": lambda body: read_committee(body, "packs"),
}


def octets(digits):
    return bytes.fromhex(digits) if set(digits) <= set("0123456789abcdef") else b""


def is_key(key):
    try:
        ed25519.check_key(octets(key))
    except (ed25519.NoKey, ValueError):
        return False
    return True


def is_signature(key, text, signature):
    try:
        return ed25519.verify(octets(key), text.encode(), octets(signature))
    except ValueError:
        return False


def is_message(message, text, spaces=0, lists=None):
    end = "" if lists is None else "[" * lists + "]" * lists + "}"
    whole = text + end + " " * spaces
    if len(whole.encode()) > requests.LARGEST:  # TH-12: whoever reads the line counts its bytes.
        return False
    try:
        DECODERS[message](read(whole))
    except (Bad, ValueError):
        return False
    return True


def is_quorum(weights, signed):
    return Committee("", dict(enumerate(weights))).is_quorum(signed)


def is_digest(type, network, message, text, digest):
    if type == "committee":
        return read_committee(message, network).digest == digest
    order = messages.Order(message, **message, sender_sig="")
    return getattr(order, f"{type}_digest") == digest == hashlib.sha256(text.encode()).hexdigest()


def is_signed(type, network, message, seed, text, signature):
    signer = message["sender" if type == "order" else "authority"]
    return messages.signing_bytes(type, network, message) == text.encode() and is_signature(signer, text, signature)


ANSWERS = {
    "key": is_key,
    "verify": is_signature,
    "decode": is_message,
    "quorum": is_quorum,
    "weight": lambda weight, total: is_quorum([weight, total - weight], [0]),
    "digest": is_digest,
    "sign": is_signed,
}


class Packs(unittest.TestCase):
    def test_every_answer(self):
        for file in sorted(PACKS.glob("*.json")):
            for each in json.loads(file.read_text(encoding="utf-8"))["tests"]:
                with self.subTest(f"{file.stem} {each['tcId']}: {each['comment']}"):
                    self.assertEqual(ANSWERS[each["op"]](**each["input"]), each["result"] == "valid")
