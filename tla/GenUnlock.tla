------------------------------ MODULE GenUnlock -------------------------------
(* a1 as old and new owner: bob opens his next epoch at `home`, while alice *)
(* and carol pay him. A payment that debits alice while he is frozen is     *)
(* credited when its certificate comes again; what a1 has credited and the  *)
(* opening lacks is credited again.                                         *)
EXTENDS HandoffClaims, HandoffCast

MCCommittees == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, a4 |-> 1], away |-> [d1 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "handoff"
MCSelf == "a1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, d1 |-> 5]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "away")}

MCOpenings == [both |-> Begin([alice |-> Shard("home", 0, 1, 0), bob |-> Shard("home", 0, 1, 0)])]

(* Names: sender, nonce, recipient, amount.                                 *)
a0b1 == Order("alice", "bob", 1, 0, 0)
b0a1 == Order("bob", "alice", 1, 0, 0)
b0a2 == Order("bob", "alice", 2, 0, 0)
c0b1 == Order("carol", "bob", 1, 0, 0)
ByOthers(o) == Cert(o, "home", <<"a2", "a3", "a4">>)
ByCarols(o) == Cert(o, "away", <<"d1">>)

Certificates ==
  [a0b1 |-> ByOthers(a0b1), b0a1 |-> ByOthers(b0a1), c0b1 |-> ByCarols(c0b1)]

Bob0 == OpeningOf("bob", Shard("home", 0, 1, 0))
Unlock == RequestOf("bob", 0, "home")
Unlocked(x) == Handing(Unlock, Bob0, [a2 |-> x, a3 |-> Silent, a4 |-> Silent])
Handoffs ==
  [void |-> Unlocked(Silent), one |-> Unlocked(Holding({b0a1})),
   paid |-> Unlocked(Showing({ByOthers(a0b1), ByCarols(c0b1)}))]
Moves ==
  [n \in DOMAIN Handoffs |->
     With(Handoffs[n], ReceiptsFor(OpeningOfHandoff(Handoffs[n]), {"a2", "a3", "a4"}))]
Asks == [home |-> Asked(Unlock, InvitationsTo(Unlock, {"a2", "a3", "a4"}))]

MCInputs == Certified("ApplyCertificate", Certificates)
            @@ [n \in {<<"VerifyCertificate", "a0b1", 0>>} |->
                  [type |-> n[1], certificate |-> Certificates[n[2]]]]
            @@ Recorded([carol0 |-> Proof("carol", 0, "away")])
            @@ Accused([b0 |-> {b0a1, b0a2}]) @@ Releasing(Asks) @@ Opened(Moves) @@ Restarting
MCRespond(s, i) == HandoffStep(Self, s, i)
=============================================================================
