"""EX and OP: what certificates and ownership proofs do."""

from .answer import Decision, first_failed, refused
from .judging import judge, judging_committee
from .messages import Certificate, ownership_proof
from .shape import record
from .state import Queued, Settlement
from .voice import missing_certificate, quorum_broken

read_certificate = record(certificate=Certificate.decode)  # CF-1
read_ownership_proof = record(proof=ownership_proof)


def decide_certificate(authority, body):
    """`VerifyCertificate`, `ApplyCertificate`."""
    certificate = body["certificate"]
    order = certificate.order
    genesis, state, voice = authority.genesis, authority.state, authority.voice
    committee = judging_committee(certificate, state.ownership, genesis.committees)
    reason = first_failed(judge(certificate, committee, genesis.network))  # EX-1
    if reason:
        return refused(reason)

    settlement = state.settled.get((order.sender, order.nonce))
    sender, recipient = state.accounts.get(order.sender), state.accounts.get(order.recipient)
    is_proven = (order.sender, order.epoch) in state.ownership
    contradicted = _contradicted(state, settlement if is_proven else None, order, committee)
    is_settled = settlement is not None and settlement.certificate.order.claim_digest == order.claim_digest
    queued = Queued(certificate, committee.digest)
    is_queued = any(each.same == queued.same for each in state.queue)
    must_queue = not sender and not is_proven and not is_settled  # EX-11
    gap = sender is not None and order.epoch == sender.epoch and order.nonce > sender.next_nonce
    reason = first_failed(
        [
            (sender or recipient, "NeitherOwned"),  # EX-5
            (not sender or is_proven and (settlement or _is_current(order, sender)), "CertificateNotCurrent"),  # EX-3
            (not contradicted, "NonceSpent"),  # EX-4
            (not gap, "CertificateGap"),  # EX-2
            (sender or not (recipient and recipient.frozen), "Moved"),  # EX-7
            (not must_queue or is_queued or len(state.queue) < genesis.queue_max, "QueueFull"),  # EX-6
        ]
    )
    if reason:
        emits = [quorum_broken(each, certificate) for each in contradicted]  # EX-4
        if gap:
            emits.append(missing_certificate(order.sender, sender.next_nonce))  # EX-2
        return refused(reason, *emits)
    if is_settled:  # EX-9
        return Decision("again", emits=(voice.receipt(settlement),))
    if must_queue:
        return Decision("queued", change=None if is_queued else lambda: state.queue.append(queued))
    settlement = _settlement(state, certificate)
    return Decision("applied", change=lambda: _settle(state, settlement), emits=(voice.receipt(settlement),))


def _contradicted(state, settlement, order, committee):
    """The certificates of another claim: settled, or queued in the same epoch under the same committee (EX-4)."""
    held = [settlement.certificate] if settlement else []
    held += [
        each.certificate
        for each in state.queue
        if each.committee == committee.digest and _place(each.certificate.order) == _place(order)
    ]
    return [each for each in held if each.order.claim_digest != order.claim_digest]


def _place(order):
    return order.sender, order.nonce, order.epoch


def _is_current(order, sender):
    """EX-3, for a nonce that is not settled, in a proven epoch."""
    _, claims = sender.escrow.get(order.nonce, (0, []))
    return order.claim_digest in claims or (order.epoch == sender.epoch and order.nonce >= sender.next_nonce)


def _settlement(state, certificate):
    """What applying does here: EX-7, EX-10."""
    order = certificate.order
    recipient = state.accounts.get(order.recipient)
    return Settlement(
        certificate,
        debited=order.sender in state.accounts,
        credited=recipient is not None and not recipient.frozen,
    )


def _settle(state, settlement):
    """EX-8: neither balance nor lock is asked. EX-10: debit and credit are one step."""
    order = settlement.certificate.order
    state.settled[order.sender, order.nonce] = settlement
    if settlement.debited:
        _debit(state.accounts[order.sender], order)
    if settlement.credited:
        state.accounts[order.recipient].balance += order.amount


def _debit(sender, order):
    reserved, _ = sender.escrow.pop(order.nonce, (0, []))  # EX-12: paid from it, the rest goes back
    sender.balance += reserved - order.amount
    sender.locks.pop(order.nonce, None)  # VT-2
    if order.nonce == sender.next_nonce:  # EX-16
        sender.next_nonce += 1


def decide_ownership_proof(authority, body):
    """`RecordOwnershipProof`."""
    proof, state = body["proof"], authority.state
    place, committee = (proof["account"], proof["epoch"]), proof["committee"]
    if authority.genesis.ownership.get(place) != committee:  # OP-1
        return refused("OwnershipUnproven")
    if place in state.ownership:
        return Decision("again")

    settlements, emits, kept = [], [], []
    for queued in state.queue:  # OP-2
        certificate = queued.certificate
        order = certificate.order
        if (order.sender, order.epoch) != place:
            kept.append(queued)
            continue
        if queued.committee != committee:
            continue
        settled = state.settled.get((order.sender, order.nonce))
        if settled is None:
            settled = _settlement(state, certificate)
            settlements.append(settled)
        if settled.certificate.order.claim_digest == order.claim_digest:
            emits.append(authority.voice.receipt(settled))
        else:
            emits.append(quorum_broken(settled.certificate, certificate))

    def record_proof():
        state.ownership[place] = committee
        state.queue = kept
        for settlement in settlements:
            _settle(state, settlement)

    return Decision("recorded", change=record_proof, emits=tuple(emits))
