---------------------------- MODULE GenController ---------------------------
(* a1, one of the anchors, who are the first controllers, and every bundle  *)
(* that comes. It begins at the root and walks one, two, three, four, or    *)
(* begins another chain with rival. one freezes alice; two says where she   *)
(* goes, revokes c1 and with it the committee away, opens dave, elects      *)
(* another, and expires first of all; three names other controllers, later, *)
(* to whom a1 does not belong.                                              *)
EXTENDS PolicyClaims, Cast

MCCommittees ==
  [anchors |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1, a4 |-> 1], home |-> [a1 |-> 1],
   away |-> [c1 |-> 1], far |-> [d1 |-> 1], later |-> [b1 |-> 1, c2 |-> 1, c3 |-> 1, c4 |-> 1]]
MCProfile == "controller"
MCSelf == "a1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, b1 |-> 5, c1 |-> 6, c2 |-> 7, c3 |-> 8,
           c4 |-> 9, d1 |-> 10, x1 |-> 11]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home")}

Listed == {"anchors", "home", "away"}
First == RootOf("anchors", Listed)
MCOpenings == [root |-> Beginning(First, {"alice", "bob"})]

Freeze(account, epoch) == [account |-> account, epoch |-> epoch]
Target(account, epoch, to) == [account |-> account, epoch |-> epoch, to |-> to]
Begin(account, committee, balance) ==
  [account |-> account, committee |-> committee, balance |-> balance]
Elected(term, winner) == [term |-> term, winner |-> winner]
After(c, until) ==
  [c EXCEPT !.version = c.version + 1, !.previous = {c}, !.valid_until = until,
            !.openings = {}, !.freezes = {}, !.reassignments = {}]

(* The chain. *)
one == [After(First, 4) EXCEPT !.freezes = {Freeze("alice", 0)}, !.elected = Elected(1, "a2"),
                               !.committees = Listed \cup {"far"}]
rival == [one EXCEPT !.valid_until = 5]
two == [After(one, 3) EXCEPT !.reassignments = {Target("alice", 0, "far")},
                             !.openings = {Begin("dave", "home", 2)},
                             !.revocations = {"c1"}, !.elected = Elected(2, "a3")]
three == [After(two, 9) EXCEPT !.controllers = "later", !.freezes = {Freeze("bob", 0)},
                               !.committees = {"home", "far"}, !.elected = Elected(3, "c2")]
four == [After(three, 9) EXCEPT !.elected = Elected(4, "b1")]

(* What is wrong in one way with a bundle of version 1, 2 or 3.             *)
Deviant ==
  [one_elsewhere |-> [one EXCEPT !.network = "other"],                      \* PB-2
   one_unfounded |-> [one EXCEPT !.previous = {}],                          \* PB-5
   one_coup |-> [one EXCEPT !.controllers = "later", !.elected = Elected(1, "c2")],
   two_both |-> [two EXCEPT !.reassignments = @ \cup {Target("alice", 0, "home")}],   \* PB-9
   two_nowhere |-> [two EXCEPT !.reassignments = {Target("alice", 0, "nowhere")}],    \* PB-10
   two_opens_later |-> [two EXCEPT !.openings = {Begin("dave", "later", 2)}],         \* PB-10
   two_early |-> [two EXCEPT !.reassignments = {Target("alice", 1, "far")}],          \* PB-11
   two_opens_bob |-> [two EXCEPT !.openings = {Begin("bob", "home", 2)}],             \* PB-12
   two_opens_twice |-> [two EXCEPT !.openings = @ \cup {Begin("dave", "home", 3)}],   \* PB-12
   two_revokes_x1 |-> [two EXCEPT !.revocations = @ \cup {"x1"}],                     \* PB-14
   two_revokes_a2 |-> [two EXCEPT !.revocations = @ \cup {"a2"}],                     \* PB-15
   two_same_term |-> [two EXCEPT !.elected = Elected(1, "a3")],                       \* PB-16
   two_no_term |-> [two EXCEPT !.elected = Elected(0, Nobody)],                       \* PB-16
   two_elects_d1 |-> [two EXCEPT !.elected = Elected(2, "d1")],                       \* PB-17
   three_forgives |-> [three EXCEPT !.revocations = {}],                              \* PB-13
   three_turns |-> [three EXCEPT !.reassignments = {Target("alice", 0, "home")}],     \* PB-9
   three_opens_dave |-> [three EXCEPT !.openings = {Begin("dave", "home", 2)}]]       \* PB-12
