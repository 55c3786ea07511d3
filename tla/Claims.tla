------------------------------- MODULE Claims -------------------------------
(* What the claims about an authority and about a wallet share: the truth   *)
(* about a certificate, told by counting and never by calling a guard, and  *)
(* the form of a claim about a step.                                        *)
EXTENDS Messages, Generate

(* The members, each once, who really signed exactly this core for the      *)
(* committee that owned the sender in that epoch.                           *)
TrueVoters(c, k) ==
  {m \in DOMAIN Committees[k] :
     \E i \in 1..Len(c.votes) :
       (c.votes[i].authority = m) /\ (c.votes[i].authority_sig = m) /\ (c.votes[i].committee = k)
       /\ (c.votes[i].core_digest = Core(c.order))
       /\ (c.votes[i].nonce = c.order.nonce) /\ (c.votes[i].epoch = c.order.epoch)}
TrulyCertified(c) ==
  \E k \in OwnersOf(c.order.sender, c.order.epoch) :
    3 * SumOver(Committees[k], TrueVoters(c, k)) > 2 * TotalWeight(k)

(* A claim about a step is about every input in every state.                *)
Every(P(_, _)) ==
  \E all \in {Inputs} : \A n \in DOMAIN all : \E r \in {Respond(core, all[n])} : P(all[n], r)
=============================================================================
