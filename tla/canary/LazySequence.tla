---- MODULE LazySequence ----
(* Canary for tlaplus#1145. An element of a sequence operator applied to a freshly written function
   with an EXCEPT must show the exception: here x = 8. The pinned checker reads 7. *)
EXTENDS Integers, Sequences
VARIABLE x
Init == x = SubSeq([[i \in 1..3 |-> 7] EXCEPT ![2] = 8], 2, 2)[1]
Next == UNCHANGED x
Spec == Init /\ [][Next]_x
NotEight == x # 8
====
