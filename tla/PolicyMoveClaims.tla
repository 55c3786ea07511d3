-------------------------- MODULE PolicyMoveClaims --------------------------
(* What must be true of an authority that follows the chain of bundles,     *)
(* whatever its guards say: see AuthorityClaims for how these are written.  *)
EXTENDS ByPolicy, Claims

RECURSIVE ChainOf(_)
ChainOf(c) == {c} \cup UNION {ChainOf(p) : p \in c.previous}
Chain == ChainOf(core.agent.bundle)
RevokedHere == core.agent.bundle.revocations
AreClean(committee) ==
  (committee \notin DOMAIN Committees) \/ (DOMAIN Committees[committee] \cap RevokedHere = {})
NoneBy(keys, signed) ==
  \A m \in signed : (m.authority = m.authority_sig) /\ (m.authority \notin keys)
WeightBy(committee, signed) ==
  SumOver(Committees[committee], {m.authority : m \in signed} \cap DOMAIN Committees[committee])
Enough(committee, signed) == 3 * WeightBy(committee, signed) > 2 * TotalWeight(committee)
OfThis(S, x) == {y \in S : (y.account = x.account) /\ (y.epoch = x.epoch)}

(* ------------------------------------------------ claims about a state   *)
FollowsTheChain ==
  /\ {[account |-> d.account, epoch |-> d.epoch, to |-> d.to, opening |-> d.opening]
       : d \in core.decided} = UNION {c.reassignments : c \in Chain}
  /\ {c.version : c \in Chain} = 0..core.agent.bundle.version
OneDecision ==
  \A d, e \in core.decided :
    (d \in OfThis(core.decided, e)) => ((d.to = e.to) /\ (d.opening = e.opening))
(* PM-15: one word, for what a bundle froze, in the epoch that it froze.    *)
FreedIsFrozen ==
  \A x \in core.policy :
    /\ OfThis(core.policy, x) = {x}
    /\ (x.authority = Self) /\ (x.authority_sig = Self)
    /\ (x.opening.account = x.account) /\ (x.opening.epoch = x.epoch)
    /\ \E c \in Chain : [account |-> x.account, epoch |-> x.epoch] \in c.freezes
    /\ x.account \in DOMAIN core.shards
    /\ (core.shards[x.account].epoch = x.epoch) => core.shards[x.account].frozen
ShowsWhomItReleased ==
  \A x \in core.policy : \A y \in OfThis(core.releases, x) :
    \/ \E t \in x.shown : t.request.to = y.to
    \/ \E d \in OfThis(core.decided, x) : (d.to = y.to) /\ (d.opening = {})
PromisedOnce == \A x \in core.accepted : OfThis(core.accepted, x) = {x}
(* HO-18: spent nonces are those before the next one, less the reserved.    *)
PromisedWithoutGaps ==
  \A x \in core.accepted :
    {c.nonce : c \in x.applied} = (0..(x.next_nonce - 1)) \ {e.nonce : e \in x.escrow}
WaitingIsBounded == Cardinality(core.queue) <= QueueMax

