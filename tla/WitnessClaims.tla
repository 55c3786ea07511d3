---------------------------- MODULE WitnessClaims ----------------------------
(* What must be true of a witness, whatever its guards say: written from    *)
(* the effects, never by calling a guard, so that a guard that is missing   *)
(* breaks one of these.                                                     *)
EXTENDS Witness, Generate

Same(x, y) == (x.account = y.account) /\ (x.epoch = y.epoch)
OneOf(S) == \A x, y \in S : Same(x, y) => (x = y)
GrantFor(x) == {g \in core.grants : Same(g, x)}
FencedHere(s, x) == \E o \in s.fences : Same(o, x)

(* ------------------------------------------------ claims about a state   *)
WitnessTypeOK ==
  /\ OneOf(core.grants) /\ OneOf(core.held) /\ OneOf(core.fences)
  /\ \A x \in core.grants \cup core.held \cup core.fences : x.form = "good"

(* It is the witness of true grants only: of an owner that owns alone.      *)
GrantsAreTrue ==
  \A g \in core.grants :
    /\ (g.witness = Self) /\ (g.owner # Self) /\ (g.owner_sig = g.owner)
    /\ \E p \in Ownership : Same(p, g) /\ (DOMAIN Committees[p.committee] = {g.owner})
HeldIsTheOwners ==
  \A c \in core.held : \E g \in GrantFor(c) : (c.owner = g.owner) /\ (c.owner_sig = g.owner)
FencesAreOrdered ==
  \A o \in core.fences :
    /\ \E g \in GrantFor(o) : (o.controller = g.controller) /\ (o.controller_sig = g.controller)
    /\ o.to \in Listed
    /\ \A p \in Ownership : Same(p, o) => (p.committee # o.to)
FencedHasCheckpoint == \A o \in core.fences : \E c \in core.held : Same(c, o)

(* ------------------------------------------- claims about every answer   *)
Answers == {<<n, Respond(core, Inputs[n])>> : n \in DOMAIN Inputs}
NothingIsForgotten ==
  \A a \in Answers : LET t == a[2].state IN
    /\ core.grants \subseteq t.grants
    /\ core.fences \subseteq t.fences
    /\ \A c \in core.held : \E d \in t.held : Same(c, d) /\ ((c = d) \/ (c.seq < d.seq))
(* WI-22: a fence is for ever; nothing moves behind it.                     *)
FencedIsForEver ==
  \A a \in Answers : \A c \in core.held : FencedHere(core, c) => (c \in a[2].state.held)
AcknowledgesWhatItHolds ==
  \A a \in Answers : \A m \in {x \in a[2].emitted : x.type = "Acknowledgement"} :
    /\ m.body.checkpoint \in a[2].state.held
    /\ (m.body.witness = Self) /\ (m.body.witness_sig = Self)
    /\ ~FencedHere(a[2].state, m.body.checkpoint)
StatesWhatItHolds ==
  \A a \in Answers : \A m \in {x \in a[2].emitted : x.type = "TakeoverStatement"} :
    /\ (m.body.order \in a[2].state.fences) /\ (m.body.grant \in a[2].state.grants)
    /\ (m.body.checkpoint \in a[2].state.held)
    /\ Same(m.body.order, m.body.grant) /\ Same(m.body.order, m.body.checkpoint)
    /\ (m.body.witness = Self) /\ (m.body.witness_sig = Self)
(* Whoever asks in vain, and whoever asks again, changes nothing.           *)
OnlyAnswersMove ==
  \A a \in Answers : (a[2].kind \in {"refused", "again", "restarted"}) => (a[2].state = core)
AgainIsTheSame ==      \* What was answered is answered again, with the same words.
  \A a \in Answers : (a[2].kind \in {"acknowledged", "fenced"}) =>
    (Respond(a[2].state, Inputs[a[1]]).emitted = a[2].emitted)
=============================================================================
