------------------------------ MODULE MCCredit ------------------------------
(* Bounds of the models with two committees: alice belongs to home (three   *)
(* honest members, one Byzantine), carol to away, which is c1 alone. rogue, *)
(* whose one member is Byzantine, stands in the genesis too, owns nobody,   *)
(* and certifies whatever it likes. An authority begins with the proofs of  *)
(* its own accounts and learns others; a false proof says that rogue owns   *)
(* alice. One credit may wait.                                              *)
EXTENDS Promises, Broken

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1], away |-> [c1 |-> 1], rogue |-> [b1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, c1 |-> 5]
MCOwnership == {Proof("alice", 0, "home"), Proof("carol", 0, "away")}
AboutAlice == {Proof("alice", 0, "home"), Proof("alice", 0, "rogue")}
AboutBoth == AboutAlice \cup {Proof("carol", 0, "away")}

OpenedAt(account, committee, balance) ==
  [shards |-> (account :> Shard(committee, 0, balance, 0)), queue |-> {},
   ownership |-> {Proof(account, 0, committee)}]
MCOpening ==
  [h \in Honest |-> IF h = "c1" THEN OpenedAt("carol", "away", 1) ELSE OpenedAt("alice", "home", 2)]

a0c1 == Order("alice", "carol", 1, 0, 0)
a0c2 == Order("alice", "carol", 2, 0, 0)
a1c1 == Order("alice", "carol", 1, 1, 0)
c0a1 == Order("carol", "alice", 1, 0, 0)
c0a2 == Order("carol", "alice", 2, 0, 0)

There01 == {a0c1, a1c1}
There12 == {a0c1, a0c2}
ThereAndBack == {a0c1, c0a2}
NeverCredited == auth["c1"].shards["carol"].credited = {}    \* Must fail.
NoShops == [p \in {} |-> {}]
=============================================================================
