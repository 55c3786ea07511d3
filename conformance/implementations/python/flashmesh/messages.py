"""Orders, votes, certificates and proofs: their bytes, digests and signatures (TH-2 to TH-4, TH-8, TH-9, TH-14)."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from . import ed25519, shape
from .shape import list_of, record, require
from .text import canonical

_order = record(
    network=shape.name,
    sender=shape.key,
    recipient=shape.key,
    amount=shape.amount,
    nonce=shape.nonce,
    epoch=shape.epoch,
    issued_at=shape.time,
    ttl=shape.ttl,
    sender_sig=shape.signature,
)
_vote = record(
    core_digest=shape.digest,
    nonce=shape.nonce,
    epoch=shape.epoch,
    ttl=shape.ttl,
    authority=shape.key,
    committee=shape.digest,
    authority_sig=shape.signature,
)


def signing_bytes(kind, network, message):
    return f"flashmesh/1/{kind}/{network}\n{canonical(message)}".encode()  # TH-3


def digest(kind, network, message):
    return sha256(signing_bytes(kind, network, message)).hexdigest()  # TH-4


def without(message, *fields):
    return {field: value for field, value in message.items() if field not in fields}


def _verifies(kind, network, body, signer, signature):
    message = signing_bytes(kind, network, without(body, signature))
    return ed25519.verify(bytes.fromhex(body[signer]), message, bytes.fromhex(body[signature]))


@dataclass(frozen=True)
class Order:
    """TH-2. `body` is the order as JSON has it."""

    body: dict
    network: str
    sender: str
    recipient: str
    amount: int
    nonce: int
    epoch: int
    issued_at: int
    ttl: int
    sender_sig: str

    @classmethod
    def decode(cls, body):
        return cls(body, **_order(body))

    @cached_property
    def core_digest(self):
        core = without(self.body, "issued_at", "ttl", "sender_sig")
        return digest("core", self.network, core)

    @cached_property
    def claim_digest(self):
        claim = without(self.body, "issued_at", "ttl", "sender_sig", "epoch")
        return digest("claim", self.network, claim)

    @cached_property
    def is_signed(self):
        return _verifies("order", self.network, self.body, "sender", "sender_sig")


@dataclass(frozen=True)
class Vote:
    """TH-8."""

    body: dict
    core_digest: str
    nonce: int
    epoch: int
    ttl: int
    authority: str
    committee: str
    authority_sig: str

    @classmethod
    def decode(cls, body):
        return cls(body, **_vote(body))

    def is_signed(self, network):
        return _verifies("vote", network, self.body, "authority", "authority_sig")


_certificate = record(order=Order.decode, votes=list_of(Vote.decode))


@dataclass(frozen=True)
class Certificate:
    """TH-9."""

    body: dict
    order: Order
    votes: list

    @classmethod
    def decode(cls, body):
        certificate = cls(body, **_certificate(body))
        voters = [vote.authority for vote in certificate.votes]
        ascending = all(one < next_one for one, next_one in zip(voters, voters[1:]))
        require(ascending, "TH-9: votes ascend strictly by authority")
        return certificate


_proof = record(first=Order.decode, second=Order.decode)


def _rank(order):
    return order.core_digest, order.issued_at


@dataclass(frozen=True)
class EquivocationProof:
    """TH-14: two orders."""

    first: Order
    second: Order

    @classmethod
    def decode(cls, body):
        proof = cls(**_proof(body))
        require(_rank(proof.first) <= _rank(proof.second), "TH-14: the orders ascend")
        return proof

    @classmethod
    def between(cls, one, other):
        return cls(*sorted((one, other), key=_rank))

    @property
    def body(self):
        return {"first": self.first.body, "second": self.second.body}


def broken_quorum(one, other):
    """TH-14: two certificates, ascending by claim digest."""
    first, second = sorted((one, other), key=lambda certificate: certificate.order.claim_digest)
    return {"first": first.body, "second": second.body}


ownership_proof = record(account=shape.key, epoch=shape.epoch, committee=shape.digest)  # TH-15
