------------------------------ MODULE MCLedger ------------------------------
(* Bounds of the ledger alone: alice and bob open with 2 and 1, nonces 0    *)
(* and 1, amounts 1 and 2, to each other and to carol, who is elsewhere.    *)
EXTENDS Ledger
MCAccounts == {"alice", "bob"}
MCFunds == [alice |-> 2, bob |-> 1]
MCNonce == [alice |-> 0, bob |-> 0]
Elsewhere == {"carol"}
MCPayments ==
  {c \in [sender : MCAccounts \cup Elsewhere, recipient : MCAccounts \cup Elsewhere,
          amount : {1, 2}, nonce : {0, 1}] : c.sender # c.recipient}

(* Where nonces are skipped, alice alone pays, from 3: bob 1 or 2, carol 1. *)
MoreFunds == [alice |-> 3, bob |-> 0]
FewPayments ==
  {c \in MCPayments : (c.sender = "alice") /\ ((c.recipient = "bob") \/ (c.amount = 1))}

(* For the models that must fail: decisions and deliveries without guards.  *)
CarelessCertify(c) ==
  (certified' = certified \cup {c}) /\ UNCHANGED <<executed, delivered, aside>>
CarelessDeliver(c) ==
  /\ delivered[c] < 2
  /\ delivered' = [d \in Payments |-> IF d = c THEN delivered[d] + 1 ELSE delivered[d]]
  /\ UNCHANGED <<certified, executed, aside>>

(* Skipped without money put aside, or put aside and then forgotten.        *)
Penniless(a, doubtful, claims) ==
  /\ aside' = aside \cup {[PutAside(a, doubtful) EXCEPT !.amount = 0]}
  /\ executed' = executed \cup claims
  /\ UNCHANGED <<certified, delivered>>
NotTakenOut(c) ==
  /\ \E e \in aside : c \in e.claims
  /\ certified' = certified \cup {c}
  /\ UNCHANGED <<executed, delivered, aside>>
=============================================================================
