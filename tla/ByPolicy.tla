------------------------------ MODULE ByPolicy ------------------------------
(* An authority that follows the chain of policy bundles, as a total        *)
(* function PolicyMoveStep(self, s, input): Reassignment!HandoffStep, and   *)
(*   ApplyBundle      its policy agent takes a bundle                       *)
(*   ReleaseByPolicy  a bundle has frozen the account: the authority says   *)
(*                    what it knows, and to whom it has released already    *)
(*   AcceptByPolicy   a later bundle names the target and the opening: a    *)
(*   OpenByPolicy     member of the target promises it, and opens it        *)
(* An authority acts on a bundle only if its own agent has applied it. What *)
(* a revoked key signs counts for nothing from then on; what it signed in   *)
(* a certificate of an epoch that ended is judged by that epoch. Clauses PM.*)
(*                                                                          *)
(* State: that of PolicyMove, `decided` apart, and                          *)
(*   [agent   : the state of its policy agent,                              *)
(*    decided : set of [account, epoch, to, opening, barred]: what bundles  *)
(*              named, and the keys that were revoked before they did,      *)
(*    heard   : the latest opening of each account that it was told of]     *)
(* A target of a bundle is [account, epoch, to, opening]; `opening` is {}   *)
(* where the account goes to the target that it asked for, else {the one}   *)
(* that the releases by policy give, on the wire its digest.                *)
EXTENDS PolicyMove

Agent == INSTANCE PolicyAgent

Revoked(s) == s.agent.bundle.revocations
MembersIn(committee) ==
  IF committee \in DOMAIN Committees THEN DOMAIN Committees[committee] ELSE {}
NoneRevoked(s, committee) == MembersIn(committee) \cap Revoked(s) = {}
NotBy(keys, signed) == \A m \in signed : m.authority \notin keys

(* ------------------------------------------------------------- bundles   *)
SameTarget(x, y) == (x.account = y.account) /\ (x.epoch = y.epoch) /\ (x.to = y.to)
BundleGuards(s, b) ==
  [PM1 |-> \A x \in b.reassignments : \A y \in b.reassignments \cup s.agent.targets :
             SameTarget(x, y) => (x.opening = y.opening)]
Named(s, b) ==
  {[account |-> x.account, epoch |-> x.epoch, to |-> x.to, opening |-> x.opening,
    barred |-> Revoked(s)] : x \in {y \in b.reassignments : y \notin s.agent.targets}}

ApplyBundle(self, s, b) ==
  The({IF r.why = {"PB1"} THEN Refuse(s, r.why, {})
       ELSE The({IF f # {} THEN Refuse(s, f, {})
                 ELSE IF r.kind = "again" THEN Answer(s, "again", {})
                 ELSE Answer([s EXCEPT !.agent = r.state, !.decided = @ \cup Named(s, b)],
                             "applied", {})
                 : f \in {r.why \cup Failed(BundleGuards(s, b))}})
       : r \in {Agent!PolicyStep(self, s.agent, [type |-> "ApplyBundle", bundle |-> b])}})

(* ------------------------------------------------ PM-15: what it says    *)
InForceGuards(s, now) == [PB20 |-> now < s.agent.bundle.valid_until]
ReleaseByPolicyGuards(s, account, epoch) ==
  [HO6 |-> Owns(s, account),
   HO7 |-> (~Owns(s, account)) \/ (epoch = s.shards[account].epoch),
   PM2 |-> [account |-> account, epoch |-> epoch] \in s.agent.frozen]

ReleaseByPolicy(self, s, account, epoch, now) ==
  LET said == OfEpoch(s.policy, account, epoch)
      f == Failed(InForceGuards(s, now)) \cup Failed(ReleaseByPolicyGuards(s, account, epoch)) IN
  IF said # {} THEN Answer(s, "again", {[type |-> "PolicyRelease", body |-> x] : x \in said})
  ELSE IF f # {} THEN Refuse(s, f, {})
  ELSE IF ~Owns(s, account) THEN Answer(s, "released", {})        \* Without HO-6: nothing to say.
  ELSE LET h == s.shards[account]
           x == PolicyReleaseOf(self, account, epoch, AskedAt(s, account, epoch),
                  s.openings[account], AtHand(h.applied \cup h.credited), h.locks) IN
    Answer([s EXCEPT !.shards[account].frozen = TRUE, !.policy = @ \cup {x}],
           "released", {[type |-> "PolicyRelease", body |-> x]})

