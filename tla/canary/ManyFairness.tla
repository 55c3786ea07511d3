---- MODULE ManyFairness ----
(* Canary for tlaplus#742: strong fairness of 33 actions on a toggle that never rests. The property
   fails (exit 13); the pinned checker calls the formula a tautology (exit 77). *)
EXTENDS Integers
VARIABLE x
Init == x = 0
Toggle == x' = 1 - x
Spec == /\ Init
        /\ [][Toggle]_x
        /\ SF_x(Toggle /\ x' # 2)
        /\ SF_x(Toggle /\ x' # 3)
        /\ SF_x(Toggle /\ x' # 4)
        /\ SF_x(Toggle /\ x' # 5)
        /\ SF_x(Toggle /\ x' # 6)
        /\ SF_x(Toggle /\ x' # 7)
        /\ SF_x(Toggle /\ x' # 8)
        /\ SF_x(Toggle /\ x' # 9)
        /\ SF_x(Toggle /\ x' # 10)
        /\ SF_x(Toggle /\ x' # 11)
        /\ SF_x(Toggle /\ x' # 12)
        /\ SF_x(Toggle /\ x' # 13)
        /\ SF_x(Toggle /\ x' # 14)
        /\ SF_x(Toggle /\ x' # 15)
        /\ SF_x(Toggle /\ x' # 16)
        /\ SF_x(Toggle /\ x' # 17)
        /\ SF_x(Toggle /\ x' # 18)
        /\ SF_x(Toggle /\ x' # 19)
        /\ SF_x(Toggle /\ x' # 20)
        /\ SF_x(Toggle /\ x' # 21)
        /\ SF_x(Toggle /\ x' # 22)
        /\ SF_x(Toggle /\ x' # 23)
        /\ SF_x(Toggle /\ x' # 24)
        /\ SF_x(Toggle /\ x' # 25)
        /\ SF_x(Toggle /\ x' # 26)
        /\ SF_x(Toggle /\ x' # 27)
        /\ SF_x(Toggle /\ x' # 28)
        /\ SF_x(Toggle /\ x' # 29)
        /\ SF_x(Toggle /\ x' # 30)
        /\ SF_x(Toggle /\ x' # 31)
        /\ SF_x(Toggle /\ x' # 32)
        /\ SF_x(Toggle /\ x' # 33)
        /\ SF_x(Toggle /\ x' # 34)
Settles == <>[](x = 0)
====
