"""One JSON object per line on stdin and stdout, by spec/formats/subject.md."""

import hashlib
import pathlib
import sys

from flashmesh import requests
from flashmesh.authority import INPUTS, LIMITS, OBSERVED, Authority
from flashmesh.shape import Bad, require
from flashmesh.store import store_in
from flashmesh.text import canonical

PROFILES = ["authority", "committee"]
ASKED = {"reset": ("profile", PROFILES), "apply": ("input", INPUTS), "observe": ("keys", OBSERVED)}
ABOUT = {"protocol": "flashmesh-subject/1", "name": "flashmesh-python", "version": "1.0.0", "language": "Python"}


def answer(verb, body, authority):
    """The verb and body of the reply, and who is asked next."""
    if verb == "hello":
        source = b"".join(path.read_bytes() for path in sorted(pathlib.Path(__file__).parent.rglob("*.py")))
        about = {"source": "", "issues": "", "artifact_sha256": hashlib.sha256(source).hexdigest(), "limits": LIMITS}
        return verb, {**ABOUT, **about, "profiles": PROFILES, "capabilities": ["advance", "resume"]}, authority
    require(authority or verb in ("reset", "bye"), f"{verb}: before any reset")
    field, known = ASKED.get(verb, ("", ()))
    asked = body.get(field, [])
    for each in [asked] if type(asked) is str else asked:
        if each not in known:
            return "unsupported", {"capability": each}, authority
    if verb == "reset":
        store = store_in(body["state_dir"])
        return verb, {}, Authority(body["genesis"], body["self"], body["seed"], store, body["resume"])
    if verb == "apply":
        outcome, emits = authority.apply(body["input"], body["body"])
        return verb, {"outcome": outcome, "emits": [{"type": kind, "body": each} for kind, each in emits]}, authority
    if verb == "observe":
        return verb, {"observed": authority.observe(body["keys"])}, authority
    return verb, {"emits": []} if verb == "advance" else {}, authority  # time comes with the inputs


authority = verb = None
try:
    while verb != "bye" and (line := sys.stdin.buffer.readline()):
        seq, verb, body = requests.decode(line)
        reply, body, authority = answer(verb, body, authority)
        sys.stdout.buffer.write(canonical({"seq": seq, "verb": reply, "body": body}).encode() + b"\n")
        sys.stdout.buffer.flush()
except (Bad, ValueError) as bad:
    print(f"bad input: {bad}", file=sys.stderr)
    sys.exit(3)
