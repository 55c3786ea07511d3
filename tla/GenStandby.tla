------------------------------ MODULE GenStandby -----------------------------
(* The hot standby: a1 grants nothing that its witness does not know. What  *)
(* it votes for is reserved, acknowledged, then voted; a credit is said     *)
(* when the witness has it; and when the statement comes, a1 stops.         *)
EXTENDS StandbyCast

MCSelf == "a1"
MCOpenings == [new |-> Begin([alice |-> Shard("home", 0, 2, 0), bob |-> Shard("home", 0, 1, 0)])]

a0c1 == Order("alice", "carol", 1, 0, 0)
b0a1 == Order("bob", "alice", 1, 0, 0)
Orders ==
  [a0c1 |-> a0c1, a0c9 |-> Paying(a0c1, 9), a0c1_forged |-> Forged(a0c1),
   a0c1_extra |-> Extra(a0c1), b0a1 |-> b0a1,
   stranger |-> Order("dave", "carol", 1, 0, 0)]

TheGrant == GrantFor(0, 0)
First == CheckpointOf(1, 2)
Lock == Reserving(First, Claim(a0c1))
Acknowledgements ==
  [c1st |-> AcknowledgementOf("d1", First), c1st_lock |-> AcknowledgementOf("d1", Lock),
   c2nd_applied |-> AcknowledgementOf("d1", [Having(First, Claim(a0c1)) EXCEPT !.seq = 2])]
ToldOf ==
  [next |-> Stating(ToNext, TheGrant, Lock),
   other |-> Stating(TakeoverOf("alice", 0, "other", "b1"), TheGrant, Lock)]

MCInputs == Granting([alice |-> TheGrant] @@ FalseGrants(TheGrant))
            @@ Writing({"alice", "bob", "dave"})
            @@ Timed("Reserve", Orders, {2}) @@ At("Reserve", Orders, {"a0c1"}, {9})
            @@ At("SignVote", Orders, {"a0c1", "a0c1_forged", "stranger"}, {2})
            @@ At("VerifyTransfer", Orders, {"a0c1"}, {2})
            @@ Acknowledging(Acknowledgements @@ FalseAcknowledgements(Lock))
            @@ Certified("ApplyCertificate", [a0c1 |-> Home(a0c1)])
            @@ Certified("VerifyCertificate", [a0c1 |-> Home(a0c1)])
            @@ TakingOver([next |-> ToldOf.next, other |-> ToldOf.other])
            @@ Restarting
MCRespond(s, i) == OwnerStep(Self, s, i)
=============================================================================
