"""The examples of the specification: what is valid is read, what is not is not, each refusal names its reason.

FLASHMESH_SPEC says where the specification is, if not in this repository.
"""

import json
import os
import pathlib
import unittest

from flashmesh import messages
from flashmesh.authority import Authority
from flashmesh.genesis import Genesis, read_committee, read_opening
from flashmesh.shape import Bad
from flashmesh.store import MemoryStore
from flashmesh.text import canonical, read

SPEC = os.environ.get("FLASHMESH_SPEC", pathlib.Path(__file__).parents[4] / "spec")
EXAMPLES = pathlib.Path(SPEC) / "examples"
VILLAGE = json.loads((EXAMPLES / "valid/genesis/village.json").read_text())
DECODERS = {
    "order": messages.Order.decode,
    "vote": messages.Vote.decode,
    "certificate": messages.Certificate.decode,
    "equivocation-proof": messages.EquivocationProof.decode,
    "ownership-proof": messages.ownership_proof,
    "committee": lambda body: read_committee(body, "village"),
    "opening": lambda body: read_opening(body, "village"),
    "genesis": Genesis.decode,
}


def examples(kind, message):
    for path in sorted((EXAMPLES / kind / message).glob("*.json")):
        yield path, json.loads(path.read_text())


class Messages(unittest.TestCase):
    def test_valid_ones_are_read(self):
        for message, decode in DECODERS.items():
            for path, value in examples("valid", message):
                with self.subTest(path.stem, message=message):
                    decode(read(json.dumps(value)))

    def test_invalid_ones_are_not(self):
        for message, decode in DECODERS.items():
            for path, example in examples("invalid", message):
                with self.subTest(path.stem, message=message), self.assertRaises((Bad, ValueError)):
                    decode(read(example["text"]))


class Refusals(unittest.TestCase):
    def test_each_reason_by_hand(self):
        genesis = Genesis.decode(VILLAGE)
        keys = {member["name"]: member["key"] for each in VILLAGE["committees"] for member in each["members"]}
        for path in sorted((EXAMPLES / "refused").glob("*.json")):
            case = json.loads(path.read_text())
            if case["component"] != "authority":
                continue
            with self.subTest(path.stem):
                authority = Authority(genesis, keys[case["self"]], case["seed"], MemoryStore())
                for step in case["steps"]:
                    outcome, emits = authority.apply(step["input"], step["body"])
                    self.assertEqual(outcome["kind"], step["outcome"])
                    expected = sorted(canonical([each["type"], each["body"]]) for each in step["emits"])
                    self.assertEqual(sorted(canonical([kind, body]) for kind, body in emits), expected)
                self.assertEqual(outcome["reason"], case["reason"])

    def test_a_frozen_recipient_is_not_credited_where_the_sender_is_owned_too(self):  # EX-7
        case = json.loads((EXAMPLES / "refused/NonceSpent.json").read_text())
        body = case["steps"][-1]["body"]
        order = body["certificate"]["order"]
        key = next(each["key"] for each in VILLAGE["committees"][0]["members"] if each["name"] == case["self"])
        authority = Authority(Genesis.decode(VILLAGE), key, case["seed"], MemoryStore())
        before = authority.observe(["accounts"])["accounts"][order["recipient"]]
        self.assertTrue(before["frozen"])
        outcome, [(_, receipt)] = authority.apply("ApplyCertificate", body)
        self.assertEqual(outcome, {"kind": "applied"})
        self.assertEqual((receipt["debited"], receipt["credited"]), (True, False))
        after = authority.observe(["accounts"])["accounts"]
        self.assertEqual(after[order["recipient"]], before)
        self.assertEqual(len(after[order["sender"]]["applied"]), 1)


if __name__ == "__main__":
    unittest.main()
