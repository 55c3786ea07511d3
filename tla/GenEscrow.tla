------------------------------ MODULE GenEscrow ------------------------------
(* alice as a reassignment leaves her: at b1, in epoch 1, nonce 0 reserved  *)
(* in an escrow with one possible claim, or with two. Epoch 0 belonged to   *)
(* c1, whose certificates may turn up at any time. Completion, old and new  *)
(* certificates, and the fence between the epochs.                          *)
EXTENDS AuthorityClaims, Cast

MCCommittees == [home |-> [b1 |-> 1], away |-> [c1 |-> 1]]
MCProfile == "authority"
MCSelf == "b1"
MCRank == [b1 |-> 1, c1 |-> 2, x1 |-> 3]
MCOwnership == {Proof("alice", 0, "away"), Proof("alice", 1, "home"), Proof("bob", 0, "home"),
                Proof("carol", 0, "away")}

(* Names: sender, nonce, recipient, amount, and o for the old epoch.        *)
a0b1o == Order("alice", "bob", 1, 0, 0)
a0b2o == Order("alice", "bob", 2, 0, 0)
a0b1 == InEpoch(a0b1o, 1)
a0b2 == InEpoch(a0b2o, 1)
a1b1 == Order("alice", "bob", 1, 1, 1)
a1b2 == Order("alice", "bob", 2, 1, 1)

Opened(alice) ==
  [shards |-> [alice |-> alice, bob |-> Shard("home", 0, 0, 0)], queue |-> {},
   ownership |-> {Proof("alice", 0, "away"), Proof("alice", 1, "home"), Proof("bob", 0, "home")}]
Reserving(amount, claims) ==
  Opened([Shard("home", 1, 1, 1) EXCEPT
            !.escrow = {[nonce |-> 0, amount |-> amount, claims |-> claims]}])
MCOpenings == [one |-> Reserving(1, {Claim(a0b1)}), two |-> Reserving(2, {Claim(a0b1), Claim(a0b2)})]

Orders ==
  [a0b1 |-> a0b1, a0b1_renewed |-> Renewed(a0b1), a0b2 |-> a0b2, a1b1 |-> a1b1, a1b2 |-> a1b2,
   a0b1o |-> a0b1o, a0b1_corrupt |-> Corrupt(a0b1), a0b1_elsewhere |-> Elsewhere(a0b1),
   a1b1o |-> InEpoch(a1b1, 0), a1b1_epoch2 |-> InEpoch(a1b1, 2),
   a0c1 |-> Order("alice", "carol", 1, 0, 1), a2b1 |-> Order("alice", "bob", 1, 2, 1)]

Certificates ==
  [a0b1o |-> Cert(a0b1o, "away", <<"c1">>), a0b1o_renewed |-> Cert(Renewed(a0b1o), "away", <<"c1">>),
   a0b2o |-> Cert(a0b2o, "away", <<"c1">>),
   a0b1 |-> Cert(a0b1, "home", <<"b1">>), a0b2 |-> Cert(a0b2, "home", <<"b1">>),
   a1b1 |-> Cert(a1b1, "home", <<"b1">>), a1b2 |-> Cert(a1b2, "home", <<"b1">>),
   a0b1o_by_home |-> Cert(a0b1o, "home", <<"b1">>), a0b1_by_away |-> Cert(a0b1, "away", <<"c1">>),
   a0b1o_corrupt |-> WithVotes(Corrupt(a0b1o), <<VoteOf("c1", "away", a0b1o)>>),
   a0b1o_nobody |-> Cert(a0b1o, "away", <<>>),
   a0b1o_voted_as_1 |-> WithVotes(a0b1o, <<VoteOf("c1", "away", a0b1)>>),
   a0c1o |-> Cert(Order("alice", "carol", 1, 0, 0), "away", <<"c1">>),
   a1b1o |-> Cert(InEpoch(a1b1, 0), "away", <<"c1">>),
   a1b1_epoch2 |-> Cert(InEpoch(a1b1, 2), "home", <<"b1">>),
   a0b1_epoch9_by_away |-> Cert(InEpoch(a0b1, 9), "away", <<"c1">>),
   a0b2_epoch9_by_home |-> Cert(InEpoch(a0b2, 9), "home", <<"b1">>),
   a2b1 |-> Cert(Order("alice", "bob", 1, 2, 1), "home", <<"b1">>)]

Pairs ==
  [a1 |-> {a1b1, a1b2}, a0 |-> {a0b1, a0b2}, a0_old |-> {a0b1o, a0b2o}, a0_epochs |-> {a0b1, a0b2o},
   a0_same_claim |-> {a0b1, a0b1o}]

MCInputs == Timed("SignVote", Orders, {3}) @@ Timed("VerifyTransfer", Orders, {3})
            @@ At("SignVote", Orders, {"a0b1", "a0b1_renewed", "a1b1"}, {4, 7})
            @@ Certified("ApplyCertificate", Certificates)
            @@ Certified("VerifyCertificate", Certificates)
            @@ Accused(Pairs) @@ Restarting
MCRespond(s, i) == Step(Self, s, i)
=============================================================================
