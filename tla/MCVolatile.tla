------------------------------ MODULE MCVolatile -----------------------------
(* Bounds of the crash models: alice may sign amounts 1 and 2 at nonce 0,   *)
(* bob's shop sells; any honest authority, and the shop, may crash and      *)
(* restart at any time, any number of times.                                *)
EXTENDS Volatile

MCCommittees == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home")}

MCOpening ==
  [h \in Honest |->
    [shards |-> [alice |-> Shard("home", 0, 2, 0), bob |-> Shard("home", 0, 0, 0)],
     queue |-> {}, ownership |-> Ownership]]
MCOrders == {Order("alice", "bob", 1, 0, 0), Order("alice", "bob", 2, 0, 0)}
BobsShop ==
  (("bob") :> [account |-> "bob", epoch |-> 0, next_nonce |-> 0, outstanding |-> {}, kept |-> {},
               released |-> {}, ownership |-> Ownership])
=============================================================================
