------------------------------- MODULE Bundles ------------------------------
(* The chain of policy bundles as a whole: controllers and followers, each  *)
(* running PolicyAgent!PolicyStep, and an adversary who has the network and *)
(* the Byzantine keys.                                                      *)
(*                                                                          *)
(* The adversary costs no state: every content of Contents is proposed to   *)
(* everybody at any time, Byzantine keys have signed all of them, and any   *)
(* bundle that can be made of the signatures there are can arrive at any    *)
(* time, again, late, out of order, or never: so rollback, withholding and  *)
(* stale chains are deliveries like others. What cannot be made of true     *)
(* signatures arrives as the Forgeries say.                                 *)
EXTENDS PolicyAgent

CONSTANTS
  Agents,       \* those that keep to the protocol, controllers or not
  Byzantine,    \* keys that sign anything
  Leaked,       \* keys of honest controllers that leak once they are controllers no more
  First,        \* the root
  Contents,     \* what there is
  Frauds,       \* those of them that no honest controller would sign
  Foreign,      \* contents of another network, signed there by everybody
  Forgeries,    \* kinds of false bundles that arrive
  Times,        \* what a clock can show
  Behave(_, _, _)   \* PolicyStep; a broken rule in the models that must fail

VARIABLES
  agent,        \* agent -> its state
  net           \* the signatures that honest controllers gave: [by, content]

vars == <<agent, net>>

RECURSIVE ChainOf(_)
ChainOf(c) == {c} \cup UNION {ChainOf(p) : p \in c.previous}
InForceAt(h) == agent[h].bundle

(* ------------------------------------------------- the bundles there are *)
RECURSIVE Line(_, _)
Line(S, done) ==
  IF S = {} THEN done
  ELSE LET m == CHOOSE x \in S : \A y \in S : Rank[x] <= Rank[y] IN
       Line(S \ {m}, Append(done, SignatureOf(m)))
Corrupted(signatures) == [i \in DOMAIN signatures |-> [signatures[i] EXCEPT !.authority_sig = "corrupt"]]

Retired(m) == \E h \in Agents : m \notin MembersOf(InForceAt(h).controllers)
Signers(c) ==
  {v.by : v \in {u \in net : u.content = c}} \cup Byzantine \cup {m \in Leaked : Retired(m)}
Sets == {x.controllers : x \in Contents \cup {First}}

(* One for each set of controllers that may have to judge, and false ones:  *)
(* "twice" (PB-1) has one liar three times, "mixed" (PB-6) the signatures   *)
(* of another bundle.                                                       *)
BundlesOf(c) ==
  {Signed(c, Line(Signers(c) \cap MembersOf(k), <<>>)) : k \in Sets}
  \cup (IF "twice" \in Forgeries
        THEN {Signed(c, <<SignatureOf(m), SignatureOf(m), SignatureOf(m)>>) : m \in Byzantine}
        ELSE {})
  \cup (IF "mixed" \in Forgeries
        THEN {Signed(c, Corrupted(Line(MembersOf(First.controllers), <<>>)))} ELSE {})
ForeignOf(c) == {Signed(c, Line(MembersOf(First.controllers), <<>>))}
Arriving == UNION {BundlesOf(c) : c \in Contents} \cup UNION {ForeignOf(c) : c \in Foreign}

Applying(b) == [type |-> "ApplyBundle", bundle |-> b]
Signing(c) == [type |-> "SignBundle", bundle |-> Signed(c, <<>>)]
Asking(deed, subject, now) ==
  [type |-> "Consult", deed |-> deed, subject |-> subject, now |-> now]

Becomes(h, r) ==
  /\ r.kind # "refused"
  /\ r.state # agent[h]
  /\ agent' = [agent EXCEPT ![h] = r.state]
  /\ net' = net \cup {[by |-> h, content |-> m.body.bundle] : m \in r.emitted}

Next ==
  \/ \E h \in Agents : \E c \in Contents \ Frauds :
       \E r \in {Behave(h, agent[h], Signing(c))} : Becomes(h, r)
  \/ \E B \in {Arriving} : \E h \in Agents : \E b \in B :
       \E r \in {Behave(h, agent[h], Applying(b))} : Becomes(h, r)

Init == (agent = [h \in Agents |-> Beginning(First, {"alice"})]) /\ (net = {})
Spec == Init /\ [][Next]_vars

