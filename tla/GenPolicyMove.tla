---------------------------- MODULE GenPolicyMove ---------------------------
(* b1 as a member of `next`, to whom a bundle moves alice from `home`: how  *)
(* she opens there is what the bundle says; handoffs by policy as they      *)
(* should be, and false in one way each, to be promised and to be opened.   *)
(* a4 was revoked before; b2 is revoked afterwards. alice's own request was *)
(* for the mall, or for `next` itself.                                      *)
EXTENDS PolicyMoveClaims, PolicyCast

MCCommittees ==
  [home |-> [a1 |-> 3, a2 |-> 2, a3 |-> 1, a4 |-> 1],
   next |-> [b1 |-> 1, b2 |-> 1, b3 |-> 1, b4 |-> 1], mall |-> [d1 |-> 1], crown |-> [k1 |-> 1],
   away |-> [c1 |-> 1], rogue |-> [x1 |-> 1]]
MCListed == {"home", "next", "mall", "away"}
MCProfile == "policymove"
MCSelf == "b1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, b1 |-> 5, b2 |-> 6, b3 |-> 7, b4 |-> 8,
           c1 |-> 9, d1 |-> 10, k1 |-> 11, x1 |-> 12]
MCOwnership == {Proof("alice", 0, "home"), Proof("carol", 0, "away")}
MCOpenings ==
  [new |-> [BeginFollowing(<<>>) EXCEPT !.ownership = MCOwnership]]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)
c0a1 == Order("carol", "alice", 1, 0, 0)
By(o) == Cert(o, "home", <<"a1", "a2">>)
Alice0 == OpeningOf("alice", Shard("home", 0, 2, 0))
ToMall == RequestOf("alice", 0, "mall")
ToNext == RequestOf("alice", 0, "next")

(* What was said, and what comes of it.                                     *)
Three(x, y, z) == [a1 |-> x, a2 |-> y, a3 |-> z]
Quiet == Three(Silent, Silent, Silent)
To(said) == MovingBy(Alice0, "next", said)
ByA1(said) == To(Three(said, Silent, Silent))
Showing1(who, requests) == Moving(Alice0, "next", SayingTo(Alice0, Quiet, who :> requests))
Invited1(r, members) == {[request |-> r, invitations |-> InvitationsTo(r, members)]}
Void == To(Quiet)
One == ByA1(Holding({a0b1}))
Paid == ByA1(Showing({By(a0b1)}))
VoidX == OpeningByPolicy(Void)
OneX == OpeningByPolicy(One)

