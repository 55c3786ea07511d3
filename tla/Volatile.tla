------------------------------ MODULE Volatile ------------------------------
(* Settlement with memory apart from disk: a crash loses what is not on     *)
(* disk, and Restart begins from there. DurableFirst is VT-1, EX-13 and     *)
(* GD-6: the disk has the new state before a vote, a receipt or goods       *)
(* leave. Without it the disk follows some time later, and a crash between  *)
(* the two forgets a promise that was already sent.                         *)
EXTENDS Settlement

CONSTANT DurableFirst

VARIABLES
  disk,             \* honest authority -> what a restart will find
  shelf             \* payee -> what a restart of its wallet will find

Running == Next /\ disk' = (IF DurableFirst THEN auth' ELSE disk)
                /\ shelf' = (IF DurableFirst THEN shop' ELSE shelf)

Writes ==
  /\ \/ \E h \in Honest : (disk' = [disk EXCEPT ![h] = auth[h]]) /\ (shelf' = shelf)
     \/ \E p \in DOMAIN Shops : (shelf' = [shelf EXCEPT ![p] = shop[p]]) /\ (disk' = disk)
  /\ UNCHANGED vars

AuthorityRestarts(h) ==
  /\ auth' = [auth EXCEPT ![h] = Behave(h, disk[h], [type |-> "Restart"]).state]
  /\ UNCHANGED <<net, shop, handed, disk, shelf>>

WalletRestarts(p) ==
  /\ shop' = [shop EXCEPT ![p] = Payee!Step(shelf[p], [type |-> "Restart"]).state]
  /\ UNCHANGED <<auth, net, handed, disk, shelf>>

VolatileInit == Init /\ (disk = Opening) /\ (shelf = Shops)
VolatileNext ==
  \/ Running
  \/ Writes
  \/ \E h \in Honest : AuthorityRestarts(h)
  \/ \E p \in DOMAIN Shops : WalletRestarts(p)
VolatileSpec == VolatileInit /\ [][VolatileNext]_<<vars, disk, shelf>>

NothingToLose == (disk = auth) /\ (shelf = shop)
=============================================================================
