---------------------------- MODULE Reassignment ----------------------------
(* An account moves from the committee of its epoch to another, or to the   *)
(* same one: handoff, unlock and rotation are this one mechanism.           *)
(*   request      the account asks for a new owner                          *)
(*   Invitation   a quorum of the new committee is willing                  *)
(*   Release      a member of the old one freezes the account, and says     *)
(*                what it knows of it: certificates and locks               *)
(*   handoff      releases of quorum weight, bound by the signature of      *)
(*                whoever asked; they determine how the next epoch opens    *)
(*   Receipt      a member of the new committee promises one such opening;  *)
(*                receipts of quorum weight open the account.               *)
(* HandoffStep(self, s, input) is total, as Authority!Step is. Clauses HO.  *)
(*                                                                          *)
(* State: that of Authority, and                                            *)
(*   [releases : what it said when it froze, one for an account and epoch,  *)
(*    accepted : the openings that it promised, one for account and epoch,  *)
(*    openings : account owned here -> the opening of its epoch]            *)
(* Opening: [account, epoch, committee, balance, next_nonce, escrow,        *)
(*           applied, credited: sets of claims]. On the wire its digest.    *)
EXTENDS Authority

CONSTANTS
  Listed            \* the committees that the policy bundle lists

The(S) == CHOOSE x \in S : TRUE       \* of a set with one element

(* ------------------------------------------------------------ messages   *)
RequestOf(account, epoch, to) ==
  [form |-> "good", network |-> Network, account |-> account, epoch |-> epoch, to |-> to,
   account_sig |-> account]
InvitationOf(self, r) ==
  [account |-> r.account, epoch |-> r.epoch, to |-> r.to,
   authority |-> self, authority_sig |-> self]
ReleaseOf(self, r, opening, certificates, locks) ==
  [account |-> r.account, epoch |-> r.epoch, to |-> r.to, opening |-> opening,
   certificates |-> certificates, locks |-> locks, authority |-> self, authority_sig |-> self]
HandoffOf(r, opening, releases) ==
  [request |-> r, opening |-> opening, releases |-> releases, account_sig |-> r.account_sig]
OpeningReceiptOf(self, opening) ==
  [opening |-> opening, authority |-> self, authority_sig |-> self]
Moved(account, epoch, to) ==
  [type |-> "Moved", body |-> [account |-> account, epoch |-> epoch, to |-> to]]

(* A signer can sign one message again, with other bytes that hold as well. *)
SignsAgain == [a1 |-> "a1_again", b1 |-> "b1_again", b2 |-> "b2_again", c1 |-> "c1_again"]
IsSignatureOf(sig, name) ==
  (sig = name) \/ ((name \in DOMAIN SignsAgain) /\ (sig = SignsAgain[name]))

(* What members have signed counts by name, so nobody counts twice. A       *)
(* committee that nobody knows has no members and no quorum.                *)
SignedByMembers(committee, signed) ==
  (committee \in DOMAIN Committees)
  /\ (\A m \in signed : IsSignatureOf(m.authority_sig, m.authority)
                         /\ (m.authority \in DOMAIN Committees[committee]))
QuorumSigned(committee, signed) ==
  (committee \in DOMAIN Committees)
  /\ HasQuorum(committee, SumOver(Committees[committee],
                 {m.authority : m \in signed} \cap DOMAIN Committees[committee]))

