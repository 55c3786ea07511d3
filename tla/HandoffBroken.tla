--------------------------- MODULE HandoffBroken ----------------------------
(* Rules of reassignment that look sensible and are wrong, for models that  *)
(* must fail. Each operator below stands for the one of Reassignment or     *)
(* Authority that it is named for, and is the same but for one Rule; with   *)
(* Rule "none" the model is the true one (the manifest has it so).          *)
EXTENDS Reassignment, Broken

CONSTANT Rule

(* "carry": what one release shows may be a lie, so more than a third must. *)
Weighs(releases) ==
  IF releases = {} THEN 0
  ELSE SumOver(Committees[(CHOOSE x \in releases : TRUE).opening.committee],
               {x.authority : x \in releases})
ShowingIt(releases, c) == {x \in releases : Claim(c.order) \in ClaimsOf(x.certificates)}
ReportedByRule(releases) ==
  {c \in UNION {x.certificates : x \in releases} :
     (Rule # "carry") \/ (\E x \in releases :
       3 * Weighs(ShowingIt(releases, c)) > TotalWeight(x.opening.committee))}

(* "void": no order without a certificate is possible. "many": only one     *)
(* whose lock members of more than a third hold.                            *)
IsPossibleByRule(committee, releases, t) ==
  CASE Rule = "void" -> FALSE
    [] Rule = "many" -> 3 * Weighs({x \in releases : Holds(x, t)}) > TotalWeight(committee)
    [] OTHER -> ~QuorumSigned(committee, Without(releases, t))

(* "uncovered": whatever somebody locked is possible, covered or not.       *)
CoveredByRule(closing, t) == (Rule = "uncovered") \/ (t.amount <= closing.balance)

(* "same-nonce": the reserved nonce is used again. "refund": an escrow is   *)
(* for one epoch, and then paid back; "drop": and then forgotten.           *)
Bent(x, c) ==
  CASE Rule = "same-nonce" -> [x EXCEPT !.next_nonce = c.next_nonce]
    [] Rule = "refund" -> [x EXCEPT !.escrow = @ \ c.escrow, !.balance = @ + Amounts(c.escrow)]
    [] Rule = "drop" -> [x EXCEPT !.escrow = @ \ c.escrow]
    [] OTHER -> x
OpeningByRule(o, to, releases) ==
  The(UNION {{Bent(OpeningWith(o, to, c, K), c) : K \in {Possible(o.committee, c, releases)}}
             : c \in {Closing(o, releases)}})

(* "forget": a member that opens knows what the opening says, and no more.  *)
ResumedByRule(s, x) ==
  IF Rule = "forget" THEN ShardFrom(x)
  ELSE The({Redo(ShardFrom(x), k.debits, k.credits) : k \in {Kept(s, x)}})

(* "by-certificate": an escrow opens for a certificate of the epoch that it *)
(* is from (0 in the models), not for the claim.                            *)
InEscrowByRule(h, o) ==
  ((Rule # "by-certificate") \/ (o.epoch = 0))
  /\ (\E e \in EscrowAt(h, o.nonce) : Claim(o) \in e.claims)

(* "late-credit": a frozen account goes on to take credits.                 *)
CreditsByRule(s, o) ==
  Owns(s, o.recipient) /\ ((Rule = "late-credit") \/ (~s.shards[o.recipient].frozen))

(* "once-an-owner": who owned the payer once takes itself for her owner.    *)
DebitsByRule(s, o) ==
  /\ Owns(s, o.sender)
  /\ \/ Rule = "once-an-owner"
     \/ o.epoch <= s.shards[o.sender].epoch
     \/ ~HasLeft(s, o.sender)
     \/ InEscrow(s.shards[o.sender], o)

(* "by-epoch": a payment that is certified in two epochs is credited twice. *)
SettledByRule(s, o) ==
  {r \in Settled(s, o) : IF Rule = "by-epoch" THEN Core(r.certificate.order) = Core(o)
                         ELSE Claim(r.certificate.order) = Claim(o)}

(* "unfrozen": a release does not freeze. "unlock-by-clock": a lock ends    *)
(* with the window of its order. "escrow-by-clock": so does an escrow.      *)
Thawed(r, account) == [r EXCEPT !.state.shards[account].frozen = FALSE]
Lapsed(h) == [h EXCEPT !.escrow = {}, !.balance = @ + Amounts(h.escrow)]
StepByRule(self, s, i) ==
  CASE (Rule = "unfrozen") /\ (i.type = "Release") ->
         The({IF r.kind = "released" THEN Thawed(r, i.request.account) ELSE r
              : r \in {HandoffStep(self, s, i)}})
    [] (Rule = "unlock-by-clock") /\ (i.type = "SignVote") -> LockExpires(self, s, i)
    [] (Rule = "escrow-by-clock") /\ (i.type = "SignVote") ->
         HandoffStep(self, [s EXCEPT !.shards = [a \in DOMAIN s.shards |->
                               IF i.now >= 5 THEN Lapsed(s.shards[a]) ELSE s.shards[a]]], i)
    [] OTHER -> HandoffStep(self, s, i)
=============================================================================
