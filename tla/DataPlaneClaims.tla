--------------------------- MODULE DataPlaneClaims ---------------------------
(* What must hold of the switch in every state and for every input. What     *)
(* must hold of the filter alone is in FilterClaims.                        *)
EXTENDS DataPlane, Generate

(* ------------------------------------------------ claims about a state   *)
SwitchTypeOK ==
  /\ core.setup = Setup
  /\ \A x \in DOMAIN core.slots :
       /\ Cardinality(core.slots[x]) <= 1 /\ Cardinality(core.told[x]) <= 1
       /\ core.aged[x] < Interval /\ (\A n \in core.told[x] : n < Interval)
       /\ (core.aged[x] > 0) => Gated(core, x)
       /\ \A h \in core.slots[x] : (SlotOf[h.account] = x) /\ (\A v \in h.voted : v.nonce >= h.floor)
(* DP-9: a cell is of one generation; what a key covers came with it.       *)
CellsAreOfOne ==
  /\ core.current \cap core.previous = {}
  /\ Covered(core.current) = core.current
  /\ Covered(core.previous) \subseteq core.current \cup core.previous

(* ------------------------------------------- claims about every answer   *)
Answers == {<<Inputs[n], Respond(core, Inputs[n])>> : n \in DOMAIN Inputs}
Packets == {a \in Answers : a[1].type = "Packet"}
Bodies(a, type) == {m.body : m \in {e \in a[2].emitted : e.type = type}}
Dropping == {"conflict", "stale"}
OfClass(a) == {b.index : b \in {c \in Bodies(a, "Counted") : c.counter = "classes"}}
IsGreen(a) == Ports[a[1].port].colour = "green"

(* DP-2, DP-3: a DSCP buys nothing, and what is no BCB packet is forwarded. *)
OnlyBcbIsFast ==
  \A a \in Packets : (0 \in OfClass(a)) => WellFormed(a[1].frame) /\ (a[1].frame.kind # "Data")
OthersGoOn ==
  \A a \in Packets : ~WellFormed(a[1].frame) =>
    /\ (a[2].kind = "not_judged") /\ (a[2].state = core) /\ (OfClass(a) = {2})
    /\ HasIPv4(a[1].frame) => ({b.port : b \in Bodies(a, "Forward")} = Routes[a[1].frame.to])
(* DP-3: the class says what leaves.                                        *)
DscpIsOfItsClass ==
  \A a \in Packets : \A b \in Bodies(a, "Forward") :
    /\ b.frame.dscp = (CASE b.class = 0 -> 46 [] b.class = 1 -> 26 [] b.class = 2 -> 0)
    /\ b.frame = [a[1].frame EXCEPT !.dscp = b.frame.dscp]
    /\ OfClass(a) = {b.class}
(* DP-4: nothing that is decided later mends a colour.                      *)
ColourIsKept ==
  \A a \in Packets : \A n \in OfClass(a) :
    /\ (Ports[a[1].port].colour = "yellow") => (n >= 1)
    /\ (Ports[a[1].port].colour = "red") => (n = 2)
(* DP-5, DP-6: for its own authority, from outside; by its words, from it.   *)
IsOrder(a, me) ==
  LET f == a[1].frame IN
  WellFormed(f) /\ (f.kind = "Order") /\ (f.authority = me) /\ ~Ports[a[1].port].inside
IsWord(a, me) ==
  LET f == a[1].frame IN
  WellFormed(f) /\ (f.kind \in {"Vote", "Receipt"}) /\ (f.authority = me) /\ Ports[a[1].port].inside
JudgesItsOwnOnly ==
  \A a \in Packets :
    /\ (a[2].kind \notin {"not_judged", "learned"}) = IsOrder(a, Self)
    /\ (a[2].kind = "learned") = IsWord(a, Self)
DropsByNameOnly ==
  \A a \in Packets : (OfClass(a) = {}) = (a[2].kind \in Dropping)
(* DP-9: what another covers lapses with it, not before.                    *)
LearnedIsCurrent ==
  \A a \in Packets : (a[2].kind = "learned") =>
    [account |-> a[1].frame.account, epoch |-> a[1].frame.epoch, nonce |-> a[1].frame.nonce]
      \in a[2].state.current
(* DP-11: every conflict is told; the packet itself once in an interval,    *)
(* and again in the next.                                                   *)
ConflictIsTold ==
  \A a \in Packets :
    /\ (a[2].kind = "conflict") = (Cardinality(Bodies(a, "Conflict")) = 1)
    /\ \A b \in Bodies(a, "Conflict") : b.voted # b.offered
EvidenceOnceAnInterval ==
  \A a \in Packets :
    LET x == SlotOf[a[1].frame.account] IN
    (Bodies(a, "Evidence") # {}) = ((a[2].kind = "conflict") /\ (core.told[x] = {}))
EvidenceAgain ==
  \A a \in Answers : ((a[1].type = "Elapse") /\ (a[1].by >= Interval)) =>
    \A x \in DOMAIN core.told : (a[2].state.told[x] = {}) /\ ~Gated(a[2].state, x)
TakenOverIsUntold ==
  \A a \in Packets : LET x == SlotOf[a[1].frame.account] IN
    ((a[2].kind = "learned") /\ (\A h \in core.slots[x] : h.account # a[1].frame.account))
      => (a[2].state.told[x] = {}) /\ ~Gated(a[2].state, x)
(* DP-12: just before the interval is over, it is not.                      *)
IntervalIsWhole ==
  \A a \in Answers : ((a[1].type = "Elapse") /\ (a[1].by < Interval)) =>
    \A x \in DOMAIN core.told :
      /\ (0 \in core.told[x]) => (a[2].state.told[x] # {})
      /\ (Gated(core, x) /\ (core.aged[x] = 0)) => Gated(a[2].state, x)
(* DP-15: each packet once at its port, in one class unless the filter drops *)
(* it, under one decision if it was judged or taught something.             *)
Rows(a, counter) == {b \in Bodies(a, "Counted") : b.counter = counter}
CountedOnce ==
  \A a \in Packets :
    /\ {b.index : b \in Rows(a, "port_packets")} = {a[1].port}
    /\ Cardinality(Rows(a, "classes")) = (IF a[2].kind \in Dropping THEN 0 ELSE 1)
    /\ Cardinality(Rows(a, "decisions")) = (IF a[2].kind = "not_judged" THEN 0 ELSE 1)
    /\ (Rows(a, "demotions") = {}) = (IsGreen(a) \/ ~WellFormed(a[1].frame))
    /\ (Rows(a, "unrouted") = {}) = (HasIPv4(a[1].frame) /\ (Routes[a[1].frame.to] # {}))
(* DP-10: after a restart all passes.                                       *)
RebootPasses ==
  \A a \in Answers : (a[1].type = "Reboot") => \A b \in Packets :
    Respond(a[2].state, b[1]).kind \in {"passed", "learned", "not_judged"}
=============================================================================
