----------------------------- MODULE GenComplete ----------------------------
(* alice's wallet after a move of before: nonce 0 is reserved, for one      *)
(* order, which she may complete, or for two, which nobody can. Windows,    *)
(* votes and receipts of the completed order, and another move under way.   *)
EXTENDS MoverClaims, MoverCast

MCCommittees ==
  [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1], next |-> [c1 |-> 1]]
MCProfile == "mover"
MCSelf == "alice"
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, c1 |-> 4, x1 |-> 5]
MCOwnership == {Proof("alice", 0, "home"), Proof("bob", 0, "next"), Proof("carol", 0, "next")}
MCListed == DOMAIN MCCommittees

a0b1 == Order("alice", "bob", 1, 0, 0)
a0c1 == Order("alice", "carol", 1, 0, 0)
a1b1 == Order("alice", "bob", 1, 1, 0)

After(claims) ==
  [Begun EXCEPT !.next_nonce = 1, !.escrow = {[nonce |-> 0, amount |-> 1, claims |-> claims]}]
MCOpenings ==
  [one |-> Fresh(After({Claim(a0b1)})), two |-> Fresh(After({Claim(a0b1), Claim(a0c1)}))]

Wishes == [b1 |-> Paid("bob")]
Within(nonce, ttl) == [nonce |-> nonce, ttl |-> ttl]
Wanted ==
  [n0 |-> Within(0, 2), n0_long |-> Within(0, 4), n0_ttl0 |-> Within(0, 0), n1 |-> Within(1, 2),
   n2 |-> Within(2, 2)]
Renewing == [n \in {<<"RenewWindow", "n0", 4>>} |->
               [type |-> "RenewWindow", now |-> n[3], nonce |-> 0, ttl |-> 3]]
Votes ==
  [a1_a0b1 |-> VoteOf("a1", "home", a0b1), a2_a0b1 |-> VoteOf("a2", "home", a0b1),
   a1_a1b1 |-> VoteOf("a1", "home", a1b1), a2_a1b1 |-> VoteOf("a2", "home", a1b1),
   a2_a0b2 |-> VoteOf("a2", "home", Paying(a0b1, 2))]
Receipts ==
  [a1 |-> ReceiptOf("a1", Claim(a0b1), TRUE, FALSE), a2 |-> ReceiptOf("a2", Claim(a0b1), TRUE, FALSE)]
Requests == [next |-> Asking("next", "mobility")]
Invitations == [c1 |-> Invites("c1", ToNext)]

MCInputs == Wished(Wishes) @@ Completing(Wanted) @@ Renewing @@ Voted(Votes) @@ Receipted(Receipts)
            @@ Asked(Requests) @@ Willing(Invitations) @@ Restarting
MCRespond(w, i) == MoverStep(w, i)
=============================================================================
