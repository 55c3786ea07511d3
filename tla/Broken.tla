------------------------------- MODULE Broken -------------------------------
(* Rules that look sensible and are wrong. Each is Authority!Step with one  *)
(* rule changed, for a model that must fail; a guard left out is no rule    *)
(* changed, but a value of Off.                                             *)
EXTENDS Authority

OverLocks(s, Keep(_)) ==
  [s EXCEPT !.shards = [a \in DOMAIN s.shards |->
     [s.shards[a] EXCEPT !.locks = {l \in s.shards[a].locks : Keep(l)}]]]

(* Against VT-2: time drops a lock. *)
LockExpires(self, s, i) ==
  IF i.type = "SignVote"
  THEN LET Held(l) == NotExpired(l, i.now) IN Step(self, OverLocks(s, Held), i)
  ELSE Step(self, s, i)

(* Against CF-10: "a certificate with an expired ttl is rejected".          *)
ExpiredIsRejected(self, s, i) ==
  IF (i.type = "ApplyCertificate") /\ (~NotExpired(i.certificate.order, i.now))
  THEN Refuse(s, {"expired"}, {})
  ELSE Step(self, s, i)

(* Against EX-8: a debit must be covered by the balance that is known here. *)
CoveredHere(self, s, i) ==
  IF (i.type = "ApplyCertificate") /\ Owns(s, i.certificate.order.sender)
     /\ (SettledClaim(s, i.certificate.order) = {})
     /\ (s.shards[i.certificate.order.sender].balance < i.certificate.order.amount)
  THEN Refuse(s, {"uncovered"}, {})
  ELSE Step(self, s, i)

(* Against EX-9: a certificate that comes again is credited again.          *)
ReplayCredits(self, s, i) ==
  LET r == Step(self, s, i) IN
  IF (i.type = "ApplyCertificate") /\ (r.kind = "again") /\ Owns(s, i.certificate.order.recipient)
  THEN LET o == i.certificate.order IN
       [r EXCEPT !.state.shards[o.recipient].balance = @ + o.amount]
  ELSE r

(* Against EX-1: the money leaves with the vote.                            *)
VoteDebits(self, s, i) ==
  LET r == Step(self, s, i) IN
  IF r.kind = "voted"
  THEN [r EXCEPT !.state.shards[i.order.sender].balance = @ - i.order.amount]
  ELSE r

(* Against EQ-5: a liar's lock is dropped.                                  *)
EvidenceUnlocks(self, s, i) ==
  LET r == Step(self, s, i)
      None(l) == FALSE IN
  IF r.kind = "recorded" /\ i.type = "RecordEvidence"
  THEN [r EXCEPT !.state = OverLocks(r.state, None)]
  ELSE r

(* Against EX-11: the recipient's owner credits whatever committee the      *)
(* certificate names.                                                       *)
CreditsUnproven(self, s, i) ==
  LET r == Step(self, s, i) IN
  IF r.kind = "queued" THEN Answer(Settle(s, i.certificate), "applied", {}) ELSE r
=============================================================================
