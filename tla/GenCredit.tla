------------------------------ MODULE GenCredit ------------------------------
(* b1 as the owner of the recipient: credits from a sender whom others own, *)
(* carol, first c1 (epoch 0), then d1 (epoch 1). Ownership proofs, the      *)
(* queue and its bound, credits once per (sender, nonce) whatever the       *)
(* epoch, and what a credit lets bob spend. bob opens with nothing, below   *)
(* zero, and frozen.                                                        *)
EXTENDS AuthorityClaims, Cast

MCCommittees == [home |-> [b1 |-> 1], away |-> [c1 |-> 1], far |-> [d1 |-> 1]]
MCProfile == "authority"
MCSelf == "b1"
MCRank == [b1 |-> 1, c1 |-> 2, d1 |-> 3, x1 |-> 4]
MCOwnership == {Proof("carol", 0, "away"), Proof("carol", 1, "far"), Proof("alice", 0, "home"),
                Proof("bob", 0, "home")}

Opened(bob) ==
  [shards |-> [alice |-> Shard("home", 0, 0, 0), bob |-> bob], queue |-> {},
   ownership |-> {Proof("alice", 0, "home"), Proof("bob", 0, "home")}]
MCOpenings ==
  [empty |-> Opened(Shard("home", 0, 0, 0)),
   negative |-> Opened(Shard("home", 0, -1, 0)),
   frozen |-> Opened([Shard("home", 0, 1, 0) EXCEPT !.frozen = TRUE])]

(* Names: sender, nonce, recipient, amount, and e1 for carol's next epoch.  *)
c0b1 == Order("carol", "bob", 1, 0, 0)
c0b2 == Order("carol", "bob", 2, 0, 0)
c0a1 == Order("carol", "alice", 1, 0, 0)
c1b1 == Order("carol", "bob", 1, 1, 0)
c0b1e1 == InEpoch(c0b1, 1)
c0b2e1 == InEpoch(c0b2, 1)
b0c1 == Order("bob", "carol", 1, 0, 0)

Certificates ==
  [c0b1 |-> Cert(c0b1, "away", <<"c1">>), c0b2 |-> Cert(c0b2, "away", <<"c1">>),
   c0a1 |-> Cert(c0a1, "away", <<"c1">>), c1b1 |-> Cert(c1b1, "away", <<"c1">>),
   c0b1e1 |-> Cert(c0b1e1, "far", <<"d1">>), c0b2e1 |-> Cert(c0b2e1, "far", <<"d1">>),
   c0b1_by_home |-> Cert(c0b1, "home", <<"b1">>),           \* listed, but not carol's owner
   c0b1_by_far |-> Cert(c0b1, "far", <<"d1">>),             \* her owner, in another epoch
   c0b1_corrupt |-> WithVotes(Corrupt(c0b1), <<VoteOf("c1", "away", c0b1)>>),
   c0b1_vote_corrupt |-> WithVotes(c0b1, <<[VoteOf("c1", "away", c0b1) EXCEPT !.authority_sig = "corrupt"]>>),
   c0b1_vote_c0b2 |-> WithVotes(c0b1, <<VoteOf("c1", "away", c0b2)>>),
   c0b1_nobody |-> Cert(c0b1, "away", <<>>),
   c0b1_unlisted |-> Cert(c0b1, "nowhere", <<"c1">>),
   c0b1_stranger |-> Cert(c0b1, "away", <<"x1">>),
   c0b1_twice |-> Cert(c0b1, "away", <<"c1", "c1">>),
   c0b1_elsewhere |-> Cert(Elsewhere(c0b1), "away", <<"c1">>),
   c0c1 |-> Cert(ToSelf(c0b1), "away", <<"c1">>),
   c0d1 |-> Cert(Order("carol", "dave", 1, 0, 0), "away", <<"c1">>),
   b0c1 |-> Cert(b0c1, "home", <<"b1">>)]

Orders == [b0c1 |-> b0c1, b0c2 |-> Paying(b0c1, 2), c0b1 |-> c0b1]
Proofs ==
  [carol0 |-> Proof("carol", 0, "away"), carol1 |-> Proof("carol", 1, "far"),
   carol0_by_home |-> Proof("carol", 0, "home"), carol1_by_away |-> Proof("carol", 1, "away"),
   bob0 |-> Proof("bob", 0, "home")]

MCInputs == Timed("SignVote", Orders, {2}) @@ Timed("VerifyTransfer", Orders, {2})
            @@ Certified("ApplyCertificate", Certificates)
            @@ Certified("VerifyCertificate", Certificates)
            @@ Recorded(Proofs) @@ Restarting
MCRespond(s, i) == Step(Self, s, i)
=============================================================================
