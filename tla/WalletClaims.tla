---------------------------- MODULE WalletClaims ----------------------------
(* What must be true of a wallet whatever its guards say: see               *)
(* AuthorityClaims for how these are written.                               *)
EXTENDS Wallet, Claims

TypeOK ==
  /\ core.ownership \subseteq Ownership                                    \* OP-1
  /\ Cardinality(core.outstanding) <= 1
  /\ core.next_nonce \in Nat

OnlyMembers(c) ==
  \A k \in OwnersOf(c.order.sender, c.order.epoch) :
    \A i \in 1..Len(c.votes) : c.votes[i].authority \in DOMAIN Committees[k]

KeptCertificatesAreValid ==
  \A k \in core.kept : TrulyCertified(k.certificate) /\ Ascending(k.certificate.votes)

CollectedVotesAreTrue ==
  \A x \in core.outstanding : \A v \in x.votes :
    (v.authority_sig = v.authority) /\ (v.core_digest = Core(x.order))
    /\ (v.nonce = x.order.nonce) /\ (v.epoch = x.order.epoch)
    /\ (\E k \in OwnersOf(core.account, core.epoch) :
          (v.committee = k) /\ (v.authority \in DOMAIN Committees[k]))

OneCorePerNonce ==
  /\ \A k \in core.kept : k.certificate.order.nonce < core.next_nonce
  /\ \A j, k \in core.kept : (j.certificate.order.nonce = k.certificate.order.nonce) => (j = k)
  /\ \A x \in core.outstanding : x.order.nonce = core.next_nonce

OrdersAreWellMade ==
  \A o \in {x.order : x \in core.outstanding} \cup {k.certificate.order : k \in core.kept} :
    (o.amount >= 1) /\ (o.ttl \in 1..TtlMax) /\ (o.sender = core.account) /\ (o.recipient # o.sender)

ReceiptsAreFromMembers ==
  \A k \in core.kept :
    /\ k.debited \subseteq UNION {DOMAIN Committees[c] : c \in OwnersOf(core.account, core.epoch)}
    /\ k.credited \subseteq UNION {DOMAIN Committees[p.committee] : p \in
         {q \in core.ownership : q.account = k.certificate.order.recipient}}

(* ------------------------------------------------ claims about a step    *)
(* LK-1: a signed core is given up for nothing but its certificate. *)
CoreIsKept(i, r) ==
  \A x \in core.outstanding :
    (\E y \in r.state.outstanding : Core(y.order) = Core(x.order))
    \/ (\E k \in r.state.kept : Core(k.certificate.order) = Core(x.order))
SignedCoreIsKept == Every(CoreIsKept)

(* LK-10: what is dropped is settled with every member of both committees.  *)
Dropped(i, r) ==
  \A k \in core.kept :
    (\E j \in r.state.kept : Claim(j.certificate.order) = Claim(k.certificate.order))
    \/ (/\ i.type = "CollectReceipt"
        /\ i.receipt.authority_sig = i.receipt.authority
        /\ \A c \in OwnersOf(core.account, core.epoch) :
             DOMAIN Committees[c] \subseteq (k.debited \cup {i.receipt.authority})
        /\ \E p \in core.ownership :
             (p.account = k.certificate.order.recipient)
             /\ (DOMAIN Committees[p.committee] \subseteq (k.credited \cup {i.receipt.authority})))
KeptUntilSettled == Every(Dropped)

Counted(i, r) ==
  ((i.type = "CollectReceipt") /\ (r.state # core)) => (i.receipt.authority_sig = i.receipt.authority)
ReceiptsAreSigned == Every(Counted)

(* User's rule 1, at the counter: goods only on a certificate. *)
Earned(i, r) ==
  ((i.type = "ReleaseGoods") /\ (r.kind = "released")) =>
    LET o == i.certificate.order IN
    TrulyCertified(i.certificate) /\ OnlyMembers(i.certificate) /\ (o.recipient = core.account) /\ (o.sender_sig = o.sender)
    /\ (o.network = Network) /\ (o.sender # o.recipient)
    /\ (i.certificate.form = "good") /\ Ascending(i.certificate.votes)
    /\ (i.now \in (o.issued_at - Skew)..((o.issued_at + o.ttl) - 1))
    /\ (\E p \in core.ownership : (p.account = o.sender) /\ (p.epoch = o.epoch))
ExecuteOnCertificateOnly == Every(Earned)

Once(i, r) ==
  ((i.type = "ReleaseGoods") /\ (r.kind = "released")) =>
    (r.state.released # core.released)
GoodsAtMostOnce == Every(Once)

Helpful(i, r) ==
  \A m \in r.emitted : (m.type = "TransferCertificate") =>
    /\ \E k \in r.state.kept : k.certificate = m.body
    /\ (i.type = "AnswerMissing") => ((m.body.order.nonce = i.missing.nonce)
                                      /\ (m.body.order.sender = i.missing.account))
AnswersAreKept == Every(Helpful)

(* An answer that changes nothing is about something that is there. *)
Known(i, r) ==
  /\ (r.kind = "renewed") => (r.emitted # {})
  /\ ((r.kind = "again") /\ (i.type = "CollectVote")) =>
       (\E x \in core.outstanding : \E v \in x.votes : v.authority = i.vote.authority)
  /\ ((r.kind = "again") /\ (i.type = "CollectReceipt")) =>
       (\E k \in core.kept : (Claim(k.certificate.order) = i.receipt.claim_digest)
                             /\ (i.receipt.authority \in k.debited \cup k.credited))
AgainMeansKnown == Every(Known)
=============================================================================
