"""VF and VT: whether an order gets a vote (`VerifyTransfer`, `SignVote`)."""

from . import shape
from .answer import Decision, first_failed, refused
from .messages import Order
from .shape import record
from .voice import equivocation, missing_certificate

read = record(order=Order.decode, now=shape.time)  # VF-1


def decide(authority, body):
    order, now = body["order"], body["now"]
    genesis, state, voice = authority.genesis, authority.state, authority.voice
    if not order.is_signed:  # VF-2
        return refused("OrderSignatureInvalid")
    if order.network != genesis.network:  # VF-3
        return refused("WrongNetwork")
    account = state.accounts.get(order.sender)
    if account is None:  # VF-5
        return refused("NotOwned")

    locked = account.locks.get(order.nonce)
    if locked and locked.core_digest == order.core_digest:  # VT-4
        return Decision("again", emits=(voice.vote(locked, account.committee),))
    settlement = state.settled.get((order.sender, order.nonce))
    if settlement and settlement.certificate.order.claim_digest == order.claim_digest:  # VT-5
        return Decision("settled", emits=(voice.receipt(settlement),))

    reserved, claims = account.escrow.get(order.nonce, (0, []))
    completes = claims == [order.claim_digest]  # the single claim of an escrow
    funds = reserved if completes else account.balance
    reason = first_failed(
        [
            (order.epoch == account.epoch, "WrongEpoch"),  # VF-4
            (order.sender != order.recipient, "SelfTransfer"),  # VF-11
            (order.ttl <= genesis.ttl_max, "TtlTooLong"),  # VF-14
            (now < order.issued_at + order.ttl, "OrderExpired"),  # VF-12
            (order.issued_at <= now + genesis.skew, "OrderFromFuture"),  # VF-13
            (not account.frozen, "AccountFrozen"),  # VF-6
            (account.evidence is None, "SenderEquivocated"),  # VF-7, EQ-5
            (order.nonce == account.next_nonce or completes, "NonceNotOpen"),  # VF-8
            (locked is None, "ConflictingOrder"),  # VF-9: another core, or it were VT-4
            (order.amount <= funds, "InsufficientBalance"),  # VF-10
        ]
    )
    if reason:
        return refused(reason, *_rebuke(order, account, locked, settlement))

    def lock():  # VT-1, VT-2
        account.locks[order.nonce] = order

    return Decision("voted", change=lock, emits=(voice.vote(order, account.committee),))


def _rebuke(order, account, locked, settlement):
    """What a refused order calls forth, whichever guard is named."""
    if order.epoch == account.epoch and order.nonce > account.next_nonce:  # VT-6
        yield missing_certificate(order.sender, account.next_nonce)
    for held in (locked, settlement and settlement.certificate.order):
        if held and held.epoch == order.epoch and held.core_digest != order.core_digest:  # EQ-4
            yield equivocation(held, order)
