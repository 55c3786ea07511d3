------------------------------- MODULE Targets ------------------------------
(* A policy that moves alice, racing a request of her own: the members of   *)
(* her committee run PolicyMove!MoveStep; the adversary is that of Handoff, *)
(* and chooses besides when bundles arrive, and of which releases a         *)
(* decision is made. One bundle decides for an account and epoch: that the  *)
(* chain of bundles is one is the business of Bundles, that it names one    *)
(* target that of PB-9; here a decision is one step.                        *)
(* What follows from a decision for a target of the account's own is a      *)
(* handoff like others; else the releases by policy open the account.       *)
EXTENDS Handoff, PolicyMove

CONSTANTS
  Freezes,          \* set of [account, epoch] that bundles freeze
  Wanted            \* where the policy wants accounts to go

VARIABLE decided    \* set of [account, epoch, to, opening]: what bundles decided
moving == <<auth, net, decided>>

(* ------------------------------------------------- releases by policy    *)
Frees(h, e) ==
  \E a \in {Behave(h, auth[h], [type |-> "Freeze", account |-> e.account, epoch |-> e.epoch])} :
    Becomes(h, a) /\ UNCHANGED decided

(* A lie shows any request there is, invited or not, or none.               *)
Showable(e) ==
  {{}} \cup {{[request |-> r, invitations |-> Invitations(r)]}
             : r \in {q \in Requests : (q.account = e.account) /\ (q.epoch = e.epoch)}}
LiesByPolicy(e, o) ==
  {x \in {PolicyReleaseOf(b, e.account, e.epoch, t, o, {}, l)
     : b \in Byzantine \cap Members(o.committee), t \in Showable(e),
       l \in {{}} \cup {{q} : q \in {p \in Orders : p.epoch = e.epoch}}} : ShownIsTrue(x)}
SaidByPolicy(e) == OfEpoch(UNION {auth[h].policy : h \in Honest}, e.account, e.epoch)
SetsByPolicy(e, o, said) ==
  {R \in UNION {{S} \cup {S \cup {l} : l \in LiesByPolicy(e, o)} : S \in SUBSET said} :
     (R # {}) /\ QuorumSigned(o.committee, R)}

(* "two": nothing keeps bundles from deciding again.                        *)
Decisions(e) ==
  IF (OfEpoch(decided, e.account, e.epoch) # {}) /\ (MoveRule # "two") THEN {}
  ELSE UNION {UNION {UNION {
    {[account |-> e.account, epoch |-> e.epoch, to |-> to,
      opening |-> IF to \in PossibleTargets(o.committee, R) /\ MoveRule # "ignore" THEN {}
                  ELSE {OpeningFrom(o, to, R)}]
       : to \in MayName(o.committee, R, Wanted)}
      : R \in SetsByPolicy(e, o, said)} : o \in {x.opening : x \in said}}
      : said \in {SaidByPolicy(e)}}
Decides(e) ==
  \E d \in Decisions(e) : (decided' = decided \cup {d}) /\ (decided' # decided) /\ UNCHANGED <<auth, net>>

Named(d) == [account |-> d.account, epoch |-> d.epoch, to |-> d.to]
Hears(h, d) ==
  \E a \in {Behave(h, auth[h], [type |-> "Decide", decision |-> Named(d)])} :
    Owner(h) /\ Becomes(h, a) /\ UNCHANGED decided

(* Who is to own the account promises and opens at once; that nobody else   *)
(* hears of it is in the hands of the adversary, who has the network.       *)
OpensFor(x, accept(_), open(_, _, _)) ==
  \E a \in {[h \in Honest \cap Members(x.committee) |-> accept(h)]} :
    \E S \in {{h \in DOMAIN a : a[h].kind = "accepted"}} :
      /\ S # {}
      /\ IsQuorum(x.committee, S \cup (Byzantine \cap Members(x.committee)))
      /\ auth' = [h \in DOMAIN auth |->
                    IF h \in S THEN BriefState(open(h, a[h].state, ReceiptsBy(S, x)).state) ELSE auth[h]]
      /\ UNCHANGED <<net, decided>>
MovesByOwn(x, H) ==
  LET open(h, s, receipts) == OpenBy(h, s, H, receipts)
      accept(h) == Promise(h, H) IN
  OpensFor(x, accept, open)
MovesByPolicy(x) ==
  LET open(h, s, receipts) == Opening(h, s, x, receipts)
      accept(h) == Accept(h, auth[h], x) IN
  OpensFor(x, accept, open)

Frozen == \E e \in Freezes, h \in Owners : Frees(h, e)
Decided == \E e \in Freezes : Decides(e)
Told == \E h \in Owners, d \in decided : Hears(h, d)
Released == \E h \in Owners, r \in Requests : Releases(h, r) /\ UNCHANGED decided
MovedOn ==
  \/ \E r \in Requests : \E w \in Offered(r) : MovesByOwn(w.x, w.H)
  \/ \E d \in decided : \E x \in d.opening : MovesByPolicy(x)
Settlement ==
  \E h \in Owners :
    \/ \E o \in Orders, now \in Times : SignsVote(h, o, now) /\ UNCHANGED decided
    \/ \E p \in Backed : (Claim(p[1]) \notin SettledAt(h)) /\ Applies(h, CertificateOf(p))
                         /\ UNCHANGED decided

TargetsNext == Frozen \/ Decided \/ Told \/ Released \/ MovedOn \/ Settlement
TargetsInit == Init /\ (decided = {})
TargetsSpec == TargetsInit /\ [][TargetsNext]_moving
FairTargets ==
  TargetsSpec /\ WF_moving(Frozen) /\ WF_moving(Decided) /\ WF_moving(Told)
              /\ WF_moving(Released) /\ WF_moving(MovedOn)

(* -------------------------------------------------------------- claims   *)
(* A handoff that could be made and an opening by policy: one at most.      *)
CanOpen ==
  {x \in UNION {{w.x : w \in Offered(r)} : r \in Requests} \cup UNION {d.opening : d \in decided} :
     x.epoch > 0}
OneOwner ==
  \A x, y \in {z \in Promised : IsPromised(z)} : (x.epoch = y.epoch) => (x = y)
OneWay ==
  \A P \in {CanOpen} : \A x, y \in P : (x.epoch = y.epoch) => (x.committee = y.committee)

FrozenHasAReason ==
  \A h \in Owners : ShardAt(h).frozen =>
    \/ ReleasesAt(auth[h], "alice", ShardAt(h).epoch) # {}
    \/ OfEpoch(auth[h].policy, "alice", ShardAt(h).epoch) # {}
    \/ \E p \in auth[h].ownership : (p.account = "alice") /\ (p.epoch > ShardAt(h).epoch)

MovesAtLast == <>(\E h \in Honest : Owner(h) /\ (ShardAt(h).epoch > 0))

NeverByPolicy == \A d \in decided : d.opening = {}
NeverByOwn == \A d \in decided : d.opening # {}
NeverTwice == \A h \in Owners : ShardAt(h).epoch < 2
=============================================================================
