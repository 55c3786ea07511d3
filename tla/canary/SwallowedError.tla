---- MODULE SwallowedError ----
(* Canary for tlaplus#1440. The property cannot be evaluated in the initial state and the invariant
   is false one step later: no reading of this may end in exit 0. The pinned checker prints an
   error, leaves the queue and exits with 0. *)
EXTENDS Integers
VARIABLE x
f == [i \in {5} |-> TRUE]
Init == x = 0
Next == x < 3 /\ x' = x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Eventually == <>f[x]
Small == x < 1
====
