---------------------------- MODULE MoverClaims -----------------------------
(* What must be true of a wallet that moves its account, whatever its       *)
(* guards say: written from the effects, never by calling a guard, so that  *)
(* a guard that is missing breaks one of these.                             *)
EXTENDS WalletHandoff, Claims

OwnedBy(epoch) ==
  {p.committee : p \in {q \in core.ownership : (q.account = core.account) /\ (q.epoch = epoch)}}
Here == DOMAIN Committees[core.opening.committee]
Weigh(committee, S) == SumOver(Committees[committee], S \cap DOMAIN Committees[committee])
AreQuorum(committee, S) == 3 * Weigh(committee, S) > 2 * TotalWeight(committee)
Signers(S) == {m.authority : m \in {x \in S : x.authority_sig = x.authority}}

(* A certificate is true if a quorum of those who owned the sender signed.  *)
KnownOwners(o) ==
  {p.committee : p \in {q \in Ownership \cup core.ownership :
                          (q.account = o.sender) /\ (q.epoch = o.epoch)}}
VotersOf(c, k) ==
  {m \in DOMAIN Committees[k] :
     \E i \in 1..Len(c.votes) :
       (c.votes[i].authority = m) /\ (c.votes[i].authority_sig = m) /\ (c.votes[i].committee = k)
       /\ (c.votes[i].core_digest = Core(c.order))}
IsTrue(c) ==
  /\ (c.order.sender_sig = c.order.sender) /\ (c.order.network = Network)
  /\ \E k \in KnownOwners(c.order) : AreQuorum(k, VotersOf(c, k))

(* ------------------------------------------------ claims about a state   *)
TypeOK ==
  /\ (core.opening.account = core.account) /\ (core.opening.epoch = core.epoch)
  /\ OwnedBy(core.epoch) = {core.opening.committee}
  /\ core.next_nonce >= core.opening.next_nonce
  /\ (Cardinality(core.outstanding) <= 1) /\ (Cardinality(core.handoff) <= 1)

OrdersAreOfTheEpoch ==
  \A x \in core.outstanding :
    /\ (x.order.epoch = core.epoch) /\ (x.order.sender = core.account)
    /\ (x.order.nonce = core.next_nonce) \/ (Claim(x.order) \in core.reserved)
    /\ (x.order.ttl \in 1..TtlMax) /\ (x.order.amount >= 1)
KeptCertificatesAreTrue == \A k \in core.kept : IsTrue(k.certificate)
OneCorePerNonce ==
  \A j, k \in core.kept : (j.certificate.order.nonce = k.certificate.order.nonce) => (j = k)

RequestIsListed ==
  \A h \in core.handoff :
    /\ h.request.to \in Listed
    /\ (h.request.account = core.account) /\ (h.request.epoch = core.epoch)
    /\ (h.request.network = Network) /\ (h.request.account_sig = core.account)
InvitationsAreMembers ==
  \A h \in core.handoff : \A m \in h.invitations :
    (m.authority_sig = m.authority) /\ (m.authority \in DOMAIN Committees[h.request.to])
InvitationsAreForThis ==
  \A h \in core.handoff : \A m \in h.invitations :
    (m.account = core.account) /\ (m.epoch = core.epoch) /\ (m.to = h.request.to)

ReleasesAreMembers ==
  \A h \in core.handoff :
    /\ \A x \in h.releases : (x.authority_sig = x.authority) /\ (x.authority \in Here)
    /\ \A x, y \in h.releases : (x.authority = y.authority) => (x = y)
ReleasesAgree ==
  \A h \in core.handoff : \A x \in h.releases :
    (x.account = core.account) /\ (x.epoch = core.epoch) /\ (x.to = h.request.to)
    /\ (x.opening = core.opening)
ReleasesShowTheTruth ==
  \A h \in core.handoff : \A x \in h.releases :
    /\ \A c \in x.certificates :
         IsTrue(c) /\ (core.account \in {c.order.sender, c.order.recipient})
    /\ \A l \in x.locks : (l.sender_sig = core.account) /\ (l.sender = core.account)
                          /\ (l.epoch = core.epoch) /\ (l.form = "good")
    /\ \A l, t \in x.locks : (l.nonce = t.nonce) => (Claim(l) = Claim(t))

SignedByQuorum ==
  \A h \in core.handoff : h.signed =>
    /\ AreQuorum(core.opening.committee, Signers(h.releases))
    /\ \A n \in {c.order.nonce : c \in {d \in UNION {x.certificates : x \in h.releases} :
                   (d.order.sender = core.account) /\ (d.order.nonce >= core.opening.next_nonce)}} :
         (core.opening.next_nonce)..n \subseteq
           {c.order.nonce : c \in UNION {x.certificates : x \in h.releases}}
PromisesAreMembers ==
  \A h \in core.handoff : \A m \in h.receipts :
    h.signed /\ (m.authority_sig = m.authority) /\ (m.opening.epoch = core.epoch + 1)
    /\ (m.opening.committee = h.request.to) /\ (m.authority \in DOMAIN Committees[h.request.to])
MovesAreProven ==
  \A m \in core.moves : LET to == m.handoff.request.to IN
    /\ AreQuorum(to, Signers(m.receipts))
    /\ OwnedBy(m.handoff.request.epoch + 1) = {to}
    /\ \A r, s \in m.receipts : r.opening = s.opening
    /\ (m.handoff.request.epoch + 1 = core.epoch) => (\A r \in m.receipts : r.opening = core.opening)

