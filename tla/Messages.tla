------------------------------ MODULE Messages ------------------------------
(* The messages of settlement, and what makes a certificate valid.          *)
(* A digest stands for itself: where the wire carries a SHA-256, the model  *)
(* carries the value digested. A signature is the name of the principal     *)
(* whose key made it; "corrupt" is one that fits nobody.                    *)
(* `form` says what the wire adds: "good" is a message as the schema wants  *)
(* it, anything else one that the decoder must refuse.                      *)
(* Clauses: TH, VF-1, CF-1 to CF-9.                                         *)
EXTENDS World

(* ------------------------------------------------------- TH-2: orders    *)
Core(o) == [network |-> o.network, sender |-> o.sender, recipient |-> o.recipient,
            amount |-> o.amount, nonce |-> o.nonce, epoch |-> o.epoch]
Claim(o) == [network |-> o.network, sender |-> o.sender, recipient |-> o.recipient,
             amount |-> o.amount, nonce |-> o.nonce]

OrderWellFormed(o) == (o.form = "good") /\ (o.amount >= 1) /\ (o.ttl >= 1)

(* TH-11. *)
NotExpired(o, now) == now < o.issued_at + o.ttl
NotFromFuture(o, now) == o.issued_at <= now + Skew
WindowOpen(o, now) == NotExpired(o, now) /\ NotFromFuture(o, now)

(* ---------------------------------------------- TH-8 to TH-10, TH-14..16 *)
VoteOf(self, committee, o) ==
  [core_digest |-> Core(o), nonce |-> o.nonce, epoch |-> o.epoch, ttl |-> o.ttl,
   authority |-> self, committee |-> committee, authority_sig |-> self]

Vote(self, committee, o) == [type |-> "TransferVote", body |-> VoteOf(self, committee, o)]
ReceiptOf(self, claim, debited, credited) ==
  [claim_digest |-> claim, debited |-> debited, credited |-> credited,
   authority |-> self, authority_sig |-> self]
Receipt(self, claim, debited, credited) ==
  [type |-> "TransferReceipt", body |-> ReceiptOf(self, claim, debited, credited)]
Missing(account, nonce) ==
  [type |-> "MissingCertificate", body |-> [account |-> account, nonce |-> nonce]]
Equivocation(o1, o2) == [type |-> "EquivocationProof", body |-> {o1, o2}]
BrokenQuorum(c1, c2) == [type |-> "BrokenQuorum", body |-> {c1, c2}]

(* --------------------------------------------- CF: a certificate judged  *)
Ascending(votes) ==
  \A i \in 1..Len(votes) : \A j \in 1..Len(votes) :
    (i < j) => (Rank[votes[i].authority] < Rank[votes[j].authority])

CertificateWellFormed(c) ==
  (c.form = "good") /\ OrderWellFormed(c.order) /\ Ascending(c.votes)

(* The weight that a list of votes carries: counted vote by vote, as the    *)
(* committee states it. A stranger would count as one (CF-2 keeps him out). *)
RECURSIVE WeightOf(_, _, _)
WeightOf(committee, votes, n) ==
  IF n = 0 THEN 0
  ELSE LET a == votes[n].authority IN
       (IF a \in DOMAIN Committees[committee] THEN Committees[committee][a] ELSE 1)
       + WeightOf(committee, votes, n - 1)

NoCommittee == ""
NamedCommittee(c) ==
  IF Len(c.votes) = 0 THEN NoCommittee
  ELSE IF c.votes[1].committee \in DOMAIN Committees THEN c.votes[1].committee
  ELSE NoCommittee

(* The committee that judges, as far as `proofs` show who owned the sender. *)
Judge(proofs, c) ==
  LET known == {p \in proofs : (p.account = c.order.sender) /\ (p.epoch = c.order.epoch)} IN
  IF known = {} THEN NamedCommittee(c) ELSE (CHOOSE p \in known : TRUE).committee

CertificateGuards(committee, c) ==
  LET named == committee # NoCommittee
      I == 1..Len(c.votes) IN
  [CF2 |-> (~named) \/ (\A i \in I : c.votes[i].authority \in DOMAIN Committees[committee]),
   CF3 |-> \A i \in I : c.votes[i].authority_sig = c.votes[i].authority,
   CF4 |-> \A i \in I : (c.votes[i].core_digest = Core(c.order))
                        /\ (c.votes[i].nonce = c.order.nonce)
                        /\ (c.votes[i].epoch = c.order.epoch),
   CF5 |-> named /\ (\A i \in I : c.votes[i].committee = committee),
   CF6 |-> (~named) \/ HasQuorum(committee, WeightOf(committee, c.votes, Len(c.votes))),
   CF7 |-> c.order.sender_sig = c.order.sender,
   CF8 |-> c.order.network = Network,
   CF9 |-> c.order.sender # c.order.recipient]

CertificateFailures(committee, c) ==
  IF ("CF1" \notin Off) /\ (~CertificateWellFormed(c)) THEN {"CF1"}
  ELSE Failed(CertificateGuards(committee, c))
=============================================================================
