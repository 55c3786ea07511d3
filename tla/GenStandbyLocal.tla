--------------------------- MODULE GenStandbyLocal ---------------------------
(* Local-only mode: cut off from its witness a1 goes on by itself, so many  *)
(* nonces beyond the last acknowledged checkpoint, and for this sum: never  *)
(* for more than it had there, whatever it was paid since. A credit is said *)
(* when the witness has it.                                                 *)
EXTENDS StandbyCast

MCSelf == "a1"
MCOpenings == [new |-> Begin([alice |-> Shard("home", 0, 2, 0), bob |-> Shard("home", 0, 1, 0)])]

a0c1 == Order("alice", "carol", 1, 0, 0)
a1c1 == Order("alice", "carol", 1, 1, 0)
b0a1 == Order("bob", "alice", 1, 0, 0)
Orders == [a0c1 |-> a0c1, a0c3 |-> Paying(a0c1, 3), a1c1 |-> a1c1]

TheGrant == GrantFor(1, 3)
First == CheckpointOf(1, 2)
Paid1 == Having(First, Claim(a0c1))
Acknowledgements ==
  [c1st_paid |-> AcknowledgementOf("d1", Paid1),
   c1st_credited |-> AcknowledgementOf("d1", Getting(First, Claim(b0a1)))]

MCInputs == Granting([alice |-> TheGrant])
            @@ Writing({"alice"})
            @@ At("SignVote", Orders, {"a0c1"}, {2})
            @@ Timed("VerifyTransfer", Orders, {2})
            @@ Acknowledging(Acknowledgements)
            @@ Certified("ApplyCertificate",
                         [a0c1 |-> Home(a0c1), b0a1 |-> Home(b0a1)])
            @@ Certified("VerifyCertificate", [b0a1 |-> Home(b0a1)])
            @@ Restarting
MCRespond(s, i) == OwnerStep(Self, s, i)
=============================================================================
