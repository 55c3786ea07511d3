"""What a rule decides, before anything of it has happened."""

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Decision:
    """An outcome, the change of state it means, and makers of the messages that leave once the change is durable.

    A maker returns (type, body). A decision without a change leaves every byte of the state as it was.
    """

    kind: str
    reason: str | None = None
    change: Callable[[], None] | None = None
    emits: tuple = ()

    @property
    def outcome(self):
        return {"kind": self.kind, "reason": self.reason} if self.reason else {"kind": self.kind}


def refused(reason, *emits):
    return Decision("refused", reason, emits=emits)


def first_failed(guards):
    """The reason of the first guard that does not hold. Guards are (holds, reason) in the order of reasons.json."""
    return next((reason for holds, reason in guards if not holds), None)
