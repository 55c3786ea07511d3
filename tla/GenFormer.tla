------------------------------ MODULE GenFormer ------------------------------
(* a1 as one who owned the payer once, and owns the payee: alice, in epoch  *)
(* 1, leaves `home` for `far`, and `far` for `other`, and goes on paying    *)
(* bob here. What each epoch certifies, before and after a1 has heard whose *)
(* she is; the order that she left reserved, completed where she went. bob  *)
(* is open, or frozen from the start.                                       *)
EXTENDS HandoffClaims, HandoffCast

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, a4 |-> 1], away |-> [d1 |-> 1],
   far |-> [c1 |-> 1, c2 |-> 1, c3 |-> 2], other |-> [b1 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "handoff"
MCSelf == "a1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, b1 |-> 5, c1 |-> 6, c2 |-> 7, c3 |-> 8,
           d1 |-> 9]
MCOwnership == {Proof("alice", 0, "away"), Proof("alice", 1, "home"), Proof("bob", 0, "home")}

(* Names: sender, nonce, recipient, amount, and the epoch but for epoch 0.  *)
a0b1 == Order("alice", "bob", 1, 0, 0)
a0b1e2 == InEpoch(a0b1, 2)
a0b1e3 == InEpoch(a0b1, 3)
a1b1e1 == Order("alice", "bob", 1, 1, 1)
a1b1e2 == InEpoch(a1b1e1, 2)
a1b2e2 == Order("alice", "bob", 2, 1, 2)
a1c1e2 == Order("alice", "carol", 1, 1, 2)
a2b1e2 == Order("alice", "bob", 1, 2, 2)
a2b1e3 == InEpoch(a2b1e2, 3)

Alice1 == Reserving(Shard("home", 1, 2, 1), {Claim(a0b1)}, 1)
WithBob(bob) == Begin([alice |-> Alice1, bob |-> bob])
MCOpenings ==
  [open |-> WithBob(Shard("home", 0, 0, 0)),
   frozen |-> WithBob([Shard("home", 0, 0, 0) EXCEPT !.frozen = TRUE])]

ByHome(o) == Cert(o, "home", <<"a2", "a3", "a4">>)
ByFar(o) == Cert(o, "far", <<"c1", "c3">>)
ByOther(o) == Cert(o, "other", <<"b1">>)
Certificates ==
  [a0b1 |-> Cert(a0b1, "away", <<"d1">>), a0b1e2 |-> ByFar(a0b1e2),
   a0b1e3 |-> ByOther(a0b1e3), a1b1e1 |-> ByHome(a1b1e1), a1b1e2 |-> ByFar(a1b1e2),
   a1b1e2_by_home |-> ByHome(a1b1e2), a1b2e2 |-> ByFar(a1b2e2), a1c1e2 |-> ByFar(a1c1e2),
   a2b1e2 |-> ByFar(a2b1e2), a2b1e3 |-> ByOther(a2b1e3)]

(* She leaves for `far`, and that for `other`. *)
ToFar ==
  Handing(RequestOf("alice", 1, "far"), OpeningOf("alice", Alice1),
          [a2 |-> Silent, a3 |-> Silent, a4 |-> Silent])
ToOther ==
  Handing(RequestOf("alice", 2, "other"), OpeningOfHandoff(ToFar),
          [c1 |-> Silent, c3 |-> Silent])
By(h, members) == With(h, ReceiptsFor(OpeningOfHandoff(h), members))
Moves == [far |-> By(ToFar, {"c1", "c3"}), other |-> By(ToOther, {"b1"})]

MCInputs == Timed("SignVote", [a1b1e1 |-> a1b1e1], {2})
            @@ Certified("ApplyCertificate", Certificates)
            @@ [n \in {<<"VerifyCertificate", m, 0>> : m \in {"a1b1e2", "a2b1e3"}} |->
                  [type |-> n[1], certificate |-> Certificates[n[2]]]]
            @@ Opened(Moves) @@ Restarting
MCRespond(s, i) == HandoffStep(Self, s, i)

(* For the models that must fail: once an owner, always an owner; or of     *)
(* nothing any more that comes later.                                       *)
OnceAnOwner(s, o) == Owns(s, o.sender)
NoOwnerAtAll(s, o) ==
  Owns(s, o.sender) /\ ((o.epoch <= s.shards[o.sender].epoch) \/ (~HasLeft(s, o.sender)))
=============================================================================