KeptClaims == {Claim(k.certificate.order) : k \in core.kept}
ReservedIsBacked ==
  \A c \in core.reserved :
    (c \notin KeptClaims) /\ (\E e \in core.opening.escrow : (e.claims = {c}) /\ (e.nonce = c.nonce))

(* ------------------------------------------------ claims about a step    *)
(* LK-1: a signed core is given up for nothing but its certificate or the   *)
(* next epoch, and then its claim is accounted for.                         *)
CoreIsKept(i, r) ==
  \A x \in core.outstanding :
    \/ \E y \in r.state.outstanding : Core(y.order) = Core(x.order)
    \/ \E k \in r.state.kept : Claim(k.certificate.order) = Claim(x.order)
    \/ /\ r.state.epoch > core.epoch
       /\ (Claim(x.order) \in r.state.opening.applied) = FALSE
       /\ (Claim(x.order) \in r.state.reserved)
          \/ (\A e \in r.state.opening.escrow : Claim(x.order) \notin e.claims)
SignedCoreIsKept == Every(CoreIsKept)

(* WH-1, WH-16: what is asked for and signed stands until it has moved.     *)
Stands(i, r) ==
  \A h \in core.handoff :
    (r.state.epoch > core.epoch) \/
    (\E k \in r.state.handoff :
       /\ (k.request = h.request) /\ (h.invitations \subseteq k.invitations)
       /\ (h.releases \subseteq k.releases) /\ (h.receipts \subseteq k.receipts)
       /\ h.signed => (k.signed /\ (k.releases = h.releases)))
OneTargetAndOneSignature == Every(Stands)

(* The reason is one of those that there are.                               *)
Reasoned(i, r) ==
  ((i.type = "RequestHandoff") /\ (r.kind # "refused")) =>
    (i.trigger \in {"mobility", "link-break", "operator", "policy"})
ReasonIsTold == Every(Reasoned)

(* Forward only, and only with receipts of a quorum. *)
Forward(i, r) ==
  /\ r.state.epoch \in {core.epoch, core.epoch + 1}
  /\ (r.state.epoch > core.epoch) => ((i.type = "CollectOpeningReceipt") /\ (r.kind = "moved"))
  /\ core.moves \subseteq r.state.moves
  /\ core.released \subseteq r.state.released
EpochsAreForward == Every(Forward)

(* WH-19: a certificate outlives the move.                                  *)
Outlives(i, r) ==
  (i.type # "CollectReceipt") =>
    \A k \in core.kept : \E j \in r.state.kept :
      (Core(j.certificate.order) = Core(k.certificate.order)) /\ (k.debited \subseteq j.debited)
      /\ (k.credited \subseteq j.credited)
CertificatesOutliveMoves == Every(Outlives)

(* WH-8: no new core once members are asked to freeze the account.          *)
Settled(i, r) ==
  (i.type \in {"Lock", "Complete"} /\ (r.kind = "locked")) =>
    \A h \in core.handoff :
      (h.releases = {}) /\ ~AreQuorum(h.request.to, Signers(h.invitations))
NoCoreWhileMoving == Every(Settled)

(* WH-20: the order of a reserved nonce says what it said.                  *)
SameClaim(i, r) ==
  \A m \in r.emitted : ((m.type = "Order") /\ (i.type \in {"Lock", "Complete"})) =>
    /\ m.body.epoch = core.epoch
    /\ IF i.type = "Complete" THEN Claim(m.body) \in core.reserved
       ELSE m.body.nonce = core.next_nonce
    /\ \E x \in r.state.outstanding : x.order = m.body
ReservedSaysTheSame == Every(SameClaim)

(* Whatever may leave is what the state promises.                           *)
Backed(i, r) ==
  \A m \in r.emitted :
    /\ (m.type = "HandoffRequest") => (\E h \in r.state.handoff : h.request = m.body)
    /\ (m.type = "Invitation") => (\E h \in r.state.handoff : m.body \in h.invitations)
    /\ (m.type = "HandoffCertificate") =>
         \/ \E h \in r.state.handoff :
              h.signed /\ (m.body.request = h.request) /\ (m.body.releases = h.releases)
              /\ (m.body.opening = r.state.opening)
         \/ \E v \in r.state.moves : v.handoff = m.body
    /\ (m.type = "OpeningReceipt") => (\E v \in r.state.moves : m.body \in v.receipts)
SentIsKept == Every(Backed)

(* An answer that changes nothing is about something that is there.         *)
Known(i, r) ==
  /\ (r.kind \in {"shown", "locked", "requested", "signed", "moved"}) => (r.emitted # {})
  /\ (i.type \in {"RequestHandoff", "SignHandoff"} /\ (r.kind = "again")) => (r.emitted # {})
  /\ ((i.type = "CollectInvitation") /\ (r.kind = "again")) =>
       (\E h \in core.handoff : \E m \in h.invitations :
          (m.authority = i.invitation.authority)
          \/ AreQuorum(h.request.to, Signers(h.invitations)))
  /\ ((i.type = "CollectRelease") /\ (r.kind = "again")) =>
       (\E h \in core.handoff : \E x \in h.releases : x.authority = i.release.authority)
  /\ ((i.type = "CollectOpeningReceipt") /\ (r.kind = "again")) =>
       (\E h \in core.handoff : \E m \in h.receipts : m.authority = i.receipt.authority)
AgainMeansKnown == Every(Known)
=============================================================================
