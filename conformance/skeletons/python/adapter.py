"""An authority behind stdin and stdout, by spec/formats/subject.md: it talks, and refuses everything. Where it says YOUR CORE, call
yours. Only replies go to standard output; whatever a person should read goes to standard error."""

import hashlib
import json
import os
import pathlib
import sys

# An input, and the reason under which its malformed body is refused.
REASONS = {
    "VerifyTransfer": "Malformed",
    "SignVote": "Malformed",
    "VerifyCertificate": "CertificateMalformed",
    "ApplyCertificate": "CertificateMalformed",
    "RecordEvidence": "EvidenceInvalid",
    "RecordOwnershipProof": "OwnershipUnproven",
    "Restart": None,
}
PROFILES = ["authority"]
KEYS = ["accounts", "ownership"]


class Core:
    """YOUR CORE stands here: what it knows, what it answers, what can be seen of it."""

    def __init__(self, genesis, self_key, seed):
        # YOUR CORE: check the genesis, and that `seed` is the secret of `self_key`; raise Fault if not.
        committees = {digest("committee", genesis["network"], each): each for each in genesis["committees"]}
        mine = [name for name, each in committees.items() if any(member["key"] == self_key for member in each["members"])]
        self.accounts = {each["account"]: opened(each) for each in genesis["openings"] if each["committee"] in mine}
        fields = ("account", "epoch", "committee")
        self.ownership = [{field: each[field] for field in fields} for each in genesis["openings"]]
        self.ownership.sort(key=lambda each: each["account"])

    def apply(self, name, body):
        """The outcome, and the messages that leave as (type, body)."""
        if name == "Restart":
            return {"kind": "restarted"}, []
        # YOUR CORE: decode `body` strictly (TH-12; the line, not this value, still has keys that stand twice, and 1.0), decide,
        # make the change durable in `state_dir`, and only then answer.
        return {"kind": "refused", "reason": REASONS[name]}, []

    def observe(self, keys):
        # YOUR CORE: the state as schemas/authority-observation has it, all lists sorted.
        return {key: getattr(self, key) for key in keys}


def opened(opening):
    # YOUR CORE: an opening may hold money in escrow.
    same = {field: opening[field] for field in ("epoch", "committee", "balance", "next_nonce", "frozen")}
    return {**same, "locks": [], "escrow": [], "applied": [], "credited": [], "queued": [], "evidence": None}


def digest(kind, network, message):
    text = json.dumps(message, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"flashmesh/1/{kind}/{network}\n{text}".encode()).hexdigest()


class Fault(Exception):
    """What has no reply: an error on standard error and exit code 3."""


def reset(body):
    """Begins anew, or goes on from what `state_dir` has; never anew where it should go on."""
    owner = {field: body[field] for field in ("genesis", "self", "seed")}
    file = pathlib.Path(body["state_dir"], "state.json") if body["state_dir"] else None
    if body["resume"]:
        if file is None or not file.exists() or json.loads(file.read_text()) != owner:
            raise Fault("nothing of mine to resume from")
    elif file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        with open(draft, "w") as out:
            json.dump(owner, out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, file)
    return Core(body["genesis"], body["self"], body["seed"])


def hello():
    return {
        "protocol": "flashmesh-subject/1",
        "name": "my-authority",
        "version": "0.1.0",
        "language": "Python",
        "source": "",
        "issues": "",
        "artifact_sha256": hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest(),
        "profiles": PROFILES,
        "capabilities": ["advance", "resume"],
        "limits": {"line_bytes": 1 << 20, "accounts": 64, "members": 64, "amount_bits": 63},
    }


def answer(verb, body, core):
    """The verb and the body of the reply, and who is asked next."""
    if verb == "hello":
        return verb, hello(), core
    if verb == "bye":
        return verb, {}, core
    if verb == "reset":
        if body["profile"] not in PROFILES:
            return "unsupported", {"capability": body["profile"]}, core
        return verb, {}, reset(body)
    if core is None:
        raise Fault(f"{verb} before any reset")
    if verb == "apply":
        if body["input"] not in REASONS:
            return "unsupported", {"capability": body["input"]}, core
        outcome, emits = core.apply(body["input"], body["body"])
        return verb, {"outcome": outcome, "emits": [{"type": kind, "body": each} for kind, each in emits]}, core
    if verb == "observe":
        unknown = [key for key in body["keys"] if key not in KEYS]
        if unknown:
            return "unsupported", {"capability": unknown[0]}, core
        return verb, {"observed": core.observe(body["keys"])}, core
    if verb == "advance":
        return verb, {"emits": []}, core  # Time comes with the inputs.
    raise Fault(f"no verb is called {verb}")


def main():
    core = verb = None
    while verb != "bye" and (line := sys.stdin.buffer.readline()):
        request = json.loads(line)
        verb = request["verb"]
        reply, body, core = answer(verb, request["body"], core)
        print(json.dumps({"seq": request["seq"], "verb": reply, "body": body}), flush=True)


try:
    main()
except (Fault, KeyError, ValueError) as fault:
    print(f"fault: {fault}", file=sys.stderr)
    sys.exit(3)
