------------------------------ MODULE MCCounter -----------------------------
(* Bounds of the models of orders that wait: alice opens at home (a1) with  *)
(* 2, asks for shop (n1), and pays shop's owner, zoe. Some clocks show 2    *)
(* (the first window is open), some 5 (the renewed one). Two orders of hers *)
(* may wait.                                                                *)
EXTENDS Counter

MCCommittees == [home |-> [a1 |-> 1], shop |-> [n1 |-> 1]]
MCRank == [a1 |-> 1, n1 |-> 2]
MCOwnership == {Proof("alice", 0, "home"), Proof("zoe", 0, "shop")}
Move == RequestOf("alice", 0, "shop")

a0z1 == Order("alice", "zoe", 1, 0, 0)
First1 == Order("alice", "zoe", 1, 0, 1)
First2 == Order("alice", "zoe", 2, 0, 1)        \* another core at the same nonce
Then1 == Order("alice", "zoe", 1, 1, 1)
Last1 == Order("alice", "zoe", 1, 2, 1)

InTurn == {First1, Then1}
Conflicting == {First1, First2, Then1}
Renewing == {First1, Renewed(First1)}
Many == {First1, Then1, Last1}
Stranger == {Order("eve", "zoe", 1, 0, 1)}
Bad == {Extra(First1)}
Unsigned == {Forged(First1)}
Abroad == {Elsewhere(First1)}
ToHerself == {ToSelf(First1)}
Long == {Lasting(First1, 9)}
TooLate == {[First1 EXCEPT !.issued_at = 0]}
TooEarly == {[First1 EXCEPT !.issued_at = 9]}

(* Rules that look sensible and are wrong.                                  *)
VotesAtOnce(self, s, i) ==      \* An order that may come is as good as one that came.
  IF i.type = "Pend"
  THEN The({[r EXCEPT !.emitted = IF r.kind = "pending" THEN @ \cup {Vote(self, "shop", i.order)}
                                  ELSE @] : r \in {PendingStep(self, s, i)}})
  ELSE PendingStep(self, s, i)
LapsesSilently(self, s, i) ==   \* Who comes too late has only himself to blame.
  IF i.type = "Lapse" THEN [PendingStep(self, s, i) EXCEPT !.emitted = {}]
  ELSE PendingStep(self, s, i)
RefusesSilently(self, s, i) ==  \* What is refused is refused.
  IF i.type = "Activate"
  THEN The({[r EXCEPT !.emitted = {m \in @ : m.type # "LapseNotice"}]
            : r \in {PendingStep(self, s, i)}})
  ELSE PendingStep(self, s, i)
VotesForAll(self, s, i) ==      \* All that wait get their votes when the account opens.
  IF (i.type = "Activate") /\ Owns(s, i.account)
  THEN LET all == PendingOf(s, i.account) IN
       Answer([s EXCEPT !.pending = @ \ all,
                        !.shards[i.account].locks = @ \cup all],
              "activated", {Vote(self, "shop", o) : o \in all})
  ELSE PendingStep(self, s, i)
WaitersFirst(self, s, i) ==     \* Who has waited comes before who has not.
  IF (i.type = "Activate") /\ Owns(s, i.account)
  THEN The({PendingStep(self, t, i) : t \in {[s EXCEPT !.shards[i.account].locks = {}]}})
  ELSE PendingStep(self, s, i)
TrustsTheCustomer(p, o) ==      \* She has been told to wait, and here she stands.
  IsCertified(o) \/ (\E q \in auth["n1"].pending : Core(q) = Core(o))
=============================================================================
