------------------------------ MODULE Promises ------------------------------
(* Settlement keeps the promises of Ledger: what a quorum stands behind is  *)
(* what is decided; what some honest authority has settled is executed; the *)
(* goods that left are delivered; no nonce is skipped. Checked step by step *)
(* as a PROPERTY, so the order of things counts, not only each state.       *)
EXTENDS Settlement

AllExecuted == UNION {Claims(Records(h)) : h \in Honest}
HowOften(c) ==
  Cardinality(UNION {{<<p, i>> : i \in {n \in 1..Len(handed[p]) : Claim(handed[p][n]) = c}}
                     : p \in DOMAIN Shops})
AllPayments == {Claim(c) : c \in Cores}

Ledgers == INSTANCE Ledger WITH
  Accounts <- Owned,
  OpeningFunds <- [a \in Owned |-> OpeningBalance(a)],
  OpeningNonce <- [a \in Owned |-> OpeningNonceOf(a)],
  Payments <- AllPayments,
  Before <- {},
  certified <- {Claim(c) : c \in CertifiedCores},
  executed <- AllExecuted,
  delivered <- [c \in AllPayments |-> HowOften(c)],
  aside <- {}

LedgerKept == Ledgers!LedgerSpec
=============================================================================
