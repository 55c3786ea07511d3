------------------------------- MODULE GenMove ------------------------------
(* alice's wallet leaves `home` (weights 2, 1, 1) for `next` (both members  *)
(* are its quorum), or unlocks, up to the handoff certificate: invitations  *)
(* and releases of every kind, while an order is outstanding or certified.  *)
(* What comes after the signature has a model of its own, GenMoved.         *)
EXTENDS MoverClaims, MoverCast

MCCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1], next |-> [c1 |-> 1, c2 |-> 1], away |-> [d1 |-> 1]]
MCProfile == "mover"
MCSelf == "alice"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, c1 |-> 4, c2 |-> 5, d1 |-> 6, x1 |-> 7]
MCOwnership ==
  {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "away"),
   Proof("carol", 1, "away")}
MCListed == DOMAIN MCCommittees

MCOpenings == [plain |-> Fresh(Begun)]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)
c0a1 == Order("carol", "alice", 1, 0, 0)
Home(o) == Cert(o, "home", <<"a1", "a2">>)

(* ------------------------------------------------------------- requests  *)
Requests ==
  [next |-> Asking("next", "mobility"), home |-> Asking("home", "operator"),
   next_policy |-> Asking("next", "policy"), next_whim |-> Asking("next", "whim"),
   nowhere |-> Asking("nowhere", "link-break")]
Invitations ==
  [c1 |-> Invites("c1", ToNext), c2 |-> Invites("c2", ToNext),
   c1_corrupt |-> SignedBy(Invites("c1", ToNext), "corrupt"),
   c2_by_c1 |-> SignedBy(Invites("c2", ToNext), "c1"),
   x1 |-> Invites("x1", ToNext), a1 |-> Invites("a1", ToNext),
   c1_later |-> Invites("c1", Rules!RequestOf("alice", 1, "next")),
   c1_bob |-> Invites("c1", Rules!RequestOf("bob", 0, "next")),
   c1_home |-> Invites("c1", ToHome)]

(* ------------------------------------------------------------- releases  *)
Rich == [Begun EXCEPT !.balance = 3]
Releases ==
  [a1 |-> Says("a1", {}, {}), a1_lock |-> Says("a1", {}, {a0b1}),
   a1_cert |-> Says("a1", {Home(a0b1)}, {}), a2 |-> Says("a2", {}, {}),
   a2_gap |-> Says("a2", {Home(a1b1)}, {}), a3 |-> Says("a3", {}, {}),
   a1_corrupt |-> SignedBy(Says("a1", {}, {}), "corrupt"),
   a2_by_a1 |-> SignedBy(Says("a2", {}, {}), "a1"),
   x1 |-> Says("x1", {}, {}),
   a1_later |-> [Says("a1", {}, {}) EXCEPT !.epoch = 1],
   a1_home |-> [Says("a1", {}, {}) EXCEPT !.to = "home"],
   a1_bob |-> [Says("a1", {}, {}) EXCEPT !.account = "bob"],
   a1_rich |-> Rules!ReleaseOf("a1", ToNext, Rich, {}, {}),
   a1_few |-> Says("a1", {Cert(a0b1, "home", <<"a2", "a3">>)}, {}),
   a1_others |-> Says("a1", {Home(Order("bob", "carol", 1, 0, 0))}, {}),
   a1_unproven |-> Says("a1", {Cert(InEpoch(c0a1, 2), "away", <<"d1">>)}, {}),
   a1_forged |-> Says("a1", {}, {Forged(a0b1)}),
   a1_lock_later |-> Says("a1", {}, {InEpoch(a0b1, 1)}),
   a1_two |-> Says("a1", {}, {a0b1, a0c1})]

Wishes == [b1 |-> Paid("bob")]
Votes == [a1_a0b1 |-> VoteOf("a1", "home", a0b1), a2_a0b1 |-> VoteOf("a2", "home", a0b1)]

MCInputs == Wished(Wishes) @@ Voted(Votes) @@ Asked(Requests) @@ Willing(Invitations)
            @@ Freed(Releases) @@ Sealing @@ Restarting
MCRespond(w, i) == MoverStep(w, i)
=============================================================================
