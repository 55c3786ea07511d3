-------------------------- MODULE GenCommittee3111 --------------------------
(* One member, a1, of a committee of four: who may sign a certificate, how  *)
(* often, over what, and with which weight.                                 *)
(* Weight 5 of 6 is a quorum; 4 is just two thirds, and is none.            *)
EXTENDS GenCommittee
MCCommittees == [home |-> [a1 |-> 3, a2 |-> 1, a3 |-> 1, a4 |-> 1], away |-> [c1 |-> 1]]
=============================================================================
