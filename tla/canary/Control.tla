---- MODULE Control ----
(* One tiny clock whose configurations end in each verdict that both the language and the pinned
   checker agree on: holds, deadlock, invariant, property, assertion, evaluation error. *)
EXTENDS Integers, TLC
VARIABLE x
Init == x = 0
Tick == x < 3 /\ x' = x + 1
Stop == x = 3 /\ UNCHANGED x
Next == Tick \/ Stop
Spec == Init /\ [][Next]_x
Fair == Spec /\ WF_x(Next)
Halting == Init /\ [][Tick]_x
Asserting == Init /\ [][Tick /\ Assert(x < 2, "two is too many")]_x
Faulty == Init /\ [][x' = IF x = "one" THEN 1 ELSE 2]_x
Small == x \in 0..3
Smaller == x < 3
Never == x > 0
Arrives == <>(x = 3)
Returns == []<>(x = 0)
OnlyUp == [][x' >= x + 1]_x
OnlyEven == [][x' = x + 2]_x
====
