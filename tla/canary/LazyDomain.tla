---- MODULE LazyDomain ----
(* Canary for tlaplus#1302. EXCEPT leaves the domain of a function alone, so DOMAIN y = Keys must
   hold and the invariant must fail. With a set of functions as the domain, a function as the new
   value and an EXCEPT on what the same formula assigns, the pinned checker gets y wrong. *)
EXTENDS Integers
VARIABLES x, y
Keys == [{1} -> {1, 2}]
Inner == [k \in {<<2>>} |-> 1]
Init == /\ x = [[k \in Keys |-> 0] EXCEPT ![<<1>>] = Inner]
        /\ y = [x EXCEPT ![<<2>>] = 9]
Next == UNCHANGED <<x, y>>
Spec == Init /\ [][Next]_<<x, y>>
DomainLost == DOMAIN y # Keys
====
