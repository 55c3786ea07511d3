"""EQ: evidence of equivocation (`RecordEvidence`)."""

from .answer import Decision, first_failed, refused
from .messages import EquivocationProof
from .shape import record

read = record(proof=EquivocationProof.decode)  # EQ-1: well formed


def decide(authority, body):
    proof = body["proof"]
    first, second = proof.first, proof.second
    network = authority.genesis.network
    proves = _place(first) == _place(second) and first.core_digest != second.core_digest
    account = authority.state.accounts.get(first.sender)
    reason = first_failed(
        [
            (all(each.network == network and each.is_signed for each in (first, second)), "EvidenceInvalid"),  # EQ-1
            (proves, "EvidenceProvesNothing"),  # EQ-2
            (account and account.epoch == first.epoch, "EvidenceNotCurrent"),  # EQ-3
        ]
    )
    if reason:
        return refused(reason)
    if account.evidence:  # EQ-6
        return Decision("again")

    def accuse():
        account.evidence = proof

    return Decision("recorded", change=accuse)


def _place(order):
    return order.sender, order.nonce, order.epoch