(* ----------------------------------------------- request and invitation  *)
RequestFailures(r) ==
  IF ("HO1" \notin Off) /\ (r.form # "good") THEN {"HO1"}
  ELSE Failed([HO2 |-> r.account_sig = r.account,
               HO3 |-> r.network = Network,
               HO4 |-> r.to \in Listed])

MemberOf(self, committee) ==
  (committee \in DOMAIN Committees) /\ (self \in DOMAIN Committees[committee])

Invite(self, s, r) ==
  LET f == RequestFailures(r)
           \cup Failed([HO5 |-> (r.to \notin DOMAIN Committees) \/ MemberOf(self, r.to)]) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE Answer(s, "invited", {[type |-> "Invitation", body |-> InvitationOf(self, r)]})

(* -------------------------------------------------------------- release  *)
Invited(r, invitations) ==
  /\ SignedByMembers(r.to, invitations)
  /\ \A m \in invitations : (m.account = r.account) /\ (m.epoch = r.epoch) /\ (m.to = r.to)
  /\ QuorumSigned(r.to, invitations)

ReleasesAt(s, account, epoch) ==
  {x \in s.releases : (x.account = account) /\ (x.epoch = epoch)}

ReleaseGuards(s, r, invitations) ==
  [HO6 |-> Owns(s, r.account),
   HO7 |-> (~Owns(s, r.account)) \/ (r.epoch = s.shards[r.account].epoch),
   HO8 |-> (r.to \notin DOMAIN Committees) \/ Invited(r, invitations),
   HO9 |-> \A x \in ReleasesAt(s, r.account, r.epoch) : x.to = r.to]

(* A claim that is known from an opening alone: no certificate is at hand.  *)
FromOpening(claim) ==
  [form |-> "good",
   order |-> [form |-> "good", network |-> claim.network, sender |-> claim.sender,
              recipient |-> claim.recipient, amount |-> claim.amount, nonce |-> claim.nonce,
              epoch |-> -1, issued_at |-> 0, ttl |-> 0, sender_sig |-> claim.sender],
   votes |-> <<>>]
AtHand(records) == {c \in {x.certificate : x \in records} : c.votes # <<>>}

Release(self, s, r, invitations) ==
  LET f == RequestFailures(r)
      g == IF f # {} THEN f ELSE Failed(ReleaseGuards(s, r, invitations)) IN
  IF g # {} THEN Refuse(s, g, {})
  ELSE IF ~Owns(s, r.account) THEN Answer(s, "released", {})     \* Without HO-6: nothing to say.
  ELSE LET said == {x \in ReleasesAt(s, r.account, r.epoch) : x.to = r.to}
           h == s.shards[r.account]
           x == ReleaseOf(self, r, s.openings[r.account],
                          AtHand(h.applied \cup h.credited), h.locks) IN
  IF said # {} THEN
    Answer(s, "again", {[type |-> "HandoffRelease", body |-> y] : y \in said})
  ELSE Answer([s EXCEPT !.shards[r.account].frozen = TRUE, !.releases = @ \cup {x}],
              "released", {[type |-> "HandoffRelease", body |-> x]})

(* --------------------------------------- from closing to opening: a sum  *)
RECURSIVE Amounts(_)
Amounts(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE y \in S : TRUE IN x.amount + Amounts(S \ {x})

ClaimsOf(certificates) == {Claim(c.order) : c \in certificates}
Reported(releases) == UNION {x.certificates : x \in releases}

(* What the account is worth when its epoch ends: the opening, and the      *)
(* union of the claims of which any release shows a certificate.            *)
ClosingOn(o, claims) ==
  UNION {UNION {
    {[balance |-> (((o.balance + Amounts(in)) - Amounts(out)) + Amounts(paid)),
      next_nonce |->
        o.next_nonce + Cardinality({c.nonce : c \in {d \in out : d.nonce >= o.next_nonce}}),
      escrow |-> o.escrow \ paid,
      applied |-> o.applied \cup out, credited |-> o.credited \cup in]
     : paid \in {{e \in o.escrow : e.claims \cap out # {}}}}
    : out \in {{c \in claims : c.sender = o.account} \ o.applied}}
    : in \in {{c \in claims : c.recipient = o.account} \ o.credited}}
Closing(o, releases) == The(UNION {ClosingOn(o, c) : c \in {ClaimsOf(Reported(releases))}})

Holds(x, t) == \E l \in x.locks : Core(l) = Core(t)
Without(releases, t) == {x \in releases : ~Holds(x, t)}
LocksShown(releases) == UNION {x.locks : x \in releases}

(* An order may have a certificate that nobody showed: some release holds   *)
(* its lock, and those that do not are no quorum.                           *)
IsPossible(committee, releases, t) == ~QuorumSigned(committee, Without(releases, t))
Covered(closing, t) == t.amount <= closing.balance
Possible(committee, closing, releases) ==
  {Claim(t) : t \in {l \in LocksShown(releases) :
     /\ l.nonce = closing.next_nonce
     /\ Covered(closing, l)
     /\ IsPossible(committee, releases, l)}}

Largest(K) == (CHOOSE c \in K : \A d \in K : d.amount <= c.amount).amount

(* Nobody's order is possible: the nonce is void, and used again. Else it   *)
(* is reserved, with money for the largest of them.                         *)
OpeningWith(o, to, c, K) ==
  [account |-> o.account, epoch |-> o.epoch + 1, committee |-> to,
   balance |-> IF K = {} THEN c.balance ELSE c.balance - Largest(K),
   next_nonce |-> IF K = {} THEN c.next_nonce ELSE c.next_nonce + 1,
   escrow |-> IF K = {} THEN c.escrow
              ELSE c.escrow \cup {[nonce |-> c.next_nonce, amount |-> Largest(K), claims |-> K]},
   applied |-> c.applied, credited |-> c.credited]
OpeningFrom(o, to, releases) ==
  The(UNION {{OpeningWith(o, to, c, K) : K \in {Possible(o.committee, c, releases)}}
             : c \in {Closing(o, releases)}})

OpeningOfHandoff(h) == OpeningFrom(h.opening, h.request.to, h.releases)

(* ---------------------------------------- a handoff certificate, judged  *)
OwnedBy(s, account, epoch, committee) ==
  [account |-> account, epoch |-> epoch, committee |-> committee] \in s.ownership

(* A certificate in a release brings its proof of ownership, so whatever is *)
(* true of the genesis is proven; what the judge has heard is, too.         *)
Known(s) == Ownership \cup s.ownership
ProvenBy(proofs, o) == \E p \in proofs : (p.account = o.sender) /\ (p.epoch = o.epoch)

LockIsTrue(r, l) ==
  /\ OrderWellFormed(l)
  /\ (l.sender = r.account) /\ (l.sender_sig = l.sender)
  /\ (l.epoch = r.epoch) /\ (l.network = Network)
OnePerNonce(orders) == \A l, k \in orders : (l.nonce = k.nonce) => (Claim(l) = Claim(k))

(* An older nonce is paid from its escrow or not at all (as EX-3 has it).   *)
InOrder(o, claims) ==
  LET added == {c \in claims : c.sender = o.account} \ o.applied
      new == {c \in added : c.nonce >= o.next_nonce}
      nonces == {c.nonce : c \in new} IN
  /\ \A c, d \in added : (c.nonce = d.nonce) => (c = d)
  /\ \A c \in added \ new : \E e \in o.escrow : (e.nonce = c.nonce) /\ (c \in e.claims)
  /\ \A n \in nonces : (n = o.next_nonce) \/ ((n - 1) \in nonces)

HandoffGuards(s, h) ==
  LET r == h.request
      o == h.opening
      R == h.releases
      known == o.committee \in DOMAIN Committees IN
  [HO10 |-> (o.account = r.account) /\ (o.epoch = r.epoch)
            /\ OwnedBy(s, r.account, r.epoch, o.committee),
   HO11 |-> (~known) \/ (SignedByMembers(o.committee, R)
                         /\ (\A x, y \in R : (x.authority = y.authority) => (x = y))),
   HO12 |-> \A x \in R : (x.account = r.account) /\ (x.epoch = r.epoch) /\ (x.to = r.to)
                         /\ (x.opening = o),
   HO13 |-> \A c \in Reported(R) :
              /\ (c.order.sender = r.account) \/ (c.order.recipient = r.account)
              /\ CertificateFailures(Judge(Known(s), c), c) = {},
   HO14 |-> \A c \in Reported(R) : ProvenBy(Known(s), c.order),
   HO15 |-> \A x \in R : (\A l \in x.locks : LockIsTrue(r, l)) /\ OnePerNonce(x.locks),
   HO16 |-> (~known) \/ QuorumSigned(o.committee, R),
   HO17 |-> h.account_sig = r.account,
   HO18 |-> InOrder(o, ClaimsOf(Reported(R)))]

(* What cannot be read, in whatever part of it, is no handoff certificate.  *)
HandoffWellFormed(h) ==
  /\ h.request.form = "good"
  /\ \A c \in Reported(h.releases) : CertificateWellFormed(c)
  /\ \A l \in LocksShown(h.releases) : OrderWellFormed(l)

HandoffFailures(s, h) ==
  IF ("HO1" \notin Off) /\ (~HandoffWellFormed(h)) THEN {"HO1"}
  ELSE LET f == RequestFailures(h.request) IN
       IF f # {} THEN f ELSE Failed(HandoffGuards(s, h))

(* --------------------------------------------------- accept: one promise *)
AcceptedAt(s, account, epoch) ==
  {x \in s.accepted : (x.account = account) /\ (x.epoch = epoch)}
(* An epoch has one owner: the first that is proven here.                   *)
IsNew(s, x) == \A p \in Known(s) : (p.account = x.account) => (p.epoch < x.epoch)
IsOpened(s, x) == Owns(s, x.account) /\ (s.openings[x.account] = x)

Accept(self, s, x) ==
  LET g == Failed([HO5 |-> MemberOf(self, x.committee),
                   HO19 |-> AcceptedAt(s, x.account, x.epoch) \subseteq {x},
                   HO20 |-> IsNew(s, x)])
      said == {[type |-> "OpeningReceipt", body |-> OpeningReceiptOf(self, x)]} IN
  IF (x \in s.accepted) \/ IsOpened(s, x) THEN Answer(s, "again", said)
  ELSE IF g # {} THEN Refuse(s, g, {})
  ELSE Answer([s EXCEPT !.accepted = @ \cup {x}], "accepted", said)

AcceptHandoff(self, s, h) ==
  LET f == HandoffFailures(s, h) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE The({Accept(self, s, x) : x \in {OpeningOfHandoff(h)}})

(* -------------------------------------- open: receipts of quorum weight  *)
(* They and the handoff certificate prove who owns the account now, to      *)
(* anyone who knows who did before.                                         *)
ShardFrom(x) ==
  [epoch |-> x.epoch, committee |-> x.committee, balance |-> x.balance,
   next_nonce |-> x.next_nonce, frozen |-> FALSE, locks |-> {}, escrow |-> x.escrow,
   applied |-> {[certificate |-> FromOpening(c), debited |-> TRUE, credited |-> FALSE]
                : c \in x.applied},
   credited |-> {[certificate |-> FromOpening(c), debited |-> FALSE, credited |-> TRUE]
                 : c \in x.credited},
   evidence |-> {}]

(* A receipt is a promise for ever: what the member has settled in an older *)
(* epoch and the opening lacks is settled again, a debit from its escrow.   *)
Kept(s, x) ==
  IF Owns(s, x.account)
  THEN LET h == s.shards[x.account] IN
       [debits |-> {r \in h.applied : \E e \in x.escrow : Claim(r.certificate.order) \in e.claims},
        credits |-> {r \in h.credited : Claim(r.certificate.order) \notin x.credited}]
  ELSE [debits |-> {}, credits |-> {}]
RECURSIVE Redo(_, _, _)
Redo(shard, debits, credits) ==
  IF debits # {} THEN LET r == CHOOSE y \in debits : TRUE IN
    Redo(Debit(shard, r), debits \ {r}, credits)
  ELSE IF credits # {} THEN LET r == CHOOSE y \in credits : TRUE IN
    Redo(Credit(shard, r), {}, credits \ {r})
  ELSE shard
Resumed(s, x) == The({Redo(ShardFrom(x), k.debits, k.credits) : k \in {Kept(s, x)}})

Forget(S, x) == {y \in S : (y.account # x.account) \/ (y.epoch > x.epoch)}

(* ------------------------------------------ settlement, with accounts   *)
(* that freeze, open and come back. One side of a payment can be settled    *)
(* before the other is owned here, or while the other is frozen: when the   *)
(* certificate comes again, the rest is settled.                            *)
DebitDue(s, o) == Debits(s, o) /\ InEscrow(s.shards[o.sender], o)
CreditDue(s, o) ==
  Credits(s, o)
  /\ (\A r \in s.shards[o.recipient].credited : Claim(r.certificate.order) # Claim(o))
SettleRest(s, c) ==
  LET o == c.order
      one == IF DebitDue(s, o)
             THEN [s.shards EXCEPT ![o.sender] =
                     Debit(@, [certificate |-> c, debited |-> TRUE, credited |-> FALSE])]
             ELSE s.shards
      two == IF CreditDue(s, o)
             THEN [one EXCEPT ![o.recipient] =
                     Credit(@, [certificate |-> c, debited |-> FALSE, credited |-> TRUE])]
             ELSE one IN
  [s EXCEPT !.shards = two]

ReceiptsOf(self, s, o) ==
  {Receipt(self, Claim(o), r.debited, r.credited) : r \in SettledClaim(s, o)}
SettleAgain(self, s, c) ==
  The({Answer(t, IF t = s THEN "again" ELSE "applied", ReceiptsOf(self, t, c.order))
       : t \in {SettleRest(s, c)}})

(* A credit after the release is answered with the target.                  *)
Targets(s, account) ==
  {Moved(account, x.epoch + 1, x.to) : x \in ReleasesAt(s, account, s.shards[account].epoch)}
MovedHints(s, c, f) ==
  IF ("EX7" \in f) /\ (f \cap ValidityClauses = {}) THEN Targets(s, c.order.recipient) ELSE {}

Apply(self, s, c) ==
  The({CASE r.kind = "refused" -> [r EXCEPT !.emitted = @ \cup MovedHints(s, c, r.why)]
         [] r.kind = "again" -> SettleAgain(self, s, c)
         [] OTHER -> r
       : r \in {ApplyCertificate(self, s, c)}})

(* A certificate that waited was valid when it came; for the rest it is     *)
(* answered as if it came now.                                              *)
ApplyWaiting(self, s, c) ==
  LET f == Failed(ApplyGuards(s, c)) IN
  IF f # {} THEN Refuse(s, f, ApplyHints(s, c, f) \cup MovedHints(s, c, f))
  ELSE IF SettledClaim(s, c.order) # {} THEN SettleAgain(self, s, c)
  ELSE The({Answer(t, "applied", ReceiptsOf(self, t, c.order)) : t \in {Settle(s, c)}})
RECURSIVE ApplyAll(_, _, _)
ApplyAll(self, r, waiting) ==
  IF waiting = {} THEN r
  ELSE LET c == CHOOSE q \in waiting : \A p \in waiting : q.order.nonce <= p.order.nonce IN
       The({ApplyAll(self, [r EXCEPT !.state = a.state, !.emitted = @ \cup a.emitted],
                     waiting \ {c})
            : a \in {ApplyWaiting(self, r.state, c)}})

(* What waited for this proof leaves the queue (OP-2).                      *)
Heard(self, s, kind, proof) ==
  LET told == {q \in s.queue : (q.order.sender = proof.account) /\ (q.order.epoch = proof.epoch)}
      good == {q \in told : NamedCommittee(q) = proof.committee} IN
  ApplyAll(self,
    Answer([s EXCEPT !.ownership = @ \cup {proof}, !.queue = @ \ told], kind, {}), good)

RecordProof(self, s, p) ==
  LET f == Failed([OP1 |-> p \in Ownership]) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF p \in s.ownership THEN Answer(s, "again", {})
  ELSE Heard(self, s, "recorded", p)

(* A member of the new committee opens the account; one of the old freezes  *)
(* it, if it had not yet; anyone else has a proof more.                     *)
Opening(self, s, x, receipts) ==
  LET proof == [account |-> x.account, epoch |-> x.epoch, committee |-> x.committee]
      g == Failed([HO20 |-> (proof \in s.ownership) \/ IsNew(s, x),
                   HO21 |-> SignedByMembers(x.committee, receipts)
                            /\ (\A m \in receipts : m.opening = x),
                   HO22 |-> QuorumSigned(x.committee, receipts)]) IN
  IF g # {} THEN Refuse(s, g, {})
  ELSE IF proof \in s.ownership THEN Answer(s, "again", {})
  ELSE IF MemberOf(self, x.committee) THEN
    Heard(self, [s EXCEPT !.shards = (x.account :> Resumed(s, x)) @@ @,
                          !.openings = (x.account :> x) @@ @,
                          !.accepted = Forget(@, x)], "opened", proof)
  ELSE IF Owns(s, x.account) THEN
    Heard(self, [s EXCEPT !.shards[x.account].frozen = TRUE], "recorded", proof)
  ELSE Heard(self, s, "recorded", proof)

OpenAccount(self, s, h, receipts) ==
  LET f == HandoffFailures(s, h) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE The({Opening(self, s, x, receipts) : x \in {OpeningOfHandoff(h)}})

(* --------------------------------------------------------- the function  *)
(* A claim that is known from an opening alone is evidence of nothing.      *)
IsEvidence(m) ==
  (m.type # "BrokenQuorum") \/ (\A c \in m.body : c.votes # <<>>)
Proving(r) == [r EXCEPT !.emitted = {m \in @ : IsEvidence(m)}]

Answered(self, s, i) ==
  CASE i.type = "Invite" -> Invite(self, s, i.request)
    [] i.type = "Release" -> Release(self, s, i.request, i.invitations)
    [] i.type = "AcceptHandoff" -> AcceptHandoff(self, s, i.handoff)
    [] i.type = "OpenAccount" -> OpenAccount(self, s, i.handoff, i.receipts)
    [] i.type = "ApplyCertificate" -> Apply(self, s, i.certificate)
    [] i.type = "VerifyCertificate" -> OnlySaying(s, Apply(self, s, i.certificate))
    [] i.type = "RecordOwnershipProof" -> RecordProof(self, s, i.proof)
    [] OTHER -> Step(self, s, i)

HandoffStep(self, s, i) == The({Proving(r) : r \in {Answered(self, s, i)}})
=============================================================================