Chained == [one |-> one, rival |-> rival, two |-> two, three |-> three, four |-> four]
Contents == Chained @@ Deviant

(* Who signed: sequences of [authority, authority_sig].                     *)
RECURSIVE ByAll(_, _)
ByAll(names, done) ==
  IF Len(done) = Len(names) THEN done
  ELSE ByAll(names, Append(done, SignatureOf(names[Len(done) + 1])))
By(names) == ByAll(names, <<>>)
Old == By(<<"a1", "a2", "a3">>)
New == By(<<"b1", "c2", "c3", "c4">>)
Falsely(names, sig) ==
  Append(By(names), [authority |-> "a4", authority_sig |-> sig])

Whole(names) ==
  [n \in names |-> Signed(Contents[n], IF n = "four" THEN New ELSE Old)]
Bundles ==
  Whole(DOMAIN Contents)
  @@ [one_root |-> Signed(First, Old),
      one_extra |-> [Signed(one, Old) EXCEPT !.form = "extra"],             \* PB-1
      one_twice |-> Signed(one, By(<<"a1", "a2", "a2">>)),
      one_descending |-> Signed(one, By(<<"a2", "a1", "a3">>)),
      one_corrupt |-> Signed(one, Falsely(<<"a1", "a2">>, "corrupt")),      \* PB-6
      one_forged |-> Signed(one, Falsely(<<"a1", "a2">>, "x1")),
      one_spoilt |-> Signed(one, Falsely(<<"a1", "a2", "a3">>, "corrupt")),
      one_stranger |-> Signed(one, By(<<"a1", "a2", "a3", "x1">>)),         \* PB-7
      one_instead |-> Signed(one, By(<<"a1", "a2", "x1">>)),
      one_coup_by_later |-> Signed(Deviant.one_coup, New),
      one_few |-> Signed(one, By(<<"a1", "a2">>)),                          \* PB-8
      one_nobody |-> Signed(one, <<>>),
      one_others |-> Signed(one, By(<<"a2", "a3", "a4">>)),
      one_all |-> Signed(one, By(<<"a1", "a2", "a3", "a4">>)),
      three_by_later |-> Signed(three, New),
      four_by_old |-> Signed(four, Old),
      four_few |-> Signed(four, By(<<"c2", "c3">>))]
Proposed ==
  [n \in DOMAIN Contents |-> Signed(Contents[n], <<>>)]
  @@ [one_extra |-> [Signed(one, <<>>) EXCEPT !.form = "extra"],
      one_twice |-> Signed(one, By(<<"a2", "a2">>)),
      one_some |-> Signed(one, By(<<"a2">>))]

Given(type, bundles) ==
  [n \in {<<type, m, 0>> : m \in DOMAIN bundles} |-> [type |-> type, bundle |-> bundles[n[2]]]]

May(deed, subject) == [deed |-> deed, subject |-> subject]
Questions ==
  [pay_home |-> May("payment", "home"), pay_away |-> May("payment", "away"),
   pay_far |-> May("payment", "far"), pay_nowhere |-> May("payment", "nowhere"),
   credit_home |-> May("credit", "home"), credit_away |-> May("credit", "away"),
   credit_far |-> May("credit", "far"), credit_nowhere |-> May("credit", "nowhere"),
   write_a2 |-> May("control", "a2"), write_a3 |-> May("control", "a3"),
   write_c2 |-> May("control", "c2"), move_alice |-> May("policy", "alice"),
   move_bob |-> May("policy", "bob"), move_dave |-> May("policy", "dave")]
Asked(questions, times) ==
  [n \in {<<"Consult", m, t>> : m \in DOMAIN questions, t \in times} |->
     [type |-> "Consult", deed |-> questions[n[2]].deed, subject |-> questions[n[2]].subject,
      now |-> n[3]]]

MCInputs ==
  Given("ApplyBundle", Bundles) @@ Given("SignBundle", Proposed)
  @@ Asked(Questions, {2, 3, 4})
  @@ (<<"Restart", "restart", 0>> :> [type |-> "Restart"])
MCRespond(s, i) == PolicyStep(Self, s, i)
=============================================================================
