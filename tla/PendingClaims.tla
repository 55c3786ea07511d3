---------------------------- MODULE PendingClaims ---------------------------
(* What must be true of a merchant with whom orders wait, whatever its      *)
(* guards say: written from the effects, never by calling a guard, so that  *)
(* a guard that is missing breaks one of these.                             *)
EXTENDS Pending, HandoffClaims

(* ------------------------------------------------ claims about a state   *)
WaitingIsWellMade ==
  \A o \in core.pending :
    /\ (o.form = "good") /\ (o.amount >= 1) /\ (o.ttl >= 1)
    /\ (o.sender_sig = o.sender) /\ (o.network = Network) /\ (o.sender # o.recipient)
WaitingIsKnown == \A o \in core.pending : \E p \in Ownership : p.account = o.sender
WaitingIsBounded ==
  \A a \in {o.sender : o \in core.pending} :
    Cardinality({o \in core.pending : o.sender = a}) <= PendingMax
OneCoreWaits ==
  \A o, p \in core.pending :
    ((o.sender = p.sender) /\ (o.nonce = p.nonce) /\ (o.epoch = p.epoch)) => (o = p)

(* ------------------------------------------------- claims about a step   *)
Joined(r) == r.state.pending \ core.pending
CoresOf(S) == {Core(o) : o \in S}
Gone(r) == CoresOf(core.pending) \ CoresOf(r.state.pending)
Said(r, type) == {m.body : m \in {e \in r.emitted : e.type = type}}

(* PD-5 to PD-7, PD-9: what joins was handed over just now, in its window,  *)
(* for an epoch to come.                                                    *)
JoinsInTime(i, r) ==
  \A o \in Joined(r) :
    /\ (i.type = "Pend") /\ (o = i.order)
    /\ i.now \in (o.issued_at - Skew)..((o.issued_at + o.ttl) - 1)
    /\ o.ttl \in 1..TtlMax
WaitsInTime == Every(JoinsInTime)
JoinsUnopened(i, r) ==
  \A o \in Joined(r) : (o.sender \in Accounts) => (o.epoch > H(o.sender).epoch)
WaitsForAnEpochToCome == Every(JoinsUnopened)

(* PD-15: to wait promises nothing, and costs nobody anything.              *)
OnlyWaits(i, r) ==
  (i.type \in {"Pend", "Lapse"}) =>
    /\ [r.state EXCEPT !.pending = {}] = [core EXCEPT !.pending = {}]
    /\ \A m \in r.emitted : m.type \in {"PendingOrder", "LapseNotice"}
WaitingPromisesNothing == Every(OnlyWaits)

(* PD-13, PD-16: a word for everyone who waits.                             *)
Admits(i, r) ==
  /\ ((i.type = "Pend") /\ (r.kind # "refused")) =>
       \E o \in r.state.pending :
         /\ Core(o) = Core(i.order)
         /\ (o.issued_at + o.ttl) >= (i.order.issued_at + i.order.ttl)
         /\ r.emitted = {[type |-> "PendingOrder",
                          body |-> [core_digest |-> Core(o), until |-> o.issued_at + o.ttl,
                                    authority |-> Self, authority_sig |-> Self]]}
  /\ (i.type # "Pend") => (Said(r, "PendingOrder") = {})
WaitingIsSaid == Every(Admits)
(* PD-17, PD-19: and for everyone who waits no more.                        *)
Answers(r, c) ==
  \/ \E b \in Said(r, "TransferVote") \cup Said(r, "LapseNotice") : b.core_digest = c
  \/ \E b \in Said(r, "TransferReceipt") : b.claim_digest = Claim(c)
Parts(i, r) == \A c \in Gone(r) : Answers(r, c)
NothingLapsesSilently == Every(Parts)

(* PD-14: a notice is for what waited, waits no more, and got no vote.      *)
Notices(i, r) ==
  \A b \in Said(r, "LapseNotice") :
    /\ b.core_digest \in Gone(r)
    /\ (b.reasons # {}) /\ (b.authority = Self) /\ (b.authority_sig = Self)
    /\ \A v \in Said(r, "TransferVote") : v.core_digest # b.core_digest
NoticesAreTrue == Every(Notices)

(* PD-17: the clock ends the waiting of what is too late, and of nothing    *)
(* else.                                                                    *)
Lapses(i, r) ==
  (i.type = "Lapse") =>
    \A o \in core.pending : (o \in r.state.pending) <=> (i.now < o.issued_at + o.ttl)
LapsesByTheClock == Every(Lapses)

(* PD-18: whose turn has come waits no more; whose has not goes on waiting. *)
TurnHasCome(s, o) ==
  (o.epoch < s.shards[o.sender].epoch)
  \/ ((o.epoch = s.shards[o.sender].epoch) /\ (o.nonce <= s.shards[o.sender].next_nonce))
Calls(i, r) ==
  ((i.type = "Activate") /\ (r.kind # "refused")) =>
    /\ i.account \in Accounts
    /\ \A o \in core.pending :
         (o \notin r.state.pending) <=> ((o.sender = i.account) /\ TurnHasCome(core, o))
ActivatesInTurn == Every(Calls)
(* PD-20: nothing else ends a waiting; a renewed window takes the place of  *)
(* its core.                                                                *)
Moves(i, r) ==
  (i.type \notin {"Lapse", "Activate"}) => (Gone(r) = {})
WaitingGoesOn == Every(Moves)

(* A lock that activation makes is made in the order's own window.          *)
Locks(i, r) ==
  \A a \in Accounts \cap DOMAIN r.state.shards : (Fresh(r, a) # {}) =>
    /\ i.type \in {"SignVote", "Activate"}
    /\ \A l \in Fresh(r, a) : i.now \in (l.issued_at - Skew)..((l.issued_at + l.ttl) - 1)
LocksAreInTime == Every(Locks)

Asks(i, r) ==
  ((i.type \in {"VerifyTransfer", "Restart"}) \/ (r.kind \in {"refused", "again"}))
    => (r.state = core)
AskingMovesNobody == Every(Asks)
=============================================================================
