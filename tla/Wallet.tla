------------------------------- MODULE Wallet -------------------------------
(* A wallet as a total function, as payer (LK) and as payee (GD):           *)
(* Step(w, input) = [state, kind, why, emitted] for every input.            *)
(*                                                                          *)
(* State: [account, epoch, next_nonce,                                      *)
(*         outstanding : {} or {[order, votes]}, the order without a        *)
(*                       certificate and the votes collected for it,        *)
(*         kept        : set of [certificate, debited, credited], the       *)
(*                       certificates not yet settled everywhere, with the  *)
(*                       members whose receipts say so,                     *)
(*         released    : set of [sender, nonce], goods given away,          *)
(*         ownership   : what is proven about who owned whom]               *)
EXTENDS Messages

Answer(w, kind, out) == [state |-> w, kind |-> kind, why |-> {}, emitted |-> out]
Refuse(w, why) == [state |-> w, kind |-> "refused", why |-> why, emitted |-> {}]

Certificate(c) == [type |-> "TransferCertificate", body |-> c]
SignedOrder(o) == [type |-> "Order", body |-> o]

OwnCommittee(w) ==
  (CHOOSE p \in w.ownership : (p.account = w.account) /\ (p.epoch = w.epoch)).committee

(* ---------------------------------------------- LK-1, LK-2, LK-3, LK-12  *)
WindowGuards(i) == [VF1 |-> i.ttl >= 1, VF14 |-> i.ttl <= TtlMax]

Lock(w, i) ==
  LET f == Failed([VF1 |-> (i.amount >= 1) /\ (i.ttl >= 1),
                   VF11 |-> i.recipient # w.account,
                   VF14 |-> i.ttl <= TtlMax,
                   LK2 |-> w.outstanding = {}])
      o == [form |-> "good", network |-> Network, sender |-> w.account,
            recipient |-> i.recipient, amount |-> i.amount, nonce |-> w.next_nonce,
            epoch |-> w.epoch, issued_at |-> i.now, ttl |-> i.ttl, sender_sig |-> w.account] IN
  IF f # {} THEN Refuse(w, f)
  ELSE Answer([w EXCEPT !.outstanding = {[order |-> o, votes |-> {}]}], "locked", {SignedOrder(o)})

InWindow(o, i) == [o EXCEPT !.issued_at = i.now, !.ttl = i.ttl]

