------------------------------- MODULE GenHeard -------------------------------
(* a1 hears of reassignments by others: carol, who pays bob here, leaves    *)
(* `away` for `far`, and alice leaves `home`, where a1 owned her. What      *)
(* waited for carol's proof, what comes too late, and what alice may still  *)
(* do. bob is open, or frozen from the start.                               *)
EXTENDS HandoffClaims, HandoffCast

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, a4 |-> 1], away |-> [d1 |-> 1],
   far |-> [c1 |-> 1, c2 |-> 1, c3 |-> 2], other |-> [b1 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "handoff"
MCSelf == "a1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, b1 |-> 5, c1 |-> 6, c2 |-> 7, c3 |-> 8,
           d1 |-> 9]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "away")}

WithBob(bob) == Begin([alice |-> Shard("home", 0, 1, 0), bob |-> bob])
MCOpenings ==
  [open |-> WithBob(Shard("home", 0, 0, 0)),
   frozen |-> WithBob([Shard("home", 0, 0, 0) EXCEPT !.frozen = TRUE])]

(* Names: sender, nonce, recipient, amount, and e1 for carol's next epoch.  *)
c0b1 == Order("carol", "bob", 1, 0, 0)
c0b1e1 == InEpoch(c0b1, 1)
c0b2e1 == Order("carol", "bob", 2, 0, 1)
c1b1e1 == Order("carol", "bob", 1, 1, 1)
a0b1 == Order("alice", "bob", 1, 0, 0)
ByFar(o) == Cert(o, "far", <<"c1", "c3">>)
Certificates ==
  [c0b1 |-> Cert(c0b1, "away", <<"d1">>), c0b1e1 |-> ByFar(c0b1e1), c0b2e1 |-> ByFar(c0b2e1),
   c0b2e1_by_away |-> Cert(c0b2e1, "away", <<"d1">>), c1b1e1 |-> ByFar(c1b1e1),
   a0b1 |-> Cert(a0b1, "home", <<"a2", "a3", "a4">>)]

Carol0 == OpeningOf("carol", Shard("away", 0, 3, 0))
Alice0 == OpeningOf("alice", Shard("home", 0, 1, 0))
CarolTo(committee) ==
  Handing(RequestOf("carol", 0, committee), Carol0, [d1 |-> Holding({c0b1})])
AliceLeaves ==
  Handing(RequestOf("alice", 0, "far"), Alice0, [a2 |-> Silent, a3 |-> Silent, a4 |-> Silent])
By(h, members) == With(h, ReceiptsFor(OpeningOfHandoff(h), members))
Moves ==
  [carol |-> By(CarolTo("far"), {"c1", "c3"}), carol_by_few |-> By(CarolTo("far"), {"c1", "c2"}),
   carol_elsewhere |-> By(CarolTo("other"), {"b1"}), alice |-> By(AliceLeaves, {"c1", "c3"})]

MCInputs == Timed("SignVote", [a0b1 |-> a0b1], {2})
            @@ Certified("ApplyCertificate", Certificates)
            @@ [n \in {<<"VerifyCertificate", "c0b1e1", 0>>} |->
                  [type |-> n[1], certificate |-> Certificates[n[2]]]]
            @@ Recorded([carol0 |-> Proof("carol", 0, "away")])
            @@ Opened(Moves) @@ Restarting
MCRespond(s, i) == HandoffStep(Self, s, i)
=============================================================================
