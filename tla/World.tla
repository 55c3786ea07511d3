------------------------------- MODULE World -------------------------------
(* What every party takes as given: the network, its committees, who owned  *)
(* which account in which epoch (the genesis), and the parameters.          *)
(* Every constant of the model is declared here and nowhere else (Off apart *)
(* they are overridden by the MC and Gen modules).                          *)
EXTENDS Integers, FiniteSets, Sequences, TLC

CONSTANTS
  Network,     \* the name of this network, a string
  Committees,  \* committee name -> [member name -> weight]
  Ownership,   \* set of [account, epoch, committee]: the genesis, from epoch 0 on
  Rank,        \* authority name -> its place when keys are sorted
  Skew,        \* how far ahead an order may be issued (ms)
  TtlMax,      \* the longest ttl (ms)
  QueueMax,    \* how many credits may wait for an ownership proof
  Off          \* clauses that are switched off: {} in every real run, a mutant otherwise

(* A guard record maps clause names to truth values; this is the set of     *)
(* clauses that say no. A guard whose premise is missing is TRUE.           *)
(* Bound by "g \in {guards}" as TLC would evaluate an argument at each use. *)
Failed(guards) ==
  UNION {{c \in DOMAIN g : (c \notin Off) /\ (~g[c])} : g \in {guards}}

OwnersOf(account, epoch) ==
  {p.committee : p \in {q \in Ownership : (q.account = account) /\ (q.epoch = epoch)}}

(* ------------------------------------------------ TH-5, TH-6: quorums   *)
RECURSIVE SumOver(_, _)
SumOver(weight, S) ==
  IF S = {} THEN 0 ELSE LET m == CHOOSE x \in S : TRUE IN weight[m] + SumOver(weight, S \ {m})

TotalWeight(committee) == SumOver(Committees[committee], DOMAIN Committees[committee])
HasQuorum(committee, held) == 3 * held > 2 * TotalWeight(committee)
=============================================================================
