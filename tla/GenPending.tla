------------------------------ MODULE GenPending ----------------------------
(* c1, a merchant alone, to whom alice comes from `home`. Her orders for    *)
(* the next epoch are handed over before she is open here, or after; they   *)
(* are renewed, contradict each other, come too late, and those of the old  *)
(* epoch wait in vain. bob is c1's own from the start, and has an order for *)
(* an epoch that never comes.                                               *)
EXTENDS PendingClaims, HandoffCast

MCCommittees == [home |-> [a1 |-> 1], next |-> [c1 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "pending"
MCSelf == "c1"
MCRank == [a1 |-> 1, c1 |-> 2]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "next")}
MCPendingMax == QueueMax          \* PD-10: one number for whatever waits.

MCOpenings == [new |-> Begin([bob |-> Shard("next", 0, 1, 0)]) @@ [pending |-> {}]]

(* Names: sender, nonce, recipient, amount, and e for the epoch. Windows    *)
(* are open from 1 to 3, renewed ones from 3 to 6.                          *)
a0c1e1 == Order("alice", "carol", 1, 0, 1)
a0c2e1 == Order("alice", "carol", 2, 0, 1)
a1c1e1 == Order("alice", "carol", 1, 1, 1)
a0c1e0 == InEpoch(a0c1e1, 0)
b0c1e1 == Order("bob", "carol", 1, 0, 1)
Orders ==
  [a0c1e1 |-> a0c1e1, a0c1e1_renewed |-> Renewed(a0c1e1), a0c2e1 |-> a0c2e1, a1c1e1 |-> a1c1e1,
   a0c1e0 |-> a0c1e0, b0c1e1 |-> b0c1e1, b0c1e0 |-> InEpoch(b0c1e1, 0),
   a0c1e1_extra |-> Extra(a0c1e1), a0c1e1_of_0 |-> Paying(a0c1e1, 0),
   a0c1e1_corrupt |-> Corrupt(a0c1e1), a0c1e1_forged |-> Forged(a0c1e1),
   a0c1e1_elsewhere |-> Elsewhere(a0c1e1), a0c1e1_to_self |-> ToSelf(a0c1e1),
   a0c1e1_long |-> Lasting(a0c1e1, 4), stranger |-> Order("dave", "carol", 1, 0, 1),
   stranger_forged |-> Forged(Order("dave", "carol", 1, 0, 1))]

Alice0 == OpeningOf("alice", Shard("home", 0, 2, 0))
ToNext == Handing(RequestOf("alice", 0, "next"), Alice0, [a1 |-> Silent])

Lapsing(times) ==
  [n \in {<<"Lapse", "clock", t>> : t \in times} |-> [type |-> "Lapse", now |-> n[3]]]
Activating(accounts, times) ==
  [n \in {<<"Activate", a, t>> : a \in accounts, t \in times} |->
     [type |-> "Activate", account |-> n[2], now |-> n[3]]]

MCInputs == Timed("Pend", Orders, {3})
            @@ At("Pend", Orders, {"a0c1e1"}, {0, 4})
            @@ Lapsing({3, 4, 7})
            @@ Activating({"alice"}, {3, 4}) @@ Activating({"bob", "dave"}, {3})
            @@ At("SignVote", Orders, {"a0c1e1"}, {3})
            @@ At("VerifyTransfer", Orders, {"a0c1e1"}, {3})
            @@ Certified("ApplyCertificate", [a0c1e1 |-> Cert(a0c1e1, "next", <<"c1">>)])
            @@ Recorded([alice0 |-> Proof("alice", 0, "home")])
            @@ Accepting([next |-> ToNext])
            @@ Opened([next |-> With(ToNext, ReceiptsFor(OpeningOfHandoff(ToNext), {"c1"}))])
            @@ Restarting
MCRespond(s, i) == PendingStep(Self, s, i)
=============================================================================
