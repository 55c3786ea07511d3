------------------------------ MODULE GenPromise ------------------------------
(* b1 as a member of the committee that is to own alice: handoff            *)
(* certificates as they should be and false in one way each, to be promised *)
(* and to be opened; second promises, and receipts. alice leaves `home` in  *)
(* epoch 1 with a nonce reserved in epoch 0, so that her opening carries.   *)
EXTENDS HandoffClaims, HandoffCast

MCCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1, a4 |-> 1], next |-> [b1 |-> 1, b2 |-> 2, c1 |-> 1],
   far |-> [c2 |-> 1], away |-> [d1 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "handoff"
MCSelf == "b1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, b1 |-> 5, b2 |-> 6, c1 |-> 7, c2 |-> 8,
           d1 |-> 9, x1 |-> 10]
MCOwnership ==
  {Proof("alice", 1, "home"), Proof("bob", 0, "next"), Proof("carol", 0, "away")}

MCOpenings == [new |-> Begin([bob |-> Shard("next", 0, 0, 0)])]

(* Names: sender, nonce, recipient, amount; alice's are of epoch 1.         *)
a0b1 == Order("alice", "bob", 1, 0, 1)
a0b2 == Order("alice", "bob", 2, 0, 1)
a1b1 == Order("alice", "bob", 1, 1, 1)
a1b2 == Order("alice", "bob", 2, 1, 1)
a2b1 == Order("alice", "bob", 1, 2, 1)
a2b2 == Order("alice", "bob", 2, 2, 1)
a2b9 == Order("alice", "bob", 9, 2, 1)
a3b1 == Order("alice", "bob", 1, 3, 1)
c0a1 == Order("carol", "alice", 1, 0, 0)
c0b1 == Order("carol", "bob", 1, 0, 0)
By(o) == Cert(o, "home", <<"a1", "a2", "a3">>)
ByCarols(o) == Cert(o, "away", <<"d1">>)

(* Nonce 0 was spent, nonce 1 is reserved, nonce 2 is the next.             *)
Alice1 ==
  [account |-> "alice", epoch |-> 1, committee |-> "home", balance |-> 3, next_nonce |-> 2,
   escrow |-> {[nonce |-> 1, amount |-> 2, claims |-> {Claim(a1b1), Claim(a1b2)}]},
   applied |-> {Claim(a0b1)}, credited |-> {}]
ToNext == RequestOf("alice", 1, "next")
ToFar == RequestOf("alice", 1, "far")
Stated(said) == Handing(ToNext, Alice1, said)
Three(x, y, z) == [a1 |-> x, a2 |-> y, a3 |-> z]
Four(x, y, z, u) == Three(x, y, z) @@ [a4 |-> u]
Quiet == Three(Silent, Silent, Silent)
ByA1(said) == Stated(Three(said, Silent, Silent))

Good ==
  [void |-> Stated(Quiet),
   void_of_four |-> Stated(Four(Silent, Silent, Silent, Silent)),
   one |-> Stated(Three(Holding({a2b1}), Holding({a2b1}), Silent)),
   one_of_a1 |-> ByA1(Holding({a2b1})),
   one_of_a1_alone |-> Stated(Four(Holding({a2b1}), Silent, Silent, Silent)),
   void_but_a4 |-> Stated(Four(Silent, Silent, Silent, Holding({a2b1}))),
   two |-> Stated(Three(Holding({a2b1}), Holding({a2b2}), Silent)),
   void_uncovered |-> ByA1(Holding({a2b9})),
   void_later |-> ByA1(Holding({a3b1})),
   one_renewed |-> Stated(Four(Silent, Silent, Holding({a2b1}), Holding({Renewed(a2b1)}))),
   paid |-> Stated(Three(Showing({By(a2b1)}), Showing({By(a2b1)}), Holding({a2b1}))),
   paid_of_a3 |-> Stated(Three(Silent, Silent, Showing({By(a2b1)}))),
   paid_then_one |-> Stated(Three(Showing({By(a2b1)}), Holding({a3b1}), Silent)),
   completed |-> ByA1(Showing({By(a1b2)})),
   completed_less |-> ByA1(Showing({By(a1b1)})),
   credited |-> ByA1(Showing({ByCarols(c0a1)}))]

(* The same request and releases, false in one way. *)
Of(r) == Handing(r, Alice1, Quiet)
OnOpening(o) == Handing(ToNext, o, Quiet)
And(h, release) == [h EXCEPT !.releases = @ \cup {release}]
OfA3(r, o) == ReleaseOf("a3", r, o, {}, {})
Two == Stated([a1 |-> Silent, a2 |-> Silent])
Bad ==
  [extra |-> Of(Extra(ToNext)), request_forged |-> Of(AskedBy(ToNext, "eve")),
   elsewhere |-> Of(Elsewhere(ToNext)), nowhere |-> Of(RequestOf("alice", 1, "nowhere")),
   of_bob |-> OnOpening([Alice1 EXCEPT !.account = "bob"]),
   of_epoch0 |-> OnOpening([Alice1 EXCEPT !.epoch = 0]),
   of_far |-> Handing(ToNext, [Alice1 EXCEPT !.committee = "far"], [c2 |-> Silent]),
   of_nowhere |-> OnOpening([Alice1 EXCEPT !.committee = "nowhere"]),
   release_corrupt |-> And(Two, SignedBy(OfA3(ToNext, Alice1), "corrupt")),
   release_forged |-> And(Two, SignedBy(OfA3(ToNext, Alice1), "a2")),
   release_of_stranger |-> And(Stated(Quiet), ReleaseOf("x1", ToNext, Alice1, {}, {})),
   a1_again |-> And(Two, SignedAgain(ReleaseOf("a1", ToNext, Alice1, {}, {}))),
   a1_twice |-> And(Stated(Quiet), ReleaseOf("a1", ToNext, Alice1, {}, {a2b1})),
   to_far |-> And(Two, OfA3(ToFar, Alice1)),
   for_epoch2 |-> And(Two, OfA3(RequestOf("alice", 2, "next"), Alice1)),
   for_bob |-> And(Two, OfA3(RequestOf("bob", 1, "next"), Alice1)),
   of_other_opening |-> And(Two, OfA3(ToNext, [Alice1 EXCEPT !.balance = 4])),
   certificate_of_few |-> ByA1(Showing({Cert(a2b1, "home", <<"a2", "a3", "a4">>)})),
   certificate_by_next |-> ByA1(Showing({Cert(a2b1, "next", <<"b2", "c1">>)})),
   certificate_of_carols_by_next |-> ByA1(Showing({Cert(c0a1, "next", <<"b2", "c1">>)})),
   certificate_corrupt |-> ByA1(Showing({ByCarols(Corrupt(c0a1))})),
   certificate_inflated |-> ByA1(Showing({Inflated(By(a2b1))})),
   certificate_descending |-> ByA1(Showing({Cert(a2b1, "home", <<"a3", "a2", "a1">>)})),
   certificate_of_others |-> ByA1(Showing({ByCarols(c0b1)})),
   certificate_unproven |-> ByA1(Showing({ByCarols(InEpoch(c0a1, 1))})),
   lock_forged |-> ByA1(Holding({Forged(a2b1)})),
   lock_extra |-> ByA1(Holding({Extra(a2b1)})),
   lock_of_carol |-> ByA1(Holding({Order("carol", "bob", 1, 2, 1)})),
   lock_of_epoch0 |-> ByA1(Holding({InEpoch(a2b1, 0)})),
   lock_elsewhere |-> ByA1(Holding({Elsewhere(a2b1)})),
   locks_of_one_nonce |-> ByA1(Holding({a2b1, a2b2})),
   of_few |-> Stated([a2 |-> Silent, a3 |-> Silent, a4 |-> Silent]), of_nobody |-> Stated(<<>>),
   unsigned |-> [Stated(Quiet) EXCEPT !.account_sig = "eve"],
   corrupt |-> [Stated(Quiet) EXCEPT !.account_sig = "corrupt"],
   gap |-> ByA1(Showing({By(a3b1)})),
   two_of_one_nonce |-> ByA1(Showing({By(a2b1), By(a2b2)})),
   both_of_escrow |-> ByA1(Showing({By(a1b1), By(a1b2)})),
   spent_nonce |-> ByA1(Showing({By(a0b2)})),
   not_in_escrow |-> ByA1(Showing({By(Order("alice", "carol", 1, 1, 1))}))]

OfFar == Handing(ToFar, Alice1, Quiet)

(* Without b1, b2 and c1 are three of four. *)
B2C1(x) == ReceiptsFor(x, {"b2", "c1"})
Received(h) == With(h, B2C1(OpeningOfHandoff(h)))
VoidX == OpeningOfHandoff(Good.void)
VoidBy(receipts) == With(Good.void, receipts)
OfB2 == ReceiptsFor(VoidX, {"b2"})
Chosen == {"void", "one", "completed", "paid_then_one"}
Brought ==
  [n \in Chosen |-> Received(Good[n])]
  @@ [n \in DOMAIN Bad |-> With(Bad[n], B2C1(VoidX))]
  @@ [void_by_all |-> VoidBy(ReceiptsFor(VoidX, {"b1", "b2", "c1"})),
      void_by_b2 |-> VoidBy(OfB2),
      void_by_few |-> VoidBy(ReceiptsFor(VoidX, {"b1", "c1"})),
      void_by_nobody |-> VoidBy({}),
      void_b2_again |-> VoidBy(OfB2 \cup {SignedAgain(OpeningReceiptOf("b2", VoidX))}),
      void_and_b2_again |-> VoidBy(B2C1(VoidX) \cup {SignedAgain(OpeningReceiptOf("b2", VoidX))}),
      void_c1_corrupt |-> VoidBy(OfB2 \cup {SignedBy(OpeningReceiptOf("c1", VoidX), "corrupt")}),
      void_c1_forged |-> VoidBy(OfB2 \cup {SignedBy(OpeningReceiptOf("c1", VoidX), "b2")}),
      void_and_stranger |-> VoidBy(B2C1(VoidX) \cup ReceiptsFor(VoidX, {"x1"})),
      void_for_one |-> VoidBy(B2C1(OpeningOfHandoff(Good.one))),
      void_c1_for_one |-> VoidBy(OfB2 \cup ReceiptsFor(OpeningOfHandoff(Good.one), {"c1"})),
      far |-> With(OfFar, ReceiptsFor(OpeningOfHandoff(OfFar), {"c2"})),
      far_by_next |-> With(OfFar, B2C1(OpeningOfHandoff(OfFar)))]

MCInputs == Recorded([alice1 |-> Proof("alice", 1, "home")])
            @@ Accepting(Good @@ Bad @@ [far |-> OfFar]) @@ Opened(Brought) @@ Restarting
MCRespond(s, i) == HandoffStep(Self, s, i)
=============================================================================
