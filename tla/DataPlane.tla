------------------------------ MODULE DataPlane ------------------------------
(* The whole switch, as a total function around the nonce filter: which      *)
(* class a packet is in, where it leaves and with which DSCP, what the       *)
(* controller hears, and what is counted. Clauses DP of spec/dataplane.md.   *)
(*                                                                          *)
(* Inputs                                                                   *)
(*   Packet {port, lucky, frame}                                            *)
(*   Elapse {by}       time goes by: an interval is Interval of it           *)
(*   Rotate, Reboot    as for the filter                                    *)
(* A frame is [form, kind, dscp, to, authority, account, epoch, nonce, core]:*)
(*   `form`: "good", "bare" (no message behind the header), "sum" (the IPv4  *)
(*   checksum is wrong: the switch does not look), or how it is no BCB       *)
(*   packet; `kind`: of DP-1, or one that nobody knows; `to`: whither.       *)
(*                                                                          *)
(* State: the filter's, and                                                 *)
(*   setup   what the controller has set: it never changes                  *)
(*   aged    slot -> how long ago its gate let something through, 0 if not   *)
(*   told    slot -> {} or {how long ago a packet went out as evidence}      *)
EXTENDS NonceFilter

CONSTANTS
  Ports,            \* port -> [inside, colour]: whose it is, and what its meter says
  Routes,           \* whither -> {} or {port}
  EvidencePort,
  Taught, Asked,    \* keys that can be learned, and keys that orders have
  Nearly,           \* keys: the nth misses by its nth row alone when all is learned
  SwitchRule        \* "none"; else a rule that looks sensible and is wrong

Interval == 2
(* DP-7, DP-10: what the controller sets, and what comes of its secrets:     *)
(* which accounts share a slot, and which keys hit where others were learned.*)
Setup == [ports |-> Ports, routes |-> Routes, evidence |-> EvidencePort,
          slot_of |-> SlotOf, alike |-> Alike, taught |-> Taught, asked |-> Asked,
          nearly |-> Nearly]
NewSwitch ==
  NewFilter @@ [setup |-> Setup, aged |-> [x \in DOMAIN NewFilter.slots |-> 0],
                told |-> [x \in DOMAIN NewFilter.slots |-> {}]]

(* What hits where x was inserted hits where another does that hits there.  *)
ASSUME \A a \in Alike, b \in Alike : (a[2] = b[1]) => (<<a[1], b[2]>> \in Alike)

(* ------------------------------------------------ DP-1 to DP-4: the class *)
FastKinds == {"Order", "Vote", "Certificate", "Receipt", "Handoff"}
WellFormed(f) == (f.form \in {"good", "bare", "sum"}) /\ (f.kind \in FastKinds \cup {"Data"})
HasIPv4(f) == f.form \notin {"arp", "runt", "ipv4_cut"}
Colour(p) == IF SwitchRule = "no meter" THEN "green" ELSE Ports[p.port].colour
ClassOf(p) ==
  IF ~WellFormed(p.frame) THEN
    IF (SwitchRule = "dscp") /\ (p.frame.dscp = 46) THEN 0 ELSE 2
  ELSE CASE Colour(p) = "red" -> 2
         [] Colour(p) = "yellow" -> 1
         [] OTHER -> IF p.frame.kind = "Data" THEN 1 ELSE 0
SlowLane(class) ==
  IF SwitchRule = "slow is one" THEN 1 ELSE IF class = 0 THEN 1 ELSE class
DscpOf(class, f) ==
  IF SwitchRule = "dscp kept" THEN f.dscp
  ELSE CASE class = 0 -> 46 [] class = 1 -> 26 [] class = 2 -> 0

(* --------------------------------------- DP-5, DP-6: what the filter sees *)
(* What is not for the authority behind this switch, or not from it, is      *)
(* never judged and teaches nothing.                                        *)
Seen(me, p) ==
  LET f == p.frame IN
  [port |-> IF Ports[p.port].inside THEN "inside" ELSE "outside",
   about |-> IF (f.authority = me) \/ (SwitchRule = "any authority") THEN f.kind ELSE "Foreign",
   account |-> f.account, epoch |-> f.epoch, nonce |-> f.nonce, core |-> f.core,
   lucky |-> p.lucky, type |-> "Packet"]

(* DP-8, DP-9: a cell belongs to the generation that set it last. Two sets   *)
(* of keys with the same cells are one state: a key brings along what hits   *)
(* where it is.                                                             *)
Covered(keys) == keys \cup {a[1] : a \in {b \in Alike : b[2] \in keys}}
BySetting(s) ==
  IF SwitchRule = "old generation"
  THEN [s EXCEPT !.current = @ \ s.previous, !.previous = Covered(s.previous \cup s.current)]
  ELSE [s EXCEPT !.current = Covered(s.current), !.previous = @ \ Covered(s.current)]

(* ----------------------------------------------- DP-11, DP-12: how long ago *)
Gated(s, x) == \E h \in s.slots[x] : h.passed # {}
TakesOver(s, q) ==
  \A h \in Known(s, q) : ~((h.account = q.account) /\ (h.epoch = q.epoch))
Untold(s, q) == (s.told[SlotOf[q.account]] = {}) \/ (SwitchRule = "evidence always")
After(s, q, r) ==
  LET x == SlotOf[q.account]
      afresh == (r.kind = "learned") /\ TakesOver(s, q)
      tells == (r.kind = "conflict") /\ (s.told[x] = {}) IN
  CASE r.kind = "learned" ->
         [BySetting(r.state) EXCEPT
            !.aged[x] = IF afresh THEN 0 ELSE @,
            !.told[x] = IF afresh /\ (SwitchRule # "told stays") THEN {} ELSE @]
    [] r.kind = "stale passed" -> [r.state EXCEPT !.aged[x] = 0]
    [] tells -> [r.state EXCEPT !.told[x] = {0}]
    [] OTHER -> r.state

Elapsed(s, by) ==
  LET whole == IF SwitchRule = "early" THEN 1 ELSE Interval
      over == [x \in DOMAIN s.slots |-> s.aged[x] + by >= whole] IN
  [s EXCEPT
     !.slots = [x \in DOMAIN s.slots |->
                  {IF over[x] THEN [h EXCEPT !.passed = {}] ELSE h : h \in s.slots[x]}],
     !.aged = [x \in DOMAIN s.slots |->
                 IF Gated(s, x) /\ ~over[x] THEN s.aged[x] + by ELSE 0],
     !.told = [x \in DOMAIN s.slots |->
                 IF SwitchRule = "evidence once" THEN s.told[x]
                 ELSE {n + by : n \in {m \in s.told[x] : m + by < Interval}}]]

(* ------------------------------------------------------ DP-15: counters   *)
Outcome(kind) ==
  CASE kind = "again" -> "retransmitted" [] kind = "slow" -> "slow_lane"
    [] kind \in {"stale passed", "stale lucky"} -> "stale_passed"
    [] kind = "stale other" -> "stale_other" [] kind = "not judged" -> "not_judged"
    [] OTHER -> kind
Decisions ==
  [passed |-> 0, retransmitted |-> 1, conflict |-> 2, stale |-> 3, stale_passed |-> 4,
   slow_lane |-> 5, lapsed |-> 6, stale_other |-> 7, learned |-> 8]
Shades == [yellow |-> 1, red |-> 2]
Message(type, body) == [type |-> type, body |-> body]
(* `of`: whose length is counted; decisions are packets only.               *)
Counted(counter, index, of) ==
  Message("Counted", [counter |-> counter, index |-> index, of |-> of])
Counts(p, kind, class, drops, ways) ==
  LET f == p.frame.form IN
  {Counted("port_packets", p.port, f)}
  \cup (IF WellFormed(p.frame) /\ (Colour(p) # "green")
        THEN {Counted("demotions", Shades[Colour(p)], f)} ELSE {})
  \cup (IF kind \in DOMAIN Decisions THEN {Counted("decisions", Decisions[kind], "")} ELSE {})
  \cup (IF drops /\ (SwitchRule # "drops count") THEN {} ELSE {Counted("classes", class, f)})
  \cup (IF ways = {} THEN {Counted("unrouted", 0, f)} ELSE {})

(* --------------------------------------------------------- the function   *)
Notices(s, q, p, r) ==
  LET votes == {v \in UNION {h.voted : h \in Known(s, q)} : v.nonce = q.nonce} IN
  IF (r.kind # "conflict") \/ (SwitchRule = "untold") THEN {}
  ELSE {Message("Conflict",
          [account |-> q.account, epoch |-> q.epoch, nonce |-> q.nonce, voted |-> v.core,
           offered |-> q.core, port |-> p.port]) : v \in votes}
       \cup (IF Untold(s, q)
             THEN {Message("Evidence", [port |-> EvidencePort, frame |-> p.frame])} ELSE {})

Sent(p, class, ways) ==
  LET leaving == [p.frame EXCEPT !.dscp = DscpOf(class, p.frame)] IN
  {Message("Forward", [port |-> way, class |-> class, frame |-> leaving]) : way \in ways}

(* The filter sees well-formed packets only.                                *)
Filtered(me, s, p) ==
  IF WellFormed(p.frame) \/ (SwitchRule = "judges all") THEN FilterStep(s, Seen(me, p))
  ELSE Decided(s, "not judged", "fast")
(* A dropped packet has looked up its route as well (DP-15).                *)
Handled(s, q, p, r) ==
  LET drops == \A m \in r.emitted : m.type # "Forward"
      slow == \E m \in r.emitted : (m.type = "Forward") /\ (m.lane = "slow")
      class == IF slow THEN SlowLane(ClassOf(p)) ELSE ClassOf(p)
      ways == IF HasIPv4(p.frame) THEN Routes[p.frame.to] ELSE {} IN
  [state |-> After(s, q, r), kind |-> Outcome(r.kind), why |-> {},
   emitted |-> Counts(p, Outcome(r.kind), class, drops, ways) \cup Notices(s, q, p, r)
               \cup (IF drops THEN {} ELSE Sent(p, class, ways))]

SwitchStep(me, s, i) ==
  CASE i.type = "Packet" -> Handled(s, Seen(me, i), i, Filtered(me, s, i))
    [] i.type = "Elapse" -> Quiet(Elapsed(s, i.by), "elapsed")
    [] i.type = "Rotate" -> FilterStep(s, i)
    [] i.type = "Reboot" ->
         Quiet(IF SwitchRule = "reboot keeps" THEN s ELSE NewSwitch, "rebooted")
=============================================================================
