---------------------------- MODULE PendingBroken ---------------------------
(* Merchants that are wrong about what waits, so that each claim of         *)
(* PendingClaims is seen to fail. Each differs from PendingStep in one way. *)
EXTENDS GenPending

Right(s, i) == PendingStep(Self, s, i)
Wrongly(s, i, type, Bend(_)) ==
  IF i.type = type THEN The({Bend(r) : r \in {Right(s, i)}}) ELSE Right(s, i)
Silently(r) == [r EXCEPT !.emitted = {}]
Forgetting(r) == [r EXCEPT !.state.pending = {}]

(* An order that may come is as good as one that came.                      *)
VotesAtOnce(s, i) ==
  Wrongly(s, i, "Pend", LAMBDA r :
    IF r.kind = "pending" THEN [r EXCEPT !.emitted = @ \cup {Vote(Self, "next", i.order)}] ELSE r)
(* Whoever hands over an order sees that it was taken.                      *)
WaitsSilently(s, i) == Wrongly(s, i, "Pend", Silently)
(* Who comes too late has only himself to blame.                            *)
LapsesSilently(s, i) == Wrongly(s, i, "Lapse", Silently)
(* What will be too late is too late.                                       *)
LapsesEarly(s, i) ==
  IF i.type = "Lapse" THEN Right(s, [i EXCEPT !.now = @ + 1]) ELSE Right(s, i)
(* Whoever has voted says besides that nobody waits any more.               *)
NoticesAll(s, i) ==
  Wrongly(s, i, "Activate", LAMBDA r :
    [r EXCEPT !.emitted = @ \cup {LapseNotice(Self, o, {"VF8"}) : o \in s.pending \ r.state.pending}])
(* A new epoch begins with nothing.                                         *)
ForgetsAtOpening(s, i) == Wrongly(s, i, "OpenAccount", Forgetting)
(* What is not promised need not be durable.                                *)
ForgetsAtRestart(s, i) == Wrongly(s, i, "Restart", Forgetting)
=============================================================================
