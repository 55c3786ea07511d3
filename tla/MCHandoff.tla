----------------------------- MODULE MCHandoff ------------------------------
(* Bounds of the handoff models. Four members of weight 1, of which b1 is   *)
(* Byzantine, own alice in epoch 0 (`home`); `next` are three others and    *)
(* b1. carol, at `away`, may pay alice; bob, at `shop`, is paid by her.     *)
(* Honest members are model values, so that those of one role can be        *)
(* permuted; the order of keys (Rank) orders votes and nothing else.        *)
EXTENDS Handoff, HandoffBroken

CONSTANTS a1, a2, a3, n1, n2, n3, b1, c1, d1
Home == {a1, a2, a3}
Next3 == {n1, n2, n3}

Equal(S) == [m \in S |-> 1]
MCCommittees ==
  [home |-> Equal(Home \cup {b1}), next |-> Equal(Next3 \cup {b1}),
   away |-> Equal({c1}), shop |-> Equal({d1}), rogue |-> Equal({b1})]
MCRank == (a1 :> 1) @@ (a2 :> 2) @@ (a3 :> 3) @@ (n1 :> 4) @@ (n2 :> 5) @@ (n3 :> 6)
          @@ (b1 :> 7) @@ (c1 :> 8) @@ (d1 :> 9)
MCOwnership ==
  {Proof("alice", 0, "home"), Proof("carol", 0, "away"), Proof("bob", 0, "shop")}

(* Names: sender, nonce, recipient, amount, epoch.                          *)
a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)
a0b1e1 == InEpoch(a0b1, 1)
a0b2e1 == InEpoch(a0b2, 1)
a1b1e1 == InEpoch(a1b1, 1)
a1b2e1 == Order("alice", "bob", 2, 1, 1)
a1b1e2 == InEpoch(a1b1, 2)
c0a1 == Order("carol", "alice", 1, 0, 0)

(* Catalogues of orders. *)
Nothing == {}
Complete == {a0b1, a0b1e1}                      \* the old order again, in epoch 1
One == {a0b1, a0b1e1, a1b1e1}
Then == {a0b1, a1b1, a1b1e1}
SplitOnly == {a0b1, a0b2}
SplitComplete == {a0b1, a0b2, a0b1e1}
Split == {a0b1, a0b2, a0b1e1, a1b1e1}
Carried == {a0b1, a1b1e2}                       \* an escrow is carried into epoch 2
Twice == {a0b1, a0b1e1, a1b1e1, a1b1e2}
Again == {a0b1, a0b2e1}                         \* another payment at the same nonce
Later == {a0b1e1}
Spending == {a0b2, a0b1e1}                      \* with 1, the first needs the credit
Lapsing == {a0b1, Renewed(a1b2e1)}
Renewing == {a0b1, Renewed(a0b2)}
Paid == {Cert(c0a1, "away", <<c1>>)}

(* Catalogues of requests. *)
Unlock == {RequestOf("alice", 0, "home")}
UnlockTwice == {RequestOf("alice", 0, "home"), RequestOf("alice", 1, "home")}
Move == {RequestOf("alice", 0, "next")}
MoveAndBack == {RequestOf("alice", 0, "next"), RequestOf("alice", 1, "home")}

Both == {RequestOf("alice", 0, "home"), RequestOf("alice", 0, "next")}
ToRogue == {RequestOf("alice", 0, "rogue")}
WithRogue == Unlock \cup ToRogue
Early == {RequestOf("alice", 1, "home")}                                \* HO-7

(* What is wrong with a request, in one way each, and with a release.       *)
AndLonger == Unlock \cup {[r EXCEPT !.form = "extra"] : r \in Move}        \* HO-1
AndForged == Unlock \cup {[r EXCEPT !.account_sig = "eve"] : r \in Move}   \* HO-2
AndElsewhere == Unlock \cup {[r EXCEPT !.network = "other"] : r \in Move}  \* HO-3
Wrong == AndLonger \cup AndForged \cup AndElsewhere \cup ToRogue \cup Early
FalseCertificates ==
  {Cert(a0b2, "home", <<b1>>),                                          \* HO-13
   Cert(InEpoch(Order("carol", "alice", 2, 0, 0), 1), "rogue", <<b1>>)} \* HO-14
FalseLocks == {Forged(Order("alice", "carol", 1, 0, 0))}                \* HO-15

(* What there is at the start. *)
First(funds) ==
  [account |-> "alice", epoch |-> 0, committee |-> "home", balance |-> funds, next_nonce |-> 0,
   escrow |-> {}, applied |-> {}, credited |-> {}]
With(shards, openings) ==
  [shards |-> shards, queue |-> {}, ownership |-> Ownership, releases |-> {}, accepted |-> {},
   openings |-> openings]
MCBegun ==
  [h \in Honest \cup Payees |->
    IF h \in Home THEN With("alice" :> Shard("home", 0, Funds, 0), "alice" :> First(Funds))
    ELSE IF h = d1 THEN With("bob" :> Shard("shop", 0, 0, 0), <<>>)
    ELSE With(<<>>, <<>>)]

(* Here the members of `home` own bob as well, whom she goes on paying. *)
OwnershipOfNeighbours == {Proof("alice", 0, "home"), Proof("bob", 0, "home")}
Neighbours ==
  [h \in Honest |->
    IF h \in Home
    THEN [With(("alice" :> Shard("home", 0, Funds, 0)) @@ ("bob" :> Shard("home", 0, 0, 0)),
               "alice" :> First(Funds))
          EXCEPT !.ownership = OwnershipOfNeighbours]
    ELSE With(<<>>, <<>>)]

(* Which handoff certificates alice signs: all, or that of all releases.   *)
Always(r, R) == TRUE
WholeOnly(r, R) == {x.authority : x \in R} = Home
Symmetry == Permutations(Home \cap Honest) \cup Permutations(Next3 \cap Honest)
=============================================================================
