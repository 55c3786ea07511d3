---------------------------- MODULE PolicyClaims ----------------------------
(* What must be true of a policy agent whatever its guards say: see         *)
(* AuthorityClaims for how these are written.                               *)
EXTENDS PolicyAgent, Claims

(* The contents from the one in force back to the root.                     *)
RECURSIVE ChainOf(_)
ChainOf(c) == {c} \cup UNION {ChainOf(p) : p \in c.previous}
Chain == ChainOf(core.bundle)

TypeOK ==
  /\ core.bundle.version \in Nat
  /\ Cardinality(core.signed) <= 1
  /\ core.targets = UNION {c.reassignments : c \in Chain}
  /\ core.frozen = UNION {c.freezes : c \in Chain}

(* Nothing is left out of the chain, and it ends where the genesis began.   *)
ChainIsWhole ==
  /\ \A c \in Chain : c.network = Network
  /\ {c.version : c \in Chain} = 0..core.bundle.version
  /\ Cardinality(Chain) = core.bundle.version + 1
  /\ Openings[opening].bundle \in Chain

(* Two that stand in one chain.                                             *)
OneTarget ==
  \A x, y \in core.targets : ((x.account = y.account) /\ (x.epoch = y.epoch)) => (x = y)
TargetsAreFrozenFirst ==
  \A c \in Chain : \A x \in c.reassignments :
    \E d \in Chain : (d.version < c.version)
                     /\ ([account |-> x.account, epoch |-> x.epoch] \in d.freezes)
TargetsAreListed ==
  \A c \in Chain :
    {x.to : x \in c.reassignments} \cup {x.committee : x \in c.openings} \subseteq c.committees
OpenedOnce ==
  /\ \A c, d \in Chain : \A x \in c.openings : \A y \in d.openings :
       (x.account = y.account) => ((c = d) /\ (x = y))
  /\ \A c \in Chain : \A x \in c.openings : x.account \notin Openings[opening].opened
  /\ core.opened = Openings[opening].opened
                   \cup {x.account : x \in UNION {c.openings : c \in Chain}}
RevokedForEver ==
  \A c \in Chain : /\ c.revocations \subseteq core.bundle.revocations
                   /\ c.revocations \cap MembersOf(c.controllers) = {}
RevokedIsKnown == \A k \in core.bundle.revocations : \E c \in Chain : k \in KnownTo(c)
OneWinnerPerTerm ==
  \A c, d \in Chain :
    /\ (c.elected.term = d.elected.term) => (c.elected = d.elected)
    /\ (c.version < d.version) => (c.elected.term <= d.elected.term)
WinnersAreControllers ==
  \A c \in Chain : (c.elected.winner = Nobody) \/ (c.elected.winner \in MembersOf(c.controllers))
SignedIsNext ==
  \A c \in core.signed : (c.version = core.bundle.version + 1) /\ (c.previous = {core.bundle})
                         /\ (Self \in MembersOf(core.bundle.controllers))

(* ------------------------------------------------ claims about a step    *)
(* Signers, each once, who are controllers and really signed.               *)
TrueSigners(b) ==
  {m \in MembersOf(core.bundle.controllers) :
     \E i \in 1..Len(b.signatures) :
       (b.signatures[i].authority = m) /\ (b.signatures[i].authority_sig = m)}
ByControllers(i, r) ==
  (r.state.bundle # core.bundle) =>
    /\ i.type = "ApplyBundle"
    /\ i.bundle.form = "good"
    /\ r.state.bundle.version = core.bundle.version + 1
    /\ \A n \in 1..Len(i.bundle.signatures) :
         i.bundle.signatures[n].authority_sig = i.bundle.signatures[n].authority
    /\ \A n \in 1..Len(i.bundle.signatures) :
         i.bundle.signatures[n].authority \in MembersOf(core.bundle.controllers)
    /\ 3 * SumOver(Committees[core.bundle.controllers], TrueSigners(i.bundle))
         > 2 * TotalWeight(core.bundle.controllers)
OnlyCertified == Every(ByControllers)

(* PB-26: what is signed stays signed until its version is taken. *)
KeptPromise(i, r) ==
  /\ \A c \in core.signed : (c \in r.state.signed) \/ (r.state.bundle.version >= c.version)
  /\ \A m \in r.emitted : (m.body.authority_sig = Self) /\ (m.body.bundle \in r.state.signed)
OnePromise == Every(KeptPromise)

Acted(i, r) ==
  ((i.type = "Consult") /\ (r.kind = "allowed")) =>
    /\ (i.deed # "payment") => (i.now < core.bundle.valid_until)
    /\ (i.deed = "control") => (i.subject = core.bundle.elected.winner)
    /\ (i.deed = "policy") => (\E c \in Chain : \E x \in c.freezes : x.account = i.subject)
    /\ (i.deed \in {"payment", "credit"}) =>
         (i.subject \in core.bundle.committees)
         /\ (core.bundle.revocations \cap MembersOf(i.subject) = {})
ActsAreInForce == Every(Acted)

(* After expiry payments inside a committee go on.                          *)
GoesOn(i, r) ==
  ((i.type = "Consult") /\ (i.deed = "payment") /\ (i.subject \in core.bundle.committees)
   /\ (core.bundle.revocations \cap MembersOf(i.subject) = {})) => (r.kind = "allowed")
PaymentsGoOn == Every(GoesOn)

Asking(i, r) ==
  ((i.type \in {"Consult", "Restart"}) \/ (r.kind \in {"refused", "again"}))
  => (r.state = core)
AskingChangesNothing == Every(Asking)
=============================================================================
