------------------------------ MODULE Standby -------------------------------
(* The owner of Witness!StandbyStep, and what it owns up to when it was     *)
(* taken over. A lock that was reserved, and that the witness was never     *)
(* known to have, has no vote: told as a promise it could be more than was  *)
(* put aside, and the report of an honest owner would close nothing (SB-19).*)
EXTENDS Witness

MayBeVoted(s, l) == Failed(VoteGuards(s, l)) = {}
IsPromise(s, h, k) ==
  (k \in ClaimsOfRecords(h.applied)) \/ (\E l \in h.locks : ((Claim(l) = k) /\ MayBeVoted(s, l)))
Promises(s, m, claims) == {k \in claims : IsPromise(s, s.shards[m.account], k)}
OwnsUp(s, m) ==
  IF m.type = "TakeoverReport" THEN [m EXCEPT !.body.claims = Promises(s, m.body, @)] ELSE m
(* What the clauses say beside the guards is said in Witness: by ReportOf   *)
(* (SB-11), BeOwner (SB-12), Written (SB-13), Reserve (SB-14), Acknowledge  *)
(* (SB-15), Bounded (SB-16), Discreet (SB-17), OpeningOf and WindowOf       *)
(* (SB-18), OpenTakeover (SB-20), Applying (SB-21), Report (SB-22).         *)
OwnerStep(self, s, i) ==
  The({[r EXCEPT !.emitted = {OwnsUp(s, m) : m \in @}] : r \in {StandbyStep(self, s, i)}})
=============================================================================
