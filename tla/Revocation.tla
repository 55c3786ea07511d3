----------------------------- MODULE Revocation -----------------------------
(* Keys that are rotated and revoked: the members of alice's committee, of  *)
(* the one that the policy names, of one that she might ask for, and two    *)
(* payees' owners, each running ByPolicy!PolicyMoveStep; and an adversary   *)
(* as in Handoff, who chooses besides when bundles arrive, and of which     *)
(* releases a decision is made.                                             *)
(* Two bundles: the first freezes alice, and revokes what is known to be in *)
(* wrong hands; the second names where she goes and how she opens there,    *)
(* and revokes the rest, be it that keys are rotated. One second bundle is  *)
(* made (OneChain, of Bundles). When everybody here has it, all keys that   *)
(* it revokes may leak: then they sign whatever the adversary likes.        *)
EXTENDS Handoff, ByPolicy

CONSTANTS
  AtOnce, AtLast,   \* keys that the first bundle revokes, and those that the second one does
  Wanted,           \* where the policy wants alice to go
  Asks,             \* requests of her own that she races it with
  Ignored,          \* TRUE: who decides does not look to whom she was released
  Leaks,            \* keys that leak
  Early,            \* TRUE: they leak before everybody has the second bundle
  Late              \* who hears of both bundles at once

VARIABLE named      \* {} or {the second bundle}
rotating == <<auth, net, named>>

(* ------------------------------------------------------------- bundles   *)
Root == Agent!RootOf("crown", Listed)
First ==
  [Root EXCEPT !.version = 1, !.previous = {Root}, !.valid_until = 9,
               !.freezes = {[account |-> "alice", epoch |-> 0]}, !.revocations = AtOnce]
Target(to, opening) == [account |-> "alice", epoch |-> 0, to |-> to, opening |-> opening]
Second(to, opening) ==
  [First EXCEPT !.version = 2, !.previous = {First}, !.freezes = {},
                !.reassignments = {Target(to, opening)},
                !.revocations = AtOnce \cup AtLast]
ByCrown(c) == Agent!Signed(c, <<Agent!SignatureOf("k1")>>)
Given(h, s, c) == Behave(h, s, [type |-> "ApplyBundle", bundle |-> ByCrown(c)])
Takes(h, c) ==
  \E a \in {IF h \in Late THEN Given(h, Given(h, auth[h], First).state, c)
            ELSE Given(h, auth[h], c)} :
    Becomes(h, a) /\ UNCHANGED named
Delivered(h) == named \cup (IF h \in Late THEN {} ELSE {First})

RevokedNow == UNION {c.revocations : c \in named}
InForceAt(h) == auth[h].agent.bundle
HasLast(h) == InForceAt(h).version = 2
Leaked == IF (named # {}) /\ (Early \/ (\A h \in DOMAIN auth : HasLast(h))) THEN Leaks ELSE {}

(* For Handoff!Voters: leaked keys vote, in every epoch that they were in.  *)
VotersAndLeaks(core, committee) ==
  {v.by : v \in {u \in net : (u.type = "TransferVote") /\ (u.core = core)
                             /\ (u.committee = committee)}}
  \cup ((Byzantine \cup Leaked) \cap Members(committee))

(* For Handoff!MayOwn: the committee that the policy names, too.            *)
MayOwnByPolicy(epoch) ==
  OwnersOf("alice", epoch)
  \cup {d.to : d \in {x \in UNION {c.reassignments : c \in named} : x.epoch + 1 = epoch}}

(* ------------------------------------------------- releases by policy    *)
Freeing == [type |-> "ReleaseByPolicy", account |-> "alice", epoch |-> 0, now |-> 2]
Frees(h) == \E a \in {Behave(h, auth[h], Freeing)} : Becomes(h, a) /\ UNCHANGED named

Showable == {{}} \cup {{[request |-> q, invitations |-> Invitations(q)]} : q \in Asks}
LiesByPolicy(o) ==
  {PolicyReleaseOf(b, "alice", 0, t, o, {}, l)
     : b \in Byzantine \cap Members(o.committee), t \in Showable,
       l \in {{}} \cup {{q} : q \in {p \in Orders : p.epoch = 0}}}
SaidByPolicy == UNION {auth[h].policy : h \in Honest}
SetsByPolicy(o, said) ==
  {R \in UNION {{S} \cup {S \cup {l} : l \in LiesByPolicy(o)} : S \in SUBSET said} : R # {}}
MoveOf(o, to, R) ==
  [form |-> "good", account |-> "alice", epoch |-> 0, to |-> to, opening |-> o,
   releases |-> {[x EXCEPT !.certificates = {Full(c) : c \in @}] : x \in R}]

(* What controllers may decide: releases that an honest member of the       *)
(* target would take, had it the bundle.                                    *)
Judged(o, R) == QuorumSigned(o.committee, R) /\ NotBy(AtOnce, R)
WaysFrom(o, to, said) ==
  {[x |-> OpeningFrom(o, to, R), o |-> o, R |-> R]
     : R \in {S \in SetsByPolicy(o, said) : Judged(o, S)}}
WaysTo(to) ==
  UNION {UNION {WaysFrom(o, to, said) : o \in {x.opening : x \in said}} : said \in {SaidByPolicy}}
(* Her own target, if the releases leave it possible.                       *)
Own(w) == IF Ignored THEN {} ELSE PossibleTargets(w.o.committee, w.R)
NamedBy(w) == IF Own(w) = {} THEN {Second(Wanted, {w.x})} ELSE {Second(to, {}) : to \in Own(w)}
Decides ==
  /\ named = {}
  /\ \E c \in UNION {NamedBy(w) : w \in WaysTo(Wanted)} : named' = {c}
  /\ UNCHANGED <<auth, net>>

(* A handoff by policy of the opening that is named.                        *)
MovesFor(d, ways) ==
  IF ways = {} THEN {} ELSE {MoveOf(w.o, d.to, w.R) : w \in {CHOOSE v \in ways : TRUE}}
MovesNamed ==
  UNION {UNION {MovesFor(d, ways) : ways \in {{w \in WaysTo(d.to) :
                  ({w.x} = d.opening) /\ (Own(w) = {})}}}
         : d \in UNION {c.reassignments : c \in named}}

PromisersAndLeaks(x) == Promisers(x) \cup ((Byzantine \cup Leaked) \cap Members(x.committee))
ReceiptSets(x) ==
  UNION {{{OpeningReceiptOf(m, x) : m \in S}, {OpeningReceiptOf(m, x) : m \in S \ RevokedNow}}
         : S \in {PromisersAndLeaks(x)}}
PromisesByPolicy ==
  \E m \in MovesNamed : \E h \in Honest \cap Members(m.to) :
    \E a \in {Behave(h, auth[h], [type |-> "AcceptByPolicy", move |-> m, now |-> 2])} :
      Becomes(h, a) /\ UNCHANGED named
OpensByPolicy ==
  \E m \in MovesNamed : \E h \in DOMAIN auth :
    \E x \in {OpeningByPolicy(m)} :
      /\ IsQuorum(x.committee, PromisersAndLeaks(x))
      /\ \E receipts \in ReceiptSets(x) :
           \E a \in {Behave(h, auth[h], [type |-> "OpenByPolicy", move |-> m,
                                         receipts |-> receipts])} :
             Becomes(h, [a EXCEPT !.state = BriefState(a.state)]) /\ UNCHANGED named

(* -------------------------------------------------- alice's own way      *)
GoesOwnWay ==
  \E r \in Asks :
    \/ \E h \in Owners : Releases(h, r) /\ UNCHANGED named
    \/ \E w \in Offered(r) : \E h \in Honest \cap Members(r.to) :
         \/ Promises(h, w.x, w.H) /\ UNCHANGED named
         \/ IsPromised(w.x) /\ Opens(h, w.x, w.H, ReceiptsBy(Promisers(w.x), w.x))
              /\ UNCHANGED named

(* ---------------------------------------------- what leaked keys can do  *)
(* alice signs what they like: here, that nothing was spent, and that she   *)
(* goes where she asked to go.                                              *)
Falsely(r) ==
  HandoffOf(r, Beginning, {ReleaseOf(m, r, Beginning, {}, {}) : m \in Leaked \cap Members("home")})
MovesFalsely ==
  \E r \in Requests : \E h \in Honest \cap Members(r.to) :
    /\ Leaked # {}
    /\ \E a \in {Behave(h, auth[h], [type |-> "AcceptHandoff", handoff |-> Falsely(r)])} :
         Becomes(h, a) /\ UNCHANGED named

(* ----------------------------------------------------------- settlement  *)
SettledThere(p) ==
  UNION {ClaimsIn(auth[p].shards[a].credited) : a \in DOMAIN auth[p].shards}
Settles ==
  \/ \E h \in Owners, o \in Orders : SignsVote(h, o, 2) /\ UNCHANGED named
  \/ \E h \in Owners, p \in Backed :
       (Claim(p[1]) \notin SettledAt(h)) /\ Applies(h, CertificateOf(p)) /\ UNCHANGED named
  \/ \E h \in Payees, p \in Backed :
       (Claim(p[1]) \notin SettledThere(h)) /\ Applies(h, CertificateOf(p)) /\ UNCHANGED named

RevocationNext ==
  \/ \E h \in DOMAIN auth : \E c \in Delivered(h) : Takes(h, c)
  \/ \E h \in Owners : Frees(h)
  \/ Decides \/ PromisesByPolicy \/ OpensByPolicy \/ GoesOwnWay \/ MovesFalsely \/ Settles
RevocationInit == Init /\ (named = {})
RevocationSpec == RevocationInit /\ [][RevocationNext]_rotating

(* -------------------------------------------------------------- claims   *)
(* An epoch has one owner, among those who have the last bundle.            *)
OneOwner ==
  \A x, y \in {z \in Promised : IsQuorum(z.committee, PromisersAndLeaks(z))} :
    (x.epoch = y.epoch) => (x = y)

(* And nobody decides for another while she is on her way to the one.       *)
CanGo ==
  {w.x.committee : w \in UNION {Offered(r) : r \in Asks}}
  \cup {d.to : d \in {x \in UNION {c.reassignments : c \in named} : x.opening # {}}}
OneWay == \A to, other \in CanGo : to = other

(* Whatever is certified in the new epoch has a quorum without any revoked  *)
(* key: whatever it signs there counts for nothing.                         *)
NoVoteOfARevokedKey ==
  \A p \in {q \in Backed : q[1].epoch > 0} :
    IsQuorum(p[2], Voters(Core(p[1]), p[2]) \ RevokedNow)

NoRevokedOwner ==
  \A x \in Promised : (x.epoch > 0) => (Members(x.committee) \cap RevokedNow = {})

(* Whoever has a bundle that revokes a key makes no lock under it.          *)
NoLockUnderRevoked ==
  \A h \in Owners : \A o \in Orders :
    (InForceAt(h).revocations \cap Members(ShardAt(h).committee) # {}) =>
      (Behave(h, auth[h], [type |-> "SignVote", order |-> o, now |-> 2]).kind # "voted")

(* What payees' owners have credited, all of them together, alice has: a    *)
(* nonce once, executed in her new epoch or put aside there.                *)
CreditedClaims ==
  UNION {UNION {ClaimsIn(auth[p].shards[a].credited) : a \in DOMAIN auth[p].shards} : p \in Payees}
NothingIsMinted ==
  \A C \in {CreditedClaims} :
    /\ \A c, d \in C : (c.nonce = d.nonce) => (c = d)
    /\ Amounts(C) <= Funds
    /\ \A h \in Owners : (ShardAt(h).epoch > 0) => \A c \in C :
         \/ c \in ClaimsIn(ShardAt(h).applied)
         \/ \E e \in ShardAt(h).escrow : c \in e.claims
         \/ \E p \in Backed : (p[1].epoch > 0) /\ (Claim(p[1]) = c)

(* A certificate of the old epoch, with votes of keys that are revoked now  *)
(* or without, is not refused by the owners of its payee: the money comes,  *)
(* or waits until they hear how alice opened.                               *)
OldCertificatesStand ==
  \A C \in {{p \in Backed : (p[1].epoch = 0) /\ (p[2] = "home")}} : \A h \in Payees : \A p \in C :
    Owns(auth[h], p[1].recipient) =>
      (Behave(h, auth[h], Applying(CertificateOf(p))).kind # "refused")
(* And who has heard of the only claim of its nonce has it credited.        *)
HeardIsPaid ==
  \A C \in {{p \in Backed : (p[1].epoch = 0) /\ (p[2] = "home")}} : \A h \in Payees : \A p \in C :
    (Owns(auth[h], p[1].recipient) /\ (auth[h].heard # {})
     /\ (\A q \in C : (q[1].nonce = p[1].nonce) => (Claim(q[1]) = Claim(p[1]))))
    => (\/ Behave(h, auth[h], Applying(CertificateOf(p))).kind \in {"applied", "again"}
        \/ \E x \in auth[h].heard : \E e \in x.escrow : Cardinality(e.claims) > 1)

(* ------------------------- claims that must fail: something is reached    *)
NeverNamed == named = {}
NeverOpenedByPolicy == \A h \in Owners : ShardAt(h).epoch = 0
NeverToOwn == \A c \in named : \A d \in c.reassignments : d.opening # {}
NeverByOwn == \A h \in Owners : (ShardAt(h).committee # "mall")
NeverLeaked == Leaked = {}
NeverWaited == \A p \in Payees : auth[p].queue = {}
NeverPaidByRevoked ==      \* An old certificate that needs a revoked key's vote is paid.
  \A h \in Owners : \A r \in ShardAt(h).applied :
    \/ ShardAt(h).epoch = 0
    \/ IsQuorum("home", Voters(Core(r.certificate.order), "home") \ InForceAt(h).revocations)
=============================================================================
