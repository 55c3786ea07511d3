----------------------------- MODULE MCTakeover -----------------------------
(* Bounds of the takeover models. o1 owns alice alone (`home`), w1 is its   *)
(* witness; n1 (`next`) takes over, or n2 (`other`). carol may pay alice.   *)
EXTENDS Takeover, TakeoverBroken, Standby

CONSTANTS Budget, Nonces

Sole(m) == [x \in {m} |-> 1]
MCCommittees ==
  [home |-> Sole("o1"), next |-> Sole("n1"), other |-> Sole("n2"), twin |-> Sole("n1"),
   away |-> Sole("c1")]
MCRank == ("o1" :> 1) @@ ("n1" :> 2) @@ ("n2" :> 3) @@ ("c1" :> 4) @@ ("w1" :> 5)
MCOwnership == {Proof("alice", 0, "home"), Proof("carol", 0, "away")}

(* Orders by nonce, amount and epoch. *)
Of3(nonces, amounts, epoch) ==
  {Order("alice", "bob", a, n, epoch) : a \in amounts, n \in nonces}
(* Equal amounts at a nonce are one claim, in both epochs: completed. Others *)
(* are two claims, and must never both be certified.                        *)
Cross == Of3({0, 1}, {1}, 0) \cup Of3({0}, {1}, 1) \cup Of3({0, 1, 2}, {2}, 1)
Far == Of3({0, 1, 2}, {1}, 0) \cup Of3({2, 3}, {2}, 1)
Brief == Of3({0}, {1}, 0) \cup Of3({0, 1}, {2}, 1)
Twice == Of3({0}, {1}, 0) \cup Of3({1}, {1, 2}, 1)
Dear == Of3({0}, {1, 2}, 0) \cup Of3({1}, {2}, 0) \cup Of3({1}, {1}, 1)
Inflow1 == {Cert(Order("carol", "alice", 1, 0, 0), "away", <<"c1">>)}
Nothing == {}

TheGrant == GrantOf("alice", 0, "o1", "w1", "ctl", Nonces, Budget)
ToNext == {TakeoverOf("alice", 0, "next", "ctl")}
ToRogue == {TakeoverOf("alice", 0, "rogue", "ctl")}
ByEve == {[o EXCEPT !.controller_sig = "eve"] : o \in ToNext}
ToBoth == ToNext \cup {TakeoverOf("alice", 0, "other", "ctl")}

(* What is wrong with a grant, in one way each.                             *)
Generous == [TheGrant EXCEPT !.budget = 9]
JustThat == {TheGrant}
AndForged == {TheGrant, [Generous EXCEPT !.owner_sig = "eve"]}                    \* WI-2
AndStrange == {TheGrant, GrantOf("alice", 0, "n1", "w1", "eve", 0, 0)}            \* WI-3
AndElsewhere == {[TheGrant EXCEPT !.witness = "w2"]}                              \* WI-4
AndAnother == {TheGrant, Generous}                                                \* WI-5

(* What there is at the start: granted, and the first checkpoint acknowledged. *)
First ==
  [form |-> "good", account |-> "alice", epoch |-> 0, seq |-> 1, next_nonce |-> 0,
   balance |-> Funds, escrow |-> {}, applied |-> {}, credited |-> {}, reserved |-> {},
   owner |-> "o1", owner_sig |-> "o1"]
Party(shards, grants, written) ==
  [shards |-> shards, queue |-> {}, ownership |-> Ownership, grants |-> grants,
   written |-> written, acked |-> written, windows |-> {}, releases |-> {}]
Begin(grants, written) ==
  [h \in Owners \cup {Seer} |->
    IF h = Old THEN Party("alice" :> Shard("home", 0, Funds, 0), grants, written)
    ELSE IF h = Seer
    THEN [grants |-> grants, held |-> written, fences |-> {}]
    ELSE Party(<<>>, {}, {})]
MCBegun == Begin({TheGrant}, {First})
FromNothing == Begin({}, {})

(* SB-19: what an honest owner reports, the new one takes.                  *)
ReportsAreTaken ==
  \A m \in Told("TakeoverReport") : \A h \in Opened :
    \E r \in {Behave(h, auth[h], [type |-> "Report", report |-> m])} : r.kind # "refused"
=============================================================================
