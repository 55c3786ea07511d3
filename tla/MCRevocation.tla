---------------------------- MODULE MCRevocation ----------------------------
(* Bounds of the revocation models. a1, of weight 2, a2 and b1 own alice;   *)
(* b1 is Byzantine. The policy moves her to r1, alone in `rotated`; she     *)
(* would go to n1, alone in the mall. bob is at p1, dave at p2; k1 signs    *)
(* bundles.                                                                 *)
EXTENDS Revocation, RevocationBroken

Sole(m) == [x \in {m} |-> 1]
Others ==
  [mall |-> Sole("n1"), rotated |-> Sole("r1"), shop |-> Sole("p1"), stall |-> Sole("p2"),
   crown |-> Sole("k1"), again |-> [r1 |-> 1, r2 |-> 1, b1 |-> 1, b2 |-> 1]]
MCCommittees == [home |-> [a1 |-> 2, a2 |-> 1, b1 |-> 1]] @@ Others
Halved == [home |-> [a1 |-> 1, b2 |-> 1, h3 |-> 1, h4 |-> 1]] @@ Others
MCRank == [a1 |-> 1, a2 |-> 2, b1 |-> 3, b2 |-> 4, h3 |-> 5, h4 |-> 6, k1 |-> 7, n1 |-> 8,
           p1 |-> 9, p2 |-> 10, r1 |-> 11, r2 |-> 12]
MCOwnership ==
  {Proof("alice", 0, "home"), Proof("bob", 0, "shop"), Proof("dave", 0, "stall")}
MCListed == {"home", "mall", "rotated", "again", "shop", "stall"}

MCFirst ==
  [account |-> "alice", epoch |-> 0, committee |-> "home", balance |-> Funds, next_nonce |-> 0,
   escrow |-> {}, applied |-> {}, credited |-> {}]
Party(shards, openings) ==
  [shards |-> shards, queue |-> {}, ownership |-> Ownership, releases |-> {}, accepted |-> {},
   openings |-> openings, asked |-> {}, policy |-> {}, decided |-> {}, heard |-> {},
   agent |-> Agent!Beginning(Root, {"alice", "bob", "dave"})]
MCBegun ==
  [h \in Honest \cup Payees |->
    IF h \in Members("home") THEN Party("alice" :> Shard("home", 0, Funds, 0), "alice" :> MCFirst)
    ELSE IF h = "p1" THEN Party("bob" :> Shard("shop", 0, 0, 0), <<>>)
    ELSE IF h = "p2" THEN Party("dave" :> Shard("stall", 0, 0, 0), <<>>)
    ELSE Party(<<>>, <<>>)]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0d1 == Order("alice", "dave", 1, 0, 0)
Nothing == {}
One == {a0b1}
Split == {a0b1, a0d1}
SplitLater == {InEpoch(a0b1, 1), InEpoch(a0d1, 1)}
Then == {a0b1, InEpoch(Order("alice", "bob", 1, 1, 0), 1)}
NoRequest == {}
ToMall == {RequestOf("alice", 0, "mall")}
Always(r, R) == TRUE
=============================================================================
