-------------------------- MODULE FilteredSettlement -------------------------
(* A switch with the nonce filter before one authority, and an adversary    *)
(* who injects whatever he likes at the ports outside: orders that were     *)
(* signed, at any time, any number of times; headers that nobody signed;    *)
(* votes and receipts that nobody gave. He has the network, so the          *)
(* authority's own words come past the filter late, in any order, or never. *)
(*                                                                          *)
(* The theorem, both ways.                                                  *)
(*   WhatIsDropped  what the filter drops, the authority would have refused;*)
(*                  or it is a stale duplicate: the same order went through *)
(*                  less than a retry interval ago; or it is settled here   *)
(*                  already, and its certificate is answered (DP-14)        *)
(*   SettledGoesOn  and the last only until the filter has heard of it      *)
(*   GetsThrough    what a correct wallet keeps sending arrives             *)
(* And that it is of any use: a conflict with what was learned in the last  *)
(* two generations is dropped (Guards).                                     *)
EXTENDS NonceFilter, Cast

CONSTANTS
  Begun,            \* the authority's state at the start
  Signed,           \* orders that were signed
  Unsigned,         \* orders of which only the header exists
  Times,            \* what a clock can show
  Certificates,     \* certificates that arrive; they are never judged
  Wished,           \* {} or the order that a correct wallet keeps sending
  Rotations,        \* how often the controller rotates
  Later             \* {} or the authority's state after a reassignment

VARIABLES
  auth,             \* the authority
  filter,           \* the filter
  said,             \* what the authority has said, and the filter has not seen yet
  last,             \* the last packet that was judged, and what became of it
  recent,           \* what was let through in this retry interval
  learned,          \* keys -> rotations since they were learned
  arrived           \* of the wished order, whether it reached the authority
vars == <<auth, filter, said, last, recent, learned, arrived>>

Me == "a1"
Header(o, port, lucky) ==
  [type |-> "Packet", port |-> port, about |-> "Order", account |-> o.sender, epoch |-> o.epoch,
   nonce |-> o.nonce, core |-> Core(o), lucky |-> lucky]
(* What stands in the header of an authority's word about an order.         *)
Word(about, o, port) ==
  [type |-> "Packet", port |-> port, about |-> about, account |-> o.sender, epoch |-> o.epoch,
   nonce |-> o.nonce, core |-> Core(o), lucky |-> FALSE]

Nothing == [kind |-> "none", order |-> {}]
Init ==
  /\ auth = Begun
  /\ filter = NewFilter
  /\ said = {}
  /\ last = Nothing
  /\ recent = {}
  /\ learned = [k \in {} |-> 0]
  /\ arrived = FALSE

(* -------------------------------------------- the authority behind it    *)
Votes(o, r) == {Word("Vote", o, "inside") : m \in {e \in r.emitted : e.type = "TransferVote"}}
Receipts(o, r) == {Word("Receipt", o, "inside") : m \in {e \in r.emitted : e.type = "TransferReceipt"}}
Hears(o, now) ==
  \E r \in {Step(Me, auth, [type |-> "SignVote", order |-> o, now |-> now])} :
    /\ auth' = r.state
    /\ said' = said \cup Votes(o, r) \cup Receipts(o, r)
Settles(c) ==
  \E r \in {Step(Me, auth, [type |-> "ApplyCertificate", certificate |-> c])} :
    /\ auth' = r.state
    /\ said' = said \cup Receipts(c.order, r)
    /\ auth' # auth \/ said' # said
    /\ UNCHANGED <<filter, last, recent, learned, arrived>>

Opens ==                \* The account begins another epoch here.
  /\ \E a \in Later :
       /\ a.shards["alice"].epoch > auth.shards["alice"].epoch
       /\ auth' = a
  /\ last' = Nothing
  /\ UNCHANGED <<filter, said, recent, learned, arrived>>

(* ------------------------------------------------------- the switch      *)
Through(a) == a.emitted # {} /\ \E m \in a.emitted : m.type = "Forward"
Sends(o, lucky, now) ==
  \E a \in {FilterStep(filter, Header(o, "outside", lucky))} :
    /\ filter' = a.state
    /\ last' = [kind |-> a.kind, order |-> {[o |-> o, now |-> now, before |-> recent]}]
    /\ learned' = learned
    /\ IF Through(a)
       THEN /\ recent' = recent \cup {Core(o)}
            /\ IF o \in Unsigned THEN UNCHANGED <<auth, said>> ELSE Hears(o, now)
            /\ arrived' = (arrived \/ (o \in Wished))
       ELSE UNCHANGED <<auth, said, recent, arrived>>

Since(k) == [x \in (DOMAIN learned) \cup {k} |-> IF x = k THEN 0 ELSE learned[x]]
Sees(p) ==
  \E a \in {FilterStep(filter, p)} :
    /\ filter' = a.state
    /\ learned' = IF p.port = "inside" THEN Since(KeyOf(p)) ELSE learned
    /\ last' = Nothing
    /\ UNCHANGED <<auth, recent, arrived>>
SeesOwn == \E p \in said : Sees(p) /\ (said' = said \ {p})
SeesForged ==
  \E o \in Signed \cup Unsigned, about \in {"Vote", "Receipt"} :
    Sees(Word(about, o, "outside")) /\ UNCHANGED said

Elapses ==
  /\ filter' = FilterStep(filter, [type |-> "Elapse", account |-> "alice"]).state
  /\ recent' = {}
  /\ last' = Nothing
  /\ UNCHANGED <<auth, said, learned, arrived>>
Turns == IF DOMAIN learned = {} THEN 0 ELSE CHOOSE n \in {learned[k] : k \in DOMAIN learned} :
           \A k \in DOMAIN learned : learned[k] <= n
Rotates ==
  /\ Turns < Rotations
  /\ filter' = FilterStep(filter, [type |-> "Rotate"]).state
  /\ learned' = [k \in DOMAIN learned |-> learned[k] + 1]
  /\ last' = Nothing
  /\ UNCHANGED <<auth, said, recent, arrived>>
Reboots ==
  /\ filter' = FilterStep(filter, [type |-> "Reboot"]).state
  /\ learned' = [k \in {} |-> 0]
  /\ last' = Nothing
  /\ UNCHANGED <<auth, said, recent, arrived>>

Replays == \E o \in (Signed \cup Unsigned) \ Wished, now \in Times : Sends(o, FALSE, now)
Retries(lucky) == \E o \in Wished, now \in Times : Sends(o, lucky, now)
Next ==
  \/ Replays \/ Retries(TRUE) \/ Retries(FALSE)
  \/ \E c \in Certificates : Settles(c)
  \/ SeesOwn \/ SeesForged \/ Opens \/ Elapses \/ Rotates \/ Reboots
Spec == Init /\ [][Next]_vars

(* Who keeps sending, sends; and chance is fair.                            *)
FairSpec == Spec /\ WF_vars(Retries(TRUE) \/ Retries(FALSE)) /\ SF_vars(Retries(TRUE))

(* --------------------------------------------------------- the theorem   *)
IsDrop == last.kind \in {"conflict", "stale"}
Answered(o, now) == Step(Me, auth, [type |-> "SignVote", order |-> o, now |-> now]).kind
Refused(o) == \A now \in Times : Answered(o, now) = "refused"
IsSettled(o) == \A now \in Times : Answered(o, now) = "settled"
WhatIsDropped ==
  IsDrop => \A x \in last.order :
    \/ Refused(x.o)
    \/ (last.kind = "stale") /\ (Core(x.o) \in x.before)
    \/ (last.kind = "conflict") /\ IsSettled(x.o)
SettledGoesOn ==
  (last.kind = "conflict") => \A x \in last.order : \A h \in filter.slots[SlotOf[x.o.sender]] :
    x.o.nonce >= h.floor
GetsThrough == <>arrived \/ (Wished = {})
Guards ==
  \A x \in last.order :
    LET k == [account |-> x.o.sender, epoch |-> x.o.epoch, nonce |-> x.o.nonce] IN
    ((last.kind \in {"lapsed"}) /\ (k \in DOMAIN learned)) => learned[k] >= 2
(* A conflict is told, not only dropped.                                    *)
TellsConflicts ==
  \A o \in Signed \cup Unsigned :
    LET a == FilterStep(filter, Header(o, "outside", FALSE)) IN
    (a.kind = "conflict") => \E m \in a.emitted : m.type = "Conflict"

(* Reached.                                                                 *)
NeverConflict == last.kind # "conflict"
NeverStale == last.kind # "stale"
NeverLapsed == last.kind # "lapsed"
NeverStaleOther == last.kind # "stale other"
NeverArrived == ~arrived
=============================================================================
