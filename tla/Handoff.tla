------------------------------ MODULE Handoff -------------------------------
(* Reassignment as a whole: the members of alice's committees, each running *)
(* Reassignment!HandoffStep, owners of other accounts who are paid by her,  *)
(* and an adversary who has the network, alice, and the Byzantine members.  *)
(*                                                                          *)
(* As in Settlement the adversary costs no state: alice signs every order   *)
(* of Orders and every request of Requests, and a handoff certificate for   *)
(* every set of releases; a Byzantine member votes for anything, gives any  *)
(* receipt, and releases any certificate and any lock there are; whatever   *)
(* was sent can arrive at any time, or never, so an old certificate turns   *)
(* up in every later epoch.                                                 *)
(*                                                                          *)
(* What is left out because it changes nothing that can be seen:            *)
(*  - A delivery that changes no state and adds no message is no step.      *)
(*  - Of all handoff certificates that lead to one opening, one is tried.   *)
(*  - With Steps "together" the promises for an opening and the opening are *)
(*    one step of all honest members of the new committee. What one of them *)
(*    still does in the old epoch needs nothing of the new one, so it can   *)
(*    be done before. "alone" has every promise and opening as a step, and  *)
(*    is needed where there are two targets: who has heard of an owner of   *)
(*    the epoch promises it to no other (HO-20).                            *)
EXTENDS Reassignment, Cast

CONSTANTS
  Honest,           \* members of alice's committees that keep to the protocol
  Byzantine,        \* members that sign anything
  Payees,           \* owners elsewhere: their accounts are paid by alice
  Begun,            \* honest member or payee -> its state at the start
  Orders,           \* the orders that alice signs, of every epoch
  Inflow,           \* true certificates that pay alice
  Requests,         \* the requests that can arrive
  Unwilling,        \* members that invite nobody
  Fakes,            \* certificates that only a lying release shows
  FakeLocks,        \* locks that only a lying release shows
  Forgeries,        \* kinds of false handoff certificate and opening that arrive
  Funds,            \* what alice has at the start
  Times,            \* what a clock can show
  BadReceipts,      \* kinds of false receipts that arrive
  AliceSigns(_, _), \* whether alice signs a handoff of these releases
  Steps,            \* "together" or "alone"
  Behave(_, _, _)   \* HandoffStep; a broken rule in the models that must fail

VARIABLES
  auth,             \* honest member or payee -> its state
  net               \* the votes and receipts of honest members

vars == <<auth, net>>

Members(committee) == DOMAIN Committees[committee]
Owner(h) == Owns(auth[h], "alice")
ShardAt(h) == auth[h].shards["alice"]
Owners == {h \in Honest : Owner(h)}

(* ------------------------------------------------- certificates made     *)
RECURSIVE Line(_, _)
Line(S, done) ==
  IF S = {} THEN done
  ELSE LET m == CHOOSE x \in S : \A y \in S : Rank[x] <= Rank[y] IN Line(S \ {m}, Append(done, m))

Voters(core, committee) ==
  {v.by : v \in {u \in net : (u.type = "TransferVote") /\ (u.core = core)
                             /\ (u.committee = committee)}}
  \cup (Byzantine \cap Members(committee))
IsQuorum(committee, S) == HasQuorum(committee, SumOver(Committees[committee], S))

(* Every committee that may own alice in that epoch.                        *)
MayOwn(epoch) ==
  OwnersOf("alice", epoch)
  \cup {r.to : r \in {q \in Requests : (q.epoch + 1 = epoch) /\ (q.to \in DOMAIN Committees)}}

(* An order and a committee that stands behind it: a certificate.           *)
Backed ==
  UNION {{<<o, c>> : c \in {d \in MayOwn(o.epoch) : IsQuorum(d, Voters(Core(o), d))}}
         : o \in Orders}
CertifiedOrders == {p[1] : p \in {q \in Backed : q[2] \in Listed}}
CertificateOf(p) == Cert(p[1], p[2], Line(Voters(Core(p[1]), p[2]), <<>>))

(* Step reads of what it keeps the order and the committee alone.           *)
Brief(c) ==
  IF c.votes = <<>> THEN c
  ELSE [form |-> "good", order |-> c.order, votes |-> <<[committee |-> NamedCommittee(c)]>>]
BriefRecords(records) == {[r EXCEPT !.certificate = Brief(r.certificate)] : r \in records}
Full(c) ==
  IF c \in Fakes THEN c
  ELSE LET o == c.order
           d == c.votes[1].committee IN
       IF o.sender = "alice" THEN CertificateOf(<<o, d>>)
       ELSE CHOOSE k \in Inflow : Brief(k) = c

(* A release of an epoch that is over is needed by nobody who is here.      *)
Needed(s) ==
  {x \in s.releases : (Payees # {}) \/ (Steps = "alone") \/ (~Owns(s, x.account))
                      \/ (x.epoch = s.shards[x.account].epoch)}
BriefState(s) ==
  [s EXCEPT !.queue = {Brief(c) : c \in s.queue},
            !.releases = Needed(s),
            !.shards = [a \in DOMAIN s.shards |->
              [s.shards[a] EXCEPT !.applied = BriefRecords(s.shards[a].applied),
                                  !.credited = BriefRecords(s.shards[a].credited)]]]

(* ------------------------------------------------ settlement, as it was  *)
EpochOf(h) == IF Owner(h) THEN ShardAt(h).epoch ELSE -1
Posted(h, m) ==
  IF m.type = "TransferVote"
  THEN [type |-> m.type, by |-> h, committee |-> m.body.committee, core |-> m.body.core_digest]
  ELSE [type |-> m.type, by |-> h, claim |-> m.body.claim_digest, epoch |-> EpochOf(h)]
IsKept(m) ==     \* votes, and receipts for what alice gets
  (m.type = "TransferVote")
  \/ ((m.type = "TransferReceipt") /\ m.body.credited /\ (m.body.claim_digest.recipient = "alice"))
Sent(h, emitted) == {Posted(h, m) : m \in {e \in emitted : IsKept(e)}}

Becomes(h, r) ==
  /\ r.kind # "refused"
  /\ (r.state # auth[h]) \/ (~(Sent(h, r.emitted) \subseteq net))
  /\ auth' = [auth EXCEPT ![h] = r.state]
  /\ net' = net \cup Sent(h, r.emitted)

SignsVote(h, o, now) ==
  \E r \in {Behave(h, auth[h], [type |-> "SignVote", order |-> o, now |-> now])} : Becomes(h, r)

Applying(c) == [type |-> "ApplyCertificate", certificate |-> c]
Applies(h, c) ==
  \E r \in {Behave(h, auth[h], Applying(c))} : Becomes(h, [r EXCEPT !.state = BriefState(r.state)])

SettledAt(h) ==
  IF Owner(h) THEN {Claim(r.certificate.order) : r \in ShardAt(h).applied} ELSE {}

(* ------------------------------------------------------------- releases  *)
(* Members that are no part of the model invite whoever asks.               *)
Invitations(r) ==
  {InvitationOf(m, r) : m \in (Members(r.to) \ (Unwilling \cup Honest))}
  \cup UNION {{m.body : m \in Behave(h, auth[h], [type |-> "Invite", request |-> r]).emitted}
              : h \in (Members(r.to) \cap Honest) \ Unwilling}
Releases(h, r) ==
  \E a \in {Behave(h, auth[h],
              [type |-> "Release", request |-> r, invitations |-> Invitations(r)])} :
    Becomes(h, a)

(* --------------------------------------- handoff certificates assembled  *)
Said(r) ==
  {x \in UNION {auth[h].releases : h \in Honest} :
     (x.account = r.account) /\ (x.epoch = r.epoch) /\ (x.to = r.to)}

(* What a Byzantine release can add: certificates that no other one shows,  *)
(* and the lock of one order.                                               *)
Shown(S) == UNION {x.certificates : x \in S}
Hidden(r, S) ==
  ({[form |-> "good", order |-> p[1], votes |-> <<[committee |-> p[2]]>>]
      : p \in {q \in Backed : q[1].epoch <= r.epoch}}
   \cup {Brief(c) : c \in Inflow} \cup Fakes) \ Shown(S)
LiesOf(r, o, S) ==
  {ReleaseOf(b, r, o, k, l)
     : b \in Byzantine \cap Members(o.committee), k \in SUBSET Hidden(r, S),
       l \in {{}} \cup {{t} : t \in FakeLocks \cup
                 {q \in Orders : (q.epoch = r.epoch) /\ (q.nonce >= o.next_nonce)}}}
AreQuorum(o, R) == QuorumSigned(o.committee, R)
ReleaseSets(r, o, said) ==
  {R \in UNION {{S} \cup {S \cup {l} : l \in LiesOf(r, o, S)}
                : S \in {T \in SUBSET said :
                     (T # {}) /\ IsQuorum(o.committee, {x.authority : x \in T}
                                   \cup (Byzantine \cap Members(o.committee)))}} :
     AreQuorum(o, R)}

(* One for each opening that can come of it.                                *)
WithOpenings(r, o, sets) == {[x |-> OpeningFrom(o, r.to, R), R |-> R] : R \in sets}
Ways(r) ==
  UNION {UNION {WithOpenings(r, o, ReleaseSets(r, o, said)) : o \in {x.opening : x \in said}}
         : said \in {Said(r)}}
FullRelease(x) == [x EXCEPT !.certificates = {Full(c) : c \in @}]
HandoffFor(r, way) ==
  HandoffOf(r, (CHOOSE y \in way.R : TRUE).opening, {FullRelease(y) : y \in way.R})
OnePerOpening(r, ways) ==
  {[x |-> x, H |-> HandoffFor(r, CHOOSE w \in ways : w.x = x)] : x \in {v.x : v \in ways}}

(* False ones, by the guard that must see through them.                     *)
Beginning == Begun[CHOOSE h \in Honest : Owns(Begun[h], "alice")].openings["alice"]
Rich == [Beginning EXCEPT !.balance = @ + 1]
EmptyRelease(m, r, o, sig) ==
  [ReleaseOf(m, r, o, {}, {}) EXCEPT !.authority_sig = sig]
False(kind, r) ==
  CASE kind = "impersonated" ->                                         \* HO-11
         {HandoffOf(r, Beginning, {EmptyRelease(m, r, Beginning, "corrupt")
                                   : m \in Members(Beginning.committee)})}
    [] kind = "rich" ->                                                 \* HO-12
         {HandoffOf(r, Rich, {FullRelease(y) : y \in said}) : said \in {Said(r)}}
    [] kind = "rogue" ->                                                \* HO-10
         {HandoffOf(r, o, {EmptyRelease(b, r, o, b) : b \in Members("rogue")})
            : o \in {[Rich EXCEPT !.committee = "rogue"]}}
    [] kind = "few" ->                                                  \* HO-16
         {HandoffOf(r, Beginning, {EmptyRelease(b, r, Beginning, b)}) : b \in Byzantine}
    [] kind = "unsigned" ->                                             \* HO-17
         {[HandoffFor(r, w) EXCEPT !.account_sig = "eve"] : w \in Ways(r)}
FalseOnes(r) ==
  UNION {{[x |-> OpeningOfHandoff(H), H |-> H] : H \in False(k, r)} : k \in Forgeries}
Offered(r) ==
  (UNION {OnePerOpening(r, w) : w \in {{v \in Ways(r) : AliceSigns(r, v.R)}}}) \cup FalseOnes(r)

(* ------------------------------------------------- promises and openings *)
Promise(h, H) == Behave(h, auth[h], [type |-> "AcceptHandoff", handoff |-> H])
OpenBy(h, s, H, receipts) ==
  Behave(h, s, [type |-> "OpenAccount", handoff |-> H, receipts |-> receipts])
ReceiptsBy(S, x) ==
  {OpeningReceiptOf(m, x) : m \in S \cup (Byzantine \cap Members(x.committee))}

(* All at once: whoever can promise it does; a quorum opens it; all hear.   *)
After(h, a, H, receipts) ==
  BriefState((CHOOSE r \in {OpenBy(h, a[h].state, H, receipts)} : TRUE).state)
Moves(x, H) ==
  \E a \in {[h \in Honest |-> Promise(h, H)]} :
    \E S \in {{h \in Honest : a[h].kind = "accepted"}} :
      /\ S # {}
      /\ IsQuorum(x.committee, S \cup (Byzantine \cap Members(x.committee)))
      /\ auth' = [h \in DOMAIN auth |->
                    IF h \in Honest THEN After(h, a, H, ReceiptsBy(S, x)) ELSE auth[h]]
      /\ UNCHANGED net

Promisers(x) ==
  {h \in Honest : (x \in auth[h].accepted) \/ (Owner(h) /\ (auth[h].openings["alice"] = x))}
Promises(h, x, H) == \E r \in {Promise(h, H)} : Becomes(h, r)
IsPromised(x) ==
  IsQuorum(x.committee, Promisers(x) \cup (Byzantine \cap Members(x.committee)))
Opens(h, x, H, receipts) ==
  \E r \in {OpenBy(h, auth[h], H, receipts)} : Becomes(h, [r EXCEPT !.state = BriefState(r.state)])

(* Openings that nobody, or not enough members, promised: HO-21, HO-22.     *)
FalseReceipts(x) ==
  (IF "receipts" \in BadReceipts
   THEN {{[OpeningReceiptOf(m, x) EXCEPT !.authority_sig = "corrupt"] : m \in Members(x.committee)}}
   ELSE {})
  \cup (IF "few" \in BadReceipts THEN {ReceiptsBy({}, x)} ELSE {})

Hearers == Payees \cup (IF Steps = "alone" THEN Honest ELSE {})
Next ==
  \/ \E h \in Owners :
       \/ \E o \in Orders, now \in Times : SignsVote(h, o, now)
       \/ \E r \in Requests : Releases(h, r)
  \/ \E h \in Owners \cup Payees :
       \/ \E p \in Backed : (Claim(p[1]) \notin SettledAt(h)) /\ Applies(h, CertificateOf(p))
       \/ \E c \in Inflow : Owner(h) /\ Applies(h, c)
  \/ \E r \in Requests :
       \/ \E w \in Offered(r) :
            \/ (Steps = "together") /\ Moves(w.x, w.H)
            \/ (Steps = "alone") /\ \E h \in Honest : Promises(h, w.x, w.H)
            \/ \E h \in Hearers :
                 \E receipts \in FalseReceipts(w.x) \cup
                      (IF IsPromised(w.x) THEN {ReceiptsBy(Promisers(w.x), w.x)} ELSE {}) :
                   Opens(h, w.x, w.H, receipts)

Init == (auth = Begun) /\ (net = {})
Spec == Init /\ [][Next]_vars

(* ---------------------------------------------------------- invariants   *)
Promised ==
  UNION {auth[h].accepted : h \in Honest}
  \cup {x \in {auth[h].openings["alice"] : h \in Owners} : x.epoch > 0}

TypeOK ==
  /\ DOMAIN auth = Honest \cup Payees
  /\ \A m \in net : (m.type \in {"TransferVote", "TransferReceipt"}) /\ (m.by \in Honest)
  /\ \A h \in Owners : auth[h].openings["alice"].epoch = ShardAt(h).epoch

(* A nonce is spent once, over all epochs.                                  *)
OneClaimPerNonce ==
  \A C \in {CertifiedOrders} : \A o, p \in C : (o.nonce = p.nonce) => (Claim(o) = Claim(p))

(* Whatever an older epoch certified is executed in the opening of the new  *)
(* one, or possible there, with money put aside.                            *)
InOpening(x, o) ==
  (Claim(o) \in x.applied)
  \/ (\E e \in x.escrow : (Claim(o) \in e.claims) /\ (o.nonce = e.nonce) /\ (o.amount <= e.amount))
NothingIsStranded ==
  \A C \in {CertifiedOrders} : \A x \in Promised : \A o \in C :
    (o.epoch < x.epoch) => InOpening(x, o)

(* And it settles, at every owner of alice there is.                        *)
EveryCertificateSettles ==
  \A C \in {{p \in Backed : p[2] \in Listed}} : \A h \in Owners : \A p \in C :
    (p[1].epoch <= ShardAt(h).epoch) =>
      \E r \in {Behave(h, auth[h], Applying(CertificateOf(p)))} :
        (r.kind \in {"applied", "again"}) \/ ((r.kind = "refused") /\ (r.why = {"EX2"}))

Solvent == \A x \in Promised : x.balance >= 0
NoOverdraft ==
  Amounts({Claim(o) : o \in CertifiedOrders}) <= Funds + Amounts(ClaimsOf(Inflow))

ClaimsIn(records) == {Claim(r.certificate.order) : r \in records}
Conserved ==
  /\ \A x \in Promised :
       (x.balance + Amounts(x.escrow)) = (Funds + Amounts(x.credited)) - Amounts(x.applied)
  /\ \A h \in Owners : LET s == ShardAt(h) IN
       (s.balance + Amounts(s.escrow))
         = (Funds + Amounts(ClaimsIn(s.credited))) - Amounts(ClaimsIn(s.applied))

(* What is settled, was certified; what is put aside, alice had signed.     *)
OnlyTrueClaims ==
  \A C \in {{Claim(o) : o \in CertifiedOrders}} : \A G \in {ClaimsOf(Inflow)} :
    /\ \A x \in Promised : (x.applied \subseteq C) /\ (x.credited \subseteq G)
    /\ \A h \in Owners : (ClaimsIn(ShardAt(h).applied) \subseteq C)
                         /\ (ClaimsIn(ShardAt(h).credited) \subseteq G)
EscrowIsSigned ==
  \A x \in Promised : \A e \in x.escrow : e.claims \subseteq {Claim(o) : o \in Orders}

(* At most one opening of an epoch can ever be opened.                      *)
OneOpening ==
  \A P \in {{x \in Promised : IsPromised(x)}} : \A x, y \in P : (x.epoch = y.epoch) => (x = y)
(* HO-31: what is open is what was promised, whoever promised it.          *)
OpenedIsPromised ==
  \A h \in Owners : (ShardAt(h).epoch = 0) \/ IsPromised(auth[h].openings["alice"])

PromisesAgree == \A x, y \in Promised : (x.epoch = y.epoch) => (x = y)
PromisedByMembers ==
  \A h \in Honest : \A x \in auth[h].accepted : h \in Members(x.committee)

(* Nobody freezes but for a true request to somebody who is willing (HO-23).*)
OnlyAsked ==
  \A h \in Honest : \A x \in auth[h].releases :
    \E r \in Requests : (r.account_sig = x.account) /\ (r.network = Network) /\ (r.form = "good")
                        /\ (r.epoch = x.epoch) /\ (r.to = x.to)
OnlyInvited ==
  \A h \in Honest : \A x \in auth[h].releases :
    IsQuorum(x.to, Members(x.to) \ Unwilling)
(* HO-33: or because its next owner is known.                              *)
FrozenIsReleased ==
  \A h \in Owners : ShardAt(h).frozen =>
    \/ ReleasesAt(auth[h], "alice", ShardAt(h).epoch) # {}
    \/ \E p \in auth[h].ownership : (p.account = "alice") /\ (p.epoch > ShardAt(h).epoch)

(* A receipt stands for ever; of quorum weight, it is in every opening.     *)
Receipts(claim) == {m \in net : (m.type = "TransferReceipt") /\ (m.claim = claim)}
ReceiptPermanence ==
  \A h \in Owners : \A c \in ClaimsOf(Inflow) :
    (\E m \in Receipts(c) : m.by = h) => (c \in ClaimsIn(ShardAt(h).credited))
IsFinal(claim, committee, epoch) ==
  IsQuorum(committee, (({m.by : m \in {k \in Receipts(claim) : k.epoch <= epoch}}
                        \cup Byzantine) \cap Members(committee)))
(* HO-25: each release says what its author has credited.                  *)
FinalCreditsAreKept ==
  \A x \in Promised : \A c \in MayOwn(x.epoch - 1) : \A claim \in ClaimsOf(Inflow) :
    IsFinal(claim, c, x.epoch - 1) => (claim \in x.credited)

(* Whoever has released answers a credit with the new owner.                *)
CreditsAreSentOn ==
  \A h \in Owners : \A x \in ReleasesAt(auth[h], "alice", ShardAt(h).epoch) : \A c \in Inflow :
    (Claim(c.order) \in ClaimsIn(ShardAt(h).credited))
    \/ (\E r \in {Behave(h, auth[h], Applying(c))} :
          (r.why = {"EX7"}) /\ (r.emitted = {Moved("alice", x.epoch + 1, x.to)}))

(* A payee gets each payment once, whatever epoch its certificates are of,  *)
(* and whether or not it waited for the proof of that epoch (HO-34).        *)
PaidOnce ==
  \A p \in Payees : \A a \in DOMAIN auth[p].shards :
    /\ ClaimsIn(auth[p].shards[a].credited) \subseteq {Claim(o) : o \in CertifiedOrders}
    /\ auth[p].shards[a].balance = Amounts(ClaimsIn(auth[p].shards[a].credited))

(* HO-38: nor does anybody miss it who knows that epoch's owner, though it  *)
(* owned alice itself before.                                               *)
IsElsewhere(h, epoch) ==
  Owner(h) => ((epoch > ShardAt(h).epoch)
               /\ (\E q \in auth[h].ownership :
                     (q.account = "alice") /\ (q.epoch > ShardAt(h).epoch)))
IsTaken(h, p) ==
  \E q \in auth[h].ownership :
    (q.account = "alice") /\ (q.epoch = p[1].epoch) /\ (q.committee = p[2])
ProvenIsPaid ==
  \A C \in {Backed} : \A h \in Honest \cup Payees : \A p \in C :
    (/\ Owns(auth[h], p[1].recipient) /\ (~auth[h].shards[p[1].recipient].frozen)
     /\ IsTaken(h, p) /\ IsElsewhere(h, p[1].epoch))
    => (Behave(h, auth[h], Applying(CertificateOf(p))).kind \in {"applied", "again"})
PaidOnceAtHome ==
  \A h \in Honest : \A a \in DOMAIN auth[h].shards \ {"alice"} :
    /\ ClaimsIn(auth[h].shards[a].credited) \subseteq {Claim(o) : o \in CertifiedOrders}
    /\ auth[h].shards[a].balance = Amounts(ClaimsIn(auth[h].shards[a].credited))

(* ------------------------- claims that must fail: something is reached    *)
NeverPaidElsewhere ==
  \A h \in Owners : \A a \in DOMAIN auth[h].shards \ {"alice"} :
    \A r \in auth[h].shards[a].credited : r.certificate.order.epoch <= ShardAt(h).epoch
NeverOpened == \A h \in Owners : ShardAt(h).epoch = 0
NeverSpentAfter == \A o \in CertifiedOrders : o.epoch = 0
NeverOneOfTwo ==     \* Two orders were possible, and the certificate of one came.
  \A h \in Owners : \A e \in auth[h].openings["alice"].escrow :
    (Cardinality(e.claims) < 2) \/ (e.claims \cap ClaimsIn(ShardAt(h).applied) = {})
NeverCompleted ==
  \A o, p \in CertifiedOrders : ~((Claim(o) = Claim(p)) /\ (o.epoch < p.epoch))
NeverMovedTwice == \A h \in Owners : ShardAt(h).epoch < 2
=============================================================================
