----------------------------- MODULE StandbyCast -----------------------------
(* The people of the models of standby: a1 owns alice and bob alone, d1 is  *)
(* its witness for alice, b1 the controller; c1 may take over, or c2. The   *)
(* words in which the catalogues are written, and what is false in every    *)
(* way there is.                                                            *)
EXTENDS StandbyClaims, Cast

MCCommittees == [home |-> [a1 |-> 1], next |-> [c1 |-> 1], other |-> [c2 |-> 1]]
MCListed == DOMAIN MCCommittees
MCProfile == "standby"
MCRank == [a1 |-> 1, b1 |-> 2, c1 |-> 3, c2 |-> 4, d1 |-> 5, x1 |-> 6]
MCOwnership ==
  {Proof("alice", 0, "home"), Proof("bob", 0, "home"), Proof("carol", 0, "next")}

Begin(shards) ==
  [shards |-> shards, queue |-> {},
   ownership |-> {p \in Ownership : p.account \in DOMAIN shards},
   grants |-> {}, written |-> {}, acked |-> {}, releases |-> {}, windows |-> {}]

ByOwner(m, name) == [m EXCEPT !.owner_sig = name]
ByWitness(m, name) == [m EXCEPT !.witness_sig = name]
ByController(m, name) == [m EXCEPT !.controller_sig = name]

GrantFor(window, budget) == GrantOf("alice", 0, "a1", "d1", "b1", window, budget)
(* As it is at the start, with that number.                                 *)
CheckpointOf(seq, balance) ==
  [form |-> "good", account |-> "alice", epoch |-> 0, seq |-> seq, next_nonce |-> 0,
   balance |-> balance, escrow |-> {}, applied |-> {}, credited |-> {}, reserved |-> {},
   owner |-> "a1", owner_sig |-> "a1"]
Reserving(c, k) == [c EXCEPT !.reserved = {k}]
Having(c, k) ==
  [c EXCEPT !.next_nonce = @ + 1, !.balance = @ - k.amount, !.applied = @ \cup {k}]
Getting(c, k) == [c EXCEPT !.balance = @ + k.amount, !.credited = @ \cup {k}]

ToNext == TakeoverOf("alice", 0, "next", "b1")
Stating(order, g, c) == StatementOf("d1", order, g, c)
Home(o) == Cert(o, "home", <<"a1">>)

(* Grants that the owner must not take.                                     *)
FalseGrants(g) ==
  [extra |-> Extra(g), more |-> [g EXCEPT !.budget = @ + 1],
   corrupt |-> ByOwner(g, "corrupt"), forged |-> ByOwner(g, "x1"),
   by_c1 |-> GrantOf("alice", 0, "c1", "d1", "b1", g.window, g.budget),
   of_carol |-> GrantOf("carol", 0, "c1", "d1", "b1", g.window, g.budget),
   by_itself |-> [g EXCEPT !.witness = "a1"], later |-> [g EXCEPT !.epoch = 1],
   stranger |-> [g EXCEPT !.account = "dave"]]
(* Acknowledgements that say nothing to it.                                 *)
FalseAcknowledgements(c) ==
  LET a == AcknowledgementOf("d1", c) IN
  [extra |-> Extra(a), corrupt |-> ByWitness(a, "corrupt"), forged |-> ByWitness(a, "x1"),
   by_x1 |-> AcknowledgementOf("x1", c),
   checkpoint_corrupt |-> AcknowledgementOf("d1", ByOwner(c, "corrupt")),
   checkpoint_by_c1 |-> AcknowledgementOf("d1", [c EXCEPT !.owner = "c1", !.owner_sig = "c1"]),
   of_bob |-> AcknowledgementOf("d1", [c EXCEPT !.account = "bob"])]
(* Statements on which nothing opens: one thing wrong in each.              *)
FalseStatements(t) ==
  LET g == t.grant
      c == t.checkpoint
      o == t.order
      by_c1 == GrantOf("alice", 0, "c1", "d1", "b1", g.window, g.budget) IN
  [extra |-> Extra(t), grant_extra |-> [t EXCEPT !.grant = Extra(g)],
   checkpoint_extra |-> [t EXCEPT !.checkpoint = Extra(c)],
   order_extra |-> [t EXCEPT !.order = Extra(o)],
   corrupt |-> ByWitness(t, "corrupt"), forged |-> ByWitness(t, "x1"),
   by_x1 |-> StatementOf("x1", o, g, c),
   grant_corrupt |-> [t EXCEPT !.grant = ByOwner(g, "corrupt")],
   grant_by_c1 |-> [t EXCEPT !.grant = by_c1,
                             !.checkpoint = [c EXCEPT !.owner = "c1", !.owner_sig = "c1"],
                             !.order = TakeoverOf("alice", 0, "other", "b1")],
   checkpoint_corrupt |-> [t EXCEPT !.checkpoint = ByOwner(c, "corrupt")],
   checkpoint_by_c1 |-> [t EXCEPT !.checkpoint.owner = "c1", !.checkpoint.owner_sig = "c1"],
   checkpoint_of_bob |-> [t EXCEPT !.checkpoint.account = "bob"],
   checkpoint_later |-> [t EXCEPT !.checkpoint.epoch = 1],
   grant_of_bob |-> [t EXCEPT !.grant.account = "bob"],
   order_corrupt |-> [t EXCEPT !.order = ByController(o, "corrupt")],
   order_by_x1 |-> [t EXCEPT !.order = TakeoverOf("alice", 0, "next", "x1")],
   home |-> [t EXCEPT !.order = TakeoverOf("alice", 0, "home", "b1")],
   nowhere |-> [t EXCEPT !.order = TakeoverOf("alice", 0, "nowhere", "b1")]]

(* Inputs. *)
Given(type, field, messages) ==
  [n \in {<<type, m, 0>> : m \in DOMAIN messages} |->
     (field :> messages[n[2]]) @@ [type |-> type]]
Granting(grants) == Given("TakeGrant", "grant", grants)
Writing(accounts) == Given("WriteCheckpoint", "account", [a \in accounts |-> a])
Acknowledging(messages) == Given("Acknowledge", "acknowledgement", messages)
TakingOver(statements) == Given("OpenTakeover", "statement", statements)
Reporting(reports) == Given("Report", "report", reports)
=============================================================================
