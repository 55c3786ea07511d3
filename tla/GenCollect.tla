------------------------------ MODULE GenCollect ------------------------------
(* alice's wallet as payer, before a committee of weights 2, 1, 1 (3 of 4   *)
(* is a quorum: a1 and another): one core per nonce, votes of every kind,   *)
(* windows renewed before and after the certificate. Nonces 0 and 1.        *)
(* Receipts have a model of their own, GenReceipts.                         *)
EXTENDS WalletClaims, Cast

MCCommittees == [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1], away |-> [c1 |-> 1]]
MCProfile == "wallet"
MCSelf == "alice"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, c1 |-> 4, x1 |-> 5]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "away")}

Opened(proofs) ==
  [account |-> "alice", epoch |-> 0, next_nonce |-> 0, outstanding |-> {}, kept |-> {},
   released |-> {}, ownership |-> {Proof("alice", 0, "home")} \cup proofs]
MCOpenings == [plain |-> Opened({})]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)

LockOf(recipient, amount, ttl) == [type |-> "Lock", recipient |-> recipient, amount |-> amount, ttl |-> ttl]
Wishes == [b1 |-> LockOf("bob", 1, 2), c1 |-> LockOf("carol", 1, 2), b0 |-> LockOf("bob", 0, 2),
           a1 |-> LockOf("alice", 1, 2), b1_long |-> LockOf("bob", 1, 4), b1_ttl0 |-> LockOf("bob", 1, 0)]
Renewals == [n0 |-> [nonce |-> 0, ttl |-> 3], n0_long |-> [nonce |-> 0, ttl |-> 4],
             n0_ttl0 |-> [nonce |-> 0, ttl |-> 0], n1 |-> [nonce |-> 1, ttl |-> 3],
             n2 |-> [nonce |-> 2, ttl |-> 3]]

Ballot(o, name) == VoteOf(name, "home", o)
Votes ==
  [a1_a0b1 |-> Ballot(a0b1, "a1"), a2_a0b1 |-> Ballot(a0b1, "a2"), a3_a0b1 |-> Ballot(a0b1, "a3"),
   a1_a0c1 |-> Ballot(a0c1, "a1"), a2_a0c1 |-> Ballot(a0c1, "a2"),
   a1_a1b1 |-> Ballot(a1b1, "a1"), a2_a1b1 |-> Ballot(a1b1, "a2"),
   a1_a0b1_ttl3 |-> [Ballot(a0b1, "a1") EXCEPT !.ttl = 3],
   a2_corrupt |-> [Ballot(a0b1, "a2") EXCEPT !.authority_sig = "corrupt"],
   a2_forged |-> [Ballot(a0b1, "a2") EXCEPT !.authority_sig = "a1"],
   a2_nonce1 |-> [Ballot(a0b1, "a2") EXCEPT !.nonce = 1],
   a2_epoch1 |-> [Ballot(a0b1, "a2") EXCEPT !.epoch = 1],
   a2_away |-> [Ballot(a0b1, "a2") EXCEPT !.committee = "away"],
   a2_a0b2 |-> Ballot(Paying(a0b1, 2), "a2"),
   c1_a0b1 |-> Ballot(a0b1, "c1"), x1_a0b1 |-> Ballot(a0b1, "x1")]

Gaps == [n0 |-> [account |-> "alice", nonce |-> 0], n1 |-> [account |-> "alice", nonce |-> 1],
         bob |-> [account |-> "bob", nonce |-> 0]]
Wished == [n \in {<<"Lock", m, 2>> : m \in DOMAIN Wishes} |-> Wishes[n[2]] @@ [now |-> n[3]]]
Renewing == [n \in {<<"RenewWindow", m, 4>> : m \in DOMAIN Renewals} |->
               [type |-> "RenewWindow", now |-> n[3]] @@ Renewals[n[2]]]
Voted == [n \in {<<"CollectVote", m, 0>> : m \in DOMAIN Votes} |->
            [type |-> "CollectVote", vote |-> Votes[n[2]]]]
Missed == [n \in {<<"AnswerMissing", m, 0>> : m \in DOMAIN Gaps} |->
             [type |-> "AnswerMissing", missing |-> Gaps[n[2]]]]

MCInputs == Wished @@ Renewing @@ Voted @@ Missed @@ Restarting
MCRespond(w, i) == Step(w, i)
=============================================================================
