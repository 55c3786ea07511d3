-------------------------- MODULE GenStandbyTakeover -------------------------
(* c1 takes alice over on a statement. What a1 may have promised is put     *)
(* aside: what it reserved, and its budget for the nonces of its window.    *)
(* The certificates of those nonces come, or the report of a1; false        *)
(* statements and false reports of every kind; alice pays, or completes.    *)
EXTENDS StandbyCast

MCSelf == "c1"
MCOpenings == [new |-> Begin([carol |-> Shard("next", 0, 0, 0)])]

a0b1 == Order("alice", "bob", 1, 0, 0)
a1c1 == Order("alice", "carol", 1, 1, 0)
a1b9 == Order("alice", "bob", 9, 1, 0)
a2b1 == Order("alice", "bob", 1, 2, 0)
a2b1e1 == InEpoch(a2b1, 1)

TheGrant == GrantFor(1, 2)
Lock == Reserving(CheckpointOf(1, 4), Claim(a0b1))
ToldTrue == Stating(ToNext, TheGrant, Lock)
True2 == Stating(TakeoverOf("alice", 0, "other", "b1"), TheGrant, Lock)

ReportBy(claims) == ReportOf("a1", "alice", 0, claims)
TheReport == ReportBy({Claim(a0b1), Claim(a1c1)})
Reports ==
  [all |-> TheReport, none |-> ReportBy({}), spent |-> ReportBy({Claim(a0b1)}),
   extra |-> Extra(TheReport), corrupt |-> ByOwner(TheReport, "corrupt"),
   forged |-> ByOwner(TheReport, "x1"), by_c2 |-> ReportOf("c2", "alice", 0, {}),
   later |-> ReportOf("a1", "alice", 1, {}), of_carol |-> ReportOf("a1", "carol", 0, {}),
   more |-> ReportBy({Claim(a1b9)}), two |-> ReportBy({Claim(a1c1), Claim(Paying(a1c1, 2))}),
   of_bob |-> ReportBy({Claim(Order("bob", "carol", 1, 1, 0))})]

MCInputs == TakingOver([next |-> ToldTrue, other |-> True2] @@ FalseStatements(ToldTrue))
            @@ Reporting(Reports)
            @@ Recorded([alice0 |-> Proof("alice", 0, "home")])
            @@ Certified("ApplyCertificate",
                 [a0b1 |-> Home(a0b1), a1c1 |-> Home(a1c1), a1b9 |-> Home(a1b9), a2b1 |-> Home(a2b1),
                  a0b1_next |-> Cert(a0b1, "next", <<"c1">>),
                  a2b1e1 |-> Cert(a2b1e1, "next", <<"c1">>)])
            @@ Certified("VerifyCertificate", [a1c1 |-> Home(a1c1)])
            @@ Timed("SignVote", [a2b1e1 |-> a2b1e1, a0b1e1 |-> InEpoch(a0b1, 1),
                                  a1c1e1 |-> InEpoch(a1c1, 1)], {2})
            @@ Restarting
MCRespond(s, i) == OwnerStep(Self, s, i)
=============================================================================
