--------------------------- MODULE MCHandoffLedger --------------------------
(* The models of MCHandoff without symmetry, as a refinement needs it.      *)
EXTENDS MCHandoff, HandoffPromises

Needing == {a0b2}                 \* with 1, it needs the credit
=============================================================================
