"""genesis.json: the network's numbers, committees, openings and rows of ownership (TH-5, TH-6, TH-13)."""

from dataclasses import dataclass

from . import shape
from .messages import digest, ownership_proof
from .shape import LARGEST_MONEY, list_of, record, require

_committee = record(name=shape.name, members=list_of(record(name=shape.name, key=shape.key, weight=shape.weight)))
_claim = record(
    network=shape.name, sender=shape.key, recipient=shape.key, amount=shape.amount, nonce=shape.nonce
)
_opening = record(
    account=shape.key,
    epoch=shape.epoch,
    committee=shape.digest,
    balance=shape.balance,
    next_nonce=shape.next_nonce,
    frozen=shape.flag,
    escrow=list_of(record(nonce=shape.nonce, amount=shape.amount, claims=list_of(_claim))),
)
_genesis = record(
    network=shape.name,
    parameters=record(skew=shape.time, ttl_max=shape.ttl, queue_max=shape.count),
    committees=list_of(shape.anything),
    openings=list_of(shape.anything),
    ownership=list_of(ownership_proof),
)


@dataclass(frozen=True)
class Committee:
    digest: str
    weights: dict  # by key

    def is_quorum(self, voters):
        """TH-6, in integers."""
        return 3 * sum(self.weights[voter] for voter in voters) > 2 * sum(self.weights.values())


@dataclass(frozen=True)
class Genesis:
    digest: str
    network: str
    skew: int
    ttl_max: int
    queue_max: int
    committees: dict  # Committee, by digest
    openings: dict  # by account; escrows are {nonce: (amount, [claim digest])}
    ownership: dict  # committee's digest, by (account, epoch)

    @classmethod
    def decode(cls, body):
        parts = _genesis(body)
        network = parts["network"]
        committees = [read_committee(each, network) for each in body["committees"]]
        openings = [read_opening(each, network) for each in body["openings"]]
        genesis = cls(
            digest=digest("genesis", network, body),
            network=network,
            **parts["parameters"],
            committees=_by(committees, lambda each: each.digest, "TH-4: each committee once"),
            openings=_by(openings, lambda each: each["account"], "each account is opened once"),
            ownership={
                place: row["committee"]
                for place, row in _by(
                    parts["ownership"],
                    lambda row: (row["account"], row["epoch"]),
                    "OP-1: one row of ownership per account and epoch",
                ).items()
            },
        )
        genesis._check_whole()
        return genesis

    def _check_whole(self):
        for committee in self.ownership.values():
            require(committee in self.committees, "OP-1: a row of ownership names one of the committees")
        total = 0
        for opening in self.openings.values():
            row = self.ownership.get((opening["account"], opening["epoch"]))
            require(row == opening["committee"], "OP-1: the row of ownership of each opening")
            total += opening["balance"] + sum(amount for amount, _ in opening["escrow"].values())
        require(total <= LARGEST_MONEY, "TH-13: balances and escrows add up to at most 2^63-1")


def _by(rows, key_of, why):
    table = {key_of(row): row for row in rows}
    require(len(table) == len(rows), why)
    return table


def _ascends(values):
    return all(one < next_one for one, next_one in zip(values, values[1:]))


def read_committee(body, network):
    members = _committee(body)["members"]
    require(members, "TH-5: a committee has members")
    require(_ascends([member["key"] for member in members]), "TH-5: keys ascend strictly")
    require(len({member["name"] for member in members}) == len(members), "TH-5: names are unique")
    return Committee(digest("committee", network, body), {member["key"]: member["weight"] for member in members})


def read_opening(body, network):
    opening = _opening(body)
    escrows = opening["escrow"]
    require(_ascends([escrow["nonce"] for escrow in escrows]), "EX-12: escrows ascend by nonce")
    table = {}
    for escrow, raw in zip(escrows, body["escrow"]):
        nonce, amount, claims = escrow["nonce"], escrow["amount"], escrow["claims"]
        require(nonce < opening["next_nonce"], "EX-12: a reserved nonce is below next_nonce")
        require(claims, "EX-12: an escrow has claims")
        for claim in claims:
            place = (claim["network"], claim["sender"], claim["nonce"])
            require(place == (network, opening["account"], nonce), "EX-12: a claim of this account and nonce")
        require(amount >= max(claim["amount"] for claim in claims), "EX-12: the amount covers the largest claim")
        digests = sorted({digest("claim", network, claim) for claim in raw["claims"]})
        require(len(digests) == len(claims), "EX-12: each claim once")
        table[nonce] = (amount, digests)
    return {**opening, "escrow": table}
