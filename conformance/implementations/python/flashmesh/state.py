"""What an authority remembers, how it is stored, and how it is shown."""

from dataclasses import dataclass, field

from .messages import Certificate, EquivocationProof, Order


@dataclass(frozen=True)
class Settlement:
    """What was done once for a (sender, nonce): the certificate applied first, and what it did here (EX-9)."""

    certificate: Certificate
    debited: bool
    credited: bool


@dataclass(frozen=True)
class Queued:
    """A certificate whose credit waits for the proof that `committee` owned its sender (EX-11)."""

    certificate: Certificate
    committee: str

    @property
    def same(self):
        """What makes two of them the same (EX-6)."""
        order = self.certificate.order
        return order.claim_digest, order.epoch, self.committee


@dataclass
class Account:
    """An account owned here."""

    epoch: int
    committee: str
    balance: int
    next_nonce: int
    frozen: bool
    escrow: dict  # (amount, [claim digest]) by nonce
    locks: dict = field(default_factory=dict)  # the Order locked, by nonce (VT-1)
    evidence: EquivocationProof | None = None

    @classmethod
    def open(cls, opening):
        fields = ("epoch", "committee", "balance", "next_nonce", "frozen")
        return cls(**{each: opening[each] for each in fields}, escrow=dict(opening["escrow"]))


@dataclass
class State:
    accounts: dict  # Account, by key
    ownership: dict  # the committee's digest, by (account, epoch), as far as it is proven here
    settled: dict = field(default_factory=dict)  # Settlement, by (sender, nonce)
    queue: list = field(default_factory=list)  # of Queued

    @classmethod
    def open(cls, genesis, key):
        """The accounts of the committees that `key` is a member of, and all rows of ownership of those accounts."""
        accounts = {
            account: Account.open(opening)
            for account, opening in genesis.openings.items()
            if key in genesis.committees[opening["committee"]].weights
        }
        return cls(accounts, {place: row for place, row in genesis.ownership.items() if place[0] in accounts})

    # --- as it is shown (schemas/authority-observation) ---

    def observe(self, keys):
        show = {"accounts": self._observe_accounts, "ownership": self._observe_ownership}
        return {key: show[key]() for key in keys}

    def _observe_ownership(self):
        return [
            {"account": account, "epoch": epoch, "committee": committee}
            for (account, epoch), committee in sorted(self.ownership.items())
        ]

    def _observe_accounts(self):
        shown = {key: _account_shown(account) for key, account in self.accounts.items()}
        for (sender, nonce), settlement in sorted(self.settled.items()):
            order = settlement.certificate.order
            if settlement.debited:
                shown[sender]["applied"].append({"nonce": nonce, "claim_digest": order.claim_digest})
            if settlement.credited:
                shown[order.recipient]["credited"].append(_payment(order))
        for order in sorted((queued.certificate.order for queued in self.queue), key=_payment_rank):
            waiting = shown[order.recipient]["queued"]
            if waiting[-1:] != [_payment(order)]:  # the schema has each payment once, whatever its epoch
                waiting.append(_payment(order))
        return shown

    # --- as it is stored ---

    def to_json(self):
        return {
            "accounts": {key: _account_stored(account) for key, account in self.accounts.items()},
            "ownership": self._observe_ownership(),
            "settled": [
                {"certificate": each.certificate.body, "debited": each.debited, "credited": each.credited}
                for each in self.settled.values()
            ],
            "queue": [{"certificate": each.certificate.body, "committee": each.committee} for each in self.queue],
        }

    @classmethod
    def from_json(cls, stored):
        settlements = [
            Settlement(Certificate.decode(each["certificate"]), each["debited"], each["credited"])
            for each in stored["settled"]
        ]
        return cls(
            accounts={key: _account_read(each) for key, each in stored["accounts"].items()},
            ownership={(row["account"], row["epoch"]): row["committee"] for row in stored["ownership"]},
            settled={(each.certificate.order.sender, each.certificate.order.nonce): each for each in settlements},
            queue=[Queued(Certificate.decode(each["certificate"]), each["committee"]) for each in stored["queue"]],
        )


def _payment(order):
    return {"sender": order.sender, "nonce": order.nonce, "claim_digest": order.claim_digest}


def _payment_rank(order):
    return order.sender, order.nonce, order.claim_digest


def _plain(account):
    return {
        "epoch": account.epoch,
        "committee": account.committee,
        "balance": str(account.balance),
        "next_nonce": account.next_nonce,
        "frozen": account.frozen,
        "escrow": [
            {"nonce": nonce, "amount": str(amount), "claims": claims}
            for nonce, (amount, claims) in sorted(account.escrow.items())
        ],
    }


def _account_shown(account):
    proof = account.evidence
    locks = [
        {"nonce": nonce, "core_digest": order.core_digest, "ttl": order.ttl}
        for nonce, order in sorted(account.locks.items())
    ]
    evidence = [proof.first.core_digest, proof.second.core_digest] if proof else None
    return {**_plain(account), "locks": locks, "evidence": evidence, "applied": [], "credited": [], "queued": []}


def _account_stored(account):
    locks = [order.body for order in account.locks.values()]
    return {**_plain(account), "locks": locks, "evidence": account.evidence and account.evidence.body}


def _account_read(stored):
    locks = [Order.decode(body) for body in stored["locks"]]
    return Account(
        epoch=stored["epoch"],
        committee=stored["committee"],
        balance=int(stored["balance"]),
        next_nonce=stored["next_nonce"],
        frozen=stored["frozen"],
        escrow={each["nonce"]: (int(each["amount"]), each["claims"]) for each in stored["escrow"]},
        locks={order.nonce: order for order in locks},
        evidence=stored["evidence"] and EquivocationProof.decode(stored["evidence"]),
    )
