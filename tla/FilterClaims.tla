----------------------------- MODULE FilterClaims ----------------------------
(* What must be true of the nonce filter by itself: written from what it    *)
(* does, never by calling a part of its table, so that a rule that is wrong *)
(* breaks one of these. What a drop means to the authority behind it is     *)
(* said in FilteredSettlement.                                              *)
EXTENDS NonceFilter, Generate

(* ------------------------------------------------ claims about a state   *)
FilterTypeOK ==
  \A slot \in DOMAIN core.slots : \A x \in core.slots[slot] :
    /\ Cardinality(core.slots[slot]) = 1
    /\ SlotOf[x.account] = slot
    /\ Cardinality(x.voted) <= 1 /\ Cardinality(x.passed) <= 1
(* DP-6: what others have certified may not be what this authority voted.   *)
VotedIsOpen ==
  \A slot \in DOMAIN core.slots : \A x \in core.slots[slot] :
    \A v \in x.voted : v.nonce >= x.floor

(* ------------------------------------------- claims about every answer   *)
Answers == {<<Inputs[n], Respond(core, Inputs[n])>> : n \in DOMAIN Inputs}
Packets == {a \in Answers : a[1].type = "Packet"}
Lanes(a) == {m.lane : m \in {e \in a[2].emitted : e.type = "Forward"}}
Drops == {a \in Packets : Lanes(a) = {}}
Truths(s) ==       \* What is held to be true of an account, and what may be dropped for it.
  <<[slot \in DOMAIN s.slots |-> {[x EXCEPT !.passed = {}] : x \in s.slots[slot]}],
    s.current, s.previous>>

(* DP-5: orders, and nothing else.                                          *)
DropsOrdersOnly == \A a \in Drops : (a[1].about = "Order") /\ (a[1].port = "outside")
(* DP-6: an attacker teaches nothing.                                       *)
LearnsFromInsideOnly ==
  \A a \in Packets :
    ((a[1].port # "inside") \/ (a[1].about \notin {"Vote", "Receipt"}))
      => (Truths(a[2].state) = Truths(core))
(* DP-11: by what is known of this account, in this epoch, for this nonce;  *)
(* and by the bloom filter as well.                                         *)
Justified(a, x) ==
  /\ x.account = a[1].account /\ x.epoch = a[1].epoch
  /\ \/ a[1].nonce < x.floor
     \/ \E v \in x.voted : (v.nonce = a[1].nonce) /\ (v.core # a[1].core)
Like(p) == {x \in core.current \cup core.previous :
  (x = KeyOf(p)) \/ (<<KeyOf(p), x>> \in Alike)}
DropsOnSlotAndBloom ==
  \A a \in Drops : (\E x \in core.slots[SlotOf[a[1].account]] : Justified(a, x)) /\ (Like(a[1]) # {})
(* DP-12: a stale duplicate was let through in this interval.               *)
DropsDuplicatesOnly ==
  \A a \in Drops : (a[2].kind = "stale") =>
    \E x \in core.slots[SlotOf[a[1].account]] : Offer(a[1]) \in x.passed
(* Once the interval is over, it passes again.                              *)
PassesAgain ==
  \A a \in Drops : (a[2].kind = "stale") =>
    \A e \in {b \in Answers : b[1].type = "Elapse" /\ b[1].account = a[1].account} :
      Respond(e[2].state, a[1]).emitted # {}
(* DP-11: the controller hears of a conflict.                               *)
TellsConflicts ==
  \A a \in Drops : (a[2].kind = "conflict") => (\E m \in a[2].emitted : m.type = "Conflict")
(* DP-11: what was voted for goes on at full speed: a vote may get lost.    *)
RepeatsPass ==
  \A a \in Packets :
    (\E x \in core.slots[SlotOf[a[1].account]] :
       (x.account = a[1].account) /\ (x.epoch = a[1].epoch) /\ (Offer(a[1]) \in x.voted))
      => (Lanes(a) = {"fast"})
(* DP-9: what is learned in one generation is known in the next.            *)
RotatedIsKnown ==
  \A a \in Answers : (a[1].type = "Rotate") => \A b \in Drops :
    (b[2].kind = "conflict") /\ (Like(b[1]) \cap core.current # {})
      => (Respond(a[2].state, b[1]).kind = "conflict")
(* DP-10: and not for ever; nor beyond a restart.                           *)
LapsesInTwo ==
  \A a \in Answers : (a[1].type = "Rotate") => \A e \in {Respond(a[2].state, a[1])} :
    (e.state.current = {}) /\ (e.state.previous = {})
RebootForgets ==
  \A a \in Answers : (a[1].type = "Reboot") => \A b \in Packets :
    Respond(a[2].state, b[1]).emitted = {[type |-> "Forward", lane |-> "fast"]}
=============================================================================
