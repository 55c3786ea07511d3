-------------------------- MODULE GenCommittee2111 --------------------------
(* One member, a1, of a committee of four: who may sign a certificate, how  *)
(* often, over what, and with which weight.                                 *)
(* weight 4 of 5 is a quorum: a1 and two more.              *)
EXTENDS GenCommittee
MCCommittees == [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1, a4 |-> 1], away |-> [c1 |-> 1]]
=============================================================================
