--------------------------- MODULE AuthorityClaims ---------------------------
(* What must be true of an authority whatever its guards say: written from  *)
(* the effects (states, votes, receipts), never by calling a guard, so that *)
(* a guard that is missing breaks one of these. Checked on the complete     *)
(* graphs; the step claims look at every input in every state.              *)
EXTENDS Authority, Claims

Accounts == DOMAIN core.shards
H(a) == core.shards[a]
Opened0(a) == Openings[opening].shards[a]

RECURSIVE AmountOf(_)
AmountOf(records) ==
  IF records = {} THEN 0
  ELSE LET r == CHOOSE x \in records : TRUE IN
       r.certificate.order.amount + AmountOf(records \ {r})
RECURSIVE EscrowOf(_)
EscrowOf(entries) ==
  IF entries = {} THEN 0
  ELSE LET e == CHOOSE x \in entries : TRUE IN e.amount + EscrowOf(entries \ {e})

TypeOK ==
  /\ core.ownership \subseteq Ownership                                    \* OP-1
  /\ \A a \in Accounts :
       /\ H(a).next_nonce \in Nat /\ H(a).balance \in Int /\ H(a).frozen \in BOOLEAN
       /\ \A r \in H(a).applied : r.debited /\ (r.certificate.order.sender = a)
       /\ \A r \in H(a).credited : r.credited /\ (r.certificate.order.recipient = a)
       /\ H(a).epoch = Opened0(a).epoch

(* User's rule 1. *)
ExecuteOnCertificateOnly ==
  \A a \in Accounts : \A r \in H(a).applied \cup H(a).credited : TrulyCertified(r.certificate)

(* User's rule 2: the nonces of this epoch are settled from the opening on, *)
(* without a gap; what was settled below it came out of an escrow.          *)
NonceMonotonic ==
  \A a \in Accounts :
    LET spent == {r.certificate.order.nonce : r \in H(a).applied} IN
    /\ (Opened0(a).next_nonce)..(H(a).next_nonce - 1) = {n \in spent : n >= Opened0(a).next_nonce}
    /\ \A r \in H(a).applied :
         IF r.certificate.order.nonce >= Opened0(a).next_nonce
         THEN r.certificate.order.epoch = H(a).epoch
         ELSE \E e \in Opened0(a).escrow : Claim(r.certificate.order) \in e.claims

OneClaimPerNonce ==
  \A a, b \in Accounts :
    \A r \in H(a).applied \cup H(a).credited : \A q \in H(b).applied \cup H(b).credited :
      ((r.certificate.order.sender = q.certificate.order.sender)
       /\ (r.certificate.order.nonce = q.certificate.order.nonce))
      => (Claim(r.certificate.order) = Claim(q.certificate.order))

(* User's rule 5, as far as it goes without handoff. *)
NoCreditWithoutOwnershipProof ==
  \A a \in Accounts : \A r \in H(a).credited :
    \E p \in core.ownership : (p.account = r.certificate.order.sender)
                              /\ (p.epoch = r.certificate.order.epoch)
                              /\ (p.committee = NamedCommittee(r.certificate))

BooksBalance ==
  \A a \in Accounts :
    H(a).balance + EscrowOf(H(a).escrow)
    = ((Opened0(a).balance + EscrowOf(Opened0(a).escrow)) + AmountOf(H(a).credited)) - AmountOf(H(a).applied)

(* A vote is a promise: what it needs was there when it was given.          *)
LocksAreWellMade ==
  \A a \in Accounts : \A l \in H(a).locks :
    (l.form = "good") /\ (l.amount >= 1) /\ (l.sender = a) /\ (l.sender_sig = a)
    /\ (l.network = Network) /\ (l.recipient # a) /\ (l.ttl \in 1..TtlMax) /\ (l.epoch = H(a).epoch)
LocksAreOpen ==
  \A a \in Accounts : \A l \in H(a).locks :
    (l.nonce = H(a).next_nonce)
    \/ (\E e \in H(a).escrow : (e.nonce = l.nonce) /\ (e.claims = {Claim(l)}))
LocksAreFunded ==
  \A a \in Accounts : \A l \in H(a).locks :
    (l.nonce = H(a).next_nonce) => (l.amount <= H(a).balance)
OneLockPerNonce ==
  \A a \in Accounts : \A l, k \in H(a).locks : (l.nonce = k.nonce) => (l = k)
FrozenLocksNothing == \A a \in Accounts : H(a).frozen => (H(a).locks = {})

SettledIsOurs ==
  \A a \in Accounts : \A r \in H(a).applied \cup H(a).credited :
    LET o == r.certificate.order IN
    (o.sender_sig = o.sender) /\ (o.network = Network) /\ (o.sender # o.recipient)
    /\ (r.certificate.form = "good") /\ (o.form = "good") /\ (o.amount >= 1)

EvidenceProves ==
  \A a \in Accounts :
    (H(a).evidence # {}) =>
      /\ Cardinality({Core(o) : o \in H(a).evidence}) = 2
      /\ \A o, p \in H(a).evidence : o.nonce = p.nonce
      /\ \A o \in H(a).evidence : (o.sender = a) /\ (o.sender_sig = a) /\ (o.epoch = H(a).epoch)
                                  /\ (o.network = Network) /\ (o.amount >= 1)

QueueIsBounded == Cardinality(core.queue) <= QueueMax
QueueIsOurs == \A c \in core.queue : (c.order.recipient \in Accounts) /\ (c.order.sender \notin Accounts)

(* ------------------------------------------------ claims about a step    *)
Fresh(r, a) == r.state.shards[a].locks \ H(a).locks
Applied(h) == {x.certificate.order.nonce : x \in h.applied}

(* VT-2: what ends a lock is its nonce applied, nothing else. *)
LockEndsByApplying(i, r) ==
  \A a \in Accounts : \A l \in H(a).locks :
    (l \in r.state.shards[a].locks)
    \/ ((l.nonce \in Applied(r.state.shards[a])) /\ (l.nonce \notin Applied(H(a))))
VotePermanence == Every(LockEndsByApplying)

Backed(i, r) ==
  \A m \in r.emitted : (m.type = "TransferVote") =>
    \E a \in Accounts : \E l \in r.state.shards[a].locks :
      m.body = VoteOf(Self, H(a).committee, l)
VotesAreBacked == Every(Backed)

InTime(i, r) ==
  \A a \in Accounts : (Fresh(r, a) # {}) =>
    ((H(a).evidence = {}) /\ (i.type = "SignVote")
     /\ (i.now \in (i.order.issued_at - Skew)..((i.order.issued_at + i.order.ttl) - 1)))
LocksAreTimely == Every(InTime)

Honest(i, r) ==
  \A m \in r.emitted : (m.type = "TransferReceipt") =>
    \E a \in Accounts : \E x \in r.state.shards[a].applied \cup r.state.shards[a].credited :
      m.body = ReceiptOf(Self, Claim(x.certificate.order), x.debited, x.credited)
ReceiptsAreTrue == Every(Honest)

Asking(i, r) ==
  ((i.type \in {"VerifyTransfer", "VerifyCertificate", "Restart"}) \/ (r.kind = "refused"))
  => ((r.state = core) /\ (\A m \in r.emitted : m.type \notin {"TransferVote", "TransferReceipt"}))
AskingChangesNothing == Every(Asking)
=============================================================================
