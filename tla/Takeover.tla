------------------------------ MODULE Takeover ------------------------------
(* A takeover as a whole: an owner alone, its witness, and those who may be *)
(* the next owners, each running Witness!StandbyStep or WitnessStep.        *)
(*                                                                          *)
(* The adversary has the network and alice. She signs every order of Orders *)
(* for either epoch; the controller signs every order of Takeovers; and     *)
(* whatever was sent arrives at any time, in any order, or never. So the    *)
(* owner is cut off, comes back, and never knows that it was fenced; a      *)
(* crash is a time without steps, for Restart keeps everything (WI).        *)
(* Forgeries arrive from the beginning.                                     *)
(*                                                                          *)
(* A committee of one: whoever has its vote has a certificate.              *)
EXTENDS Witness, Cast

CONSTANTS
  Old,              \* the owner of epoch 0, `home`
  Seer,             \* its witness
  News,             \* those who may be owners of epoch 1
  Begun,            \* party -> its state at the start
  Orders,           \* the orders that alice signs, of both epochs
  Inflow,           \* true certificates that pay alice
  Funds,            \* what alice has at the start
  Times,            \* what a clock can show
  Grants,           \* grants that arrive; true and false ones
  Takeovers,        \* takeover orders that arrive
  Forging,          \* kinds of messages that arrive and that nobody honest has sent
  SeqMax,           \* how many checkpoints the owner writes
  Witnesses(_, _, _), \* WitnessStep; a broken rule in the models that must fail
  Behave(_, _, _)     \* StandbyStep

VARIABLES
  auth,             \* party -> its state
  net               \* what they have sent

vars == <<auth, net>>

Owners == {Old} \cup News
Owner(h) == Owns(auth[h], "alice")
ShardAt(h) == auth[h].shards["alice"]
Opened == {h \in News : Owner(h)}

(* ---------------------------------------------------------- the network  *)
Told(type) == {m.body : m \in {n \in net : n.type = type}}

(* False messages, named for the guard that must see through them. Those    *)
(* that bear a true signature are what a witness, or an owner, would lie.   *)
Rich(c) == [c EXCEPT !.seq = 9, !.balance = 9]
Lies(kind) ==
  CASE kind = "WI1" -> {Say("Checkpoint", [Rich(c) EXCEPT !.form = "extra"])
                        : c \in auth[Old].written}
    [] kind = "WI7" -> {Say("Checkpoint", [Rich(c) EXCEPT !.owner_sig = "eve"])
                        : c \in auth[Old].written}
    [] kind = "SB3" -> {Say("Acknowledgement",
                             [AcknowledgementOf(Seer, c) EXCEPT !.witness_sig = "eve"])
                         : c \in auth[Old].written}
    [] kind = "SB4" -> {Say("Acknowledgement",
                             AcknowledgementOf(Seer, [Rich(c) EXCEPT !.owner_sig = "eve"]))
                         : c \in auth[Old].written}
    [] kind = "SB5" -> {Say("TakeoverStatement",
                             [StatementOf(Seer, o, g, c) EXCEPT !.witness_sig = "eve"])
                         : o \in Takeovers, g \in auth[Old].grants, c \in auth[Old].written}
    [] kind = "SB6" -> {Say("TakeoverStatement",
                             [t EXCEPT !.checkpoint = [Rich(@) EXCEPT !.account = "dave"]])
                         : t \in Told("TakeoverStatement")}
    [] kind = "SB7" -> {Say("TakeoverStatement", [t EXCEPT !.order.to = "twin"])
                         : t \in Told("TakeoverStatement")}
    [] kind = "SB8" -> {Say("TakeoverReport",
                             [ReportOf(Old, "alice", 0, {}) EXCEPT !.owner_sig = "eve"])}
    [] kind = "SB10" -> {Say("TakeoverReport", ReportOf(Old, "alice", 0, {Claim(Paying(o, 9))}))
                         : o \in {p \in Orders : p.epoch = 0}}
Bodies(type) ==
  Told(type) \cup {m.body : m \in {n \in UNION {Lies(k) : k \in Forging} : n.type = type}}
Posted(h, m) ==
  IF m.type = "TransferVote" THEN Say("Vote", [by |-> h, core |-> m.body.core_digest])
  ELSE IF m.type = "TransferReceipt" THEN Say("Receipt", [by |-> h, claim |-> m.body.claim_digest])
  ELSE m
IsKept(m) ==
  m.type \in {"TransferVote", "Checkpoint", "Acknowledgement", "TakeoverStatement",
             "TakeoverReport"}
  \/ ((m.type = "TransferReceipt") /\ m.body.credited)
