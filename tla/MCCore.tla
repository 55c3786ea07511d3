------------------------------- MODULE MCCore -------------------------------
(* Bounds of the core: three honest members and a Byzantine one, nonces 0   *)
(* and 1, at each a choice of paying 1 or 2, from 3.                        *)
EXTENDS Core
Equal4 == [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1]
Heavy4 == [a1 |-> 2, a2 |-> 1, a3 |-> 1, b1 |-> 1]
MCAmount == [one |-> 1, two |-> 2]
=============================================================================
