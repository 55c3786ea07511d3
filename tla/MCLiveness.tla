----------------------------- MODULE MCLiveness -----------------------------
(* Bounds of the liveness models: four members of weight 1, b1 Byzantine;   *)
(* payments of 1 at nonces 0 and 1 from an opening balance of 2.            *)
EXTENDS Liveness
MCCommittees == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4]
MCOwnership ==
  {[account |-> a, epoch |-> 0, committee |-> "home"] : a \in {"alice", "bob"}}
MCPays == [left |-> 1, right |-> 2]
=============================================================================
