------------------------------ MODULE GenMoved ------------------------------
(* alice's wallet from the releases on into the next epoch: opening         *)
(* receipts of every kind, and what becomes of her order of nonce 0: the    *)
(* opening has applied it, or reserved its nonce, or it is void. Then she   *)
(* pays, or completes, before `next`; a certificate is settled before and   *)
(* after.                                                                   *)
EXTENDS MoverClaims, MoverCast

MCCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1], next |-> [c1 |-> 1, c2 |-> 1]]
MCProfile == "mover"
MCSelf == "alice"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, c1 |-> 4, c2 |-> 5, x1 |-> 6]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "home")}
MCListed == DOMAIN MCCommittees
MCOpenings == [plain |-> Fresh(Begun)]

a0b1 == Order("alice", "bob", 1, 0, 0)
a0b1e1 == InEpoch(a0b1, 1)
a1b1e1 == Order("alice", "bob", 1, 1, 1)
Home(o) == Cert(o, "home", <<"a1", "a2">>)

Requests == [next |-> Asking("next", "link-break"), home |-> Asking("home", "operator")]
Releases ==
  [a1 |-> Says("a1", {}, {}), a1_lock |-> Says("a1", {}, {a0b1}),
   a1_cert |-> Says("a1", {Home(a0b1)}, {}), a2 |-> Says("a2", {}, {})]

(* The openings that these determine.                                       *)
Void == [Begun EXCEPT !.epoch = 1, !.committee = "next"]
Reserved ==
  [Void EXCEPT !.balance = 1, !.next_nonce = 1,
               !.escrow = {[nonce |-> 0, amount |-> 1, claims |-> {Claim(a0b1)}]}]
Applied == [Void EXCEPT !.balance = 1, !.next_nonce = 1, !.applied = {Claim(a0b1)}]
Promises(name, x) == Rules!OpeningReceiptOf(name, x)
OpeningReceipts ==
  [c1_void |-> Promises("c1", Void), c2_void |-> Promises("c2", Void),
   c1_reserved |-> Promises("c1", Reserved), c2_reserved |-> Promises("c2", Reserved),
   c1_applied |-> Promises("c1", Applied), c2_applied |-> Promises("c2", Applied),
   c2_corrupt |-> SignedBy(Promises("c2", Void), "corrupt"),
   c2_by_c1 |-> SignedBy(Promises("c2", Reserved), "c1"),
   x1 |-> Promises("x1", Applied), a1 |-> Promises("a1", Void)]

Wishes == [b1 |-> Paid("bob"), b1_long |-> [Paid("bob") EXCEPT !.ttl = 4]]
Wanted == [n0 |-> [nonce |-> 0, ttl |-> 2], n1 |-> [nonce |-> 1, ttl |-> 2]]
Votes ==
  [a1_a0b1 |-> VoteOf("a1", "home", a0b1), a2_a0b1 |-> VoteOf("a2", "home", a0b1),
   c1_a0b1e1 |-> VoteOf("c1", "next", a0b1e1), c2_a0b1e1 |-> VoteOf("c2", "next", a0b1e1),
   c1_a1b1e1 |-> VoteOf("c1", "next", a1b1e1)]
Receipts ==
  [a1 |-> ReceiptOf("a1", Claim(a0b1), TRUE, TRUE), c1 |-> ReceiptOf("c1", Claim(a0b1), TRUE, FALSE)]
Gaps == [n0 |-> [account |-> "alice", nonce |-> 0]]
Missed == [n \in {<<"AnswerMissing", m, 0>> : m \in DOMAIN Gaps} |->
             [type |-> "AnswerMissing", missing |-> Gaps[n[2]]]]

MCInputs == Wished(Wishes) @@ Completing(Wanted) @@ Voted(Votes) @@ Receipted(Receipts) @@ Missed
            @@ Asked(Requests) @@ Freed(Releases) @@ Sealing @@ Promised(OpeningReceipts)
            @@ Shown([e0 |-> 0, e1 |-> 1]) @@ Restarting
MCRespond(w, i) == MoverStep(w, i)
=============================================================================
