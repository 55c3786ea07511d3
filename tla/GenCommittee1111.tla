-------------------------- MODULE GenCommittee1111 --------------------------
(* One member, a1, of a committee of four: who may sign a certificate, how  *)
(* often, over what, and with which weight.                                 *)
(* any three are a quorum (3 * 3 > 2 * 4).                  *)
EXTENDS GenCommittee
MCCommittees == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, a4 |-> 1], away |-> [c1 |-> 1]]
=============================================================================
