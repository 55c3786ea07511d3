---------------------------- MODULE PolicyAgent -----------------------------
(* The policy agent: who follows the chain of policy bundles, as a total    *)
(* function PolicyStep(self, s, input) = [state, kind, why, emitted].       *)
(*                                                                          *)
(* A bundle says what is in force: who may sign the next one, which         *)
(* committees there are, which accounts begin, freeze and move, which keys  *)
(* are revoked, who is elected. It is signed by a quorum of the controllers *)
(* that the bundle before it names, so nobody introduces himself. Versions  *)
(* are taken one by one, and an expired one is walked through; but only a   *)
(* bundle that has not expired is acted on. Version 0, the root, comes from *)
(* the genesis: it names the first controllers and is expired from the      *)
(* start. Clauses PB.                                                       *)
(*                                                                          *)
(* State: [bundle  : the content in force,                                  *)
(*         signed  : {} or {the content that it signed to be the next},     *)
(*         opened  : accounts that have begun,                              *)
(*         frozen  : set of [account, epoch] that are frozen by policy,     *)
(*         targets : set of [account, epoch, to], what policy decided]      *)
(* Content: [network, version, previous, valid_until, parameters,           *)
(*           controllers, committees, openings, freezes, reassignments,     *)
(*           revocations, elected]; `previous` is {} or {the content}       *)
(* before it, on the wire its digest. A bundle is a content, its `form`,    *)
(* and its `signatures`, a sequence of [authority, authority_sig].          *)
EXTENDS Messages

Nobody == ""

Answer(s, kind, out) == [state |-> s, kind |-> kind, why |-> {}, emitted |-> out]
Refuse(s, why) == [state |-> s, kind |-> "refused", why |-> why, emitted |-> {}]

(* ------------------------------------ PB-25 to PB-27: bundles            *)
Content(b) ==
  [network |-> b.network, version |-> b.version, previous |-> b.previous,
   valid_until |-> b.valid_until, parameters |-> b.parameters, controllers |-> b.controllers,
   committees |-> b.committees, openings |-> b.openings, freezes |-> b.freezes,
   reassignments |-> b.reassignments, revocations |-> b.revocations, elected |-> b.elected]
Signed(c, signatures) ==
  [form |-> "good", network |-> c.network, version |-> c.version, previous |-> c.previous,
   valid_until |-> c.valid_until, parameters |-> c.parameters, controllers |-> c.controllers,
   committees |-> c.committees, openings |-> c.openings, freezes |-> c.freezes,
   reassignments |-> c.reassignments, revocations |-> c.revocations, elected |-> c.elected,
   signatures |-> signatures]
SignatureOf(self) == [authority |-> self, authority_sig |-> self]
BundleSignature(self, c) ==
  [type |-> "BundleSignature",
   body |-> [bundle |-> c, authority |-> self, authority_sig |-> self]]

Parameters == [skew |-> Skew, ttl_max |-> TtlMax, queue_max |-> QueueMax]

(* PB-27. Version 0: the committees of the genesis, of which the first are  *)
(* the controllers.                                                         *)
RootOf(controllers, committees) ==
  [network |-> Network, version |-> 0, previous |-> {}, valid_until |-> 0,
   parameters |-> Parameters, controllers |-> controllers, committees |-> committees,
   openings |-> {}, freezes |-> {}, reassignments |-> {}, revocations |-> {},
   elected |-> [term |-> 0, winner |-> Nobody]]
Beginning(root, accounts) ==
  [bundle |-> root, signed |-> {}, opened |-> accounts, frozen |-> {}, targets |-> {}]

MembersOf(committee) ==
  IF committee \in DOMAIN Committees THEN DOMAIN Committees[committee] ELSE {}
KnownTo(c) == MembersOf(c.controllers) \cup UNION {MembersOf(k) : k \in c.committees}

(* ------------------------------------------ what any bundle must fulfil  *)
BundleWellFormed(b) == (b.form = "good") /\ Ascending(b.signatures)

IsNext(s, b) == b.version = s.bundle.version + 1

