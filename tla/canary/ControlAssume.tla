---- MODULE ControlAssume ----
(* An assumption that is false. *)
EXTENDS Integers
VARIABLE x
ASSUME 1 + 1 = 3
Init == x = 0
Next == UNCHANGED x
Spec == Init /\ [][Next]_x
====
