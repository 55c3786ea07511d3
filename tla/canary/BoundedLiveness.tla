---- MODULE BoundedLiveness ----
(* Canary: liveness under a CONSTRAINT. The counter does reach 100, but the constrained graph never
   shows it, so nothing has been decided; the pinned checker exits with 0 and warning 2284. *)
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Reached == <>(x = 100)
Bound == x < 5
====
