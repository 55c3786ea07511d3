---- MODULE EnabledInner ----
(* The inner module of the canary EnabledInstance. *)
EXTENDS Integers, Sequences
VARIABLES u, w, t
Go == /\ u = 0
      /\ u' = 1
      /\ w' = 5
      /\ t' = SelectSeq(t, LAMBDA e : e # u')
      /\ t' = <<1, 2>>
CanGo == ENABLED Go
====