ContentGuards(s, b) ==
  [PB2 |-> b.network = Network,
   PB3 |-> b.version > s.bundle.version,
   PB4 |-> b.version <= s.bundle.version + 1,
   PB5 |-> (~IsNext(s, b)) \/ (b.previous = {s.bundle}),
   PB9 |-> \A x \in b.reassignments : \A y \in b.reassignments \cup s.targets :
             ((x.account = y.account) /\ (x.epoch = y.epoch)) => (x.to = y.to),
   PB10 |-> \A k \in {x.to : x \in b.reassignments} \cup {x.committee : x \in b.openings} :
              k \in b.committees,
   PB11 |-> \A x \in b.reassignments : [account |-> x.account, epoch |-> x.epoch] \in s.frozen,
   PB12 |-> (\A x \in b.openings : x.account \notin s.opened)
            /\ (Cardinality({x.account : x \in b.openings}) = Cardinality(b.openings)),
   PB13 |-> s.bundle.revocations \subseteq b.revocations,
   PB14 |-> (b.revocations \ s.bundle.revocations) \subseteq (KnownTo(s.bundle) \cup KnownTo(b)),
   PB15 |-> b.revocations \cap MembersOf(b.controllers) = {},
   PB16 |-> (b.elected = s.bundle.elected) \/ (b.elected.term > s.bundle.elected.term),
   PB17 |-> (b.elected.winner = Nobody) \/ (b.elected.winner \in MembersOf(b.controllers))]

(* By the controllers of the bundle in force, never by its own.             *)
SignatureGuards(s, b) ==
  LET I == 1..Len(b.signatures)
      controllers == s.bundle.controllers IN
  [PB6 |-> \A i \in I : b.signatures[i].authority_sig = b.signatures[i].authority,
   PB7 |-> \A i \in I : b.signatures[i].authority \in DOMAIN Committees[controllers],
   PB8 |-> HasQuorum(controllers, WeightOf(controllers, b.signatures, Len(b.signatures)))]

(* ----------------------------------- PB-28 to PB-31: apply and sign      *)
InForce(s, b) == (BundleWellFormed(b) \/ ("PB1" \in Off)) /\ (Content(b) = s.bundle)

ApplyFailures(s, b) ==
  IF ("PB1" \notin Off) /\ (~BundleWellFormed(b)) THEN {"PB1"}
  ELSE Failed(ContentGuards(s, b)) \cup Failed(SignatureGuards(s, b))

ApplyBundle(s, b) ==
  IF InForce(s, b) THEN Answer(s, "again", {})                       \* PB-29
  ELSE LET f == ApplyFailures(s, b) IN
  IF f # {} THEN Refuse(s, f)
  ELSE Answer([bundle |-> Content(b),
               signed |-> {c \in s.signed : c.version > b.version},
               opened |-> s.opened \cup {x.account : x \in b.openings},
               frozen |-> s.frozen \cup b.freezes,
               targets |-> s.targets \cup b.reassignments], "applied", {})

(* PB-30. One content of a version, for ever: what else could keep two      *)
(* bundles of one version from having a quorum each.                        *)
SignFailures(self, s, b) ==
  IF ("PB1" \notin Off) /\ (~BundleWellFormed(b)) THEN {"PB1"}
  ELSE Failed(ContentGuards(s, b))
       \cup Failed([PB18 |-> self \in DOMAIN Committees[s.bundle.controllers],
                    PB19 |-> s.signed \subseteq {Content(b)}])

SignBundle(self, s, b) ==
  LET f == SignFailures(self, s, b) IN
  IF f # {} THEN Refuse(s, f)
  ELSE Answer([s EXCEPT !.signed = {Content(b)}],
              IF Content(b) \in s.signed THEN "again" ELSE "signed",
              {BundleSignature(self, Content(b))})

(* ----------------------------------------- PB-32: may this be done now?  *)
(*   payment  a lock in that committee       credit  one from there         *)
(*   control  a control write of that key    policy  a move of that account *)
NotRevoked(s, committee) == s.bundle.revocations \cap MembersOf(committee) = {}
Deeds == {"payment", "credit", "control", "policy"}

ConsultGuards(s, deed, subject, now) ==
  LET inside == deed \in {"payment", "credit"} IN
  [PB20 |-> (deed = "payment") \/ (now < s.bundle.valid_until),
   PB21 |-> (~inside) \/ (subject \in s.bundle.committees),
   PB22 |-> (~inside) \/ NotRevoked(s, subject),
   PB23 |-> (deed # "control") \/ (subject = s.bundle.elected.winner),
   PB24 |-> (deed # "policy") \/ (\E x \in s.frozen : x.account = subject)]

Consult(s, deed, subject, now) ==
  LET f == Failed(ConsultGuards(s, deed, subject, now)) IN
  IF f # {} THEN Refuse(s, f) ELSE Answer(s, "allowed", {})

(* --------------------------------------------------------- the function  *)
PolicyStep(self, s, i) ==
  CASE i.type = "ApplyBundle" -> ApplyBundle(s, i.bundle)
    [] i.type = "SignBundle" -> SignBundle(self, s, i.bundle)
    [] i.type = "Consult" -> Consult(s, i.deed, i.subject, i.now)
    [] i.type = "Restart" -> Answer(s, "restarted", {})
=============================================================================