(* ------------------------------------------------ claims about a step    *)
ActsNow(i, r) ==
  /\ ((i.type = "ReleaseByPolicy") /\ (r.kind = "released")) =>
       /\ i.now < core.agent.bundle.valid_until
       /\ (r.emitted # {}) /\ (r.state.policy # core.policy)
  /\ ((i.type = "AcceptByPolicy") /\ (r.kind = "accepted")) =>
       (i.now < core.agent.bundle.valid_until)
ActsInForce == Every(ActsNow)

(* PM-16: who has released by policy releases to nobody else.               *)
Holds1(i, r) ==
  \A x \in r.state.releases \ core.releases : (OfThis(core.policy, x) # {}) =>
    \E d \in OfThis(core.decided, x) : (d.to = x.to) /\ (d.opening = {})
HeldIsHeld == Every(Holds1)

IsMove(i) == i.type \in {"AcceptByPolicy", "OpenByPolicy"}
Acts(r) == r.kind \in {"accepted", "opened", "recorded"}
TrueLock(l, m) ==
  (l.form = "good") /\ (l.sender = m.account) /\ (l.sender_sig = m.account) /\ (l.epoch = m.epoch)
  /\ (l.network = Network)
IsProven(c) ==
  (OwnersOf(c.order.sender, c.order.epoch) # {}) /\ TrulyCertified(c) /\ (c.form = "good")
Proves(i, r) ==
  (IsMove(i) /\ Acts(r)) =>
    LET m == i.move
        k == m.opening.committee
        barred == UNION {d.barred : d \in {e \in OfThis(core.decided, m) : e.to = m.to}} IN
    /\ m.form = "good"
    /\ (m.opening.account = m.account) /\ (m.opening.epoch = m.epoch)
    /\ [account |-> m.account, epoch |-> m.epoch, committee |-> k] \in core.ownership
    /\ NoneBy(barred, m.releases)
    /\ \A x \in m.releases :
         /\ x.authority \in DOMAIN Committees[k]
         /\ \A y \in m.releases : (x.authority = y.authority) => (x = y)
         /\ (x.account = m.account) /\ (x.epoch = m.epoch) /\ (x.opening = m.opening)
         /\ \A c \in x.certificates : IsProven(c)
         /\ \A l \in x.locks : TrueLock(l, m)
    /\ Enough(k, m.releases)
PromisesAreProven == Every(Proves)

(* PM-9: what comes of it is what the chain named.                          *)
IsNamed(m, x) ==
  \E c \in Chain : \E d \in c.reassignments :
    (d.account = m.account) /\ (d.epoch = m.epoch) /\ (d.to = m.to) /\ (d.opening = {x})
Names(i, r) ==
  (IsMove(i) /\ Acts(r)) =>
    /\ \A x \in r.state.accepted \ core.accepted : IsNamed(i.move, x)
    /\ (r.kind # "accepted") => (\E x \in r.state.heard : IsNamed(i.move, x))
PromisesAreNamed == Every(Names)

(* PM-7, PM-8: nobody's release could have let her go where she asked.      *)
LetsGo(i, r) ==
  (IsMove(i) /\ Acts(r)) =>
    \A x \in i.move.releases : \A t \in x.shown :
      /\ (t.request.account_sig = i.move.account) /\ (t.request.epoch = i.move.epoch)
      /\ Enough(t.request.to, t.invitations)
      /\ Enough(i.move.opening.committee,
                {y \in i.move.releases : \A u \in y.shown : u.request.to # t.request.to})
OwnTargetIsFirst == Every(LetsGo)

(* HO-5, HO-20: a member promises, and no epoch that has an owner.          *)
IsDue(i, r) ==
  \A x \in r.state.accepted \ core.accepted :
    /\ Self \in DOMAIN Committees[x.committee]
    /\ \A p \in core.ownership : (p.account = x.account) => (p.epoch < x.epoch)
PromisesAreDue == Every(IsDue)

(* PM-10: nothing is begun with a committee that lists a revoked key.       *)
Begins(i, r) ==
  /\ \A m \in r.emitted : (m.type = "Invitation") => AreClean(m.body.to)
  /\ \A x \in r.state.releases \ core.releases : AreClean(x.to)
  /\ \A x \in r.state.accepted \ core.accepted : AreClean(x.committee)
BeginsWithCleanOnly == Every(Begins)

(* PM-11, PM-12: what a revoked key signs now counts for nothing.           *)
Counts(i, r) ==
  /\ ((i.type = "AcceptHandoff") /\ (r.kind = "accepted")) =>
       NoneBy(RevokedHere, i.handoff.releases)
  /\ ((i.type \in {"OpenAccount", "OpenByPolicy"}) /\ (r.kind \in {"opened", "recorded"})) =>
       /\ NoneBy(RevokedHere, i.receipts)
       /\ \A x \in {y \in r.state.heard : y \notin core.heard} :
            /\ \A m \in i.receipts : m.opening = x
            /\ Enough(x.committee, i.receipts)
RevokedCountsForNothing == Every(Counts)

(* PM-19, PM-13: nor does anybody lock beside it.                           *)
Locks(i, r) ==
  ((i.type \in {"SignVote", "VerifyTransfer"}) /\ (r.kind = "voted")) =>
    (i.order.sender \in DOMAIN core.shards) /\ AreClean(core.shards[i.order.sender].committee)
LocksUnderCleanOnly == Every(Locks)

(* PM-18, PM-14: what is credited from there, alice has, and for nobody     *)
(* else.                                                                    *)
Credited(s) ==
  UNION {{x.certificate : x \in s.shards[a].credited} : a \in DOMAIN s.shards}
Backed(s, o) ==
  \E x \in s.heard : /\ x.account = o.sender
                     /\ (Claim(o) \in x.applied) \/ (\E e \in x.escrow : e.claims = {Claim(o)})
Takes(i, r) ==
  \A c \in Credited(r.state) \ Credited(core) :
    ((c.votes # <<>>) /\ (c.order.sender \notin DOMAIN core.shards)
     /\ (~AreClean(c.votes[1].committee)))
    => Backed(r.state, c.order)
CreditsAreBacked == Every(Takes)

Asking(i, r) ==
  ((i.type \in {"VerifyTransfer", "VerifyCertificate", "Restart", "Invite"})
   \/ (r.kind \in {"refused", "again"}))
  => (r.state = core)
AskingKeepsAll == Every(Asking)
=============================================================================
