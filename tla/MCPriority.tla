----------------------------- MODULE MCPriority ------------------------------
(* Bounds of the scheduler models. The meter gives the two upper classes    *)
(* half of the line, and class 0 half of that.                              *)
EXTENDS PriorityQueue

MCQueueMax == [c \in Classes |-> IF c = 0 THEN 3 ELSE 1]
=============================================================================
