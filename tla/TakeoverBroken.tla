--------------------------- MODULE TakeoverBroken ---------------------------
(* Rules of a merchant alone that look sensible and are wrong, for models   *)
(* that must fail. Each operator below stands for the one of Witness that   *)
(* it is named for, and is the same but for one Rule; with Rule "none" the  *)
(* model is the true one (the manifest has it so).                          *)
EXTENDS Witness

CONSTANT Rule

(* "no-fence": the witness states, and goes on acknowledging.               *)
IsFencedByRule(s, m) == (Rule # "no-fence") /\ (Of(s.fences, m) # {})

(* "by-nonce": of two checkpoints, the one that is further on is later.     *)
IsNewerByRule(c, held) ==
  IF Rule = "by-nonce" THEN c.next_nonce >= held.next_nonce ELSE c.seq > held.seq
IsLaterByRule(c, acked) ==
  IF Rule = "by-nonce" THEN c.next_nonce >= acked.next_nonce ELSE c.seq > acked.seq

(* "before": the vote leaves when the order is reserved. "another": an      *)
(* acknowledgement is for a nonce, whatever order it has there.             *)
IsReservedByRule(c, o) ==
  CASE Rule = "before" -> TRUE
    [] Rule = "another" -> o.nonce = c.next_nonce
    [] OTHER -> Claim(o) \in c.reserved

(* "forget-lock": a checkpoint that is not written for an order has none.   *)
ReservedByRule(h, kind) ==
  IF (Rule = "forget-lock") /\ (kind = "written") THEN {}
  ELSE {Claim(l) : l \in LocksAt(h, h.next_nonce)}

(* "net": credits since the checkpoint can be spent. "each": the budget is  *)
(* for one payment, not for their sum.                                      *)
SinceThen(h, c) ==
  {k \in ClaimsOfRecords(h.credited) : k \notin c.credited}
SpendsByRule(h, c, o) ==
  CASE Rule = "net" -> Amounts(Beyond(h, c, o)) - Amounts(SinceThen(h, c))
    [] Rule = "each" -> o.amount
    [] OTHER -> Amounts(Beyond(h, c, o))

(* "unlimited": the budget may be more than the checkpoint has. "twice":    *)
(* what is reserved there is counted again. The new owner puts aside what   *)
(* there is. "no-escrow": and this puts nothing aside.                      *)
LimitByRule(g, c) ==
  CASE Rule = "unlimited" -> g.budget
    [] Rule = "twice" -> Smaller(g.budget, c.balance)
    [] OTHER -> Smaller(g.budget, c.balance - Amounts(c.reserved))
PutAsideByRule(g, c) ==
  CASE Rule = "no-escrow" -> 0
    [] (c.balance - Amounts(c.reserved)) < 0 -> 0
    [] OTHER -> Smaller(g.budget, c.balance - Amounts(c.reserved))

(* "at-once": the new owner goes on at the nonce of the checkpoint.         *)
(* "forget-reserved": a reserved order takes no nonce.                      *)
FirstFreeByRule(g, c) ==
  CASE Rule = "at-once" -> c.next_nonce
    [] Rule = "forget-reserved" -> c.next_nonce + g.window
    [] OTHER -> LastNonce(g, c)

(* "no-credits": a checkpoint has the balance, not what it was credited.    *)
(* "no-debits": nor what was paid. "no-reserve": what it reserves is free.  *)
OpeningByRule(t) ==
  The({CASE Rule = "no-credits" -> [x EXCEPT !.credited = {}]
         [] Rule = "no-debits" -> [x EXCEPT !.applied = {}]
         [] Rule = "no-reserve" -> [x EXCEPT !.escrow = t.checkpoint.escrow,
                                             !.balance = @ + Amounts(t.checkpoint.reserved)]
         [] OTHER -> x
       : x \in {OpeningOf(t)}})

(* "early-receipt": a credit is final when the owner alone has it.          *)
WitnessedByRule(s, m) == (Rule = "early-receipt") \/ WitnessedIn(s, m)

(* "fresh-grant": a grant begins with the first acknowledgement.            *)
BeforeByRule(self, s, account) ==
  IF Rule = "fresh-grant" THEN {} ELSE {CheckpointNow(self, s, account, "granted", 0)}

(* "thawed": an owner that comes back reports, and goes on.                 *)
(* "settled-only": it reports what is settled, not what it has locked.      *)
PromisedByRule(h, c) ==
  {k \in ClaimsOfRecords(h.applied)
         \cup (IF Rule = "settled-only" THEN {} ELSE {Claim(l) : l \in h.locks}) :
     k.nonce >= c.next_nonce}
FrozenByRule(h) == IF Rule = "thawed" THEN h ELSE [h EXCEPT !.frozen = TRUE]
=============================================================================
