"""What the authority says in its own name: votes and receipts (TH-8, TH-10), and the messages nobody signs."""

from . import ed25519
from .messages import EquivocationProof, broken_quorum, signing_bytes


class Voice:
    def __init__(self, network, seed):
        self.network = network
        self.seed = seed
        self.key = ed25519.public_key(seed).hex()

    def _signed(self, kind, message):
        signature = ed25519.sign(self.seed, signing_bytes(kind, self.network, message))
        return {**message, "authority_sig": signature.hex()}

    def vote(self, locked, committee):
        """VT-3: the core's digest, with the ttl of the order under which the lock was made."""
        vote = {
            "core_digest": locked.core_digest,
            "nonce": locked.nonce,
            "epoch": locked.epoch,
            "ttl": locked.ttl,
            "authority": self.key,
            "committee": committee,
        }
        return lambda: ("TransferVote", self._signed("vote", vote))

    def receipt(self, settlement):
        """EX-9: the same bytes whenever it is asked for."""
        receipt = {
            "claim_digest": settlement.certificate.order.claim_digest,
            "debited": settlement.debited,
            "credited": settlement.credited,
            "authority": self.key,
        }
        return lambda: ("TransferReceipt", self._signed("receipt", receipt))


def missing_certificate(account, nonce):
    return lambda: ("MissingCertificate", {"account": account, "nonce": nonce})


def equivocation(one, other):
    return lambda: ("EquivocationProof", EquivocationProof.between(one, other).body)


def quorum_broken(one, other):
    return lambda: ("BrokenQuorum", broken_quorum(one, other))
