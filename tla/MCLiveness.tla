----------------------------- MODULE MCLiveness -----------------------------
(* Bounds of the liveness models: committees of four members of weight 1,   *)
(* of which b1 is Byzantine. alice pays bob 1 at nonces 0 and 1 from 2, in  *)
(* one committee; or carol, in another, who pays alice back out of nothing  *)
(* but what she got.                                                        *)
EXTENDS Liveness
MCCommittees == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, c1 |-> 5]
Row(account, committee) == [account |-> account, epoch |-> 0, committee |-> committee]
MCOwnership == {Row("alice", "home"), Row("bob", "home")}
MCFunds == [alice |-> 2, bob |-> 0]

OnePhone == [left |-> [account |-> "alice", recipient |-> "bob", amount |-> 1]]
TwoPhones ==
  [left |-> [account |-> "alice", recipient |-> "bob", amount |-> 1],
   right |-> [account |-> "alice", recipient |-> "bob", amount |-> 2]]

(* carol belongs to home, alice to c1 alone.                                *)
TwoCommittees == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1], away |-> [c1 |-> 1]]
AliceAway == {Row("alice", "away"), Row("carol", "home")}
OnlyAlice == [alice |-> 1, carol |-> 0]
ThereAndBack ==
  [left |-> [account |-> "alice", recipient |-> "carol", amount |-> 1],
   right |-> [account |-> "carol", recipient |-> "alice", amount |-> 1]]
=============================================================================