Sent(h, emitted) == {Posted(h, m) : m \in {e \in emitted : IsKept(e)}}

Becomes(h, r) ==
  /\ r.kind # "refused"
  /\ (r.state # auth[h]) \/ (~(Sent(h, r.emitted) \subseteq net))
  /\ auth' = [auth EXCEPT ![h] = r.state]
  /\ net' = net \cup Sent(h, r.emitted)

Does(h, i) == \E r \in {Behave(h, auth[h], i)} : Becomes(h, r)
Sees(i) == \E r \in {Witnesses(Seer, auth[Seer], i)} : Becomes(Seer, r)

(* ------------------------------------------------------------- the steps *)
Votes == Told("Vote")
CommitteeOf(h) == CHOOSE c \in DOMAIN Committees : DOMAIN Committees[c] = {h}
CertificateBy(v, o) == Cert(o, CommitteeOf(v.by), <<v.by>>)
CertifiedBy(h) == {o \in Orders : \E v \in Votes : (v.by = h) /\ (v.core = Core(o))}
Certificates ==
  UNION {{CertificateBy(v, o) : o \in {p \in Orders : Core(p) = v.core}} : v \in Votes}

Asks(h, type, o, now) == Does(h, [type |-> type, order |-> o, now |-> now])
Pays(h, c) == Does(h, [type |-> "ApplyCertificate", certificate |-> c])

Signed(g) == g \in auth[Old].grants       \* The owner signs what it goes by.

Next ==
  \/ \E g \in Grants :
       \/ Does(Old, [type |-> "TakeGrant", grant |-> g])
       \/ (Signed(g) \/ (g.owner_sig # Old)) /\ Sees([type |-> "KeepGrant", grant |-> g])
  \/ \E h \in Owners :
       \/ \E o \in Orders, now \in Times : Owner(h) /\ Asks(h, "SignVote", o, now)
       \/ \E c \in Certificates \cup Inflow : Owner(h) /\ Pays(h, c)
       \/ \E t \in Bodies("TakeoverStatement") : Does(h, [type |-> "OpenTakeover", statement |-> t])
       \/ \E m \in Bodies("TakeoverReport") : Does(h, [type |-> "Report", report |-> m])
  \/ /\ \A c \in auth[Old].written : c.seq < SeqMax
     /\ \/ \E o \in Orders, now \in Times : Asks(Old, "Reserve", o, now)
        \/ Does(Old, [type |-> "WriteCheckpoint", account |-> "alice"])
  \/ \E a \in Bodies("Acknowledgement") : Does(Old, [type |-> "Acknowledge", acknowledgement |-> a])
  \/ \E c \in Bodies("Checkpoint") : Sees([type |-> "KeepCheckpoint", checkpoint |-> c])
  \/ \E o \in Takeovers : Sees([type |-> "FenceOwner", order |-> o])

Init == (auth = Begun) /\ (net = {})
Spec == Init /\ [][Next]_vars

(* ---------------------------------------------------------- invariants   *)
Stated == Told("TakeoverStatement")
CertifiedOrders == UNION {CertifiedBy(h) : h \in Owners}

TypeOK ==
  /\ DOMAIN auth = Owners \cup {Seer}
  /\ \A h \in Owners : Cardinality(auth[h].written) <= 1
  /\ \A h \in Opened : ShardAt(h).epoch = 1

(* A nonce is spent once, over both owners.                                 *)
OneClaimPerNonce ==
  \A C \in {CertifiedOrders} : \A o, p \in C : (o.nonce = p.nonce) => (Claim(o) = Claim(p))
OneOwner == Cardinality(Opened) <= 1
OneTakeover == \A t, u \in Stated : t.order = u.order

(* Whatever the old owner certified, the new one has executed, or has money *)
(* put aside for it.                                                        *)
HasRoomFor(h, o) ==
  \/ Claim(o) \in ClaimsOfRecords(ShardAt(h).applied)
  \/ \E e \in ShardAt(h).escrow : (Claim(o) \in e.claims) /\ (o.amount <= e.amount)
  \/ \E w \in auth[h].windows :
       (~w.closed) /\ (w.from <= o.nonce) /\ (o.nonce < w.upto) /\ (o.amount <= w.amount)
NothingIsStranded == \A h \in Opened : \A o \in CertifiedBy(Old) : HasRoomFor(h, o)

(* And it settles, wherever alice is owned.                                 *)
EveryCertificateSettles ==
  \A C \in {Certificates} : \A h \in Owners : \A c \in C :
    (Owner(h) /\ (c.order.epoch <= ShardAt(h).epoch)) =>
      \E r \in {Behave(h, auth[h], [type |-> "ApplyCertificate", certificate |-> c])} :
        (r.kind \in {"applied", "again"}) \/ ((r.kind = "refused") /\ (r.why = {"EX2"}))

Solvent ==
  \A h \in Owners : Owner(h) =>
    /\ ShardAt(h).balance >= 0
    /\ \A w \in auth[h].windows : w.amount >= 0
NoOverdraft ==
  Amounts({Claim(o) : o \in CertifiedOrders}) <= Funds + Amounts(ClaimsOf(Inflow))
Conserved ==
  \A h \in Owners : Owner(h) =>
    ((ShardAt(h).balance + Amounts(ShardAt(h).escrow)) + Amounts(auth[h].windows))
      = (Funds + Amounts(ClaimsOfRecords(ShardAt(h).credited)))
        - Amounts(ClaimsOfRecords(ShardAt(h).applied))
OnlyTrueClaims ==
  \A C \in {{Claim(o) : o \in CertifiedOrders}} : \A G \in {ClaimsOf(Inflow)} : \A h \in Owners :
    Owner(h) => ((ClaimsOfRecords(ShardAt(h).applied) \subseteq C)
                 /\ (ClaimsOfRecords(ShardAt(h).credited) \subseteq G))

(* Fenced means fenced: nothing later than what the statement says is ever  *)
(* acknowledged, or taken for acknowledged.                                 *)
FencedIsFenced ==
  \A t \in Stated :
    /\ auth[Seer].held = {t.checkpoint}
    /\ \A m \in net : (m.type = "Acknowledgement") => (m.body.checkpoint.seq <= t.checkpoint.seq)
    /\ \A c \in auth[Old].acked : c.seq <= t.checkpoint.seq
OnlyOrdered ==     \* Nobody is fenced, frozen or opened but by a true order of the controller.
  /\ \A o \in auth[Seer].fences : (o.controller_sig = "ctl") /\ (o.to \in Listed)
  /\ \A h \in Owners : (Owner(h) /\ (ShardAt(h).frozen \/ (ShardAt(h).epoch > 0))) =>
       (auth[Seer].fences # {})
IsOwn(c) == (c.form = "good") /\ (c.owner_sig = Old)
OnlyWritten ==     \* What the witness holds, the owner has written.
  \A c \in auth[Seer].held : IsOwn(c) /\ (\E k \in auth[Old].written : c.seq <= k.seq)
OneGrant ==        \* Owner and witness go by one grant, the owner's, and by no other's.
  \A g \in auth[Old].grants \cup auth[Seer].grants :
    /\ \A k \in auth[Old].grants \cup auth[Seer].grants : g = k
    /\ g.owner_sig = Old
    /\ g.witness = Seer
FencedIsStated ==  \* Nobody is fenced for nothing: there is a checkpoint to go on from.
  (auth[Seer].fences # {}) => (Stated # {})
AckedIsHeld ==     \* What the owner takes for acknowledged, the witness has, or something later.
  \A c \in auth[Old].acked :
    IsOwn(c) /\ ((c.seq = 0) \/ (\E k \in auth[Seer].held : c.seq <= k.seq))

(* What was ever said to be credited, is. *)
ReceiptsAreKept ==
  \A m \in net : (m.type = "Receipt") =>
    \A h \in Opened \cup {m.body.by} :
      (m.body.claim \in ClaimsOfRecords(ShardAt(h).credited))

(* A vote is a promise: asked again, it comes again.                        *)
VotesStand ==
  \A v \in Votes : Owner(v.by) =>
    \A o \in {p \in Orders : Core(p) = v.core} : \A now \in Times :
      Behave(v.by, auth[v.by], [type |-> "SignVote", order |-> o, now |-> now]).kind
        \in {"again", "settled"}

(* ------------------------- claims that must fail: something is reached    *)
NeverOpened == Opened = {}
NeverBeyond ==         \* The old owner certified what no checkpoint at the witness has.
  \A t \in Stated : \A o \in CertifiedBy(Old) :
    (o.nonce < t.checkpoint.next_nonce) \/ (Claim(o) \in t.checkpoint.reserved)
NeverFromWindow ==
  \A h \in Opened : \A w \in auth[h].windows : w.closed \/ (\A t \in Stated : w = WindowOf(t))
NeverClosed == \A h \in Opened : \A w \in auth[h].windows : ~w.closed
NeverCompleted ==
  \A o \in CertifiedBy(Old) : \A h \in News : \A p \in CertifiedBy(h) : Claim(o) # Claim(p)
NeverCreditedTwice ==
  \A h \in Opened : \A x \in ShardAt(Old).credited : x \notin ShardAt(h).credited
=============================================================================
