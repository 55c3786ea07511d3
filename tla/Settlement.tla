----------------------------- MODULE Settlement -----------------------------
(* Settlement as a whole: honest authorities, each running Authority!Step,  *)
(* payees' wallets running Wallet!Step, and an adversary who has the        *)
(* network, the senders and the Byzantine members.                          *)
(*                                                                          *)
(* The adversary's powers cost no state, and are the largest there are:     *)
(*  - a sender signs anything: every order of Orders may arrive, any number *)
(*    of times, in any order, at any authority, from the start;             *)
(*  - a Byzantine member votes for anything, twice: its votes and receipts  *)
(*    are there whenever a certificate is put together;                     *)
(*  - a message of an honest authority, once in `net`, can arrive for ever: *)
(*    delay, loss, duplication, reordering and replay are choices of when,  *)
(*    and whether, an action is taken;                                      *)
(*  - clocks: each input comes with any of Times, so no two clocks agree,   *)
(*    and each may even go back.                                            *)
(* A crash after the state is durable and before the answer leaves is the   *)
(* loss of that answer; Volatile.tla has the crash before.                  *)
(*                                                                          *)
(* A delivery that neither changes a state nor adds a message is a stutter  *)
(* (a refusal keeps the state by construction: Authority!Refuse), so such   *)
(* deliveries are not steps here; the Gen models cover them one by one.     *)
(* Bounds are in the MC modules.                                            *)
EXTENDS Authority, Cast

CONSTANTS
  Honest,           \* authorities that keep to the protocol
  Byzantine,        \* members that sign anything
  Outsiders,        \* names that are members of no committee
  Opening,          \* honest authority -> its state at the start
  Orders,           \* the orders that can arrive: signed, conflicting, forged
  Times,            \* what a clock can show
  Forgeries,        \* the kinds of false certificate that arrive besides true ones
  Proofs,           \* the ownership proofs that can arrive, true or false
  Accusations,      \* the pairs of orders that can arrive as evidence
  HonestSenders,    \* accounts whose owner signs at most one core per nonce
  Thrift,           \* TRUE: deliveries that Step would answer "again" are not tried
  Heard,            \* the types of message that net keeps: votes, and receipts or not
  Shops,            \* payee -> its wallet at the start
  Behave(_, _, _)   \* Authority!Step; a broken rule in the must-fail models

VARIABLES
  auth,             \* honest authority -> its state
  net,              \* the votes and receipts that honest authorities have sent
  shop,             \* payee -> its wallet
  handed            \* payee -> the orders for which goods left the shop, one by one

vars == <<auth, net, shop, handed>>

Payee == INSTANCE Wallet

Cores == {Core(o) : o \in Orders}

TypeOK ==
  /\ DOMAIN auth = Honest
  /\ \A h \in Honest :
       /\ DOMAIN auth[h].shards = DOMAIN Opening[h].shards
  /\ \A m \in net : (m.type \in Heard) /\ (m.by \in Honest)
  /\ DOMAIN handed = DOMAIN Shops

(* ------------------------------------------------- certificates made     *)
RECURSIVE Line(_, _)
Line(S, done) ==
  IF S = {} THEN done
  ELSE LET m == CHOOSE x \in S : \A y \in S : Rank[x] <= Rank[y] IN Line(S \ {m}, Append(done, m))

SignedBy(o, committee, S) == Cert(o, committee, Line(S, <<>>))

Members(committee) == DOMAIN Committees[committee]
VotesSent(core) == {v \in net : (v.type = "TransferVote") /\ (v.core = core)}
HonestVoters(core, committee) ==
  {v.by : v \in {u \in VotesSent(core) : u.committee = committee}}

(* Who stands behind a core: the honest members that voted for it, and the  *)
(* Byzantine ones, who always do.                                           *)
Behind(core, committee) ==
  HonestVoters(core, committee) \cup (Byzantine \cap Members(committee))
Quorums ==          \* A constant, so TLC evaluates it once.
  [c \in DOMAIN Committees |->
    {S \in SUBSET Members(c) : HasQuorum(c, SumOver(Committees[c], S))}]
QuorumBehind(core, committee) == Behind(core, committee) \in Quorums[committee]
HasCertificate(core) ==
  \E c \in OwnersOf(core.sender, core.epoch) : QuorumBehind(core, c)
CertifiedCores == {c \in Cores : HasCertificate(c)}

(* The best true certificate of an order: more true votes never hurt.       *)
True(o) == {SignedBy(o, c, Behind(Core(o), c)) : c \in OwnersOf(o.sender, o.epoch)}

(* False ones, by the guard that must see through them.                     *)
Owners(o) == OwnersOf(o.sender, o.epoch)
RECURSIVE AllCorrupt(_, _)
AllCorrupt(votes, done) ==
  IF Len(done) = Len(votes) THEN done
  ELSE AllCorrupt(votes, Append(done, [votes[Len(done) + 1] EXCEPT !.authority_sig = "corrupt"]))

False(kind, o) ==
  CASE kind = "repeated" ->                                             \* CF-1
         {Cert(o, c, <<b, b, b, b>>) : b \in Byzantine, c \in Owners(o)}
    [] kind = "crowded" ->                                              \* CF-2
         {SignedBy(o, c, Behind(Core(o), c) \cup Outsiders) : c \in Owners(o)}
    [] kind = "impersonated" ->                                         \* CF-3
         {WithVotes(o, AllCorrupt(SignedBy(o, c, Members(c)).votes, <<>>)) : c \in Owners(o)}
    [] kind = "borrowed" ->                                             \* CF-4
         {WithVotes(o, SignedBy(p, c, Behind(Core(p), c)).votes)
            : p \in {q \in Orders : q.sender = o.sender}, c \in Owners(o)}
    [] kind = "foreign" ->                                              \* CF-2, CF-5
         {SignedBy(o, c, Byzantine) : c \in DOMAIN Committees}
    [] kind = "empty" -> {WithVotes(o, <<>>)}                           \* CF-5, CF-6
    [] kind = "unsigned" ->                                             \* CF-7
         {[c EXCEPT !.order = Corrupt(Renewed(@))] : c \in True(o)}
Offered(o) == True(o) \cup UNION {False(k, o) : k \in Forgeries}

(* Of a certificate that it has accepted, Step reads the order and the      *)
(* committee that the votes name, never who voted; of a vote that was sent, *)
(* the network needs the core, the voter and the committee. Only that much  *)
(* is kept, so states that differ in the rest alone are one state.          *)
Brief(c) ==
  [form |-> "good", order |-> c.order, votes |-> <<[committee |-> NamedCommittee(c)]>>]
BriefRecords(records) == {[r EXCEPT !.certificate = Brief(r.certificate)] : r \in records}
BriefState(s) ==
  [s EXCEPT !.queue = {Brief(c) : c \in s.queue},
            !.shards = [a \in DOMAIN s.shards |->
              [s.shards[a] EXCEPT !.applied = BriefRecords(s.shards[a].applied),
                                  !.credited = BriefRecords(s.shards[a].credited)]]]

Posted(m) ==
  IF m.type = "TransferVote"
  THEN [type |-> m.type, by |-> m.body.authority, committee |-> m.body.committee,
        core |-> m.body.core_digest]
  ELSE [type |-> m.type, by |-> m.body.authority, claim |-> m.body.claim_digest,
        debited |-> m.body.debited, credited |-> m.body.credited]
Sent(emitted) == {Posted(m) : m \in {e \in emitted : e.type \in Heard}}

(* ------------------------------------------------------------- actions   *)
Init ==
  /\ auth = Opening
  /\ net = {}
  /\ shop = Shops
  /\ handed = [p \in DOMAIN Shops |-> <<>>]

(* What models with nothing forged may leave out, as it only costs time:    *)
(* asking again for a vote that was sent, applying again what is settled,   *)
(* and offering a certificate that has no quorum. The manifest has a model  *)
(* both ways: the states are the same.                                      *)
Asked(h, o) == Thrift /\ (\E v \in VotesSent(Core(o)) : v.by = h)
Done(h, o) ==
  Thrift /\ ((SettledClaim(auth[h], o) # {}) \/ (~HasCertificate(Core(o))))

Becomes(h, r) ==
  /\ (r.state # auth[h]) \/ (~(Sent(r.emitted) \subseteq net))
  /\ auth' = [auth EXCEPT ![h] = r.state]
  /\ net' = net \cup Sent(r.emitted)
  /\ UNCHANGED <<shop, handed>>

SignsVote(h, o, now) ==
  \E r \in {Behave(h, auth[h], [type |-> "SignVote", order |-> o, now |-> now])} :
    (r.kind # "refused") /\ Becomes(h, r)

Applying(c, now) == [type |-> "ApplyCertificate", certificate |-> c, now |-> now]

AppliesCertificate(h, c, now) ==
  \E r \in {Behave(h, auth[h], Applying(c, now))} :
    (r.kind # "refused") /\ Becomes(h, [r EXCEPT !.state = BriefState(r.state)])

RecordsOwnershipProof(h, p) ==
  \E r \in {Behave(h, auth[h], [type |-> "RecordOwnershipProof", proof |-> p])} :
    (r.kind # "refused") /\ Becomes(h, r)

RecordsEvidence(h, pair) ==
  \E r \in {Behave(h, auth[h], [type |-> "RecordEvidence", form |-> "good", orders |-> pair])} :
    (r.kind # "refused") /\ Becomes(h, r)

ReleasesGoods(p, c, now) ==
  \E r \in {Payee!Step(shop[p], [type |-> "ReleaseGoods", certificate |-> c, now |-> now])} :
    /\ r.kind = "released"
    /\ shop' = [shop EXCEPT ![p] = r.state]
    /\ handed' = [handed EXCEPT ![p] = Append(@, c.order)]
    /\ UNCHANGED <<auth, net>>

Next ==
  \/ \E h \in Honest :
       \/ \E o \in Orders, now \in Times : (~Asked(h, o)) /\ SignsVote(h, o, now)
       \/ \E o \in Orders, now \in Times :
            /\ ~Done(h, o)
            /\ \E c \in Offered(o) : AppliesCertificate(h, c, now)
       \/ \E p \in Proofs : RecordsOwnershipProof(h, p)
       \/ \E pair \in Accusations : RecordsEvidence(h, pair)
  \/ \E p \in DOMAIN Shops, o \in Orders, now \in Times :
       \E c \in Offered(o) : ReleasesGoods(p, c, now)

Spec == Init /\ [][Next]_vars

(* ---------------------------------------------------------- invariants   *)
Records(h) ==
  UNION {auth[h].shards[a].applied \cup auth[h].shards[a].credited : a \in DOMAIN auth[h].shards}
OrderIn(r) == r.certificate.order

Goods(p) == {handed[p][i] : i \in 1..Len(handed[p])}

(* The user's rule 1: nothing is executed, queued or handed out without a   *)
(* quorum whose honest members checked the order.                           *)
ExecuteOnCertificateOnly ==
  /\ \A h \in Honest : \A r \in Records(h) : HasCertificate(Core(OrderIn(r)))
  /\ \A p \in DOMAIN Shops : \A o \in Goods(p) : HasCertificate(Core(o))

(* EX-6, EX-11: what waits is what a quorum stands behind, and not too much.*)
QueueHoldsCertificates ==
  \A h \in Honest : (Cardinality(auth[h].queue) <= QueueMax) /\ \A c \in auth[h].queue :
    /\ NamedCommittee(c) # NoCommittee
    /\ QuorumBehind(Core(c.order), NamedCommittee(c))

(* The user's rule 2: a nonce is spent once, and nonces go up without gaps. *)
NoDoubleSpend ==
  \A C \in {CertifiedCores} : \A c, d \in C :
    ((c.sender = d.sender) /\ (c.nonce = d.nonce)) => (Claim(c) = Claim(d))

OneOrderPerNonce ==
  \A h, k \in Honest : \A r \in Records(h), q \in Records(k) :
    ((OrderIn(r).sender = OrderIn(q).sender) /\ (OrderIn(r).nonce = OrderIn(q).nonce))
      => (Claim(OrderIn(r)) = Claim(OrderIn(q)))

NonceMonotonic ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards :
    LET now == auth[h].shards[a]
        was == Opening[h].shards[a]
        spent == {OrderIn(r).nonce : r \in now.applied}
        reserved == {e.nonce : e \in was.escrow} IN
    /\ now.next_nonce >= was.next_nonce
    /\ (spent \ reserved) = (was.next_nonce .. (now.next_nonce - 1))
    /\ Cardinality(spent) = Cardinality(now.applied)

(* The user's rule 5, as far as this edition goes. *)
NoCreditWithoutOwnershipProof ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards : \A r \in auth[h].shards[a].credited :
    LET o == OrderIn(r) IN
    (o.sender \notin DOMAIN auth[h].shards) =>
      \E p \in auth[h].ownership :
        /\ p \in Ownership
        /\ (p.account = o.sender) /\ (p.epoch = o.epoch)
        /\ QuorumBehind(Core(o), p.committee)

RECURSIVE Sum(_)
Sum(claims) ==
  IF claims = {} THEN 0
  ELSE LET c == CHOOSE x \in claims : TRUE IN c.amount + Sum(claims \ {c})
Claims(records) == {Claim(OrderIn(r)) : r \in records}
RECURSIVE Reserved(_)
Reserved(escrows) ==
  IF escrows = {} THEN 0
  ELSE LET e == CHOOSE x \in escrows : TRUE IN e.amount + Reserved(escrows \ {e})

(* Money: what an account has is what it opened with, and what the records  *)
(* say; nobody ever spends what is not there.                               *)
Conservation ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards :
    LET now == auth[h].shards[a]
        was == Opening[h].shards[a] IN
    (now.balance + Reserved(now.escrow))
      = ((was.balance + Reserved(was.escrow)) + Sum(Claims(now.credited)))
        - Sum(Claims(now.applied))

OpeningOf(account) ==
  Opening[CHOOSE h \in Honest : account \in DOMAIN Opening[h].shards].shards[account]
OpeningBalance(account) == OpeningOf(account).balance + Reserved(OpeningOf(account).escrow)
OpeningNonceOf(account) == OpeningOf(account).next_nonce
Owned == UNION {DOMAIN Opening[h].shards : h \in Honest}
NoOverdraft ==
  \A C \in {{Claim(c) : c \in CertifiedCores}} : \A a \in Owned :
    (OpeningBalance(a) + Sum({c \in C : c.recipient = a})) >= Sum({c \in C : c.sender = a})

(* VT-1, VT-2: a vote that was sent is backed for ever, by the lock or by   *)
(* what was applied at its nonce.                                           *)
VotePermanence ==
  \A v \in net : (v.type = "TransferVote") =>
    /\ v.core.sender \in DOMAIN auth[v.by].shards
    /\ LET s == auth[v.by].shards[v.core.sender] IN
       \/ \E l \in s.locks : Core(l) = v.core
       \/ \E r \in s.applied : OrderIn(r).nonce = v.core.nonce

(* EX-13, EX-14: a receipt that was sent is backed by what it says.         *)
ReceiptPermanence ==
  \A m \in net : (m.type = "TransferReceipt") =>
    /\ m.debited \/ m.credited
    /\ \E r \in Records(m.by) :
         (Claim(OrderIn(r)) = m.claim) /\ (r.debited = m.debited) /\ (r.credited = m.credited)

(* Whatever is kept as the sender's word is signed by him, for this network.*)
OnlySigned ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards :
    \A o \in auth[h].shards[a].locks \cup {OrderIn(r) : r \in Records(h)}
             \cup {c.order : c \in auth[h].queue} :
      (o.sender_sig = o.sender) /\ (o.network = Network)

(* A core that a quorum stands behind can be settled: every honest owner    *)
(* has applied it, or would now, whatever the clock shows, or lacks the     *)
(* certificate before it. Otherwise the account could never go on.          *)
Executed(h, core) ==
  (core.sender \in DOMAIN auth[h].shards)
  /\ (\E r \in auth[h].shards[core.sender].applied : Core(OrderIn(r)) = core)
HonestlyVoted(core) == VotesSent(core) # {}
WouldSettle(h, c, now) ==
  \E r \in {Behave(h, auth[h], Applying(c, now))} :
    (r.kind \in {"applied", "again"}) \/ ((r.kind = "refused") /\ (r.why = {"EX2"}))
Settles(core) ==
  \A h \in Honest :
    \/ core.sender \notin DOMAIN auth[h].shards
    \/ Executed(h, core)
    \/ \E o \in {x \in Orders : Core(x) = core} :
         \A c \in True(o), now \in Times : WouldSettle(h, c, now)

EveryCertificateSettles ==
  \A core \in CertifiedCores : HonestlyVoted(core) => Settles(core)

(* The same where some honest owner has already executed: the others follow.*)
NoFork == \A core \in Cores : (\E h \in Honest : Executed(h, core)) => Settles(core)

GoodsAtMostOnce ==
  \A p \in DOMAIN Shops : \A i, j \in 1..Len(handed[p]) :
    ((handed[p][i].sender = handed[p][j].sender) /\ (handed[p][i].nonce = handed[p][j].nonce))
      => (i = j)

(* GD-3: with the clocks there are, the window was open.                    *)
GoodsInTime ==
  \A p \in DOMAIN Shops : \A o \in Goods(p) : \E now \in Times : WindowOpen(o, now)

GoodsToPayeeOnly == \A p \in DOMAIN Shops : \A o \in Goods(p) : o.recipient = p

(* VF-6, VF-7: what is closed at the start makes no lock.                   *)
ClosedAccountsLockNothing ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards :
    (Opening[h].shards[a].frozen \/ (Opening[h].shards[a].evidence # {}))
      => (auth[h].shards[a].locks = Opening[h].shards[a].locks)

(* VF-12 to VF-14: with the clocks there are, the lock was made in time.    *)
LocksInTime ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards : \A o \in auth[h].shards[a].locks :
    (o.ttl <= TtlMax) /\ (\E now \in Times : WindowOpen(o, now))

(* EQ: nobody is punished who did not lie in this epoch.                    *)
HonestNeverAccused ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards \cap HonestSenders :
    auth[h].shards[a].evidence = {}
=============================================================================
