---------------------------- MODULE MCSettlement ----------------------------
(* Bounds of the settlement models within one committee. Four members, of   *)
(* which b1 is Byzantine (or b1 and b2, in a model that must fail), or one  *)
(* member alone. alice may sign conflicting orders; bob can only spend what *)
(* he got. One clock reading, no goods, nothing forged: MCGoods, MCHostile  *)
(* and MCCredit have those.                                                 *)
EXTENDS Promises, Broken

Equal4 == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1]]
Heavy4 == [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1, b1 |-> 1]]
HeavyLiar4 == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 2]]
TwoLiars4 == [home |-> [a1 |-> 1, a2 |-> 1, b1 |-> 1, b2 |-> 1]]
Alone == [home |-> [a1 |-> 1]]

MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, b2 |-> 5]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home")}

Opened(alice, bob) ==
  [h \in Honest |->
    [shards |-> [alice |-> Shard("home", 0, alice, 0), bob |-> Shard("home", 0, bob, 0)],
     queue |-> {}, ownership |-> Ownership]]
Open1 == Opened(1, 0)
Open2 == Opened(2, 0)
Open3 == Opened(3, 0)
Open22 == Opened(2, 2)

(* Names: sender, nonce, recipient, amount. carol has no account here.      *)
a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)
b0a1 == Order("bob", "alice", 1, 0, 0)
b0a2 == Order("bob", "alice", 2, 0, 0)
b1a1 == Order("bob", "alice", 1, 1, 0)

Nonces01 == {a0b1, a1b1, b0a1}
Nonces01Split == {a0b1, a0c1, a1b1, b0a1}
Nonces01Both == {a0b1, a1b1, b0a1, b1a1}
Amounts12 == {a0b1, a0b2, b0a1, b0a2}

Amounts12Then == {a0b1, a0b2, a1b1, b0a1}
Gapping == {a0b2, a1b1}
SplitOnly == {a0b1, a0b2}
AliceLied == {{a0b1, a0b2}}

(* Claims that must fail, to show that there is something to be checked.    *)
NeverSettled ==
  \A h \in Honest :
    (auth[h].shards["alice"].next_nonce < 2) \/ (auth[h].shards["bob"].next_nonce < 1)

NoShops == [p \in {} |-> {}]
Whole(s) == s                       \* Stored certificates as they came.
Majority(committee, w) == (2 * w) > TotalWeight(committee)
=============================================================================
