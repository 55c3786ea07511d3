----------------------------- MODULE MCHostile ------------------------------
(* Bounds of the model in which every guard has something to refuse: alice  *)
(* signs two orders of amounts 1 and 2 at nonce 0, and beside them arrives  *)
(* one order, certificate or accusation for each way to be wrong. As all of *)
(* them are refused, only alice's two orders make states; with one guard    *)
(* off, the wrong message gets through and an invariant falls.              *)
EXTENDS Promises, Broken

MCCommittees == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1], rogue |-> [b1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, x1 |-> 5, x2 |-> 6]

(* bob and dora were moved: bob from home to home (an unlock), dora from    *)
(* rogue, whose every member is Byzantine. zoe is owned by rogue now.       *)
MCOwnership ==
  {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("bob", 1, "home"),
   Proof("dora", 0, "rogue"), Proof("dora", 1, "home"), Proof("fred", 0, "home"),
   Proof("evan", 0, "home"), Proof("zoe", 0, "rogue")}

a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
b0a1 == Order("bob", "alice", 1, 0, 1)
b0a2 == Order("bob", "alice", 2, 0, 1)
e0a1 == Order("evan", "alice", 1, 0, 0)
e0a2 == Order("evan", "alice", 2, 0, 0)

MCOrders ==
  {a0b1, a0b2,
   Paying(a0b1, 0),                         \* VF-1
   Forged(b0a1),                            \* VF-2
   Elsewhere(a0b1),                         \* VF-3
   InEpoch(b0a1, 0),                        \* VF-4
   Order("zoe", "yan", 1, 0, 0),            \* VF-5, EX-5
   Order("fred", "alice", 1, 0, 0),         \* VF-6
   e0a1,                                    \* VF-7
   Order("alice", "bob", 2, 1, 0),          \* VF-8: a gap at first; VF-10: too much later
   ToSelf(a0b1),                            \* VF-11
   [a0c1 EXCEPT !.issued_at = 0],           \* VF-12
   Renewed(a0c1),                           \* VF-13
   Lasting(a0c1, 4),                        \* VF-14
   Order("dora", "alice", 1, 0, 0),         \* EX-3: of rogue's time, below the opening's nonce
   Order("zoe", "fred", 1, 1, 0)}           \* EX-7: to a frozen account

MCAccusations ==
  {{b0a1, Forged(b0a2)},                    \* EQ-1
   {b0a1, Renewed(b0a1)},                   \* EQ-2
   {InEpoch(b0a1, 0), InEpoch(b0a2, 0)}}    \* EQ-3: a lie of another epoch

MCOpening ==
  [h \in Honest |->
    [shards |-> [alice |-> Shard("home", 0, 2, 0), bob |-> Shard("home", 1, 1, 0),
                 dora |-> Shard("home", 1, 1, 1),
                 fred |-> [Shard("home", 0, 1, 0) EXCEPT !.frozen = TRUE],
                 evan |-> [Shard("home", 0, 1, 0) EXCEPT !.evidence = {e0a1, e0a2}]],
     queue |-> {}, ownership |-> Ownership]]

NoShops == [p \in {} |-> {}]
=============================================================================
