------------------------------- MODULE Moving -------------------------------
(* That a wallet which moves its account by itself neither lies nor gets    *)
(* stuck: alice's wallet (WalletHandoff!MoverStep) with memory apart from   *)
(* disk, the honest members of her committees (Reassignment!HandoffStep),   *)
(* and an adversary who has the network and the Byzantine members.          *)
(*                                                                          *)
(* Whatever the wallet has signed can be brought to anybody at any time, or *)
(* never; so can votes. A Byzantine member votes for all that is signed,    *)
(* invites, releases what it likes and promises anything, or is silent.     *)
(* Nothing here is fair: that nobody gets stuck is told by invariants. From *)
(* each state honest members alone can still agree, without the Byzantine   *)
(* ones: on a target (ReleasesMeet), on an opening (PromisesMeet), on the   *)
(* next order (NextIsOpen); and the wallet can still learn of it            *)
(* (ReceiptsAreGivenAgain).                                                 *)
(*                                                                          *)
(* What is left out because it changes nothing that can be seen:            *)
(*  - The wallet hears votes, invitations, releases, receipts of quorum     *)
(*    weight in one step: fewer of them leave nothing but themselves.       *)
(*  - Of all sets of releases that lead to one opening, one is signed (what *)
(*    comes after the signature, all of them).                              *)
(*  - Of certificates the order and the committee is kept (Brief).          *)
EXTENDS WalletHandoff, Cast

CONSTANTS
  Honest,           \* members of alice's committees that keep to the protocol
  Byzantine,        \* members that sign anything
  Wishes,           \* set of [recipient, amount]: what alice may want to pay
  Nonces,           \* the nonces that she pays at, an interval from 0
  Targets,          \* epoch -> the committees that she may ask for
  Funds,            \* what alice has at the start
  DurableFirst,     \* the wallet stores before it signs (LK-1, WH-12)
  Drive(_, _),      \* MoverStep; a broken rule in the models that must fail
  Behave(_, _, _)   \* Rules!HandoffStep

VARIABLES
  phone,            \* the wallet
  disk,             \* what its restart will find
  auth,             \* honest member -> its state
  votes,            \* set of [by, committee, core], of honest members
  sent              \* [orders, requests, handoffs]: what the wallet signed

vars == <<phone, disk, auth, votes, sent>>

Members(committee) == DOMAIN Committees[committee]
Owner(h) == "alice" \in DOMAIN auth[h].shards
ShardAt(h) == auth[h].shards["alice"]
OpeningAt(h) == auth[h].openings["alice"]
Owners == {h \in Honest : Owner(h)}
IsQuorum(committee, S) == HasQuorum(committee, SumOver(Committees[committee], S))
LiarsOf(committee) == Byzantine \cap Members(committee)
HonestOf(committee) == Honest \cap Members(committee)

(* ------------------------------------------------- certificates made     *)
RECURSIVE Line(_, _)
Line(S, done) ==
  IF S = {} THEN done
  ELSE LET m == CHOOSE x \in S : \A y \in S : Rank[x] <= Rank[y] IN Line(S \ {m}, Append(done, m))

Voters(core, committee) ==
  {v.by : v \in {u \in votes : (u.core = core) /\ (u.committee = committee)}}
  \cup LiarsOf(committee)
MayOwn(epoch) ==
  OwnersOf("alice", epoch) \cup {r.to : r \in {q \in sent.requests : q.epoch + 1 = epoch}}
Backed ==
  UNION {{<<o, c>> : c \in {d \in MayOwn(o.epoch) : IsQuorum(d, Voters(Core(o), d))}}
         : o \in sent.orders}
CertifiedOrders == {p[1] : p \in Backed}
CertificateOf(p) == Cert(p[1], p[2], Line(Voters(Core(p[1]), p[2]), <<>>))

Brief(c) ==
  IF c.votes = <<>> THEN c
  ELSE [form |-> "good", order |-> c.order, votes |-> <<[committee |-> c.votes[1].committee]>>]
Full(c) == CertificateOf(<<c.order, c.votes[1].committee>>)
BriefRecords(records) == {[r EXCEPT !.certificate = Brief(r.certificate)] : r \in records}
BriefRelease(x) == [x EXCEPT !.certificates = {Brief(c) : c \in @}]
FullRelease(x) == [x EXCEPT !.certificates = {Full(c) : c \in @}]
BriefHandoff(c) == [c EXCEPT !.releases = {BriefRelease(x) : x \in @}]
FullHandoff(c) == [c EXCEPT !.releases = {FullRelease(x) : x \in @}]
BriefState(s) ==
  [s EXCEPT !.shards = [a \in DOMAIN s.shards |->
     [s.shards[a] EXCEPT !.applied = BriefRecords(s.shards[a].applied),
                         !.credited = BriefRecords(s.shards[a].credited)]]]
BriefPhone(w) ==
  [w EXCEPT !.outstanding = {[y EXCEPT !.votes = {}] : y \in @},
            !.kept = BriefRecords(w.kept), !.moves = {},
            !.handoff = {[h EXCEPT !.releases = {BriefRelease(x) : x \in h.releases}] : h \in @}]

(* ----------------------------------------------------------- the wallet  *)
Bodies(emitted, type) == {m.body : m \in {e \in emitted : e.type = type}}
Leaving(emitted) ==
  [orders |-> sent.orders \cup Bodies(emitted, "Order"),
   requests |-> sent.requests \cup Bodies(emitted, "HandoffRequest"),
   handoffs |-> sent.handoffs \cup {BriefHandoff(c) : c \in Bodies(emitted, "HandoffCertificate")}]

Becomes(r) ==
  /\ r.kind # "refused"
  /\ phone' = BriefPhone(r.state)
  /\ disk' = IF DurableFirst THEN phone' ELSE disk
  /\ sent' = Leaving(r.emitted)
  /\ (phone' # phone) \/ (sent' # sent)
  /\ UNCHANGED <<auth, votes>>

(* What it does with several messages, one after the other.                 *)
RECURSIVE DriveAll(_, _)
DriveAll(r, inputs) ==
  IF inputs = {} THEN r
  ELSE LET i == CHOOSE x \in inputs : TRUE IN
       DriveAll(Rules!The({[a EXCEPT !.emitted = @ \cup r.emitted] : a \in {Drive(r.state, i)}}),
                inputs \ {i})
FullPhone ==
  [phone EXCEPT !.handoff = {[h EXCEPT !.releases = {FullRelease(x) : x \in h.releases}] : h \in @}]
Hearing(inputs) == DriveAll(Answer(FullPhone, "heard", {}), inputs)
Heard(inputs) == \E r \in {Hearing(inputs)} : Becomes([r EXCEPT !.kind = "heard"])

Within == [now |-> 2, ttl |-> 2]
Pays ==
  /\ phone.next_nonce \in Nonces
  /\ \E p \in Wishes : \E r \in {Drive(phone, [type |-> "Lock"] @@ p @@ Within)} : Becomes(r)
Completes ==
  \E c \in phone.reserved :
    \E r \in {Drive(phone, [type |-> "Complete", nonce |-> c.nonce] @@ Within)} : Becomes(r)
HearsVotes ==
  \E y \in phone.outstanding : \E p \in Backed :
    /\ Core(p[1]) = Core(y.order)
    /\ Heard({[type |-> "CollectVote", vote |-> VoteOf(m, p[2], y.order)]
              : m \in Voters(Core(y.order), p[2])})
Asks ==
  /\ phone.epoch \in DOMAIN Targets
  /\ \E to \in Targets[phone.epoch] :
       \E r \in {Drive(phone, [type |-> "RequestHandoff", to |-> to, trigger |-> "mobility"])} :
         Becomes(r)
HearsInvitations ==
  \E h \in phone.handoff :
    (h.invitations = {}) /\ Heard({[type |-> "CollectInvitation",
                                    invitation |-> Rules!InvitationOf(m, h.request)]
                                   : m \in Members(h.request.to)})

(* The releases that the members of the old committee gave, and what a      *)
(* Byzantine one adds: certificates that no other shows, one lock or none.  *)
Said(r) ==
  {x \in UNION {auth[m].releases : m \in Honest} :
     (x.account = r.account) /\ (x.epoch = r.epoch) /\ (x.to = r.to)}
Hidden(r, S) ==
  {Brief(CertificateOf(p)) : p \in {q \in Backed : q[1].epoch <= r.epoch}}
  \ UNION {x.certificates : x \in S}
LiesOf(r, o, S) ==
  {Rules!ReleaseOf(b, r, o, k, l)
     : b \in LiarsOf(o.committee), k \in SUBSET Hidden(r, S),
       l \in {{}} \cup {{t} : t \in {q \in sent.orders : q.epoch = r.epoch}}}
ReleaseSets(r, o) ==
  {R \in UNION {{S} \cup {S \cup {l} : l \in LiesOf(r, o, S)} : S \in (SUBSET Said(r)) \ {{}}} :
     Rules!QuorumSigned(o.committee, R)}
OnePerOpening(r, o) ==
  UNION {{CHOOSE R \in sets : Rules!OpeningFrom(o, r.to, R) = x
          : x \in {Rules!OpeningFrom(o, r.to, R) : R \in sets}}
         : sets \in {ReleaseSets(r, o)}}
SignsHandoff ==
  \E h \in phone.handoff :
    \E R \in IF h.signed THEN ReleaseSets(h.request, phone.opening)
             ELSE OnePerOpening(h.request, phone.opening) :
    \E r \in {Hearing({[type |-> "CollectRelease", release |-> FullRelease(x)] : x \in R})} :
      \E a \in {Drive(r.state, [type |-> "SignHandoff"])} : Becomes(a)

(* ---------------------------------------------------------- the members  *)
Turns(h, r) ==
  /\ r.kind # "refused"
  /\ BriefState(r.state) # auth[h]
  /\ auth' = [auth EXCEPT ![h] = BriefState(r.state)]
  /\ UNCHANGED <<phone, disk, sent>>
SignsVote(h, o) ==
  \E r \in {Behave(h, auth[h], [type |-> "SignVote", order |-> o, now |-> Within.now])} :
    /\ votes' = votes \cup {[by |-> h, committee |-> v.committee, core |-> v.core_digest]
                            : v \in Bodies(r.emitted, "TransferVote")}
    /\ Turns(h, r)
Applies(h, p) ==
  \E r \in {Behave(h, auth[h], [type |-> "ApplyCertificate", certificate |-> CertificateOf(p)])} :
    Turns(h, r) /\ UNCHANGED votes
Invitations(r) == {Rules!InvitationOf(m, r) : m \in Members(r.to)}
Releases(h, r) ==
  \E a \in {Behave(h, auth[h], [type |-> "Release", request |-> r, invitations |-> Invitations(r)])} :
    Turns(h, [a EXCEPT !.state.releases = {BriefRelease(x) : x \in @}]) /\ UNCHANGED votes
Promise(h, c) == Behave(h, auth[h], [type |-> "AcceptHandoff", handoff |-> FullHandoff(c)])
Promises(h, c) == \E r \in {Promise(h, c)} : Turns(h, r) /\ UNCHANGED votes

Promisers(x) == {h \in Honest : (x \in auth[h].accepted) \/ (Owner(h) /\ (OpeningAt(h) = x))}
ReceiptsFor(x) == {Rules!OpeningReceiptOf(m, x) : m \in Promisers(x) \cup LiarsOf(x.committee)}
IsPromised(x) == IsQuorum(x.committee, Promisers(x) \cup LiarsOf(x.committee))
Opens(h, c) ==
  \E x \in {Rules!OpeningOfHandoff(c)} :
    /\ IsPromised(x)
    /\ \E r \in {Behave(h, auth[h], [type |-> "OpenAccount", handoff |-> FullHandoff(c),
                                     receipts |-> ReceiptsFor(x)])} :
         Turns(h, r) /\ UNCHANGED votes
HearsReceipts ==
  \E h \in {k \in phone.handoff : k.signed} :
    \E x \in {Resulting(phone, h)} :
      IsPromised(x) /\ Heard({[type |-> "CollectOpeningReceipt", receipt |-> m]
                              : m \in ReceiptsFor(x)})

(* ------------------------------------------------------ crash and disk   *)
Writes == (disk # phone) /\ (disk' = phone) /\ UNCHANGED <<phone, auth, votes, sent>>
Restarts ==
  /\ disk # phone
  /\ phone' = Drive(disk, [type |-> "Restart"]).state
  /\ UNCHANGED <<disk, auth, votes, sent>>

Next ==
  \/ Pays \/ Completes \/ HearsVotes
  \/ Asks \/ HearsInvitations \/ SignsHandoff \/ HearsReceipts
  \/ Writes \/ Restarts
  \/ \E h \in Owners : (\E o \in sent.orders : SignsVote(h, o)) \/ (\E p \in Backed : Applies(h, p))
  \/ \E h \in Owners : \E r \in sent.requests : Releases(h, r)
  \/ \E h \in Honest : \E c \in sent.handoffs : Promises(h, c) \/ Opens(h, c)

Begun ==
  [account |-> "alice", epoch |-> 0, committee |-> "home", balance |-> Funds, next_nonce |-> 0,
   escrow |-> {}, applied |-> {}, credited |-> {}]
Fresh ==
  [account |-> "alice", epoch |-> 0, next_nonce |-> 0, outstanding |-> {}, kept |-> {},
   released |-> {}, ownership |-> Ownership, opening |-> Begun, reserved |-> {}, handoff |-> {},
   moves |-> {}]
Member(shards, openings) ==
  [shards |-> shards, queue |-> {}, ownership |-> Ownership, releases |-> {}, accepted |-> {},
   openings |-> openings]
Init ==
  /\ phone = Fresh
  /\ disk = Fresh
  /\ auth = [h \in Honest |->
       IF h \in Members("home") THEN Member("alice" :> Shard("home", 0, Funds, 0), "alice" :> Begun)
       ELSE Member(<<>>, <<>>)]
  /\ votes = {}
  /\ sent = [orders |-> {}, requests |-> {}, handoffs |-> {}]
Spec == Init /\ [][Next]_vars

(* ------------------------------------------ what the wallet has signed   *)
TypeOK ==
  /\ DOMAIN auth = Honest
  /\ phone.opening.epoch = phone.epoch
  /\ Cardinality(phone.outstanding) <= 1
  /\ Cardinality(phone.handoff) <= 1

(* LK-1, whatever crashed and wherever the account has been.                *)
OneCorePerEpoch ==
  \A o, p \in sent.orders : ((o.nonce = p.nonce) /\ (o.epoch = p.epoch)) => (Core(o) = Core(p))
OneTargetPerEpoch ==
  \A r, q \in sent.requests : (r.epoch = q.epoch) => (r.to = q.to)
OneHandoffPerEpoch ==
  \A c, d \in sent.handoffs :
    (c.request.epoch = d.request.epoch)
      => (Rules!OpeningOfHandoff(c) = Rules!OpeningOfHandoff(d))
OneClaimPerNonce ==
  \A C \in {CertifiedOrders} : \A o, p \in C : (o.nonce = p.nonce) => (Claim(o) = Claim(p))

(* --------------------------------------------- nobody is ever stuck      *)
(* Honest members of the old committee that have released to one target or  *)
(* to none are a quorum.                                                    *)
ReleasedTo(h, epoch) == {x.to : x \in {y \in auth[h].releases : y.epoch = epoch}}
ReleasesMeet ==
  \A r \in {q \in sent.requests : q.epoch = phone.epoch} :
    \E to \in {q.to : q \in sent.requests} :
      IsQuorum(phone.opening.committee,
               {h \in HonestOf(phone.opening.committee) : ReleasedTo(h, r.epoch) \subseteq {to}})

(* The same of the new one, for one opening that the wallet signed.         *)
PromisedAt(h, epoch) == {x \in auth[h].accepted : x.epoch = epoch}
PromisesMeet ==
  \A c \in {d \in sent.handoffs : d.request.epoch = phone.epoch} :
    \E x \in {Rules!OpeningOfHandoff(d)
              : d \in {k \in sent.handoffs : k.request.epoch = phone.epoch}} :
      IsQuorum(x.committee, {h \in HonestOf(x.committee) : PromisedAt(h, x.epoch) \subseteq {x}})

(* What the wallet has signed passes with everyone who knows who owned the  *)
(* account, and is promised, or was, however often it is asked for.         *)
Knows(h, r) == \E p \in auth[h].ownership : (p.account = r.account) /\ (p.epoch = r.epoch)
ReceiptsAreGivenAgain ==
  \A c \in {d \in sent.handoffs : d.request.epoch = phone.epoch} :
    \A h \in HonestOf(c.request.to) :
      Knows(h, c.request) => \E r \in {Promise(h, c)} : r.kind \in {"accepted", "again"}

(* With all the certificates that the wallet keeps, an owner of its epoch   *)
(* is where the wallet is: what it signs now, or has signed, can be voted.  *)
RECURSIVE Given(_, _, _)
Given(h, s, kept) ==
  IF kept = {} THEN s
  ELSE LET k == CHOOSE x \in kept : \A y \in kept :
                  x.certificate.order.nonce <= y.certificate.order.nonce IN
       Given(h, Behave(h, s, [type |-> "ApplyCertificate",
                              certificate |-> Full(k.certificate)]).state, kept \ {k})
IsVoted(h, s, o) ==
  \E r \in {Behave(h, [s EXCEPT !.shards["alice"].frozen = FALSE],
                   [type |-> "SignVote", order |-> o, now |-> Within.now])} :
    (r.kind \in {"voted", "again", "settled"}) \/ (r.why = {"VF10"})
NextIsOpen ==
  \A h \in {k \in Owners : ShardAt(k).epoch = phone.epoch} :
    \E s \in {Given(h, auth[h], phone.kept)} :
      /\ \A y \in phone.outstanding : IsVoted(h, s, y.order)
      /\ (phone.outstanding = {}) => (s.shards["alice"].next_nonce = phone.next_nonce)

(* ----------------------------------------------- nothing is forgotten    *)
KeptClaims == {Claim(k.certificate.order) : k \in phone.kept}
CertificatesAreKept ==
  /\ phone.opening.applied \subseteq KeptClaims
  /\ \A n \in 0..(phone.next_nonce - 1) :
       (\E c \in KeptClaims \cup phone.reserved : c.nonce = n)
       \/ (\E y \in phone.outstanding : y.order.nonce = n)
ReservedIsBacked ==
  \A c \in phone.reserved : \E e \in phone.opening.escrow : e.claims = {c}
KeptIsCertified == KeptClaims \subseteq {Claim(o) : o \in CertifiedOrders}
NothingIsStranded ==
  \A C \in {CertifiedOrders} : \A x \in UNION {auth[h].accepted : h \in Honest} \cup {phone.opening} :
    \A o \in C : (o.epoch < x.epoch) =>
      ((Claim(o) \in x.applied) \/ (\E e \in x.escrow : (Claim(o) \in e.claims)))

(* ------------------------- claims that must fail: something is reached    *)
NeverMoved == phone.epoch = 0
NeverMovedTwice == phone.epoch < 2
NeverCompleted ==
  \A o, p \in CertifiedOrders : ~((Claim(o) = Claim(p)) /\ (o.epoch < p.epoch))
NeverReserved == phone.reserved = {}
NeverVoid == ~(\E o, p \in sent.orders : (o.nonce = p.nonce) /\ (Claim(o) # Claim(p)))
NeverLearnt ==      \* The certificate comes from a release: the wallet had not heard the votes.
  \A C \in {KeptClaims} : ~(\E h \in Owners : \E y \in disk.outstanding : Claim(y.order) \in C)
=============================================================================
