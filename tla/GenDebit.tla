------------------------------ MODULE GenDebit ------------------------------
(* The trusted single merchant b1 as the owner of alice: everything about   *)
(* locks, votes, certificates of one's own account, and evidence.           *)
(* alice opens with 2, with 3, frozen, and with bob frozen; nonces 0 and 1; *)
(* amounts 1 and 2.                                                         *)
EXTENDS AuthorityClaims, Cast

MCCommittees == [home |-> [b1 |-> 1], away |-> [c1 |-> 1]]
MCProfile == "authority"
MCSelf == "b1"
MCRank == [b1 |-> 1, c1 |-> 2, x1 |-> 3]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "away")}

Opened(alice) ==
  [shards |-> [alice |-> alice, bob |-> Shard("home", 0, 0, 0)], queue |-> {},
   ownership |-> {Proof("alice", 0, "home"), Proof("bob", 0, "home")}]
MCOpenings ==
  [plain2 |-> Opened(Shard("home", 0, 2, 0)),
   plain3 |-> Opened(Shard("home", 0, 3, 0)),
   frozen |-> Opened([Shard("home", 0, 2, 0) EXCEPT !.frozen = TRUE]),
   payee_frozen |-> [Opened(Shard("home", 0, 2, 0)) EXCEPT !.shards["bob"].frozen = TRUE]]

(* Names: sender, nonce, recipient, amount. dave has no account anywhere.   *)
a0b1 == Order("alice", "bob", 1, 0, 0)
a0b2 == Order("alice", "bob", 2, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)
a1d1 == Order("alice", "dave", 1, 1, 0)

Good == [a0b1 |-> a0b1, a0b2 |-> a0b2, a0c1 |-> a0c1, a1b1 |-> a1b1, a1d1 |-> a1d1]
Hostile ==
  [a0b1_renewed |-> Renewed(a0b1),
   a0b1_extra |-> Extra(a0b1), a0b1_zero |-> Paying(a0b1, 0), a0b1_ttl0 |-> Lasting(a0b1, 0),
   a0b1_corrupt |-> Corrupt(a0b1), a0b1_forged |-> Forged(a0b1),
   a0b1_elsewhere |-> Elsewhere(a0b1), a0b1_epoch1 |-> InEpoch(a0b1, 1),
   a0b9 |-> Paying(a0b1, 9), a0a1 |-> ToSelf(a0b1), a0b1_long |-> Lasting(a0b1, 4),
   a1b1_corrupt |-> Corrupt(a1b1), a1b1_elsewhere |-> Elsewhere(a1b1),
   a1b1_epoch1 |-> InEpoch(a1b1, 1), a1b9 |-> Paying(a1b1, 9), a1a1 |-> ToSelf(a1b1),
   a1b1_long |-> Lasting(a1b1, 4), a2b1 |-> Order("alice", "bob", 1, 2, 0),
   a2b1_corrupt |-> Corrupt(Order("alice", "bob", 1, 2, 0)),
   a0b1_forged_epoch1 |-> Forged(InEpoch(a0b1, 1)), a0a9_long |-> Lasting(Paying(ToSelf(a0b1), 9), 4),
   c0b1 |-> Order("carol", "bob", 1, 0, 0), d0b1 |-> Order("dave", "bob", 1, 0, 0)]