(* ---------------------------------------------------------- invariants   *)
Controls(h, c) == h \in MembersOf(c.controllers)
TypeOK ==
  /\ \A h \in Agents : InForceAt(h).version \in Nat
  /\ \A m \in net : m.by \in Agents

(* Whatever two agents have in force stands in one chain: at one version    *)
(* they have the same bundle.                                               *)
OneChain ==
  \A g, h \in Agents :
    (InForceAt(g).version <= InForceAt(h).version) => (InForceAt(g) \in ChainOf(InForceAt(h)))

(* And every bundle in it was signed by a quorum of the controllers named   *)
(* in the one before it, each counted once.                                 *)
TrulySigned(c) ==
  \A p \in c.previous :
    HasQuorum(p.controllers,
      SumOver(Committees[p.controllers], Signers(c) \cap MembersOf(p.controllers)))
EveryBundleIsCertified ==
  \A h \in Agents : \A c \in ChainOf(InForceAt(h)) :
    ((c.version = 0) => (c = First)) /\ (c.network = Network) /\ TrulySigned(c)
NothingIsSkipped ==
  \A h \in Agents : \A C \in {ChainOf(InForceAt(h))} :
    {c.version : c \in C} = 0..InForceAt(h).version

(* Whatever arrives, nobody goes back.                                      *)
NoRollback ==
  \A B \in {Arriving} : \A s \in {agent[h] : h \in Agents} : \A b \in B :
    (b.version < s.bundle.version) => (Behave("anybody", s, Applying(b)).state = s)

(* Whoever was away can walk the chain, through expired bundles too.        *)
TheRestCanBeWalked ==
  \A g, h \in Agents : \A c \in ChainOf(InForceAt(g)) :
    (c.version = InForceAt(h).version + 1) =>
      \E b \in BundlesOf(c) : Behave(h, agent[h], Applying(b)).kind = "applied"

(* Nobody acts on an expired bundle; payments inside a committee go on.     *)
Answers(s, deed, subject, now) == Behave("anybody", s, Asking(deed, subject, now)).kind
NobodyActsOnExpired ==
  \A s \in {agent[h] : h \in Agents} : \A now \in {t \in Times : t >= s.bundle.valid_until} :
    /\ \A k \in MembersOf(s.bundle.controllers) : Answers(s, "control", k, now) = "refused"
    /\ Answers(s, "policy", "alice", now) = "refused"
    /\ \A k \in s.bundle.committees :
         /\ Answers(s, "credit", k, now) = "refused"
         /\ (MembersOf(k) \cap s.bundle.revocations = {}) =>
              (Answers(s, "payment", k, now) = "allowed")

AllInForce == UNION {ChainOf(InForceAt(h)) : h \in Agents}
OneWinnerPerTerm ==
  \A S \in {{c.elected : c \in AllInForce}} : \A x, y \in S : (x.term = y.term) => (x = y)
OneTarget ==
  \A S \in {UNION {c.reassignments : c \in AllInForce}} : \A x, y \in S :
    ((x.account = y.account) /\ (x.epoch = y.epoch)) => (x = y)
OpenedOnce ==
  \A c, d \in AllInForce : \A x \in c.openings : \A y \in d.openings :
    (x.account = y.account) => ((c = d) /\ (x = y))
RevokedForEver ==
  \A c \in AllInForce : \A h \in Agents :
    (c.version <= InForceAt(h).version) =>
      /\ c.revocations \subseteq InForceAt(h).revocations
      /\ c.revocations \cap MembersOf(InForceAt(h).controllers) = {}

(* ------------------------- claims that must fail: something is reached    *)
NeverLast ==
  \A h \in Agents : \E c \in Contents : c.version > InForceAt(h).version
NeverBehind ==       \* Somebody has three versions to walk.
  \A g, h \in Agents : InForceAt(g).version < InForceAt(h).version + 3
NeverRotated ==
  \A h \in Agents : InForceAt(h).controllers = First.controllers
NeverSplit ==        \* All have signed, and no signature is left to make a quorum.
  \A B \in {{h \in Agents : Controls(h, First)}} :
    ~(/\ \A h \in B : (InForceAt(h) = First) /\ (agent[h].signed # {})
      /\ \A c \in Contents :
           ~HasQuorum(First.controllers,
              SumOver(Committees[First.controllers], {v.by : v \in {u \in net : u.content = c}})))
=============================================================================
