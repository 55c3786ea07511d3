------------------------------ MODULE GenReceipts -----------------------------
(* alice's wallet as payer, after the certificate: receipts of every kind,  *)
(* kept until every member of her committee (weights 2, 1, 1) has debited   *)
(* and a quorum of the recipient's has credited; gaps answered from what is *)
(* kept. Nonce 0 in full; nonce 1 as far as its certificate.                *)
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

Wishes == [b1 |-> [type |-> "Lock", recipient |-> "bob", amount |-> 1, ttl |-> 2],
           c1 |-> [type |-> "Lock", recipient |-> "carol", amount |-> 1, ttl |-> 2]]

Ballot(o, name) == VoteOf(name, "home", o)
Votes ==
  [a1_a0b1 |-> Ballot(a0b1, "a1"), a2_a0b1 |-> Ballot(a0b1, "a2"),
   a1_a0c1 |-> Ballot(a0c1, "a1"), a2_a0c1 |-> Ballot(a0c1, "a2"),
   a1_a1b1 |-> Ballot(a1b1, "a1"), a2_a1b1 |-> Ballot(a1b1, "a2")]

Word(name, o, debited, credited) == ReceiptOf(name, Claim(o), debited, credited)
Receipts ==
  [a1_b |-> Word("a1", a0b1, TRUE, TRUE), a2_b |-> Word("a2", a0b1, TRUE, TRUE),
   a3_b |-> Word("a3", a0b1, TRUE, TRUE), a3_b_debit |-> Word("a3", a0b1, TRUE, FALSE),
   a1_c |-> Word("a1", a0c1, TRUE, FALSE), a2_c |-> Word("a2", a0c1, TRUE, FALSE),
   a3_c |-> Word("a3", a0c1, TRUE, FALSE), c1_c |-> Word("c1", a0c1, FALSE, TRUE),
   a1_c_credit |-> Word("a1", a0c1, FALSE, TRUE), c1_c_debit |-> Word("c1", a0c1, TRUE, FALSE),
   a1_nothing |-> Word("a1", a0b1, FALSE, FALSE), x1_b |-> Word("x1", a0b1, TRUE, TRUE),
   a1_corrupt |-> [Word("a1", a0b1, TRUE, TRUE) EXCEPT !.authority_sig = "corrupt"],
   a1_forged |-> [Word("a1", a0c1, TRUE, FALSE) EXCEPT !.authority_sig = "x1"],
   a1_other |-> Word("a1", Paying(a0b1, 2), TRUE, TRUE)]

Gaps == [n0 |-> [account |-> "alice", nonce |-> 0], n1 |-> [account |-> "alice", nonce |-> 1],
         bob |-> [account |-> "bob", nonce |-> 0]]
Proofs == [carol |-> Proof("carol", 0, "away"), bob |-> Proof("bob", 0, "home"),
           carol_by_home |-> Proof("carol", 0, "home")]

Wished == [n \in {<<"Lock", m, 2>> : m \in DOMAIN Wishes} |-> Wishes[n[2]] @@ [now |-> n[3]]]
Voted == [n \in {<<"CollectVote", m, 0>> : m \in DOMAIN Votes} |->
            [type |-> "CollectVote", vote |-> Votes[n[2]]]]
Receipted == [n \in {<<"CollectReceipt", m, 0>> : m \in DOMAIN Receipts} |->
                [type |-> "CollectReceipt", receipt |-> Receipts[n[2]]]]
Missed == [n \in {<<"AnswerMissing", m, 0>> : m \in DOMAIN Gaps} |->
             [type |-> "AnswerMissing", missing |-> Gaps[n[2]]]]

MCInputs == Wished @@ Voted @@ Receipted @@ Missed @@ Recorded(Proofs) @@ Restarting
MCRespond(w, i) == Step(w, i)
=============================================================================
