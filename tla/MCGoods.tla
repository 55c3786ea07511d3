------------------------------- MODULE MCGoods -------------------------------
(* Bounds of the models with windows, clocks and goods. alice pays bob, may *)
(* sign a second amount, and renews; some clocks show 2 (the first window   *)
(* is open: 2 and 3), some 4 (the renewed one: 4 to 6), some 7 (none is).   *)
(* bob's shop sells; zoe tries to buy with a certificate by rogue, whose    *)
(* one member is Byzantine, and alice with one that pays carol.             *)
EXTENDS Promises, Broken

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1], rogue |-> [b1 |-> 1]]
HeavyCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1, b1 |-> 1], rogue |-> [b1 |-> 1]]
AloneCommittees == [home |-> [a1 |-> 1], rogue |-> [b1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("zoe", 0, "home")}

MCOpening ==
  [h \in Honest |->
    [shards |-> [alice |-> Shard("home", 0, 2, 0), bob |-> Shard("home", 0, 0, 0)],
     queue |-> {}, ownership |-> {Proof("alice", 0, "home"), Proof("bob", 0, "home")}]]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
z0b1 == Order("zoe", "bob", 1, 0, 0)

Lapsed(o) == [o EXCEPT !.issued_at = 0]     \* Open at 0 and 1, before every clock.
Renewing == {a0b1, Renewed(a0b1), Lapsed(a0b1), z0b1}
Splitting == {a0b1, Renewed(a0b2), z0b1}
Elsewhither == {a0b1, a0c1, z0b1}

NeverHanded == handed["bob"] = <<>>     \* Must fail: there is something to be checked.

BobsShop ==
  (("bob") :> [account |-> "bob", epoch |-> 0, next_nonce |-> 0, outstanding |-> {}, kept |-> {},
               released |-> {}, ownership |-> {Proof("alice", 0, "home"), Proof("bob", 0, "home")}])
=============================================================================
