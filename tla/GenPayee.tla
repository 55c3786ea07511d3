------------------------------ MODULE GenPayee ------------------------------
(* bob's wallet as payee: goods on a valid certificate, for itself, in an   *)
(* open window, at most once. alice is at a committee of weights 2, 1, 1,   *)
(* carol at c1.                                                             *)
EXTENDS WalletClaims, Cast

MCCommittees == [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1], away |-> [c1 |-> 1]]
MCProfile == "wallet"
MCSelf == "bob"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, c1 |-> 4, x1 |-> 5]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "away"),
                Proof("carol", 1, "home")}
MCOpenings ==
  [plain |-> [account |-> "bob", epoch |-> 0, next_nonce |-> 0, outstanding |-> {}, kept |-> {},
              released |-> {}, ownership |-> {Proof("bob", 0, "home")}]]

a0b1 == Order("alice", "bob", 1, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)
c0b1 == Order("carol", "bob", 1, 0, 0)
c0b1e1 == InEpoch(c0b1, 1)
Home(o, names) == Cert(o, "home", names)

Certificates ==
  [a0b1 |-> Home(a0b1, <<"a1", "a2">>), a0b1_renewed |-> Home(Renewed(a0b1), <<"a1", "a3">>),
   a0b2 |-> Home(Paying(a0b1, 2), <<"a1", "a2">>), a1b1 |-> Home(a1b1, <<"a1", "a2", "a3">>),
   c0b1 |-> Cert(c0b1, "away", <<"c1">>), c0b1e1 |-> Home(c0b1e1, <<"a1", "a2">>),
   a0c1 |-> Home(Order("alice", "carol", 1, 0, 0), <<"a1", "a2">>),
   a0b1_by_23 |-> Home(a0b1, <<"a2", "a3">>), a0b1_nobody |-> Home(a0b1, <<>>),
   a0b1_by_11 |-> Home(a0b1, <<"a1", "a1">>), a0b1_stranger |-> Home(a0b1, <<"a1", "a2", "x1">>),
   a0b1_vote_corrupt |-> WithVotes(a0b1, <<VoteOf("a1", "home", a0b1),
                           [VoteOf("a2", "home", a0b1) EXCEPT !.authority_sig = "corrupt"]>>),
   a0b1_vote_other |-> WithVotes(a0b1, <<VoteOf("a1", "home", a0b1),
                         VoteOf("a2", "home", Paying(a0b1, 2))>>),
   a0b1_vote_away |-> WithVotes(a0b1, <<VoteOf("a1", "home", a0b1),
                        [VoteOf("a2", "home", a0b1) EXCEPT !.committee = "away"]>>),
   a0b1_corrupt |-> WithVotes(Corrupt(a0b1), VotesBy(<<"a1", "a2">>, "home", a0b1, <<>>)),
   a0b1_elsewhere |-> Home(Elsewhere(a0b1), <<"a1", "a2">>),
   a0b1_weight |-> Inflated(Home(a0b1, <<"a1">>)),
   a0b1_away |-> Cert(a0b1, "away", <<"c1">>), c0b1_by_home |-> Home(c0b1, <<"a1", "a2">>),
   b0b1 |-> Home(Order("bob", "bob", 1, 0, 0), <<"a1", "a2">>),
   d0b1 |-> Home(Order("dave", "bob", 1, 0, 0), <<"a1", "a2">>)]

Proofs == [alice |-> Proof("alice", 0, "home"), carol0 |-> Proof("carol", 0, "away"),
           carol1 |-> Proof("carol", 1, "home"), alice_by_away |-> Proof("alice", 0, "away")]

Claimed(times) ==
  [n \in {<<"ReleaseGoods", m, t>> : m \in DOMAIN Certificates, t \in times} |->
     [type |-> "ReleaseGoods", certificate |-> Certificates[n[2]], now |-> n[3]]]

MCInputs == Claimed({0, 1, 3, 4, 6, 7}) @@ Recorded(Proofs) @@ Restarting
MCRespond(w, i) == Step(w, i)
=============================================================================
