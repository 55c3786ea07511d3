---------------------------- MODULE HandoffClaims ----------------------------
(* What must be true of an authority whose accounts move, whatever its      *)
(* guards say: written from the effects, never by calling a guard, so that  *)
(* a guard that is missing breaks one of these. What AuthorityClaims says   *)
(* of one epoch is said here from the opening of the epoch on.              *)
EXTENDS Reassignment, AuthorityClaims

Base(a) == core.openings[a]
ClaimsAt(records) == {Claim(r.certificate.order) : r \in records}
AtHandOnly(records) == {r \in records : r.certificate.votes # <<>>}
ProofOf(x) == [account |-> x.account, epoch |-> x.epoch, committee |-> x.committee]

(* ------------------------------------------------ claims about a state   *)
HandoffTypeOK ==
  /\ DOMAIN core.openings = Accounts
  /\ \A a \in Accounts :
       /\ H(a).next_nonce \in Nat /\ H(a).balance \in Int /\ H(a).frozen \in BOOLEAN
       /\ (Base(a).account = a) /\ (Base(a).epoch = H(a).epoch)
       /\ Base(a).committee = H(a).committee
       /\ Self \in DOMAIN Committees[H(a).committee]
       /\ ProofOf(Base(a)) \in core.ownership
       /\ \A r \in H(a).applied : r.debited /\ (r.certificate.order.sender = a)
       /\ \A r \in H(a).credited : r.credited /\ (r.certificate.order.recipient = a)
  /\ \A x \in core.releases :
       (x.account \in Accounts) /\ (x.authority = Self) /\ (x.authority_sig = Self)
       /\ (x.to \in DOMAIN Committees) /\ (x.epoch <= H(x.account).epoch)
  /\ \A x \in core.accepted : Self \in DOMAIN Committees[x.committee]

(* HO-9, HO-19: one word for an account and an epoch.                       *)
OnePerEpoch(S) == \A x, y \in S : ((x.account = y.account) /\ (x.epoch = y.epoch)) => (x = y)
OneRelease == OnePerEpoch(core.releases)
OnePromise == OnePerEpoch(core.accepted)
OneOwnerPerEpoch == OnePerEpoch(core.ownership)

FrozenForAReason ==
  \A a \in Accounts : H(a).frozen =>
    \/ \E x \in core.releases : (x.account = a) /\ (x.epoch = H(a).epoch)
    \/ \E p \in core.ownership : (p.account = a) /\ (p.epoch > H(a).epoch)
    \/ /\ a \in DOMAIN Openings[opening].shards
       /\ (Opened0(a).epoch = H(a).epoch) /\ Opened0(a).frozen
ReleasedIsFrozen ==
  \A x \in core.releases : (H(x.account).epoch = x.epoch) => H(x.account).frozen

(* The books of this epoch, from its opening.                               *)
RECURSIVE SumOf(_)
SumOf(claims) ==
  IF claims = {} THEN 0 ELSE LET c == CHOOSE x \in claims : TRUE IN c.amount + SumOf(claims \ {c})
BooksBalanceFromOpening ==
  \A a \in Accounts :
    (H(a).balance + EscrowOf(H(a).escrow))
      = ((Base(a).balance + EscrowOf(Base(a).escrow))
         + SumOf(ClaimsAt(H(a).credited) \ Base(a).credited))
        - SumOf(ClaimsAt(H(a).applied) \ Base(a).applied)
OpeningIsKept ==
  \A a \in Accounts : (Base(a).applied \subseteq ClaimsAt(H(a).applied))
                      /\ (Base(a).credited \subseteq ClaimsAt(H(a).credited))

NonceMonotonicFromOpening ==
  \A a \in Accounts :
    LET new == {r \in H(a).applied : Claim(r.certificate.order) \notin Base(a).applied}
        late == {r \in new : r.certificate.order.nonce >= Base(a).next_nonce} IN
    /\ (Base(a).next_nonce)..(H(a).next_nonce - 1) = {r.certificate.order.nonce : r \in late}
    /\ \A r \in late : r.certificate.order.epoch = H(a).epoch
    /\ \A r \in new \ late : \E e \in Base(a).escrow : Claim(r.certificate.order) \in e.claims

(* The owner of every epoch is proven, from the genesis on.                 *)
OwnersKnown(account, epoch) ==
  OwnersOf(account, epoch)
  \cup {p.committee : p \in {q \in core.ownership : (q.account = account) /\ (q.epoch = epoch)}}
TrulyCertifiedBy(c, owners) ==
  \E k \in owners : 3 * SumOver(Committees[k], TrueVoters(c, k)) > 2 * TotalWeight(k)
IsTrue(c) == TrulyCertifiedBy(c, OwnersKnown(c.order.sender, c.order.epoch))
ExecuteOnTrueCertificate ==
  \A a \in Accounts : \A r \in AtHandOnly(H(a).applied \cup H(a).credited) : IsTrue(r.certificate)
NoUnprovenCredit ==
  \A a \in Accounts : \A r \in AtHandOnly(H(a).credited) :
    \E p \in core.ownership \cup Ownership :
      (p.account = r.certificate.order.sender) /\ (p.epoch = r.certificate.order.epoch)
      /\ (p.committee = NamedCommittee(r.certificate))

QueueIsForUs == \A c \in core.queue : c.order.recipient \in Accounts

(* ------------------------------------------------- claims about a step   *)
Same(a, r) == r.state.shards[a].epoch = H(a).epoch

FrozenStays(i, r) ==
  \A a \in Accounts : (H(a).frozen /\ Same(a, r)) =>
    /\ r.state.shards[a].frozen
    /\ r.state.shards[a].locks \subseteq H(a).locks
    /\ r.state.shards[a].credited = H(a).credited
FrozenTakesNothing == Every(FrozenStays)

LockEnds(i, r) ==
  \A a \in Accounts : Same(a, r) => \A l \in H(a).locks :
    (l \in r.state.shards[a].locks)
    \/ ((l.nonce \in Applied(r.state.shards[a])) /\ (l.nonce \notin Applied(H(a))))
LocksOutliveAllButTheirNonce == Every(LockEnds)

(* What was settled here is settled in every later epoch here: all credits, *)
(* and the debits that the new opening spends or has money put aside for.   *)
KnownTo(x) == x.applied \cup UNION {e.claims : e \in x.escrow}
Settles(i, r) ==
  \A a \in Accounts :
    /\ ClaimsAt(H(a).credited) \subseteq ClaimsAt(r.state.shards[a].credited)
    /\ \A c \in ClaimsAt(H(a).applied) :
         (c \in ClaimsAt(r.state.shards[a].applied))
         \/ ((~Same(a, r)) /\ (c \notin KnownTo(r.state.openings[a])))
SettledStays == Every(Settles)

(* A receipt says what a record says. *)
Records(s) == UNION {s.shards[a].applied \cup s.shards[a].credited : a \in DOMAIN s.shards}
Vouches(i, r) ==
  \A m \in r.emitted : (m.type = "TransferReceipt") =>
    \E x \in Records(r.state) :
      m.body = ReceiptOf(Self, Claim(x.certificate.order), x.debited, x.credited)
ReceiptsAreOfRecords == Every(Vouches)

(* HO-37: once a certificate is answered, neither side of it is still due.  *)
Finishes(i, r) ==
  ((i.type = "ApplyCertificate") /\ (r.kind \in {"applied", "again"})) =>
    \E c \in {Claim(i.certificate.order)} : \A a \in DOMAIN r.state.shards :
      /\ (a = c.sender) => (\A e \in r.state.shards[a].escrow : c \notin e.claims)
      /\ ((a = c.recipient) /\ (~r.state.shards[a].frozen)) =>
           (c \in ClaimsAt(r.state.shards[a].credited))
BothSidesSettle == Every(Finishes)

(* HO-38: what a proven owner of the sender has certified arrives at once,  *)
(* also where the sender was once at home.                                  *)
OwnedElsewhere(o) ==
  (o.sender \notin Accounts)
  \/ (\E p \in core.ownership : (p.account = o.sender) /\ (p.epoch > H(o.sender).epoch)
                                /\ (o.epoch > H(o.sender).epoch))
WhollyTrue(c) ==
  /\ (c.form = "good") /\ (c.order.form = "good") /\ (c.order.network = Network)
  /\ (c.order.sender_sig = c.order.sender) /\ (c.order.sender # c.order.recipient)
  /\ \E p \in core.ownership :
       /\ (p.account = c.order.sender) /\ (p.epoch = c.order.epoch)
       /\ 3 * SumOver(Committees[p.committee], TrueVoters(c, p.committee))
            > 2 * TotalWeight(p.committee)
       /\ Cardinality(TrueVoters(c, p.committee)) = Len(c.votes)
Uncontested(o) ==
  \A k \in {x.certificate : x \in Records(core)} \cup core.queue :
    ((k.order.sender = o.sender) /\ (k.order.nonce = o.nonce)) => (Claim(k.order) = Claim(o))
Arrives(i, r) ==
  (i.type = "ApplyCertificate") =>
    \E c \in {i.certificate} : \E to \in {c.order.recipient} :
      (/\ WhollyTrue(c) /\ OwnedElsewhere(c.order) /\ Uncontested(c.order)
       /\ (to \in Accounts) /\ (~H(to).frozen))
      => (Claim(c.order) \in ClaimsAt(r.state.shards[to].credited))
CreditsArrive == Every(Arrives)

(* A request that its account signed, for this network and a listed owner.  *)
Requested(r) == (r.form = "good") /\ (r.account_sig = r.account) /\ (r.network = Network)
                /\ (r.to \in Listed)
SignersOf(messages, committee) ==
  {m \in DOMAIN Committees[committee] :
     \E x \in messages : (x.authority = m) /\ (x.authority_sig = m)}
Outweighs(committee, members) ==
  3 * SumOver(Committees[committee], members) > 2 * TotalWeight(committee)

Invites(i, r) ==
  \A m \in r.emitted : (m.type = "Invitation") =>
    /\ (i.type = "Invite") /\ Requested(i.request)
    /\ (m.body.authority = Self) /\ (m.body.authority_sig = Self)
    /\ (m.body.account = i.request.account) /\ (m.body.epoch = i.request.epoch)
    /\ (m.body.to = i.request.to) /\ (Self \in DOMAIN Committees[m.body.to])
    /\ (r.state = core)
InvitesWhoAsked == Every(Invites)

Willing(x, invitations) ==
  Outweighs(x.to, SignersOf({m \in invitations : (m.account = x.account) /\ (m.epoch = x.epoch)
                                                 /\ (m.to = x.to)}, x.to))
Frees(i, r) ==
  \A x \in r.state.releases \ core.releases :
    /\ (i.type = "Release") /\ Requested(i.request)
    /\ (x.account = i.request.account) /\ (x.epoch = i.request.epoch) /\ (x.to = i.request.to)
    /\ (x.account \in Accounts) /\ (x.epoch = H(x.account).epoch)
    /\ Willing(x, i.invitations)
ReleasesAreAsked == Every(Frees)

(* It says all that is known: locks, and certificates but for those that an *)
(* opening told.                                                            *)
Tells(i, r) ==
  \A x \in r.state.releases \ core.releases :
    /\ x.opening = Base(x.account)
    /\ x.locks = H(x.account).locks
    /\ ClaimsOf(x.certificates)
         = ClaimsAt(AtHandOnly(H(x.account).applied \cup H(x.account).credited))
ReleasesTellAll == Every(Tells)

(* What leaves is kept, and what is kept is said again.                     *)
Speaks(i, r) ==
  /\ ((i.type = "Release") /\ (r.kind # "refused")) =>
       ((Cardinality(r.emitted) = 1)
        /\ (\A m \in r.emitted : (m.type = "HandoffRelease") /\ (m.body \in r.state.releases)))
  /\ ((i.type = "AcceptHandoff") /\ (r.kind # "refused")) =>
       ((Cardinality(r.emitted) = 1)
        /\ (\A m \in r.emitted :
             (m.type = "OpeningReceipt")
             /\ (m.body.authority = Self) /\ (m.body.authority_sig = Self)
             /\ ((m.body.opening \in r.state.accepted)
                 \/ (\E a \in Accounts : core.openings[a] = m.body.opening))))
  /\ (r.kind = "again") => (r.state = core)
  /\ core.releases \subseteq r.state.releases
  /\ \A x \in core.accepted :
       (x \in r.state.accepted)
       \/ ((x.account \in DOMAIN r.state.openings)
           /\ (r.state.openings[x.account].epoch >= x.epoch))
AnswersStand == Every(Speaks)

(* A handoff certificate as it should be, told by counting.                 *)
Releasers(h) ==
  {x \in h.releases : (x.account = h.request.account) /\ (x.epoch = h.request.epoch)
                      /\ (x.to = h.request.to) /\ (x.opening = h.opening)}
Fully(h) ==
  /\ Requested(h.request) /\ (h.account_sig = h.request.account)
  /\ (h.opening.account = h.request.account) /\ (h.opening.epoch = h.request.epoch)
  /\ h.opening.committee \in OwnersKnown(h.request.account, h.request.epoch)
  /\ Outweighs(h.opening.committee, SignersOf(Releasers(h), h.opening.committee))
Follows(x, h) ==
  /\ (x.account = h.request.account) /\ (x.epoch = h.request.epoch + 1)
  /\ (x.committee = h.request.to)
  (* Money: nothing is made, and nothing lost. *)
  /\ (x.balance + EscrowOf(x.escrow))
       = ((h.opening.balance + EscrowOf(h.opening.escrow))
          + SumOf(x.credited \ h.opening.credited)) - SumOf(x.applied \ h.opening.applied)
  (* Nonces: all up to the next are spent or reserved, each once. *)
  /\ (h.opening.next_nonce)..(x.next_nonce - 1)
       = {n \in {c.nonce : c \in x.applied} \cup {e.nonce : e \in x.escrow} :
            n >= h.opening.next_nonce}
  /\ \A c, d \in x.applied : (c.nonce = d.nonce) => (c = d)
  /\ \A e \in x.escrow : e.nonce \notin {c.nonce : c \in x.applied}
  /\ \A c \in x.applied \ h.opening.applied : (c.nonce < h.opening.next_nonce) =>
       \E e \in h.opening.escrow : c \in e.claims
  (* What anybody knows is carried: certificates, and orders that may have one. *)
  /\ (h.opening.applied \subseteq x.applied) /\ (h.opening.credited \subseteq x.credited)
  /\ \A k \in UNION {y.certificates : y \in h.releases} :
       Claim(k.order) \in (x.applied \cup x.credited)
  /\ \E new \in {x.escrow \ h.opening.escrow} : \A l \in UNION {y.locks : y \in h.releases} :
       ((l.nonce = x.next_nonce - Cardinality(new)) /\ (l.amount <= x.balance + EscrowOf(new))
        /\ (~Outweighs(h.opening.committee,
                       {y.authority : y \in {z \in h.releases :
                          Core(l) \notin {Core(t) : t \in z.locks}}})))
         => (\E e \in new : Claim(l) \in e.claims)
  (* Every claim that is new has its certificate, every reserved one its order. *)
  /\ \A c \in (x.applied \ h.opening.applied) \cup (x.credited \ h.opening.credited) :
       \E k \in UNION {y.certificates : y \in h.releases} :
         (Claim(k.order) = c) /\ (k.order.sender_sig = k.order.sender) /\ (k.form = "good")
         /\ (k.order.network = Network) /\ IsTrue(k)
  /\ \A e \in x.escrow \ h.opening.escrow : \A c \in e.claims :
       \E l \in UNION {y.locks : y \in h.releases} :
         (Claim(l) = c) /\ (l.sender_sig = l.sender) /\ (l.form = "good")
         /\ (l.amount <= e.amount)
         /\ (l.network = Network) /\ (l.epoch = h.request.epoch)
  /\ x.balance >= 0

Promises(i, r) ==
  \A x \in r.state.accepted \ core.accepted :
    /\ (i.type = "AcceptHandoff") /\ Fully(i.handoff) /\ Follows(x, i.handoff)
    /\ \A p \in core.ownership : (p.account = x.account) => (p.epoch < x.epoch)
PromisesAreDue == Every(Promises)

Opens(i, r) ==
  \A a \in DOMAIN r.state.openings :
    ((a \notin Accounts) \/ (r.state.openings[a] # core.openings[a])) =>
      \E x \in {r.state.openings[a]} :
        /\ (i.type = "OpenAccount") /\ (x.account = a)
        /\ Fully(i.handoff) /\ Follows(x, i.handoff)
        /\ Outweighs(x.committee, SignersOf({m \in i.receipts : m.opening = x}, x.committee))
        /\ (a \in Accounts) => (x.epoch > H(a).epoch)
        /\ ~r.state.shards[a].frozen
OpenedByQuorum == Every(Opens)

(* Whoever is told of an owner is told by the old one and by the new.       *)
Learns(i, r) ==
  \A p \in r.state.ownership \ core.ownership :
    \/ p \in Ownership
    \/ /\ (i.type = "OpenAccount") /\ Fully(i.handoff)
       /\ (p.account = i.handoff.request.account) /\ (p.epoch = i.handoff.request.epoch + 1)
       /\ (p.committee = i.handoff.request.to)
       /\ Outweighs(p.committee, SignersOf(i.receipts, p.committee))
       /\ \A m, n \in i.receipts : m.opening = n.opening
OwnersAreProven == Every(Learns)

AsksOnly(i, r) ==
  ((i.type \in {"VerifyTransfer", "VerifyCertificate", "Restart", "Invite"})
   \/ (r.kind = "refused"))
  => ((r.state = core)
      /\ (\A m \in r.emitted : m.type \notin {"TransferVote", "TransferReceipt", "HandoffRelease",
                                              "OpeningReceipt"}))
AskingMovesNothing == Every(AsksOnly)

(* HO-36: nobody can be accused by what an opening says.                    *)
Accuses(i, r) ==
  \A m \in r.emitted : (m.type = "BrokenQuorum") => \A c \in m.body : c.votes # <<>>
AccusesWithCertificates == Every(Accuses)
=============================================================================
