--------------------------- MODULE HandoffPromises --------------------------
(* Handoff keeps the promises of Ledger, nonces that are skipped included:  *)
(* what a quorum of any epoch stands behind is what is decided; what some   *)
(* honest owner has settled is executed; what the opening of the latest     *)
(* epoch puts aside, and nobody was paid yet, is put aside. Checked step by *)
(* step, as Promises does for Settlement, and history-free: the mapping     *)
(* reads the state and nothing else.                                        *)
EXTENDS Handoff

DecidedNow == {Claim(o) : o \in CertifiedOrders}
PaidIn == ClaimsOf(Inflow)          \* Whoever pays alice is decided from the start.
Payers == {c.sender : c \in PaidIn}

ExecutedAt(h) ==
  UNION {ClaimsIn(auth[h].shards[a].applied) \cup ClaimsIn(auth[h].shards[a].credited)
         : a \in DOMAIN auth[h].shards}

(* The openings of the latest epoch that somebody honest has opened.        *)
Latest ==
  {x \in {auth[h].openings["alice"] : h \in Owners} : \A h \in Owners : ShardAt(h).epoch <= x.epoch}
AsideOf(x) ==
  {[sender |-> "alice", nonce |-> e.nonce, amount |-> e.amount, claims |-> e.claims]
   : e \in {f \in x.escrow : f.claims \cap DecidedNow = {}}}

AllClaims == {Claim(o) : o \in Orders} \cup PaidIn

Ledgers == INSTANCE Ledger WITH
  Accounts <- {"alice"} \cup Payers,
  OpeningFunds <- [a \in {"alice"} \cup Payers |->
                     IF a = "alice" THEN Funds ELSE Amounts({c \in PaidIn : c.sender = a})],
  OpeningNonce <- [a \in {"alice"} \cup Payers |-> 0],
  Payments <- AllClaims,
  Before <- PaidIn,
  certified <- DecidedNow \cup PaidIn,
  executed <- UNION {ExecutedAt(h) : h \in DOMAIN auth},
  delivered <- [c \in AllClaims |-> 0],
  aside <- UNION {AsideOf(x) : x \in Latest}

LedgerKept == Ledgers!MovingSpec
AsideIsOpen == Ledgers!AsideIsOpen
NobodyOwes == Ledgers!NobodyOwes

(* Claims that must fail: a nonce is skipped, and later paid.               *)
NeverSkips == Ledgers!LedgerSpec
NeverPaidLater == Ledgers!SkippingSpec
=============================================================================
