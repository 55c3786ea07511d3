----------------------------- MODULE PolicyMove -----------------------------
(* Reassignment by policy (rotation, revocation, takeover): what an         *)
(* authority does besides Reassignment!HandoffStep when a bundle freezes an *)
(* account, and a later one says where it goes.                             *)
(*   Freeze    without a target: the authority says what it knows, and to   *)
(*             whom it has released the account already, if to anybody;     *)
(*             from then on it releases to nobody                           *)
(*   Decide    a bundle names the target: if the account's own one is       *)
(*             possible under those releases, that; then it releases to it. *)
(* State: that of Reassignment, and                                         *)
(*   [asked   : requests that it released to, with their invitations,       *)
(*    policy  : its releases by policy,                                     *)
(*    decided : [account, epoch, to] of the bundles it has]                 *)
EXTENDS Reassignment

CONSTANT MoveRule   \* "none"; else a rule that looks sensible and is wrong

PolicyReleaseOf(self, account, epoch, shown, opening, certificates, locks) ==
  [account |-> account, epoch |-> epoch, shown |-> shown, opening |-> opening,
   certificates |-> certificates, locks |-> locks, authority |-> self, authority_sig |-> self]

OfEpoch(S, account, epoch) == {x \in S : (x.account = account) /\ (x.epoch = epoch)}
AskedAt(s, account, epoch) ==
  {t \in s.asked : (t.request.account = account) /\ (t.request.epoch = epoch)}

(* "unlisted": nobody says to whom he has released.                         *)
Freeze(self, s, account, epoch) ==
  LET f == Failed([HO6 |-> Owns(s, account),
                   HO7 |-> (~Owns(s, account)) \/ (epoch = s.shards[account].epoch)]) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF OfEpoch(s.policy, account, epoch) # {} THEN Answer(s, "again", {})
  ELSE LET h == s.shards[account]
           shown == IF MoveRule = "unlisted" THEN {} ELSE AskedAt(s, account, epoch) IN
    Answer([s EXCEPT !.shards[account].frozen = TRUE,
                     !.policy = @ \cup {PolicyReleaseOf(self, account, epoch, shown,
                        s.openings[account], AtHand(h.applied \cup h.credited), h.locks)}],
           "frozen", {})

(* "after": a policy that has no target yet stops nobody.                   *)
Held(s, r) == (OfEpoch(s.policy, r.account, r.epoch) # {}) /\ (MoveRule # "after")
MayRelease(s, r) ==
  (~Held(s, r)) \/ (\E d \in OfEpoch(s.decided, r.account, r.epoch) : d.to = r.to)

ReleaseAsked(self, s, r, invitations) ==
  IF (OfEpoch(s.releases, r.account, r.epoch) = {}) /\ (~MayRelease(s, r)) THEN Refuse(s, {"HeldByPolicy"}, {})
  ELSE The({IF a.kind = "released"
            THEN [a EXCEPT !.state.asked = @ \cup {[request |-> r, invitations |-> invitations]}]
            ELSE a : a \in {HandoffStep(self, s, [type |-> "Release", request |-> r,
                                                  invitations |-> invitations])}})

(* A target that a release by policy shows is one that the account asked    *)
(* for, and that is willing. "uninvited": the request is enough.            *)
ShownIsTrue(x) ==
  \A t \in x.shown :
    /\ (t.request.account = x.account) /\ (t.request.epoch = x.epoch)
    /\ RequestFailures(t.request) = {}
    /\ (MoveRule = "uninvited") \/ Invited(t.request, t.invitations)

TargetsShown(R) == {t.request.to : t \in UNION {x.shown : x \in R}}
NotTo(R, to) == {x \in R : \A t \in x.shown : t.request.to # to}
PossibleTargets(committee, R) ==
  {to \in TargetsShown(R) : ~QuorumSigned(committee, NotTo(R, to))}

(* What the bundle may name. "ignore": what the policy wants.               *)
MayName(committee, R, wanted) ==
  LET own == PossibleTargets(committee, R) IN
  IF (own = {}) \/ (MoveRule = "ignore") THEN {wanted} ELSE own

Decide(s, d) ==
  IF d \in s.decided THEN Answer(s, "again", {})
  ELSE Answer([s EXCEPT !.decided = @ \cup {d}], "decided", {})

MoveStep(self, s, i) ==
  CASE i.type = "Freeze" -> Freeze(self, s, i.account, i.epoch)
    [] i.type = "Decide" -> Decide(s, i.decision)
    [] i.type = "Release" -> ReleaseAsked(self, s, i.request, i.invitations)
    [] OTHER -> HandoffStep(self, s, i)
=============================================================================