Certificates ==
  [a0b1 |-> Cert(a0b1, "home", <<"b1">>), a0b1_renewed |-> Cert(Renewed(a0b1), "home", <<"b1">>),
   a0b2 |-> Cert(a0b2, "home", <<"b1">>), a0c1 |-> Cert(a0c1, "home", <<"b1">>),
   a1b1 |-> Cert(a1b1, "home", <<"b1">>), a1d1 |-> Cert(a1d1, "home", <<"b1">>),
   a0b9 |-> Cert(Paying(a0b1, 9), "home", <<"b1">>),     \* proves its own funding
   a0b1_weight |-> Inflated(Cert(a0b1, "home", <<"b1">>)),
   a0b0 |-> Cert(Paying(a0b1, 0), "home", <<"b1">>),
   a0b1_twice |-> Cert(a0b1, "home", <<"b1", "b1">>),
   a0b1_nobody |-> Cert(a0b1, "home", <<>>),
   a0b1_stranger |-> Cert(a0b1, "home", <<"x1">>),
   a0b1_and_stranger |-> Cert(a0b1, "home", <<"b1", "x1">>),
   a0b1_by_away |-> Cert(a0b1, "away", <<"c1">>),
   a0b1_names_away |-> Cert(a0b1, "away", <<"b1">>),
   a0b1_vote_corrupt |-> WithVotes(a0b1, <<[VoteOf("b1", "home", a0b1) EXCEPT !.authority_sig = "corrupt"]>>),
   a0b1_vote_forged |-> WithVotes(a0b1, <<[VoteOf("b1", "home", a0b1) EXCEPT !.authority_sig = "x1"]>>),
   a0b1_vote_a0b2 |-> WithVotes(a0b1, <<VoteOf("b1", "home", a0b2)>>),
   a0b1_vote_nonce1 |-> WithVotes(a0b1, <<[VoteOf("b1", "home", a0b1) EXCEPT !.nonce = 1]>>),
   a0b1_vote_epoch1 |-> WithVotes(a0b1, <<[VoteOf("b1", "home", a0b1) EXCEPT !.epoch = 1]>>),
   a0b1_vote_ttl3 |-> WithVotes(a0b1, <<VoteOf("b1", "home", Lasting(a0b1, 3))>>),    \* CF-10
   a0b1_corrupt |-> WithVotes(Corrupt(a0b1), <<VoteOf("b1", "home", a0b1)>>),
   a0b1_elsewhere |-> Cert(Elsewhere(a0b1), "home", <<"b1">>),
   a0a1 |-> Cert(ToSelf(a0b1), "home", <<"b1">>),
   a0b1_epoch1 |-> Cert(InEpoch(a0b1, 1), "home", <<"b1">>),
   a1b1_nobody |-> Cert(a1b1, "home", <<>>),
   a1b1_vote_corrupt |-> WithVotes(a1b1, <<[VoteOf("b1", "home", a1b1) EXCEPT !.authority_sig = "corrupt"]>>),
   a1b1_vote_a0b1 |-> WithVotes(a1b1, <<VoteOf("b1", "home", a0b1)>>),
   a1a1 |-> Cert(ToSelf(a1b1), "home", <<"b1">>),
   c0d1 |-> Cert(Order("carol", "dave", 1, 0, 0), "away", <<"c1">>)]

Pairs ==
  [a0 |-> {a0b1, a0b2}, a1 |-> {a1b1, a1d1},
   a0_corrupt |-> {a0b1, Corrupt(a0b2)}, a0_zero |-> {a0b1, Paying(a0b1, 0)},
   a0_elsewhere |-> {Elsewhere(a0b1), Elsewhere(a0b2)},
   a0_renewed |-> {a0b1, Renewed(a0b1)}, a0_a1 |-> {a0b1, a1b1},
   a0_c0 |-> {a0b1, Order("carol", "bob", 1, 0, 0)},
   a0_epoch1 |-> {InEpoch(a0b1, 1), InEpoch(a0b2, 1)},
   a0_epochs |-> {a0b1, InEpoch(a0b2, 1)},
   c0 |-> {Order("carol", "bob", 1, 0, 0), Order("carol", "bob", 2, 0, 0)}]

Proofs ==
  [alice |-> Proof("alice", 0, "home"), alice_by_away |-> Proof("alice", 0, "away"),
   carol_by_home |-> Proof("carol", 0, "home"), dave |-> Proof("dave", 0, "home")]

Orders == Good @@ Hostile
Asked(type) == Timed(type, Good, {0, 1, 3, 4}) @@ Timed(type, Hostile, {3})
               @@ At(type, Hostile, {"a0b1_renewed", "a0b9", "a0b1_forged"}, {2, 4, 6, 7})

MCInputs == Asked("SignVote") @@ Asked("VerifyTransfer")
            @@ Certified("ApplyCertificate", Certificates)
            @@ Certified("VerifyCertificate", Certificates)
            @@ Accused(Pairs) @@ Misordered([a0 |-> Pairs["a0"]]) @@ Recorded(Proofs) @@ Restarting
MCRespond(s, i) == Step(Self, s, i)
=============================================================================