RenewWindow(w, i) ==
  LET open == {x \in w.outstanding : x.order.nonce = i.nonce}
      kept == {k \in w.kept : k.certificate.order.nonce = i.nonce}
      f == Failed([LK3 |-> (open # {}) \/ (kept # {})]) \cup Failed(WindowGuards(i))
      later == {[k EXCEPT !.certificate.order = InWindow(@, i)] : k \in kept} IN
  IF f # {} THEN Refuse(w, f)
  ELSE IF open # {} THEN
    Answer([w EXCEPT !.outstanding = {[x EXCEPT !.order = InWindow(@, i)] : x \in open}],
           "renewed", {SignedOrder(InWindow(x.order, i)) : x \in open})
  ELSE Answer([w EXCEPT !.kept = (@ \ kept) \cup later],
              "renewed", {Certificate(k.certificate) : k \in later})

(* ---------------------------------------------------- LK-4, LK-5, LK-6   *)
RECURSIVE InOrder(_, _)
InOrder(votes, done) ==
  IF votes = {} THEN done
  ELSE LET v == CHOOSE x \in votes : \A y \in votes : Rank[x.authority] <= Rank[y.authority] IN
       InOrder(votes \ {v}, Append(done, v))

VoteFailures(w, v) ==
  IF w.outstanding = {} THEN Failed([LK4 |-> FALSE])
  ELSE LET o == (CHOOSE x \in w.outstanding : TRUE).order
           home == OwnCommittee(w) IN
       Failed([CF2 |-> v.authority \in DOMAIN Committees[home],
               CF3 |-> v.authority_sig = v.authority,
               CF4 |-> (v.core_digest = Core(o)) /\ (v.nonce = o.nonce) /\ (v.epoch = o.epoch),
               CF5 |-> v.committee = home])

CollectVote(w, v) ==
  LET f == VoteFailures(w, v) IN
  IF f # {} THEN Refuse(w, f)
  ELSE IF w.outstanding = {} THEN Answer(w, "again", {})   \* Only without LK-4: nothing to count for.
  ELSE LET x == CHOOSE y \in w.outstanding : TRUE
           votes == x.votes \cup {v}
           weight == WeightOf(OwnCommittee(w), InOrder(votes, <<>>), Cardinality(votes))
           c == [form |-> "good", order |-> x.order, votes |-> InOrder(votes, <<>>)] IN
  IF \E u \in x.votes : u.authority = v.authority THEN Answer(w, "again", {})
  ELSE IF HasQuorum(OwnCommittee(w), weight) THEN
    Answer([w EXCEPT !.outstanding = {}, !.next_nonce = @ + 1,
                     !.kept = @ \cup {[certificate |-> c, debited |-> {}, credited |-> {}]}],
           "certified", {Certificate(c)})
  ELSE Answer([w EXCEPT !.outstanding = {[order |-> x.order, votes |-> votes]}], "collected", {})

(* ------------------------------------------------------ LK-7 to LK-10    *)
(* The members whose word counts for the credit: the recipient's committee  *)
(* of the latest epoch that is proven.                                      *)
PayeeProofs(w, account) ==
  {p \in w.ownership : (p.account = account)
                       /\ (\A q \in w.ownership : (q.account = account) => (q.epoch <= p.epoch))}
PayeeMembers(w, account) == UNION {DOMAIN Committees[p.committee] : p \in PayeeProofs(w, account)}

Everywhere(w, k) ==                                                     \* LK-10
  /\ DOMAIN Committees[OwnCommittee(w)] \subseteq k.debited
  /\ \E p \in PayeeProofs(w, k.certificate.order.recipient) :
       DOMAIN Committees[p.committee] \subseteq k.credited

CollectReceipt(w, r) ==
  LET mine == {k \in w.kept : Claim(k.certificate.order) = r.claim_digest} IN
  IF mine = {} THEN (IF "LK7" \in Off THEN Answer(w, "again", {}) ELSE Refuse(w, {"LK7"}))
  ELSE LET k == CHOOSE x \in mine : TRUE
           debit == r.debited /\ (r.authority \in DOMAIN Committees[OwnCommittee(w)])
           credit == r.credited /\ (r.authority \in PayeeMembers(w, k.certificate.order.recipient))
           f == Failed([LK8 |-> r.authority_sig = r.authority, LK9 |-> debit \/ credit])
           more == [k EXCEPT !.debited = IF debit THEN @ \cup {r.authority} ELSE @,
                             !.credited = IF credit THEN @ \cup {r.authority} ELSE @] IN
  IF f # {} THEN Refuse(w, f)
  ELSE IF more = k THEN Answer(w, "again", {})
  ELSE IF Everywhere(w, more) THEN Answer([w EXCEPT !.kept = @ \ {k}], "settled", {})
  ELSE Answer([w EXCEPT !.kept = (@ \ {k}) \cup {more}], "collected", {})

(* -------------------------------------------------------------- LK-11    *)
AnswerMissing(w, m) ==
  LET kept == {k \in w.kept : k.certificate.order.nonce = m.nonce}
      f == Failed([LK11 |-> (m.account = w.account) /\ (kept # {})]) IN
  IF f # {} THEN Refuse(w, f)
  ELSE Answer(w, "answered", {Certificate(k.certificate) : k \in kept})

(* ------------------------------------------------------ GD: the payee    *)
ReleaseGoods(w, c, now) ==
  LET o == c.order
      proven == \E p \in w.ownership : (p.account = o.sender) /\ (p.epoch = o.epoch)
      valid == CertificateFailures(Judge(w.ownership, c), c)
      f == IF valid = {"CF1"} THEN valid
           ELSE valid \cup Failed(
             [GD2 |-> o.recipient = w.account,
              GD3 |-> WindowOpen(o, now),
              GD4 |-> [sender |-> o.sender, nonce |-> o.nonce] \notin w.released,
              GD5 |-> proven]) IN
  IF f # {} THEN Refuse(w, f)
  ELSE Answer([w EXCEPT !.released = @ \cup {[sender |-> o.sender, nonce |-> o.nonce]}],
              "released", {})

RecordOwnershipProof(w, p) ==
  LET f == Failed([OP1 |-> p \in Ownership]) IN
  IF f # {} THEN Refuse(w, f)
  ELSE IF p \in w.ownership THEN Answer(w, "again", {})
  ELSE Answer([w EXCEPT !.ownership = @ \cup {p}], "recorded", {})

(* -------------------------------------------------------- the function   *)
Step(w, i) ==
  CASE i.type = "Lock" -> Lock(w, i)
    [] i.type = "RenewWindow" -> RenewWindow(w, i)
    [] i.type = "CollectVote" -> CollectVote(w, i.vote)
    [] i.type = "CollectReceipt" -> CollectReceipt(w, i.receipt)
    [] i.type = "AnswerMissing" -> AnswerMissing(w, i.missing)
    [] i.type = "ReleaseGoods" -> ReleaseGoods(w, i.certificate, i.now)
    [] i.type = "RecordOwnershipProof" -> RecordOwnershipProof(w, i.proof)
    [] i.type = "Restart" -> Answer(w, "restarted", {})                 \* LK-1, GD-6
=============================================================================
