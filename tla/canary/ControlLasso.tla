---- MODULE ControlLasso ----
(* A ring entered by a stem: its counterexample goes back to an earlier state. *)
EXTENDS Integers
VARIABLES x, seen
Init == x = 0 /\ seen = {}
Next == /\ x' = IF x = 3 THEN 1 ELSE x + 1
        /\ seen' = seen \cup {x}
Spec == Init /\ [][Next]_<<x, seen>> /\ WF_<<x, seen>>(Next)
Settles == <>[](x = 3)
====
