"""An authority: one input in, one answer out, and nothing leaves before what it rests on is durable (VT-1, EX-13)."""

from dataclasses import dataclass
from typing import Callable

from . import accusing, settling, voting
from .answer import Decision, refused
from .shape import Bad, record, require
from .state import State
from .text import canonical, read
from .voice import Voice


@dataclass(frozen=True)
class Input:
    read: Callable  # the body, or Bad
    decide: Callable
    malformed: str | None  # the reason if the body is Bad; None if there is none
    acts: bool = True  # or it answers only: VF-15, EX-15


INPUTS = {
    "VerifyTransfer": Input(voting.read, voting.decide, "Malformed", acts=False),
    "SignVote": Input(voting.read, voting.decide, "Malformed"),
    "VerifyCertificate": Input(
        settling.read_certificate, settling.decide_certificate, "CertificateMalformed", acts=False
    ),
    "ApplyCertificate": Input(settling.read_certificate, settling.decide_certificate, "CertificateMalformed"),
    "RecordEvidence": Input(accusing.read, accusing.decide, "EvidenceInvalid"),
    "RecordOwnershipProof": Input(
        settling.read_ownership_proof, settling.decide_ownership_proof, "OwnershipUnproven"
    ),
    "Restart": Input(record(), lambda authority, _: authority.restart(), None),
}
LIMITS = {"line_bytes": 1 << 20, "accounts": 1 << 12, "members": 1 << 12, "amount_bits": 63}
OBSERVED = ("accounts", "ownership")


class Authority:
    def __init__(self, genesis, key, seed, store, resume=False):
        self.genesis = genesis
        self.voice = Voice(genesis.network, bytes.fromhex(seed))
        require(self.voice.key == key, "self: not the key of the seed")
        self.store = store
        if resume:
            self._load()
        else:
            self.state = State.open(genesis, self.voice.key)
            self._save()

    def apply(self, name, body):
        """The outcome, and a list of (type, body) of what leaves."""
        given = INPUTS[name]
        decision = self._decide(given, body)
        if not given.acts:
            return decision.outcome, []
        if decision.change:
            decision.change()
            self._save()
        return decision.outcome, [make() for make in decision.emits]

    def restart(self):
        """Loses everything but the store's bytes."""
        self._load()
        return Decision("restarted")

    def observe(self, keys):
        return self.state.observe(keys)

    def _decide(self, given, body):
        try:
            body = given.read(body)
        except Bad:  # VF-1, CF-1, OP-1, EQ-1
            if given.malformed is None:
                raise
            return refused(given.malformed)
        return given.decide(self, body)

    def _save(self):
        owner = {"genesis": self.genesis.digest, "self": self.voice.key}
        self.store.save(canonical({"owner": owner, "state": self.state.to_json()}))

    def _load(self):
        text = self.store.load()
        require(text is not None, "nothing is stored that could be resumed")
        stored = read(text)
        owner = {"genesis": self.genesis.digest, "self": self.voice.key}
        require(stored["owner"] == owner, "what is stored belongs to another authority or network")
        self.state = State.from_json(stored["state"])
