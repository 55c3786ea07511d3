---------------------------- MODULE MCCoreRefined ---------------------------
(* The voting part of Settlement refines Core, for alice, who only pays: so *)
(* what the inductive invariant says of Core it says of Authority!Step.     *)
(* Amounts 1 and 2 at nonce 0 and amount 1 at nonce 1, from 2 or 3.         *)
EXTENDS MCSettlement

Chosen == {a0b1, a0b2, a1b1}
Nonces == {0, 1}
Named(amount) == IF amount = 1 THEN "one" ELSE "two"
OnlyOf(names) == IF names = {} THEN "none" ELSE CHOOSE n \in names : TRUE

LocalOf(h) ==
  LET s == auth[h].shards["alice"] IN
  [next |-> s.next_nonce,
   votes |-> [n \in Nonces |->
     {Named(v.core.amount) : v \in
        {u \in net : (u.type = "TransferVote") /\ (u.by = h) /\ (u.core.nonce = n)}}],
   lock |-> [n \in Nonces |-> OnlyOf({Named(l.amount) : l \in {k \in s.locks : k.nonce = n}})],
   applied |-> [n \in Nonces |->
     OnlyOf({Named(OrderIn(r).amount) : r \in {q \in s.applied : OrderIn(q).nonce = n}})]]

Cores1 == INSTANCE Core WITH
  Weight <- Committees["home"], Choices <- {"one", "two"}, Amount <- [one |-> 1, two |-> 2],
  Funds <- OpeningBalance("alice"), Dropped <- {}, st <- [h \in Honest |-> LocalOf(h)]

CoreKept == Cores1!CoreSpec
=============================================================================
