---- MODULE EnabledInstance ----
(* Canary for tlaplus#725. Go sets u' to 1, so t' would be <<2>> and never <<1, 2>>: CanGo is false.
   Through the substitutions of an INSTANCE the pinned checker finds it true. *)
EXTENDS Integers, Sequences
VARIABLES w, z, s
I == INSTANCE EnabledInner WITH u <- w, w <- z, t <- s
Init == w = 0 /\ z = 0 /\ s = <<1, 2>>
Next == UNCHANGED <<w, z, s>>
Spec == Init /\ [][Next]_<<w, z, s>>
InnerCanGo == I!CanGo
====
