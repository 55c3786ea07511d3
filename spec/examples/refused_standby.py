"""For every reason of an owner beside its witness one case by hand, as refused.py has them.

In: standby.py. Out: more of REFUSED. The shop is the owner of bob; a4 takes over from it.
"""

from refused import NOW, REFUSED, apply_certificate, refused, step
from standby import report
from witnessed import (
    FIRST,
    GRANT,
    SECOND,
    STATEMENT,
    TAKEOVER,
    acknowledgement,
    checkpoint,
    claim,
    grant,
    statement,
    takeover,
)
from world import (
    ALICE_BOB,
    BOB_ALICE,
    CERTIFIED,
    HARBOUR_ID,
    VILLAGE_ID,
    emitted,
    order,
    ownership,
    receipt,
)

__all__ = ["REFUSED"]


def takes(a_grant, outcome="granted"):
    return step("TakeGrant", outcome, {"grant": a_grant})


def votes(an_order):
    return step("SignVote", "refused", {"order": an_order, "now": NOW})


def hears(an_acknowledgement):
    return step("Acknowledge", "refused", {"acknowledgement": an_acknowledgement})


def opens(a_statement, outcome="refused"):
    return step("OpenTakeover", outcome, {"statement": a_statement})


def reports(a_report):
    return step("Report", "refused", {"report": a_report})


# Bob has nothing until alice pays him.
RICH = (
    step("RecordOwnershipProof", "recorded", {"proof": ownership("alice", 0, VILLAGE_ID)}),
    apply_certificate(
        CERTIFIED,
        [emitted("TransferReceipt", receipt("shop", ALICE_BOB, False, True))],
        "applied",
    ),
)
OPENED = opens(STATEMENT, "opened")


def owner(reason, clause, why, *steps):
    refused(reason, clause, why, "standby", "shop", *steps)


def successor(reason, clause, why, *steps):
    refused(reason, clause, why, "standby", "a4", *steps)


def about_owners():
    owner(
        "WindowExceeded",
        "SB-1",
        "no nonce without the witness",
        *RICH,
        takes(grant("bob", 0, "shop", "b3", "a2", window=0)),
        votes(BOB_ALICE),
    )
    owner(
        "BudgetExceeded",
        "SB-2",
        "6 of 30, but 5 without the witness",
        *RICH,
        takes(GRANT),
        votes(order("bob", "alice", 6, 0)),
    )
    owner(
        "AcknowledgementSignatureInvalid",
        "SB-3",
        "a3 is no witness of this",
        takes(GRANT),
        hears(acknowledgement(FIRST, witness="a3")),
    )
    owner(
        "CheckpointNotOurs",
        "SB-4",
        "the outsider signed the checkpoint",
        takes(GRANT),
        hears(acknowledgement(checkpoint(3, signer="outsider"))),
    )


def about_successors():
    successor(
        "StatementSignatureInvalid",
        "SB-5",
        "a3 is no witness of this",
        opens(statement(TAKEOVER, GRANT, SECOND, witness="a3")),
    )
    successor(
        "StatementDisagrees",
        "SB-6",
        "a checkpoint of a later epoch",
        opens(statement(TAKEOVER, GRANT, checkpoint(2, epoch=1))),
    )
    successor(
        "OwnerDecided",
        "SB-7",
        "the harbour, after the village",
        OPENED,
        opens(statement(takeover(HARBOUR_ID), GRANT, SECOND)),
    )
    successor(
        "ReportSignatureInvalid",
        "SB-8",
        "the outsider reports",
        OPENED,
        reports(report([], signer="outsider")),
    )
    successor("NothingToReport", "SB-9", "nothing was taken over", reports(report([])))
    successor(
        "ReportImpossible",
        "SB-10",
        "it had 5 to promise",
        OPENED,
        reports(report([claim("bob", "carol", 6, 1)])),
    )


for group in (about_owners, about_successors):
    group()
