------------------------------ MODULE GenWitness -----------------------------
(* d1 as the witness of a1, who owns alice alone (`home`), and of nobody    *)
(* else: bob has two owners, carol is owned by c1, who names another. b1 is *)
(* the controller that may order a takeover, to c1 or to c2. Grants come,   *)
(* checkpoints in any order, takeovers; false ones of each in every way.    *)
EXTENDS WitnessClaims, Cast

MCCommittees ==
  [home |-> [a1 |-> 1], pair |-> [a1 |-> 1, a2 |-> 1], next |-> [c1 |-> 1], other |-> [c2 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "witness"
MCSelf == "d1"
MCRank == [a1 |-> 1, a2 |-> 2, b1 |-> 3, c1 |-> 4, c2 |-> 5, d1 |-> 6, x1 |-> 7]
MCOwnership ==
  {Proof("alice", 0, "home"), Proof("bob", 0, "pair"), Proof("carol", 0, "next")}
MCOpenings == [new |-> [grants |-> {}, held |-> {}, fences |-> {}]]

Signed(m, name) == [m EXCEPT !.owner_sig = name]
TheGrant == GrantOf("alice", 0, "a1", "d1", "b1", 1, 2)
Grants ==
  [alice |-> TheGrant, alice_extra |-> Extra(TheGrant),
   alice_more |-> [TheGrant EXCEPT !.budget = 3], alice_further |-> [TheGrant EXCEPT !.window = 2],
   alice_controller |-> [TheGrant EXCEPT !.controller = "x1"],
   alice_corrupt |-> Signed(TheGrant, "corrupt"), alice_forged |-> Signed(TheGrant, "x1"),
   alice_by_c1 |-> GrantOf("alice", 0, "c1", "d1", "b1", 1, 2),
   alice_later |-> GrantOf("alice", 1, "a1", "d1", "b1", 1, 2),
   alice_elsewhere |-> GrantOf("alice", 0, "a1", "x1", "b1", 1, 2),
   bob_by_one |-> GrantOf("bob", 0, "a1", "d1", "b1", 1, 2),
   stranger |-> GrantOf("dave", 0, "a1", "d1", "b1", 1, 2)]

a0b1 == Claim(Order("alice", "bob", 1, 0, 0))
a0b2 == Claim(Order("alice", "bob", 2, 0, 0))
c0a1 == Claim(Order("carol", "alice", 1, 0, 0))
At0(seq, balance, credited, reserved) ==
  [form |-> "good", account |-> "alice", epoch |-> 0, seq |-> seq, next_nonce |-> 0,
   balance |-> balance, escrow |-> {}, applied |-> {}, credited |-> credited,
   reserved |-> reserved, owner |-> "a1", owner_sig |-> "a1"]
At1(seq, escrow) ==
  [At0(seq, 1, {}, {}) EXCEPT !.next_nonce = 1, !.applied = {a0b1}, !.escrow = escrow]
c1st == At0(1, 2, {}, {})
c2nd == At0(2, 2, {}, {a0b1})
c3rd == At1(3, {})
Checkpoints ==
  [c1st |-> c1st, c2nd |-> c2nd, c3rd |-> c3rd,
   c2nd_other |-> At0(2, 2, {}, {a0b2}), c2nd_credited |-> At0(2, 3, {c0a1}, {a0b1}),
   c3rd_escrow |-> At1(3, {[nonce |-> 0, amount |-> 2, claims |-> {a0b1, a0b2}]}),
   c2nd_lower |-> [At1(2, {}) EXCEPT !.balance = 0],
   c3rd_extra |-> Extra(c3rd), c3rd_corrupt |-> Signed(c3rd, "corrupt"),
   c3rd_forged |-> Signed(c3rd, "x1"),
   c3rd_by_c1 |-> [Signed(c3rd, "c1") EXCEPT !.owner = "c1"],
   carol |-> [Signed(c1st, "c1") EXCEPT !.account = "carol", !.owner = "c1"],
   later |-> [c3rd EXCEPT !.epoch = 1]]

ToNext == TakeoverOf("alice", 0, "next", "b1")
Takeovers ==
  [next |-> ToNext, other |-> TakeoverOf("alice", 0, "other", "b1"), next_extra |-> Extra(ToNext),
   next_corrupt |-> [ToNext EXCEPT !.controller_sig = "corrupt"],
   next_forged |-> [ToNext EXCEPT !.controller_sig = "x1"],
   next_by_x1 |-> TakeoverOf("alice", 0, "next", "x1"),
   next_by_owner |-> TakeoverOf("alice", 0, "next", "a1"),
   home |-> TakeoverOf("alice", 0, "home", "b1"),
   nowhere |-> TakeoverOf("alice", 0, "nowhere", "b1"),
   later |-> TakeoverOf("alice", 1, "next", "b1"), carol |-> TakeoverOf("carol", 0, "other", "b1")]

Given(type, field, messages) ==
  [n \in {<<type, m, 0>> : m \in DOMAIN messages} |->
     (field :> messages[n[2]]) @@ [type |-> type]]
MCInputs == Given("KeepGrant", "grant", Grants)
            @@ Given("KeepCheckpoint", "checkpoint", Checkpoints)
            @@ Given("FenceOwner", "order", Takeovers) @@ Restarting
MCRespond(s, i) == WitnessStep(Self, s, i)
=============================================================================
