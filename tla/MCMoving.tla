------------------------------ MODULE MCMoving ------------------------------
(* Bounds of the models of a wallet that moves: committees of weights 2, 1  *)
(* and 1, the last being Byzantine and a member of both. A quorum is 3: the *)
(* first member and one more.                                               *)
EXTENDS Moving, MovingBroken

MCCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, b1 |-> 1], next |-> [n1 |-> 2, n2 |-> 1, b1 |-> 1]]
MCHonest == [home |-> [a1 |-> 2, a2 |-> 1], next |-> [n1 |-> 2, n2 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, n1 |-> 3, n2 |-> 4, b1 |-> 5]
MCOwnership == {Proof("alice", 0, "home")}
AtHome == {"a1", "a2"}
Everybody == {"a1", "a2", "n1", "n2"}

Single == {[recipient |-> "bob", amount |-> 1]}
Choice == {[recipient |-> "bob", amount |-> 1], [recipient |-> "carol", amount |-> 2]}

Unlock == (0 :> {"home"})
UnlockTwice == (0 :> {"home"}) @@ (1 :> {"home"})
MoveAway == (0 :> {"next"})
MemberStep(self, s, i) == Rules!HandoffStep(self, s, i)

Either == (0 :> {"home", "next"})
=============================================================================
