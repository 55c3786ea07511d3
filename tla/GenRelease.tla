------------------------------ MODULE GenRelease ------------------------------
(* a1 as an old owner: alice, in epoch 1, leaves `home`, where a1 weighs    *)
(* two of five, for `next`, or opens her next epoch at `home` itself        *)
(* (unlock). What she votes for and what she is paid, before and after; she *)
(* is new, or left with a reserved nonce, or frozen from the start.         *)
EXTENDS HandoffClaims, HandoffCast

MCCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1, b1 |-> 1], next |-> [b1 |-> 1, c1 |-> 2, c2 |-> 1],
   away |-> [d1 |-> 1]]
MCProfile == "handoff"
MCSelf == "a1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, c1 |-> 5, c2 |-> 6, d1 |-> 7, x1 |-> 8]
MCOwnership ==
  {Proof("alice", 0, "away"), Proof("alice", 1, "home"), Proof("bob", 0, "home"),
   Proof("carol", 0, "away")}

(* Names: sender, nonce, recipient, amount, and o for the old epoch.        *)
a0b1o == Order("alice", "bob", 1, 0, 0)
a0b1 == InEpoch(a0b1o, 1)
a1b1 == Order("alice", "bob", 1, 1, 1)
a1b2 == Order("alice", "bob", 2, 1, 1)
c0a1 == Order("carol", "alice", 1, 0, 0)

Alice(alice) == Begin([alice |-> alice, bob |-> Shard("home", 0, 0, 0)])
MCOpenings ==
  [new |-> Alice(Shard("home", 1, 2, 1)),
   reserved |-> Alice(Reserving(Shard("home", 1, 1, 1), {Claim(a0b1)}, 1)),
   frozen |-> Alice([Shard("home", 1, 2, 1) EXCEPT !.frozen = TRUE])]

Orders == [a0b1 |-> a0b1, a1b1 |-> a1b1, a1b2 |-> a1b2]
Certificates ==
  [a1b1 |-> Cert(a1b1, "home", <<"a1", "a2", "a3">>), a0b1o |-> Cert(a0b1o, "away", <<"d1">>),
   c0a1 |-> Cert(c0a1, "away", <<"d1">>)]
Proofs == [carol0 |-> Proof("carol", 0, "away")]

ToNext == RequestOf("alice", 1, "next")
ToHome == RequestOf("alice", 1, "home")
Later == RequestOf("alice", 2, "next")
Former == RequestOf("alice", 0, "next")
Nowhere == RequestOf("alice", 1, "nowhere")
Carols == RequestOf("carol", 0, "next")

Requests ==
  [home |-> ToHome, home_extra |-> Extra(ToHome), home_forged |-> AskedBy(ToHome, "eve"),
   home_corrupt |-> AskedBy(ToHome, "corrupt"), home_elsewhere |-> Elsewhere(ToHome),
   next |-> ToNext, nowhere |-> Nowhere, home_later |-> RequestOf("alice", 2, "home"),
   carol_home |-> RequestOf("carol", 0, "home")]

c1_b1 == InvitationsTo(ToNext, {"c1", "b1"})        \* Three of four: a quorum of `next`.
c1_only == InvitationsTo(ToNext, {"c1"})
Asks ==
  [next |-> Asked(ToNext, c1_b1),
   next_by_all |-> Asked(ToNext, InvitationsTo(ToNext, {"b1", "c1", "c2"})),
   home |-> Asked(ToHome, InvitationsTo(ToHome, {"a1", "a2", "b1"})),
   home_by_few |-> Asked(ToHome, InvitationsTo(ToHome, {"a2", "a3", "b1"})),
   next_extra |-> Asked(Extra(ToNext), c1_b1),
   next_forged |-> Asked(AskedBy(ToNext, "eve"), c1_b1),
   next_corrupt |-> Asked(AskedBy(ToNext, "corrupt"), c1_b1),
   next_elsewhere |-> Asked(Elsewhere(ToNext), c1_b1),
   nowhere |-> Asked(Nowhere, InvitationsTo(Nowhere, {"c1", "b1"})),
   carol |-> Asked(Carols, InvitationsTo(Carols, {"c1", "b1"})),
   later |-> Asked(Later, InvitationsTo(Later, {"c1", "b1"})),
   former |-> Asked(Former, InvitationsTo(Former, {"c1", "b1"})),
   next_by_nobody |-> Asked(ToNext, {}),
   next_by_few |-> Asked(ToNext, InvitationsTo(ToNext, {"b1", "c2"})),
   next_by_one |-> Asked(ToNext, c1_only),
   next_b1_corrupt |-> Asked(ToNext, c1_only \cup {SignedBy(InvitationOf("b1", ToNext), "corrupt")}),
   next_b1_by_x1 |-> Asked(ToNext, c1_only \cup {SignedBy(InvitationOf("b1", ToNext), "x1")}),
   next_stranger |-> Asked(ToNext, InvitationsTo(ToNext, {"c1", "b1", "x1"})),
   next_c1_twice |-> Asked(ToNext, c1_only \cup {SignedBy(InvitationOf("c1", ToNext), "x1")}),
   next_c1_again |-> Asked(ToNext, c1_only \cup {SignedAgain(InvitationOf("c1", ToNext))}),
   next_and_b1_again |-> Asked(ToNext, c1_b1 \cup {SignedAgain(InvitationOf("b1", ToNext))}),
   next_for_bob |-> Asked(ToNext, c1_only \cup {InvitationOf("b1", RequestOf("bob", 1, "next"))}),
   next_for_later |-> Asked(ToNext, c1_only \cup {InvitationOf("b1", Later)}),
   next_for_home |-> Asked(ToNext, c1_only \cup {InvitationOf("b1", ToHome)})]

MCInputs == Timed("SignVote", Orders, {2})
            @@ Certified("ApplyCertificate", Certificates)
            @@ At("VerifyTransfer", Orders, {"a1b1"}, {2})
            @@ [n \in {<<"VerifyCertificate", "c0a1", 0>>} |->
                  [type |-> n[1], certificate |-> Certificates[n[2]]]]
            @@ Recorded(Proofs) @@ Inviting(Requests) @@ Releasing(Asks) @@ Restarting
MCListed == DOMAIN MCCommittees
MCRespond(s, i) == HandoffStep(Self, s, i)
=============================================================================
