-------------------------- MODULE GenPolicyRelease --------------------------
(* a1, who owns alice with others, and bob alone: a bundle freezes both, or *)
(* revokes a key of either committee; alice asks for the mall before and    *)
(* after; later bundles name her target, the mall or another.               *)
EXTENDS PolicyMoveClaims, PolicyCast

MCCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1], next |-> [b1 |-> 1], mall |-> [d1 |-> 1],
   crown |-> [k1 |-> 1]]
MCListed == {"home", "next", "mall"}
MCProfile == "policymove"
MCSelf == "a1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, d1 |-> 5, k1 |-> 6, x1 |-> 7]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "next")}
MCOpenings == [owner |-> BeginFollowing([alice |-> Shard("home", 0, 2, 0)])]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
Alice0 == OpeningOf("alice", Shard("home", 0, 2, 0))
Void == OpeningWith(Alice0, "next", Closing(Alice0, {}), {})
Richer == [Void EXCEPT !.balance = 3]
ToMall == RequestOf("alice", 0, "mall")
ToNext == RequestOf("alice", 0, "next")

one == [Freezing(Genesis, 4, {"alice", "bob"}) EXCEPT !.freezes =
          @ \cup {[account |-> "alice", epoch |-> 1]}]
revokes == Revoking(After(Genesis, 4), {"a2", "d1"})
own == Naming(one, 4, {ToOwn("alice", "mall")})
away == Revoking(Naming(one, 4, {ToOpen("alice", "next", Void)}), {"a2"})
twice == Naming(one, 4, {ToOpen("alice", "next", Void), ToOpen("alice", "next", Richer)})
later == Naming(away, 4, {ToOpen("alice", "next", Richer)})
Bundles ==
  [one |-> ByCrown(one), revokes |-> ByCrown(revokes), own |-> ByCrown(own), away |-> ByCrown(away),
   one_by_eve |-> ByEve(one), one_extra |-> [ByCrown(one) EXCEPT !.form = "extra"],
   twice |-> ByCrown(twice), later |-> ByCrown(later)]

Which ==
  [alice0 |-> [account |-> "alice", epoch |-> 0], alice1 |-> [account |-> "alice", epoch |-> 1],
   bob0 |-> [account |-> "bob", epoch |-> 0]]
Asks ==
  [mall |-> Asked(ToMall, InvitationsTo(ToMall, {"d1"})),
   mall_alone |-> Asked(ToMall, {}), next |-> Asked(ToNext, InvitationsTo(ToNext, {"b1"})),
   mall_forged |-> Asked(AskedBy(ToMall, "eve"), InvitationsTo(ToMall, {"d1"}))]
HomeAgain == RequestOf("alice", 0, "home")

MCInputs ==
  Bundled(Bundles) @@ Freed(Which, {3, 4}) @@ Releasing(Asks)
  @@ Inviting([mall |-> ToMall, home |-> HomeAgain])
  @@ Timed("SignVote", [a0b1 |-> a0b1, a0b2 |-> a0b2, forged |-> Forged(a0b1)], {2})
  @@ Timed("VerifyTransfer", [a0b1 |-> a0b1], {2})
  @@ Certified("ApplyCertificate", [a0b1 |-> Cert(a0b1, "home", <<"a1", "a2">>)])
  @@ Restarting
MCRespond(s, i) == PolicyMoveStep(Self, s, i)
=============================================================================
