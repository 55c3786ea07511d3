-------------------------- MODULE RevocationBroken --------------------------
(* Rules of revocation that look sensible and are wrong, for models that    *)
(* must fail. Each operator stands for the one of ByPolicy or Revocation    *)
(* that it is named for, and is the same but for one Rule; with Rule "none" *)
(* the model is the true one.                                               *)
EXTENDS Revocation

CONSTANT Rule

(* "thrown-away": who releases shows no certificate of keys that are        *)
(* revoked, but what it has locked.                                         *)
ThrownAway(self, s, i) ==
  The({IF (i.type = "ReleaseByPolicy") /\ (a.kind = "released")
       THEN [a EXCEPT !.state.policy = {[x EXCEPT !.certificates = {}] : x \in @}]
       ELSE a : a \in {PolicyMoveStep(self, s, i)}})

(* "shrunk": a revoked key has no weight, so those that remain are a        *)
(* quorum of themselves.                                                    *)
Left(committee) ==
  IF Rule = "shrunk" THEN Members(committee) \ AtOnce ELSE Members(committee)
QuorumByRule(committee, signed) ==
  (committee \in DOMAIN Committees)
  /\ (3 * SumOver(Committees[committee], {m.authority : m \in signed} \cap Left(committee))
      > 2 * SumOver(Committees[committee], Left(committee)))

(* "one-of-two": of two claims that are possible, a payee's owner takes the *)
(* one that comes (design 3.3, rule 4, as it was). "for-ever": who waits,   *)
(* waits on.                                                                *)
WaitsByRule(s, o) ==
  (Rule = "for-ever")
  \/ (HeardAfter(s, o) = {})
  \/ ((Rule # "one-of-two") /\ (\E x \in HeardAfter(s, o) : \E e \in x.escrow :
        (Claim(o) \in e.claims) /\ (e.claims # {Claim(o)})))
IsBackedByRule(s, o) ==
  \E x \in HeardAfter(s, o) :
    (Claim(o) \in x.applied)
    \/ (\E e \in x.escrow : (Claim(o) \in e.claims)
                            /\ ((Rule = "one-of-two") \/ (e.claims = {Claim(o)})))

(* "spoilt": a certificate with a vote of a revoked key is none.            *)
Spoilt(s, c) == {c.votes[i].authority : i \in 1..Len(c.votes)} \cap Revoked(s) # {}

StepByRule(self, s, i) ==
  CASE Rule = "thrown-away" -> ThrownAway(self, s, i)
    [] (Rule = "spoilt") /\ (i.type = "ApplyCertificate") ->
         IF Spoilt(s, i.certificate) THEN Refuse(s, {"Spoilt"}, {}) ELSE PolicyMoveStep(self, s, i)
    [] OTHER -> PolicyMoveStep(self, s, i)
=============================================================================
