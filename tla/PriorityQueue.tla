---------------------------- MODULE PriorityQueue ---------------------------
(* One port of the switch: what arrives is put into a class, the classes    *)
(* wait in queues of their own, and the line takes the highest class that   *)
(* waits. A packet in service is never broken off. Time is whole ticks, a   *)
(* packet of size n holds the line for n of them.                           *)
(* The meter is that of v1model: two rates, colour-blind. What finds no     *)
(* peak tokens is red; else it spends them, and is yellow if it finds no    *)
(* committed tokens, else spends those too and is green. Clauses DP-2 to    *)
(* DP-4 of spec/dataplane.md.                                               *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Sizes,                      \* of packets, in ticks
  CommittedEvery, PeakEvery,  \* ticks to a token of either rate
  CommittedBurst, PeakBurst,  \* what the buckets hold; both start full
  QueueMax,                   \* class -> packets that its queue holds: the next is lost
  WaitMax,                    \* how long a lower class can wait for the line
  QueueRule                   \* "none"; else a rule that looks sensible and is wrong

VARIABLES
  queues,       \* class -> packets in order of arrival: [kind, size, due]
  line,         \* [class, left]: ticks that the packet in service still needs
  tokens,       \* [committed, peak]
  phase,        \* the time, as far as tokens need it
  hungry,       \* class -> ticks since it waits without having the line
  lost          \* whether the queue of class 0 was ever too short
vars == <<queues, line, tokens, phase, hungry, lost>>

Classes == 0..2
Kinds == {"order", "data", "other", "marked"}   \* "marked": no BCB, but a DSCP of class 0.
IsBcb(kind) == kind \in {"order", "data"}
Longest == CHOOSE n \in Sizes : \A m \in Sizes : n >= m

Init ==
  /\ queues = [c \in Classes |-> <<>>]
  /\ line = [class |-> 2, left |-> 0]
  /\ tokens = [committed |-> CommittedBurst, peak |-> PeakBurst]
  /\ phase = 0
  /\ hungry = [c \in Classes |-> 0]
  /\ lost = FALSE

(* -------------------------------------------------- DP-2 to DP-4: a class *)
Color(size) ==
  IF QueueRule = "no meter" THEN "green"
  ELSE IF tokens.peak < size THEN "red"
  ELSE IF tokens.committed < size THEN "yellow" ELSE "green"
ClassOf(kind, size) ==
  IF (kind = "marked") /\ (QueueRule = "dscp") THEN 0
  ELSE IF ~IsBcb(kind) THEN 2
  ELSE CASE Color(size) = "red" -> 2
         [] Color(size) = "yellow" -> 1
         [] OTHER -> IF kind = "order" THEN 0 ELSE 1
Spent(kind, size) ==
  IF (~IsBcb(kind)) \/ (QueueRule = "no meter") THEN tokens
  ELSE CASE Color(size) = "red" -> tokens
         [] Color(size) = "yellow" -> [tokens EXCEPT !.peak = @ - size]
         [] OTHER -> [committed |-> tokens.committed - size, peak |-> tokens.peak - size]

(* How long a packet of class 0 may have to wait: for the one in service,   *)
(* and for those of its class that came before it.                          *)
RECURSIVE Work(_, _)
Work(q, n) == IF n = 0 THEN 0 ELSE q[n].size + Work(q, n - 1)
Due == line.left + Work(queues[0], Len(queues[0]))
(* Below class 0 only the size counts. *)
Entry(c, kind, size) ==
  IF c = 0 THEN [kind |-> kind, size |-> size, due |-> Due]
  ELSE [kind |-> "any", size |-> size, due |-> 0]

Arrive(kind, size) ==
  LET c == ClassOf(kind, size) IN
  /\ tokens' = Spent(kind, size)
  /\ IF Len(queues[c]) < QueueMax[c]
     THEN /\ queues' = [queues EXCEPT ![c] = Append(@, Entry(c, kind, size))]
          /\ lost' = lost
     ELSE (lost' = (lost \/ (c = 0))) /\ (queues' = queues)
  /\ UNCHANGED <<line, phase, hungry>>

(* ------------------------------------------------------- the scheduler    *)
Waiting == {c \in Classes : queues[c] # <<>>}
Chosen ==
  IF QueueRule = "swapped" THEN CHOOSE c \in Waiting : \A d \in Waiting : c >= d
  ELSE CHOOSE c \in Waiting : \A d \in Waiting : c <= d
Start ==
  /\ line.left = 0
  /\ Waiting # {}
  /\ line' = [class |-> Chosen, left |-> queues[Chosen][1].size]
  /\ queues' = [queues EXCEPT ![Chosen] = Tail(@)]
  /\ hungry' = [hungry EXCEPT ![Chosen] = 0]
  /\ UNCHANGED <<tokens, phase, lost>>

(* --------------------------------------------------------------- time     *)
Smaller(a, b) == IF a < b THEN a ELSE b
Refilled(held, burst, every) ==
  IF (phase + 1) % every = 0 THEN Smaller(held + 1, burst) ELSE held
Aged(q) == [n \in DOMAIN q |-> [q[n] EXCEPT !.due = @ - 1]]
Tick ==
  /\ (line.left > 0) \/ (Waiting = {})      \* The line is never idle while something waits.
  /\ line' = [line EXCEPT !.left = IF @ = 0 THEN 0 ELSE @ - 1]
  /\ queues' = [queues EXCEPT ![0] = Aged(@)]
  /\ tokens' = [committed |-> Refilled(tokens.committed, CommittedBurst, CommittedEvery),
                peak |-> Refilled(tokens.peak, PeakBurst, PeakEvery)]
  /\ phase' = (phase + 1) % CommittedEvery
  /\ hungry' = [c \in Classes |-> IF c \in Waiting THEN Smaller(hungry[c] + 1, WaitMax + 1) ELSE 0]
  /\ lost' = lost

(* The longest are the worst of those that are not metered.                 *)
SizesOf(kind) == IF IsBcb(kind) THEN Sizes ELSE {Longest}
Next == (\E kind \in Kinds : \E size \in SizesOf(kind) : Arrive(kind, size)) \/ Start \/ Tick
Spec == Init /\ [][Next]_vars

(* ------------------------------------------------------------- claims     *)
TypeOK ==
  /\ line.left \in 0..Longest
  /\ tokens.committed \in 0..CommittedBurst /\ tokens.peak \in 0..PeakBurst
  /\ \A c \in Classes : Len(queues[c]) <= QueueMax[c]
(* One packet in service, and the earlier ones of its class: no more.       *)
FirstWaitsForOne == \A n \in DOMAIN queues[0] : queues[0][n].due >= 0
(* Class 0 holds what parses as BCB, and nothing else.                      *)
FirstIsForPayments == \A n \in DOMAIN queues[0] : queues[0][n].kind = "order"
(* Nothing within its meter is lost: its burst is all that can wait.        *)
FirstIsNotLost == ~lost
(* Strict priority starves nobody for ever, as all above is metered.        *)
NobodyStarves == \A c \in Classes : hungry[c] <= WaitMax

(* Reached.                                                                 *)
NeverHungry == hungry[2] < WaitMax
=============================================================================
