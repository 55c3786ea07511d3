--------------------------- MODULE GenDataPlaneGates --------------------------
(* Two accounts in two slots, each with a gate of its own for stale orders   *)
(* and an evidence of its own. a1 settles alice's nonces 0 and 1, in either  *)
(* order, and votes for bob before it settles him. Nothing hits by accident; *)
(* dave, who is in bob's slot, nearly does, four times.                      *)
EXTENDS DataPlaneCast

MCSlotOf == [alice |-> "s1", bob |-> "s2", dave |-> "s2"]
MCAlike == {}

a00x == Asks("alice", 0, 0, "x")
b00y == Asks("bob", 0, 0, "y")
Orders ==
  [a00x |-> a00x, a00y |-> Asks("alice", 0, 0, "y"), a01x |-> Asks("alice", 0, 1, "x"),
   a02x |-> Asks("alice", 0, 2, "x"), b00x |-> Asks("bob", 0, 0, "x"), b00y |-> b00y,
   d00x |-> Asks("dave", 0, 0, "x"), d01x |-> Asks("dave", 0, 1, "x"),
   d10x |-> Asks("dave", 1, 0, "x"), d11x |-> Asks("dave", 1, 1, "x")]
Words ==
  [receipt_a00y |-> Says("Receipt", "alice", 0, 0, "y"),
   receipt_a01x |-> Says("Receipt", "alice", 0, 1, "x"),
   vote_b00x |-> Says("Vote", "bob", 0, 0, "x"), receipt_b00x |-> Says("Receipt", "bob", 0, 0, "x")]
Chances == [a00x_lucky |-> Lucky(a00x), b00y_lucky |-> Lucky(b00y)]

MCInputs ==
  Coming(Orders) @@ Coming(Words) @@ Coming(Chances)
  @@ ElapsingBy([almost |-> 1, interval |-> 2]) @@ Rebooting
MCTaught == KeysIn(Words)
MCAsked == KeysIn(Orders)
MCNearly == <<Key("dave", 0, 0), Key("dave", 1, 1), Key("dave", 1, 0), Key("dave", 0, 1)>>
=============================================================================
