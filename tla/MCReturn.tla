------------------------------ MODULE MCReturn ------------------------------
(* Bounds of the models of coming back: alice belongs to four members of    *)
(* weight 1, of which b1 is Byzantine. a1 has voted for one of her orders,  *)
(* a2 for the other, so neither gets a certificate without a3. She unlocks, *)
(* or moves to a merchant, n1.                                              *)
EXTENDS Return

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1], shop |-> [n1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, n1 |-> 5]
MCOwnership == {Proof("alice", 0, "home")}

a0b1 == Order("alice", "bob", 1, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
BothFly == {a0b1, a0c1}
NoneFlies == {}
SplitVotes == [a1 |-> {a0b1}, a2 |-> {a0c1}, a3 |-> {}, n1 |-> {}]

Unlock == {RequestOf("alice", 0, "home")}
Move == {RequestOf("alice", 0, "shop")}
Either == Unlock \cup Move

(* Against HO-30: who has opened does not give its receipt again.           *)
GivesOnce(self, s, i) ==
  IF (i.type = "AcceptHandoff") /\ (\E x \in {OpeningOfHandoff(i.handoff)} : IsOpened(s, x))
  THEN Refuse(s, {"HO20"}, {}) ELSE HandoffStep(self, s, i)
=============================================================================