(* PM-16. After it, to nobody but the target of the account's own that a    *)
(* bundle names.                                                            *)
Its(s, r) == {d \in OfEpoch(s.decided, r.account, r.epoch) : (d.to = r.to) /\ (d.opening = {})}
HeldGuards(s, r) ==
  [PM3 |-> (OfEpoch(s.policy, r.account, r.epoch) = {}) \/ (Its(s, r) # {})]
WillingGuards(s, to) == [PM10 |-> NoneRevoked(s, to)]

ReleaseHeld(self, s, r, invitations) ==
  The({IF (a.kind = "again") \/ (RequestFailures(r) # {}) THEN a
       ELSE The({IF f # {} THEN Refuse(s, f, {})
                 ELSE [a EXCEPT !.state.asked =
                         @ \cup {[request |-> r, invitations |-> invitations]}]
                 : f \in {a.why \cup Failed(HeldGuards(s, r)) \cup Failed(WillingGuards(s, r.to))}})
       : a \in {HandoffStep(self, s, [type |-> "Release", request |-> r,
                                      invitations |-> invitations])}})

InviteWilling(self, s, r) ==
  The({IF RequestFailures(r) # {} THEN a
       ELSE The({IF f # {} THEN Refuse(s, f, {}) ELSE a
                 : f \in {a.why \cup Failed(WillingGuards(s, r.to))}})
       : a \in {HandoffStep(self, s, [type |-> "Invite", request |-> r])}})

(* --------------------------------------- a handoff by policy, judged     *)
(* m: [form, account, epoch, to, opening, releases]. Nobody signs it: the   *)
(* bundle names what comes of it.                                           *)
DecidedFor(s, m) == {d \in OfEpoch(s.decided, m.account, m.epoch) : d.to = m.to}
Barred(s, m) == UNION {d.barred : d \in DecidedFor(s, m)}
OpeningByPolicy(m) == OpeningFrom(m.opening, m.to, m.releases)

MoveWellFormed(m) ==
  /\ m.form = "good"
  /\ \A c \in Reported(m.releases) : CertificateWellFormed(c)
  /\ \A l \in LocksShown(m.releases) : OrderWellFormed(l)

MoveGuards(s, m) ==
  LET o == m.opening
      R == m.releases
      known == o.committee \in DOMAIN Committees IN
  [HO10 |-> (o.account = m.account) /\ (o.epoch = m.epoch)
            /\ OwnedBy(s, m.account, m.epoch, o.committee),
   HO11 |-> (~known) \/ (SignedByMembers(o.committee, R)
                         /\ (\A x, y \in R : (x.authority = y.authority) => (x = y))),
   PM5 |-> \A x \in R : (x.account = m.account) /\ (x.epoch = m.epoch) /\ (x.opening = o),
   PM6 |-> NotBy(Barred(s, m), R),
   HO13 |-> \A c \in Reported(R) :
              /\ (c.order.sender = m.account) \/ (c.order.recipient = m.account)
              /\ CertificateFailures(Judge(Known(s), c), c) = {},
   HO14 |-> \A c \in Reported(R) : ProvenBy(Known(s), c.order),
   HO15 |-> \A x \in R : (\A l \in x.locks : LockIsTrue(m, l)) /\ OnePerNonce(x.locks),
   HO16 |-> (~known) \/ QuorumSigned(o.committee, R),
   HO18 |-> InOrder(o, ClaimsOf(Reported(R))),
   PM7 |-> \A x \in R : ShownIsTrue(x),
   PM8 |-> (~known) \/ (PossibleTargets(o.committee, R) = {})]

MoveFailures(s, m) ==
  IF ("PM4" \notin Off) /\ (~MoveWellFormed(m)) THEN {"PM4"} ELSE Failed(MoveGuards(s, m))

(* The opening is judged when nothing else is wrong.                        *)
DecidedGuards(s, m, x) == [PM9 |-> \E d \in DecidedFor(s, m) : d.opening = {x}]

Promising(self, s, x, more) ==
  The({IF r.kind = "again" THEN r
       ELSE The({IF f # {} THEN Refuse(s, f, {}) ELSE r
                 : f \in {r.why \cup more \cup Failed(WillingGuards(s, x.committee))}})
       : r \in {Accept(self, s, x)}})

AcceptByPolicy(self, s, m, now) ==
  LET f == MoveFailures(s, m)
      g == IF f = {"PM4"} THEN f ELSE f \cup Failed(InForceGuards(s, now)) IN
  IF g # {} THEN Refuse(s, g, {})
  ELSE The({Promising(self, s, x, Failed(DecidedGuards(s, m, x))) : x \in {OpeningByPolicy(m)}})

(* A handoff that the account signed: no release of a revoked key counts.   *)
ReleasesGuards(s, h) == [PM11 |-> NotBy(Revoked(s), h.releases)]
AcceptOwn(self, s, h) ==
  LET f == HandoffFailures(s, h)
      g == IF (f \cap {"HO1", "HO2", "HO3", "HO4"}) # {} THEN f
           ELSE f \cup Failed(ReleasesGuards(s, h)) IN
  IF g # {} THEN Refuse(s, g, {})
  ELSE The({Promising(self, s, x, {}) : x \in {OpeningOfHandoff(h)}})

(* ------------------------------------ PM-18: who is paid from there      *)
(* Keys that are revoked may sign what they like by now, also certificates  *)
(* of the old epoch. Of a claim from such a committee a payee's owner takes *)
(* what an opening that it was told of has executed, or put money aside for *)
(* and for nothing else; it waits while it was told of none, or of two that *)
(* are possible.                                                            *)
HeardAfter(s, o) == {x \in s.heard : (x.account = o.sender) /\ (x.epoch > o.epoch)}
IsBacked(s, o) ==
  \E x \in HeardAfter(s, o) :
    (Claim(o) \in x.applied) \/ (\E e \in x.escrow : e.claims = {Claim(o)})
Waits(s, o) ==
  (HeardAfter(s, o) = {})
  \/ (\E x \in HeardAfter(s, o) : \E e \in x.escrow :
         (Claim(o) \in e.claims) /\ (e.claims # {Claim(o)}))
MustWait(s, o) == (~Proven(s, o)) \/ Waits(s, o)
FromRevoked(s, c) == OnlyPayee(s, c.order) /\ (~NoneRevoked(s, Judge(s.ownership, c)))
RevokedGuards(s, c) ==
  [PM14 |-> MustWait(s, c.order) \/ IsBacked(s, c.order),
   EX6 |-> (~MustWait(s, c.order)) \/ HasRoom(s, c)]

(* r: what it would be answered if no key were revoked.                     *)
Watched(s, c, r) ==
  IF ("PM14" \in Off) \/ (r.kind = "again") \/ (r.why = {"CF1"}) \/ (~FromRevoked(s, c)) THEN r
  ELSE The({IF f # {} THEN Refuse(s, f, r.emitted)
            ELSE IF ~MustWait(s, c.order) THEN r
            ELSE IF QueuedClaim(s, c) # {} THEN Answer(s, "queued", {})
            ELSE Answer([s EXCEPT !.queue = @ \cup {c}], "queued", {})
            : f \in {r.why \cup Failed(RevokedGuards(s, c))}})
ApplyWatched(self, s, c) ==
  The({Watched(s, c, r)
       : r \in {HandoffStep(self, s, [type |-> "ApplyCertificate", certificate |-> c])}})

(* What waits from there is looked at again whenever a proof or an opening  *)
(* comes, and answered as if it came now; what must wait on, waits.         *)
RECURSIVE ApplyEach(_, _, _)
ApplyEach(self, r, waiting) ==
  IF waiting = {} THEN r
  ELSE LET c == CHOOSE q \in waiting : \A p \in waiting : q.order.nonce <= p.order.nonce IN
       The({ApplyEach(self, [r EXCEPT !.state = a.state, !.emitted = @ \cup a.emitted],
                      waiting \ {c})
            : a \in {Watched(r.state, c, ApplyWaiting(self, r.state, c))}})
WaitingFromRevoked(s) == {c \in s.queue : ~NoneRevoked(s, NamedCommittee(c))}
Less(s, waiting) == [s EXCEPT !.queue = @ \ waiting]
OfItsOwner(s, waiting) == {c \in waiting : NamedCommittee(c) = Judge(s.ownership, c)}

RecordWatched(self, s, i) ==
  LET waiting == WaitingFromRevoked(s) IN
  The({IF r.kind \in {"refused", "again"} THEN [r EXCEPT !.state = s]
       ELSE ApplyEach(self, r, OfItsOwner(r.state, waiting))
       : r \in {HandoffStep(self, Less(s, waiting), i)}})

(* ----------------------------------------------------- PM-17: opening    *)
Keeping(s, x) ==
  IF \E y \in s.heard : (y.account = x.account) /\ (y.epoch >= x.epoch) THEN s.heard
  ELSE {y \in s.heard : y.account # x.account} \cup {x}
ReceiptsGuards(s, receipts) == [PM12 |-> NotBy(Revoked(s), receipts)]
Hearing(self, s, x, r, waiting) ==
  IF (r.kind = "again") /\ (Keeping(s, x) = s.heard) THEN [r EXCEPT !.state = s]
  ELSE ApplyEach(self, [r EXCEPT !.kind = IF @ = "again" THEN "recorded" ELSE @,
                                 !.state.heard = Keeping(s, x)],
                 OfItsOwner(r.state, waiting))
OpenWatched(self, s, x, receipts, more) ==
  LET waiting == WaitingFromRevoked(s) IN
  The({The({IF f # {} THEN Refuse(s, f, {}) ELSE Hearing(self, s, x, r, waiting)
            : f \in {r.why \cup more \cup Failed(ReceiptsGuards(s, receipts))}})
       : r \in {Opening(self, Less(s, waiting), x, receipts)}})
OpenByPolicy(self, s, m, receipts) ==
  LET f == MoveFailures(s, m) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE The({OpenWatched(self, s, x, receipts, Failed(DecidedGuards(s, m, x)))
            : x \in {OpeningByPolicy(m)}})
OpenOwn(self, s, h, receipts) ==
  LET f == HandoffFailures(s, h) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE The({OpenWatched(self, s, x, receipts, {}) : x \in {OpeningOfHandoff(h)}})

(* ------------------------------------------------------- PM-19: locks    *)
LockGuards(s, o) ==
  [PM13 |-> (~Owns(s, o.sender)) \/ NoneRevoked(s, s.shards[o.sender].committee)]
SignWatched(self, s, i) ==
  The({IF (r.kind \in {"again", "settled"}) \/ ((r.why \cap {"VF1", "VF2", "VF3"}) # {}) THEN r
       ELSE The({IF f # {} THEN Refuse(s, f, r.emitted) ELSE r
                 : f \in {r.why \cup Failed(LockGuards(s, i.order))}})
       : r \in {HandoffStep(self, s, [type |-> "SignVote", order |-> i.order, now |-> i.now])}})

(* --------------------------------------------------------- the function  *)
PolicyMoveStep(self, s, i) ==
  CASE i.type = "ApplyBundle" -> ApplyBundle(self, s, i.bundle)
    [] i.type = "ReleaseByPolicy" -> ReleaseByPolicy(self, s, i.account, i.epoch, i.now)
    [] i.type = "AcceptByPolicy" -> AcceptByPolicy(self, s, i.move, i.now)
    [] i.type = "OpenByPolicy" -> OpenByPolicy(self, s, i.move, i.receipts)
    [] i.type = "Invite" -> InviteWilling(self, s, i.request)
    [] i.type = "Release" -> ReleaseHeld(self, s, i.request, i.invitations)
    [] i.type = "AcceptHandoff" -> AcceptOwn(self, s, i.handoff)
    [] i.type = "OpenAccount" -> OpenOwn(self, s, i.handoff, i.receipts)
    [] i.type = "SignVote" -> SignWatched(self, s, i)
    [] i.type = "VerifyTransfer" -> OnlySaying(s, SignWatched(self, s, i))
    [] i.type = "ApplyCertificate" -> ApplyWatched(self, s, i.certificate)
    [] i.type = "VerifyCertificate" -> OnlySaying(s, ApplyWatched(self, s, i.certificate))
    [] i.type = "RecordOwnershipProof" -> RecordWatched(self, s, i)
    [] OTHER -> HandoffStep(self, s, i)
=============================================================================
