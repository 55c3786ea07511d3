---------------------------- MODULE GenCommittee ----------------------------
(* The catalogue of the committee models; the weights are theirs.           *)
(* Every set of voters, and certificates that deviate in one vote.          *)
EXTENDS AuthorityClaims, Cast

MCProfile == "committee"
MCSelf == "a1"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4, c1 |-> 5, x1 |-> 6]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "away")}
MCOpenings ==
  [plain2 |-> [shards |-> [alice |-> Shard("home", 0, 2, 0), bob |-> Shard("home", 0, 0, 0)],
               queue |-> {}, ownership |-> {Proof("alice", 0, "home"), Proof("bob", 0, "home")}]]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)

Home(o, names) == Cert(o, "home", names)
(* Four votes for a0b1, the last of which is not what it should be.         *)
Fourth(v) == WithVotes(a0b1, Append(VotesBy(<<"a1", "a2", "a3">>, "home", a0b1, <<>>), v))
(* Two votes for a0b1 and a third one: a quorum only if it counts.          *)
Third(v) == WithVotes(a0b1, Append(VotesBy(<<"a1", "a2">>, "home", a0b1, <<>>), v))
v3 == VoteOf("a3", "home", a0b1)
v4 == VoteOf("a4", "home", a0b1)

Certificates ==
  [by_1 |-> Home(a0b1, <<"a1">>), by_12 |-> Home(a0b1, <<"a1", "a2">>),
   by_13 |-> Home(a0b1, <<"a1", "a3">>), by_14 |-> Home(a0b1, <<"a1", "a4">>),
   by_23 |-> Home(a0b1, <<"a2", "a3">>), by_24 |-> Home(a0b1, <<"a2", "a4">>),
   by_34 |-> Home(a0b1, <<"a3", "a4">>), by_nobody |-> Home(a0b1, <<>>),
   by_123 |-> Home(a0b1, <<"a1", "a2", "a3">>), by_124 |-> Home(a0b1, <<"a1", "a2", "a4">>),
   by_134 |-> Home(a0b1, <<"a1", "a3", "a4">>), by_234 |-> Home(a0b1, <<"a2", "a3", "a4">>),
   by_1234 |-> Home(a0b1, <<"a1", "a2", "a3", "a4">>),
   by_213 |-> Home(a0b1, <<"a2", "a1", "a3">>), by_1123 |-> Home(a0b1, <<"a1", "a1", "a2", "a3">>),
   by_1122 |-> Home(a0b1, <<"a1", "a1", "a2", "a2">>), by_1112 |-> Home(a0b1, <<"a1", "a1", "a1", "a2">>),
   by_12_stranger |-> Home(a0b1, <<"a1", "a2", "x1">>),
   by_123_stranger |-> Home(a0b1, <<"a1", "a2", "a3", "x1">>),
   by_12_neighbour |-> Third(VoteOf("c1", "home", a0b1)),
   by_12_inflated |-> Inflated(Home(a0b1, <<"a1", "a2">>)),
   by_1234_inflated |-> Inflated(Home(a0b1, <<"a1", "a2", "a3", "a4">>)),
   third_corrupt |-> Third([v3 EXCEPT !.authority_sig = "corrupt"]),
   third_forged |-> Third([v3 EXCEPT !.authority_sig = "a1"]),
   third_other |-> Third(VoteOf("a3", "home", a0b2)),
   third_nonce |-> Third([v3 EXCEPT !.nonce = 1]),
   third_epoch |-> Third([v3 EXCEPT !.epoch = 1]),
   third_away |-> Third([v3 EXCEPT !.committee = "away"]),
   third_ttl |-> Third([v3 EXCEPT !.ttl = 3]),
   fourth_corrupt |-> Fourth([v4 EXCEPT !.authority_sig = "corrupt"]),
   fourth_forged |-> Fourth([v4 EXCEPT !.authority_sig = "x1"]),
   fourth_other |-> Fourth(VoteOf("a4", "home", a0b2)),
   fourth_epoch |-> Fourth([v4 EXCEPT !.epoch = 1]),
   fourth_away |-> Fourth([v4 EXCEPT !.committee = "away"]),
   order_corrupt |-> WithVotes(Corrupt(a0b1), VotesBy(<<"a1", "a2", "a3">>, "home", a0b1, <<>>)),
   order_renewed |-> Home(Renewed(a0b1), <<"a1", "a2", "a3">>),
   order_elsewhere |-> Home(Elsewhere(a0b1), <<"a1", "a2", "a3">>),
   order_to_self |-> Home(ToSelf(a0b1), <<"a1", "a2", "a3">>),
   order_epoch1 |-> Home(InEpoch(a0b1, 1), <<"a1", "a2", "a3">>),
   b2_by_12 |-> Home(a0b2, <<"a1", "a2">>), b2_by_123 |-> Home(a0b2, <<"a1", "a2", "a3">>),
   b2_by_234 |-> Home(a0b2, <<"a2", "a3", "a4">>), b2_by_1234 |-> Home(a0b2, <<"a1", "a2", "a3", "a4">>),
   next_by_123 |-> Home(a1b1, <<"a1", "a2", "a3">>), next_by_12 |-> Home(a1b1, <<"a1", "a2">>),
   next_by_34 |-> Home(a1b1, <<"a3", "a4">>),
   next_by_1234 |-> Home(a1b1, <<"a1", "a2", "a3", "a4">>),
   next_votes_first |-> WithVotes(a1b1, VotesBy(<<"a1", "a2", "a3">>, "home", a0b1, <<>>))]

Orders == [a0b1 |-> a0b1, a0b2 |-> a0b2, a1b1 |-> a1b1, a0b1_renewed |-> Renewed(a0b1)]

MCInputs == Timed("SignVote", Orders, {3}) @@ Timed("VerifyTransfer", Orders, {3})
            @@ Certified("ApplyCertificate", Certificates)
            @@ Certified("VerifyCertificate", Certificates)
            @@ Accused([a0 |-> {a0b1, a0b2}]) @@ Restarting
MCRespond(s, i) == Step(Self, s, i)
=============================================================================
