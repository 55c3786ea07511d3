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

(* For the models that must fail: decisions and deliveries without guards.  *)
CarelessCertify(c) ==
  (certified' = certified \cup {c}) /\ UNCHANGED <<executed, delivered>>
CarelessDeliver(c) ==
  /\ delivered[c] < 2
  /\ delivered' = [d \in Payments |-> IF d = c THEN delivered[d] + 1 ELSE delivered[d]]
  /\ UNCHANGED <<certified, executed>>
=============================================================================
