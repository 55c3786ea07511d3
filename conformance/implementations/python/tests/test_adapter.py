"""The adapter as a process: it keeps its promises when killed, and answers malformed bodies with a reason."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from .test_examples import EXAMPLES, VILLAGE

ADAPTER = pathlib.Path(__file__).parents[1] / "adapter.py"
CASE = json.loads((EXAMPLES / "refused/ConflictingOrder.json").read_text())
KEYS = {member["name"]: member["key"] for each in VILLAGE["committees"] for member in each["members"]}
FIRST, CONFLICTING = (step["body"] for step in CASE["steps"])


class Adapter(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        self.start()
        self.addCleanup(self.kill)

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", ADAPTER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def ask_text(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def ask(self, verb, /, **body):
        reply = self.ask_text(json.dumps({"seq": "7", "verb": verb, "body": body}))
        self.assertEqual(reply["seq"], "7")
        return reply["body"]

    def reset(self, resume, **others):
        body = {"profile": "authority", "genesis": VILLAGE, "self": KEYS["a1"], "seed": CASE["seed"]}
        return self.ask("reset", **{**body, "state_dir": self.directory, "resume": resume, **others})

    def sign_vote(self, body):
        return self.ask("apply", input="SignVote", body=body)

    def test_a_lock_outlives_the_process(self):
        self.assertEqual(self.reset(False), {})
        vote = self.sign_vote(FIRST)
        self.assertEqual(vote["outcome"], {"kind": "voted"})
        before = self.ask("observe", keys=["accounts", "ownership"])
        self.kill()
        self.start()
        self.reset(True)
        self.assertEqual(self.ask("observe", keys=["accounts", "ownership"]), before)
        self.assertEqual(self.sign_vote(FIRST), {"outcome": {"kind": "again"}, "emits": vote["emits"]})
        self.assertEqual(self.sign_vote(CONFLICTING)["outcome"]["reason"], "ConflictingOrder")
        self.assertEqual(self.ask("apply", input="Restart", body={})["outcome"], {"kind": "restarted"})
        self.assertEqual(self.ask("observe", keys=["accounts", "ownership"]), before)

    def test_malformed_bodies_are_refused(self):
        self.reset(False)
        good = json.dumps(FIRST["order"])
        for order in (
            good.replace('"epoch": 0', '"epoch": 0.0'),
            good.replace('"epoch": 0', '"epoch": -0'),
            good.replace('"epoch": 0', '"epoch": 0, "epoch": 0'),
            good.replace('"epoch": 0', '"epoch": ' + "9" * 5000),
            good.replace('"30"', "[" * 50_000 + "]" * 50_000),
            good.replace('"30"', '{"a":' * 50_000 + "1" + "}" * 50_000),
            '"\\ud800"',
            good.replace('"epoch"', '"\\u0065poch"'),
            good.replace('"village"', '"v\\u0069llage"'),
            good.replace(": ", ":" + " " * 2**20, 1),
        ):
            body = f'{{"input": "SignVote", "body": {{"order": {order}, "now": 2000}}}}'
            reply = self.ask_text(f'{{"seq": "7", "verb": "apply", "body": {body}}}')
            self.assertEqual(reply["body"], {"outcome": {"kind": "refused", "reason": "Malformed"}, "emits": []})
        roomy = good.replace(": ", ":" + " " * (2**20 - 1000), 1)
        body = f'{{"input": "SignVote", "body": {{"order": {roomy}, "now": 2000}}}}'
        reply = self.ask_text(f'{" " * 2**20}{{"seq": "7", "verb": "apply", "body": {body}}}')
        self.assertEqual(reply["body"]["outcome"], {"kind": "voted"})
        for body in (None, {}, {"order": FIRST["order"]}, {**FIRST, "now": True}, {**FIRST, "now": -1}):
            self.assertEqual(self.sign_vote(body)["outcome"]["reason"], "Malformed")

    def test_what_it_cannot_do(self):
        self.assertEqual(self.reset(False, profile="wallet"), {"capability": "wallet"})
        self.reset(False)
        self.assertEqual(self.ask("apply", input="Lock", body={}), {"capability": "Lock"})
        for key in ("released", "authority", "SignVote"):
            self.assertEqual(self.ask("observe", keys=["accounts", key]), {"capability": key})
        self.assertEqual(self.ask("advance", milliseconds=1), {"emits": []})
        self.assertEqual(self.ask("bye"), {})
        self.assertEqual(self.process.wait(), 0)

    def test_without_a_directory_nothing_outlives_the_process(self):
        self.reset(False, state_dir="")
        self.sign_vote(FIRST)
        self.assertEqual(self.ask("apply", input="Restart", body={})["outcome"], {"kind": "restarted"})
        self.assertEqual(self.sign_vote(FIRST)["outcome"], {"kind": "again"})
        self.process.communicate()  # the end of the input
        self.assertEqual(self.process.returncode, 0)

    def test_it_resumes_its_own_state_or_nothing(self):
        other = {**VILLAGE, "parameters": {**VILLAGE["parameters"], "skew": 1}}
        for state_dir, genesis in (("", VILLAGE), (self.directory + "/new", VILLAGE), (self.directory, other)):
            self.kill()
            self.start()
            self.reset(False)
            body = {"profile": "authority", "genesis": genesis, "self": KEYS["a1"], "seed": CASE["seed"]}
            body |= {"state_dir": state_dir, "resume": True}
            _, log = self.process.communicate(json.dumps({"seq": "8", "verb": "reset", "body": body}) + "\n")
            self.assertEqual(self.process.returncode, 3)
            self.assertIn("bad input", log)

    def test_bad_input_ends_it(self):
        apply = '{"seq": "1", "verb": "apply", "body": {"input": "%s", "body": {}}}'
        for line in ("no JSON", "{}", apply % "Restart", apply % "Lock"):
            self.kill()
            self.start()
            _, log = self.process.communicate(line + "\n")
            self.assertEqual(self.process.returncode, 3)
            self.assertIn("bad input", log)


if __name__ == "__main__":
    unittest.main()
