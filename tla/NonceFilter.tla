----------------------------- MODULE NonceFilter -----------------------------
(* The nonce filter of the switch in front of an authority, as a total      *)
(* function: FilterStep(f, input) is defined for every packet and control   *)
(* operation in every state. It is an optimisation, never an authority; see *)
(* FilteredSettlement for what that means. Clauses DP of spec/dataplane.md. *)
(*                                                                          *)
(* Inputs                                                                   *)
(*   Packet {port, about, account, epoch, nonce, core, lucky}               *)
(*       `about`: "Order", "Vote", "Receipt", or what is never judged;      *)
(*       `port`: "inside" is the authority's own; `lucky`: what chance says *)
(*   Elapse {account}   a retry interval goes by for the slot of an account *)
(*   Rotate             the controller begins another bloom generation      *)
(*   Reboot             the registers are empty                             *)
(*                                                                          *)
(* State: [slots : slot -> {} or what is known of one account,              *)
(*         current, previous : keys, of the two live bloom generations].    *)
(* Known: [account, epoch, voted : {} or [nonce, core], floor,              *)
(*         passed : {} or the [nonce, core] that the gate let through less  *)
(*         than a retry interval ago]                                       *)
EXTENDS Authority

CONSTANTS
  SlotOf,           \* account -> slot: two accounts may share one
  Alike,            \* pairs of keys <<k, x>>: k hits where x was inserted
  FilterRule        \* "none"; else a rule that looks sensible and is wrong

KeyOf(p) == [account |-> p.account, epoch |-> p.epoch, nonce |-> p.nonce]
Offer(p) == [nonce |-> p.nonce, core |-> p.core]
NewFilter == [slots |-> [x \in {SlotOf[a] : a \in DOMAIN SlotOf} |-> {}],
              current |-> {}, previous |-> {}]

Live(f) == IF FilterRule = "one generation" THEN f.current ELSE f.current \cup f.previous
Hit(f, p) == \E x \in Live(f) : (x = KeyOf(p)) \/ (<<KeyOf(p), x>> \in Alike)
Known(f, p) == f.slots[SlotOf[p.account]]
Same(h, p) == (h.account = p.account) /\ ((h.epoch = p.epoch) \/ (FilterRule = "no epoch"))
SetSlot(f, p, h) == [f EXCEPT !.slots[SlotOf[p.account]] = {h}]

Decided(f, kind, lane) ==
  [state |-> f, kind |-> kind, why |-> {}, emitted |-> {[type |-> "Forward", lane |-> lane]}]
Dropped(f, kind, p) ==
  [state |-> f, kind |-> kind, why |-> {},
   emitted |-> IF kind = "conflict" THEN {[type |-> "Conflict", about |-> Offer(p)]} ELSE {}]

(* ------------------------------------------- DP-6: learning              *)
(* A word of the authority is true for ever within its epoch, so the order  *)
(* in which its words come past does not matter. Below the floor a vote     *)
(* says nothing any more: others may have certified another order there.    *)
FloorOf(own, p) ==
  LET floors == {h.floor : h \in own} \cup {IF p.about = "Receipt" THEN p.nonce + 1 ELSE 0} IN
  CHOOSE n \in floors : \A m \in floors : n >= m
Standing(voted, floor) ==
  IF FilterRule = "old vote" THEN voted ELSE {v \in voted : v.nonce >= floor}
Voted(own, p) ==
  LET before == UNION {h.voted : h \in own} IN
  IF p.about = "Receipt" THEN before
  ELSE IF Standing({Offer(p)}, FloorOf(own, p)) = {} THEN before ELSE {Offer(p)}
Learned(f, p) ==
  LET own == {h \in Known(f, p) : Same(h, p)} IN
  SetSlot([f EXCEPT !.current = @ \cup {KeyOf(p)}], p,
          [account |-> p.account, epoch |-> p.epoch,
           voted |-> Standing(Voted(own, p), FloorOf(own, p)), floor |-> FloorOf(own, p),
           passed |-> UNION {h.passed : h \in own}])

Learns(p) ==
  \/ (p.port = "inside") /\ (p.about \in {"Vote", "Receipt"})
  \/ (FilterRule = "any port") /\ (p.about \in {"Vote", "Receipt"})

(* ------------------------------- DP-12, DP-13: the gate for stale ones   *)
(* One in an interval passes. The same again is dropped, unless chance has  *)
(* it pass; what is not the same goes on in the slow lane: below the floor  *)
(* there are orders that the authority would take (VF-8, an escrow).        *)
Stale(f, h, p) ==
  IF FilterRule = "no retry" THEN Dropped(f, "stale", p)
  ELSE IF h.passed = {} THEN Decided(SetSlot(f, p, [h EXCEPT !.passed = {Offer(p)}]), "stale passed", "fast")
  ELSE IF (Offer(p) \notin h.passed) /\ (FilterRule # "one gate") THEN Decided(f, "stale other", "slow")
  ELSE IF p.lucky /\ (FilterRule # "no chance") THEN Decided(f, "stale lucky", "fast")
  ELSE Dropped(f, "stale", p)

(* ------------------------------------ DP-11: the table, first row counts *)
Conflicts(h, p) ==
  \E v \in h.voted :
    (v.nonce = p.nonce) /\ ((v.core # p.core) \/ (FilterRule = "no digest"))
Repeats(h, p) == Offer(p) \in h.voted
BelowFloor(h, p) == (p.nonce < h.floor) \/ ((FilterRule = "floor") /\ (p.nonce = h.floor))

Judged(f, p) ==
  LET hit == Hit(f, p)
      own == {h \in Known(f, p) : h.account = p.account}
      sure == hit \/ (FilterRule = "slot alone") IN
  IF own = {} THEN
    IF ~hit THEN Decided(f, "passed", "fast")
    ELSE IF FilterRule = "bloom alone" THEN Dropped(f, "conflict", p)
    ELSE Decided(f, "slow", "slow")
  ELSE LET h == CHOOSE x \in own : TRUE IN
    IF ~Same(h, p) THEN Decided(f, "passed", "fast")
    ELSE IF Conflicts(h, p) THEN
      IF sure THEN Dropped(f, "conflict", p) ELSE Decided(f, "lapsed", "slow")
    ELSE IF Repeats(h, p) THEN Decided(f, "again", "fast")
    ELSE IF BelowFloor(h, p) THEN
      IF sure THEN Stale(f, h, p) ELSE Decided(f, "lapsed", "slow")
    ELSE Decided(f, "passed", "fast")

(* Who learns from requests, takes what passes for what the authority says. *)
Requested(p, r) ==
  IF (FilterRule = "requests") /\ (r.kind = "passed") THEN [r EXCEPT !.state = Learned(@, p)]
  ELSE r

(* --------------------------------------------------------- the function  *)
Packet(f, p) ==
  IF Learns(p) THEN Decided(Learned(f, p), "learned", "fast")
  ELSE IF (p.port = "outside") /\ (p.about = "Order") THEN Requested(p, Judged(f, p))
  ELSE Decided(f, "not judged", "fast")

Quiet(f, kind) == [state |-> f, kind |-> kind, why |-> {}, emitted |-> {}]
FilterStep(f, i) ==
  CASE i.type = "Packet" -> Packet(f, i)
    [] i.type = "Elapse" ->
         Quiet([f EXCEPT !.slots[SlotOf[i.account]] = {[h EXCEPT !.passed = {}] : h \in @}], "elapsed")
    [] i.type = "Rotate" ->
         Quiet([f EXCEPT !.current = {},
                         !.previous = IF FilterRule = "clears both" THEN {} ELSE f.current], "rotated")
    [] i.type = "Reboot" -> Quiet(NewFilter, "rebooted")
=============================================================================