Extended(m, x) == [m EXCEPT !.releases = @ \cup {x}]
Without1(m, who) == [m EXCEPT !.releases = {x \in @ : x.authority # who}]
OfA3(o) == PolicyReleaseOf("a3", o.account, o.epoch, {}, o, {}, {})
Two == Without1(Void, "a3")
Moves ==
  [void |-> Void, one |-> One, paid |-> Paid,
   void_of_two |-> Two, void_shown_by_a3 |-> Showing1("a3", Invited1(ToMall, {"d1"})),
   extra |-> [Void EXCEPT !.form = "extra"],                                          \* PM-4
   certificate_inflated |-> ByA1(Showing({Inflated(By(a0b1))})),
   to_mall |-> MovingBy(Alice0, "mall", Quiet),                                       \* HO-5      
   of_epoch1 |-> [Void EXCEPT !.opening.epoch = 1],                                   \* HO-10
   of_rogue |-> Moving([Alice0 EXCEPT !.committee = "rogue"], "next",
                  SayingTo([Alice0 EXCEPT !.committee = "rogue"], [x1 |-> Silent], <<>>)),
   release_corrupt |-> Extended(Two, SignedBy(OfA3(Alice0), "corrupt")),              \* HO-11
   release_of_stranger |-> Extended(Void, PolicyReleaseOf("x1", "alice", 0, {}, Alice0, {}, {})),
   a3_twice |-> Extended(Void, PolicyReleaseOf("a3", "alice", 0, {}, Alice0, {}, {a0b1})),
   of_other_opening |-> Extended(Two, OfA3([Alice0 EXCEPT !.balance = 3])),           \* PM-5
   of_bob |-> Extended(Two, [OfA3(Alice0) EXCEPT !.account = "bob"]),
   for_epoch1 |-> Extended(Two, [OfA3(Alice0) EXCEPT !.epoch = 1]),
   a4_revoked |-> Extended(Void, PolicyReleaseOf("a4", "alice", 0, {}, Alice0, {}, {})), \* PM-6
   certificate_of_few |-> ByA1(Showing({Cert(a0b1, "home", <<"a2", "a3">>)})),        \* HO-13
   certificate_unproven |-> ByA1(Showing({Cert(InEpoch(c0a1, 1), "away", <<"c1">>)})),  \* HO-14
   lock_forged |-> ByA1(Holding({Forged(a0b1)})),                                     \* HO-15
   lock_elsewhere |-> ByA1(Holding({Elsewhere(a0b1)})),
   of_few |-> To([a2 |-> Silent, a3 |-> Silent]),                                     \* HO-16
   gap |-> ByA1(Showing({By(a1b1)})),                                                 \* HO-18
   shown_uninvited |-> Showing1("a3", Invited1(ToMall, {})),                          \* PM-7
   shown_forged |-> Showing1("a3", {[request |-> AskedBy(ToMall, "eve"),
                                     invitations |-> InvitationsTo(ToMall, {"d1"})]}),
   shown_of_epoch1 |-> Showing1("a3", Invited1(RequestOf("alice", 1, "mall"), {"d1"})),
   shown_by_a1 |-> Showing1("a1", Invited1(ToMall, {"d1"}))]                          \* PM-8

(* The second bundle names how she opens, or that she opens in the mall.    *)
one == Revoking(Freezing(Genesis, 4, {"alice"}), {"a4"})
void == Naming(one, 4, {ToOpen("alice", "next", VoidX)})
reserved == Naming(one, 4, {ToOpen("alice", "next", OneX)})
mall == Naming(one, 4, {ToOpen("alice", "mall", OpeningByPolicy(Moves.to_mall))})
after == Revoking(After(void, 4), {"b2", "a1"})
(* And as no releases could say, or only false ones do.                     *)
Wrongly == {"paid", "gap", "certificate_unproven", "of_rogue"}
Bundles ==
  [one |-> ByCrown(one), void |-> ByCrown(void), reserved |-> ByCrown(reserved),
   mall |-> ByCrown(mall), after |-> ByCrown(after)]
  @@ [n \in Wrongly |->
        ByCrown(Naming(one, 4, {ToOpen("alice", "next", OpeningByPolicy(Moves[n]))}))]

(* alice's own way to `next`, of three or with the one that is revoked.     *)
Own == Handing(ToNext, Alice0, Quiet)
OwnOne == Handing(ToNext, Alice0, Three(Holding({a0b1}), Silent, Silent))
OwnByA4 == Handing(ToNext, Alice0, Quiet @@ [a4 |-> Silent])
Handoffs == [own |-> Own, own_one |-> OwnOne, own_a4 |-> OwnByA4]
Clean == {"b1", "b3", "b4"}
Four == {"b1", "b2", "b3", "b4"}

Opens ==
  [void |-> And(Void, ReceiptsFor(VoidX, Clean)),
   void_by_four |-> And(Void, ReceiptsFor(VoidX, Four)),
   void_by_few |-> And(Void, ReceiptsFor(VoidX, {"b1", "b3"})),                       \* HO-22
   void_for_one |-> And(Void, ReceiptsFor(OneX, Clean)),                              \* HO-21
   one |-> And(One, ReceiptsFor(OneX, Clean)),
   extra |-> And(Moves.extra, ReceiptsFor(VoidX, Clean)),
   of_few |-> And(Moves.of_few, ReceiptsFor(VoidX, Clean)),
   shown_by_a1 |-> And(Moves.shown_by_a1, ReceiptsFor(VoidX, Clean)),
   to_mall |-> And(Moves.to_mall, ReceiptsFor(OpeningByPolicy(Moves.to_mall), {"d1"}))]

MCInputs ==
  Bundled(Bundles) @@ Promised(Moves, {3}) @@ Promised([void |-> Void], {4}) @@ Brought(Opens)
  @@ Accepting(Handoffs)
  @@ Opened([own_one |-> With(OwnOne, ReceiptsFor(OpeningOfHandoff(OwnOne), Clean)),
             own_by_four |-> With(Own, ReceiptsFor(OpeningOfHandoff(Own), Four))])
  @@ Inviting([next |-> ToNext])
  @@ Timed("SignVote", [a0b1e1 |-> InEpoch(a0b1, 1)], {2})
  @@ Certified("ApplyCertificate", [a0b1 |-> By(a0b1)])
  @@ Restarting
MCRespond(s, i) == PolicyMoveStep(Self, s, i)
=============================================================================
