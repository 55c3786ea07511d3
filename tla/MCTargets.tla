------------------------------ MODULE MCTargets -----------------------------
(* Bounds of the models of racing targets. a1, a2, a3 and b1, who is        *)
(* Byzantine, own alice; she would go to n1, alone in the mall, or to m1;   *)
(* the policy to r1.                                                        *)
EXTENDS Targets

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1], mall |-> [n1 |-> 1], market |-> [m1 |-> 1],
   rotated |-> [r1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, m1 |-> 5, n1 |-> 6, r1 |-> 7]
MCOwnership == {Proof("alice", 0, "home")}
MCFirst ==
  [account |-> "alice", epoch |-> 0, committee |-> "home", balance |-> 2, next_nonce |-> 0,
   escrow |-> {}, applied |-> {}, credited |-> {}]
MCBegun ==
  [h \in Honest |->
    [shards |-> IF h \in {"a1", "a2", "a3"} THEN "alice" :> Shard("home", 0, 2, 0) ELSE <<>>,
     queue |-> {}, ownership |-> Ownership, releases |-> {}, accepted |-> {},
     openings |-> IF h \in {"a1", "a2", "a3"} THEN "alice" :> MCFirst ELSE <<>>,
     asked |-> {}, policy |-> {}, decided |-> {}]]

ToMall == RequestOf("alice", 0, "mall")
ToMarket == RequestOf("alice", 0, "market")
OnlyMall == {ToMall}
BothTargets == {ToMall, ToMarket}
Racing == {ToMall, RequestOf("alice", 0, "rotated")}   \* the policy as one more request
NoRequest == {}
Now == {[account |-> "alice", epoch |-> 0]}
AndThen == {[account |-> "alice", epoch |-> 0], [account |-> "alice", epoch |-> 1]}
NoFreeze == {}
Nothing == {}
One == {Order("alice", "bob", 1, 0, 0)}
Split == {Order("alice", "bob", 1, 0, 0), Order("alice", "bob", 2, 0, 0)}

(* Which handoff certificates alice signs. Byzantine members help nobody to *)
(* be live: there their releases never come.                                *)
Always(r, R) == TRUE
OnlyHonest(r, R) == \A x \in R : x.authority \notin Byzantine
=============================================================================
