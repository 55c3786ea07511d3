---- MODULE ControlParse ----
(* Not a module: the definition has no end. *)
VARIABLE x
Init == x = (0
Spec == Init
====
