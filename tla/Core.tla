-------------------------------- MODULE Core --------------------------------
(* The core of settlement for one account that only pays: votes, locks and  *)
(* certificates, as VT, VF-8, VF-9, VF-10, CF-6 and EX-2 have them, and an  *)
(* inductive invariant, so that the main claims do not hang on how deep a   *)
(* search went. Settlement refines it (MCCoreRefined).                      *)
(*                                                                          *)
(* A certificate is no state: it is there when the honest members that have *)
(* voted and the Byzantine ones, who always do, are a quorum.               *)
EXTENDS Integers, FiniteSets

CONSTANTS
  Honest, Byzantine,
  Weight,           \* member -> its weight
  Nonces,           \* an interval from 0
  Choices,          \* what an order of one nonce may say
  Amount,           \* choice -> its amount
  Funds,            \* what the account opens with
  Dropped           \* conjuncts left out of Ind: {} but in models that must fail

VARIABLE st         \* honest member -> [next, votes, lock, applied]

NoChoice == "none"
Locals ==
  [next : 0..Cardinality(Nonces), votes : [Nonces -> SUBSET Choices],
   lock : [Nonces -> Choices \cup {NoChoice}], applied : [Nonces -> Choices \cup {NoChoice}]]

RECURSIVE WeightOfAll(_)
WeightOfAll(S) ==
  IF S = {} THEN 0 ELSE LET m == CHOOSE x \in S : TRUE IN Weight[m] + WeightOfAll(S \ {m})
(* The honest sets that are a quorum with the Byzantine members' help: a    *)
(* constant, so TLC evaluates it once.                                      *)
Enough == {S \in SUBSET Honest :
             (3 * WeightOfAll(S \cup Byzantine)) > (2 * WeightOfAll(Honest \cup Byzantine))}
Certified(n, c) == {h \in Honest : c \in st[h].votes[n]} \in Enough
Certificates == {p \in Nonces \X Choices : Certified(p[1], p[2])}

RECURSIVE SpentBefore(_, _)
SpentBefore(applied, n) ==
  IF n = 0 THEN 0
  ELSE SpentBefore(applied, n - 1)
       + (IF applied[n - 1] = NoChoice THEN 0 ELSE Amount[applied[n - 1]])

(* ------------------------------------------------------------ behaviour  *)
CoreInit ==
  st = [h \in Honest |->
         [next |-> 0, votes |-> [n \in Nonces |-> {}], lock |-> [n \in Nonces |-> NoChoice],
          applied |-> [n \in Nonces |-> NoChoice]]]

Vote(h, n, c) ==
  /\ \/ st[h].lock[n] = c                                                \* VT-4
     \/ /\ n = st[h].next                                                \* VF-8
        /\ st[h].lock[n] = NoChoice                                      \* VF-9
        /\ (SpentBefore(st[h].applied, n) + Amount[c]) <= Funds          \* VF-10
  /\ st' = [st EXCEPT ![h].lock[n] = c, ![h].votes[n] = @ \cup {c}]

Apply(h, n, c) ==
  /\ Certified(n, c)                                                     \* CF-6
  /\ n = st[h].next                                                      \* EX-2
  /\ st' = [st EXCEPT ![h].next = n + 1, ![h].applied[n] = c, ![h].lock[n] = NoChoice]

CoreNext == \E h \in Honest, n \in Nonces, c \in Choices : Vote(h, n, c) \/ Apply(h, n, c)
CoreSpec == CoreInit /\ [][CoreNext]_st

(* ----------------------------------------- the invariant, by conjuncts   *)
(* A vote is backed by its lock or by what was applied at its nonce.        *)
VoteBacked(s) == \A n \in Nonces : \A c \in s.votes[n] : (s.lock[n] = c) \/ (n < s.next)
(* A member votes once per nonce.                                           *)
VoteOnce(s) == \A n \in Nonces : Cardinality(s.votes[n]) <= 1
(* What is locked was voted for.                                            *)
LockVoted(s) == \A n \in Nonces : (s.lock[n] # NoChoice) => (s.lock[n] \in s.votes[n])
(* The nonces below next are applied, and no others.                        *)
AppliedInOrder(s) == \A n \in Nonces : (s.applied[n] # NoChoice) <=> (n < s.next)
(* Nobody votes beyond its next nonce.                                      *)
VotedInOrder(s) == \A n \in Nonces : (s.votes[n] # {}) => (n <= s.next)
(* What is voted for is there, after what was applied before it.            *)
VoteCovered(s) ==
  \A n \in Nonces : \A c \in s.votes[n] : (SpentBefore(s.applied, n) + Amount[c]) <= Funds

(* Constants again: the locals for which a conjunct is true.                *)
Listed(S) == {s : s \in S}          \* TLC keeps a filter as a filter; this makes it a list.
Every == Listed(Locals)
Left(name, S) == IF name \in Dropped THEN Every ELSE Listed(S)
VoteBackedLocals == Left("VoteBacked", {s \in Every : VoteBacked(s)})
VoteOnceLocals == Left("VoteOnce", {s \in Every : VoteOnce(s)})
LockVotedLocals == Left("LockVoted", {s \in Every : LockVoted(s)})
AppliedInOrderLocals == Left("AppliedInOrder", {s \in Every : AppliedInOrder(s)})
VotedInOrderLocals == Left("VotedInOrder", {s \in Every : VotedInOrder(s)})
VoteCoveredLocals == Left("VoteCovered", {s \in Every : VoteCovered(s)})
GoodLocals ==
  ((VoteBackedLocals \cap VoteOnceLocals) \cap (LockVotedLocals \cap AppliedInOrderLocals))
    \cap (VotedInOrderLocals \cap VoteCoveredLocals)

(* What is applied has a certificate.                                       *)
AppliedCertified ==
  ("AppliedCertified" \in Dropped) \/
  \E C \in {Certificates} : \A h \in Honest : \A n \in Nonces :
    (st[h].applied[n] # NoChoice) => (<<n, st[h].applied[n]>> \in C)

(* Ind, each conjunct under the name that TLC tells when it fails. All      *)
(* type-correct states that satisfy it are the product of the locals that   *)
(* do, with the one conjunct that is about several members.                 *)
All(S) == \A h \in Honest : st[h] \in S
EachVoteBacked == All(VoteBackedLocals)
EachVoteOnce == All(VoteOnceLocals)
EachLockVoted == All(LockVotedLocals)
EachAppliedInOrder == All(AppliedInOrderLocals)
EachVotedInOrder == All(VotedInOrderLocals)
EachVoteCovered == All(VoteCoveredLocals)
Ind == All(GoodLocals) /\ AppliedCertified
IndInit == (st \in [Honest -> GoodLocals]) /\ AppliedCertified

(* ------------------------------------------------- what it is good for   *)
TypeOK == All(Every)
OneOrderPerNonce ==
  \E C \in {Certificates} : \A p, q \in C : (p[1] = q[1]) => (p = q)
OneExecution ==
  \A n \in Nonces : \A h, k \in Honest :
    ((st[h].applied[n] # NoChoice) /\ (st[k].applied[n] # NoChoice))
      => (st[h].applied[n] = st[k].applied[n])
CertifiedInOrder ==
  \E N \in {{p[1] : p \in Certificates}} : \A n \in N : (0..n) \subseteq N
RECURSIVE AmountOf(_)
AmountOf(pairs) ==
  IF pairs = {} THEN 0
  ELSE LET p == CHOOSE x \in pairs : TRUE IN Amount[p[2]] + AmountOf(pairs \ {p})
NoOverspend == AmountOf(Certificates) <= Funds
=============================================================================
