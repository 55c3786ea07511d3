--------------------------- MODULE GenPolicyHeard ---------------------------
(* p1, who owns bob: alice, who pays him, is moved by policy, and all keys  *)
(* of her old committee are revoked; p1 hears of it, or not, and gets       *)
(* certificates of theirs before and after.                                 *)
EXTENDS PolicyMoveClaims, PolicyCast

MCCommittees ==
  [home |-> [a1 |-> 1, a2 |-> 1], next |-> [b1 |-> 1], shop |-> [p1 |-> 1], crown |-> [k1 |-> 1]]
MCListed == {"home", "next", "shop"}
MCProfile == "policymove"
MCSelf == "p1"
MCRank == [a1 |-> 1, a2 |-> 2, b1 |-> 3, k1 |-> 4, p1 |-> 5, x1 |-> 6]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "shop")}
MCOpenings == [payee |-> BeginFollowing([bob |-> Shard("shop", 0, 0, 0)])]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)
a1b2e1 == Order("alice", "bob", 2, 1, 1)
By(o) == Cert(o, "home", <<"a1", "a2">>)
Alice0 == OpeningOf("alice", Shard("home", 0, 3, 0))
Both(x, y) == MovingBy(Alice0, "next", [a1 |-> x, a2 |-> y])
Moves ==
  [void |-> Both(Silent, Silent), one |-> Both(Holding({a0b1}), Silent),
   two |-> Both(Holding({a0b1}), Holding({a0b2})), paid |-> Both(Showing({By(a0b1)}), Silent)]

one == Freezing(Genesis, 4, {"alice"})
Then(m) == Revoking(Naming(one, 4, {ToOpen("alice", "next", OpeningByPolicy(m))}), {"a1", "a2"})
Bundles ==
  [one |-> ByCrown(one), void |-> ByCrown(Then(Moves.void)), one_left |-> ByCrown(Then(Moves.one)),
   two |-> ByCrown(Then(Moves.two)), paid |-> ByCrown(Then(Moves.paid))]

MCInputs ==
  Bundled(Bundles)
  @@ Brought([n \in DOMAIN Moves |-> And(Moves[n], ReceiptsFor(OpeningByPolicy(Moves[n]), {"b1"}))])
  @@ Certified("ApplyCertificate",
       [a0b1 |-> By(a0b1), a0b2 |-> By(a0b2), a1b1 |-> By(a1b1),
        a1b2e1 |-> Cert(a1b2e1, "next", <<"b1">>), of_few |-> Cert(a0b1, "home", <<"a1">>)])
  @@ Certified("VerifyCertificate", [a0b1 |-> By(a0b1)])
  @@ Recorded([alice0 |-> Proof("alice", 0, "home")]) @@ Restarting
MCRespond(s, i) == PolicyMoveStep(Self, s, i)
=============================================================================
