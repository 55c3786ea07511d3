------------------------------ MODULE GenOpening ------------------------------
(* b1 as a new owner: alice comes to `next` from `home`, with nonce 0 void, *)
(* reserved for one order or for two, or paid. bob, whom b1 owns already,   *)
(* is paid by her: certificates of the old epoch before and after she is    *)
(* opened, the order that is completed, the next nonce, and a second epoch  *)
(* here, which carries what is still reserved.                              *)
EXTENDS HandoffClaims, HandoffCast

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, a4 |-> 1], next |-> [b1 |-> 1, b2 |-> 2, c1 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "handoff"
MCSelf == "b1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, b1 |-> 5, b2 |-> 6, c1 |-> 7]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "next")}

MCOpenings == [new |-> Begin([bob |-> Shard("next", 0, 0, 0)])]

(* Names: sender, nonce, recipient, amount, and e1 for the new epoch.       *)
a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a0b1e1 == InEpoch(a0b1, 1)
a0b2e1 == InEpoch(a0b2, 1)
a1b1e1 == Order("alice", "bob", 1, 1, 1)

Orders == [a0b1e1 |-> a0b1e1, a0b2e1 |-> a0b2e1, a1b1e1 |-> a1b1e1]
ByHome(o) == Cert(o, "home", <<"a1", "a2", "a3">>)
ByNext(o) == Cert(o, "next", <<"b2", "c1">>)
Certificates ==
  [a0b1 |-> ByHome(a0b1), a0b1e1 |-> ByNext(a0b1e1), a0b2e1 |-> ByNext(a0b2e1),
   a1b1e1 |-> ByNext(a1b1e1)]

(* The first move, and the second from what it opened. *)
Alice0 == OpeningOf("alice", Shard("home", 0, 3, 0))
ToNext == RequestOf("alice", 0, "next")
Away(x, y) == Handing(ToNext, Alice0, [a1 |-> x, a2 |-> y, a3 |-> Silent])
First ==
  [void |-> Away(Silent, Silent), one |-> Away(Holding({a0b1}), Silent),
   two |-> Away(Holding({a0b1}), Holding({a0b2})), paid |-> Away(Showing({ByHome(a0b1)}), Silent)]
Again == RequestOf("alice", 1, "next")
Stay(h, x) ==
  Handing(Again, OpeningOfHandoff(h), [b2 |-> x, c1 |-> Silent])
Second ==
  [one_carried |-> Stay(First.one, Silent), one_and_next |-> Stay(First.one, Holding({a1b1e1}))]
Received(h) == With(h, ReceiptsFor(OpeningOfHandoff(h), {"b2", "c1"}))
Moves ==
  [n \in DOMAIN First |-> Received(First[n])] @@ [n \in DOMAIN Second |-> Received(Second[n])]

Asks == [next |-> Asked(Again, InvitationsTo(Again, {"b2", "c1"}))]

MCInputs == Timed("SignVote", Orders, {2})
            @@ Certified("ApplyCertificate", Certificates)
            @@ [n \in {<<"VerifyCertificate", "a0b1", 0>>} |->
                  [type |-> n[1], certificate |-> Certificates[n[2]]]]
            @@ Recorded([alice0 |-> Proof("alice", 0, "home")])
            @@ Releasing(Asks) @@ Accepting([one |-> First.one])
            @@ Opened(Moves) @@ Restarting
MCRespond(s, i) == HandoffStep(Self, s, i)
=============================================================================
