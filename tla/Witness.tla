------------------------------ MODULE Witness -------------------------------
(* A merchant alone. A committee of one is trusted not to equivocate, but   *)
(* it may vanish; so what it promises is written down elsewhere first.      *)
(*   Grant            the owner names a witness, who may order a takeover,  *)
(*                    and how far it goes without the witness: `window`     *)
(*                    nonces and the sum `budget`                           *)
(*   Checkpoint       the account as the owner has it, and the claim that   *)
(*                    it has locked at the next nonce; numbered by `seq`    *)
(*   Acknowledgement  the witness has that checkpoint                       *)
(*   TakeoverOrder    the controller asks for another owner                 *)
(*   Statement        the witness has fenced the owner for ever, and says   *)
(*                    what the last checkpoint is; the account opens on it  *)
(*   Report           an owner that comes back says what it had promised    *)
(*                    beyond that checkpoint                                *)
(* WitnessStep and StandbyStep are total, as Authority!Step is; the second  *)
(* wraps it, and is the owner before and after. Clauses WI.                 *)
(*                                                                          *)
(* State of a witness: at most one for account and epoch, [grants,          *)
(*   held : checkpoints, fences : takeover orders]. It goes by the genesis. *)
(* State of an owner: that of Authority, and, at most one for account and   *)
(*   epoch: grants, written and acked : checkpoints,                        *)
(*   releases : [account, epoch, to], of accounts that were taken over,     *)
(*   windows : [account, epoch, owner, from, upto, amount, closed]: nonces  *)
(*             that the owner before may have spent, and the money for it.  *)
EXTENDS Reassignment

Smaller(a, b) == IF a < b THEN a ELSE b
Of(S, m) == {x \in S : (x.account = m.account) /\ (x.epoch = m.epoch)}
Instead(S, m) == (S \ Of(S, m)) \cup {m}
Say(type, body) == [type |-> type, body |-> body]

(* ------------------------------------------------------------ messages   *)
(* WI-14. *)
GrantOf(account, epoch, owner, witness, controller, window, budget) ==
  [form |-> "good", account |-> account, epoch |-> epoch, owner |-> owner, witness |-> witness,
   controller |-> controller, window |-> window, budget |-> budget, owner_sig |-> owner]
(* WI-16. *)
AcknowledgementOf(self, c) ==
  [form |-> "good", checkpoint |-> c, witness |-> self, witness_sig |-> self]
(* WI-17. *)
TakeoverOf(account, epoch, to, controller) ==
  [form |-> "good", account |-> account, epoch |-> epoch, to |-> to,
   controller |-> controller, controller_sig |-> controller]
(* WI-18. *)
StatementOf(self, order, grant, c) ==
  [form |-> "good", order |-> order, grant |-> grant, checkpoint |-> c,
   witness |-> self, witness_sig |-> self]
ReportOf(self, account, epoch, claims) ==
  [form |-> "good", account |-> account, epoch |-> epoch, claims |-> claims,
   owner |-> self, owner_sig |-> self]

Malformed(m) == ("WI1" \notin Off) /\ (m.form # "good")

(* --------------------------------------------------- grant: WI-1 to WI-5 *)
(* The owner is the whole committee, so nobody else could contradict it.    *)
OwnsAlone(proofs, g) ==
  \E p \in Of(proofs, g) :
    ((p.committee \in DOMAIN Committees) /\ (DOMAIN Committees[p.committee] = {g.owner}))
GrantIsTrue(proofs, g) ==
  [WI2 |-> g.owner_sig = g.owner,
   WI3 |-> OwnsAlone(proofs, g)]

GrantFailures(self, s, proofs, g, part) ==
  IF Malformed(g) THEN {"WI1"}
  ELSE Failed(GrantIsTrue(proofs, g))
       \cup Failed([WI4 |-> (part = self) /\ (g.owner # g.witness),
                    WI5 |-> Of(s.grants, g) \subseteq {g}])

(* -------------------------------------------- the witness: checkpoints   *)
(* WI-22: nothing takes a fence away.                                       *)
IsFenced(s, m) == Of(s.fences, m) # {}
IsNewer(c, held) == c.seq > held.seq

CheckpointGuards(s, c) ==
  [WI6 |-> Of(s.grants, c) # {},
   WI7 |-> \A g \in Of(s.grants, c) : (c.owner = g.owner) /\ (c.owner_sig = c.owner),
   WI8 |-> ~IsFenced(s, c),
   WI9 |-> \A h \in Of(s.held, c) : (h = c) \/ IsNewer(c, h)]

(* WI-20. *)
Checkpoint(self, s, c) ==
  LET f == IF Malformed(c) THEN {"WI1"} ELSE Failed(CheckpointGuards(s, c))
      said == {Say("Acknowledgement", AcknowledgementOf(self, c))} IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF c \in s.held THEN Answer(s, "again", said)
  ELSE Answer([s EXCEPT !.held = Instead(@, c)], "acknowledged", said)

(* ----------------------------------------------- the witness: takeover   *)
IsTarget(proofs, o) ==
  (o.to \in Listed) /\ (\A p \in Of(proofs, o) : p.committee # o.to)
Signs(o, g) == (o.controller = g.controller) /\ (o.controller_sig = o.controller)

TakeoverGuards(s, o) ==
  [WI6 |-> Of(s.grants, o) # {},
   WI10 |-> \A g \in Of(s.grants, o) : Signs(o, g),
   WI11 |-> IsTarget(Ownership, o),
   WI12 |-> (Of(s.grants, o) = {}) \/ (Of(s.held, o) # {}),
   WI13 |-> Of(s.fences, o) \subseteq {o}]

Statements(self, s, o) ==
  {Say("TakeoverStatement", StatementOf(self, o, g, c))
     : g \in Of(s.grants, o), c \in Of(s.held, o)}
(* WI-21. *)
Takeover(self, s, o) ==
  LET f == IF Malformed(o) THEN {"WI1"} ELSE Failed(TakeoverGuards(s, o)) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF o \in s.fences THEN Answer(s, "again", Statements(self, s, o))
  ELSE Answer([s EXCEPT !.fences = @ \cup {o}], "fenced", Statements(self, s, o))

(* WI-19. *)
BeWitness(self, s, g) ==
  LET f == GrantFailures(self, s, Ownership, g, g.witness) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF g \in s.grants THEN Answer(s, "again", {})
  ELSE Answer([s EXCEPT !.grants = @ \cup {g}], "granted", {})

WitnessStep(self, s, i) ==
  CASE i.type = "KeepGrant" -> BeWitness(self, s, i.grant)
    [] i.type = "KeepCheckpoint" -> Checkpoint(self, s, i.checkpoint)
    [] i.type = "FenceOwner" -> Takeover(self, s, i.order)
    [] i.type = "Restart" -> Answer(s, "restarted", {})

(* ------------------------------------------- the owner: its checkpoints  *)
GrantsFor(s, account) ==
  IF Owns(s, account) THEN Of(s.grants, [account |-> account, epoch |-> s.shards[account].epoch])
  ELSE {}
Granted(s, account) == GrantsFor(s, account) # {}
AckedFor(s, account) ==
  Of(s.acked, [account |-> account, epoch |-> s.shards[account].epoch])
ClaimsOfRecords(records) == {Claim(r.certificate.order) : r \in records}

(* WI-15. What is locked at the next nonce is reserved, voted for or not.   *)
ReservedIn(h, kind) == {Claim(l) : l \in LocksAt(h, h.next_nonce)}
CheckpointNow(self, s, account, kind, seq) ==
  LET h == s.shards[account] IN
  [form |-> "good", account |-> account, epoch |-> h.epoch, seq |-> seq,
   next_nonce |-> h.next_nonce, balance |-> h.balance, escrow |-> h.escrow,
   applied |-> ClaimsOfRecords(h.applied), credited |-> ClaimsOfRecords(h.credited),
   reserved |-> ReservedIn(h, kind), owner |-> self, owner_sig |-> self]

(* An account that has not changed has its last checkpoint still.           *)
LastSeq(written) == IF written = {} THEN 0 ELSE The(written).seq
Written(self, s, account, kind) ==
  LET last == Of(s.written, [account |-> account, epoch |-> s.shards[account].epoch]) IN
  The({IF CheckpointNow(self, s, account, kind, LastSeq(last)) \in last
       THEN Answer(s, kind, {Say("Checkpoint", c) : c \in last})
       ELSE Answer([s EXCEPT !.written = Instead(@, n)], kind, {Say("Checkpoint", n)})
       : n \in {CheckpointNow(self, s, account, kind, LastSeq(last) + 1)}})

(* What was promised before the grant stays promised, so the account as it  *)
(* is now counts as acknowledged: as long as the witness has no checkpoint  *)
(* there is no takeover, and each that it gets is later than this one.      *)
Before(self, s, account) == {CheckpointNow(self, s, account, "granted", 0)}
BeOwner(self, s, g) ==
  LET f == GrantFailures(self, s, Known(s), g, g.owner)
           \cup Failed([WI3 |-> Owns(s, g.account) /\ (s.shards[g.account].epoch = g.epoch)]) IN
  IF f # {} THEN Refuse(s, IF "WI1" \in f THEN {"WI1"} ELSE f, {})
  ELSE IF g \in s.grants THEN Answer(s, "again", {})
  ELSE Answer([s EXCEPT !.grants = @ \cup {g},
                        !.acked = IF ~Owns(s, g.account) THEN @
                                  ELSE @ \cup Before(self, s, g.account)],
              "granted", {})

WriteCheckpoint(self, s, account) ==
  LET f == Failed([WI6 |-> Granted(s, account)]) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF ~Owns(s, account) THEN Answer(s, "written", {})    \* Without WI-6: nothing to say.
  ELSE Written(self, s, account, "written")

(* The order is locked, and a checkpoint says so; the vote comes later.     *)
Reserve(self, s, o, now) ==
  The({IF r.kind \notin {"voted", "again"} THEN r
       ELSE IF ("WI6" \notin Off) /\ (~Granted(s, o.sender)) THEN Refuse(s, {"WI6"}, {})
       ELSE IF ~Owns(s, o.sender) THEN r
       ELSE Written(self, r.state, o.sender, "reserved")
       : r \in {SignVote(self, s, o, now)}})

(* Votes for what it reserved leave with the acknowledgement.               *)
AcknowledgeGuards(self, s, a) ==
  LET c == a.checkpoint
      G == Of(s.grants, c) IN
  [WI6 |-> G # {},
   SB3 |-> \A g \in G : (a.witness = g.witness) /\ (a.witness_sig = a.witness),
   SB4 |-> (c.owner = self) /\ (c.owner_sig = self)]
VotesFor(self, s, c) ==
  IF ~Owns(s, c.account) THEN {}
  ELSE {Vote(self, s.shards[c.account].committee, l)
          : l \in {k \in s.shards[c.account].locks : (k.epoch = c.epoch)
                                                     /\ (Claim(k) \in c.reserved)}}
IsLater(c, acked) == c.seq > acked.seq
Acknowledge(self, s, a) ==
  LET c == a.checkpoint
      f == IF Malformed(a) THEN {"WI1"} ELSE Failed(AcknowledgeGuards(self, s, a)) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF \E k \in Of(s.acked, c) : ~IsLater(c, k) THEN Answer(s, "again", {})
  ELSE Answer([s EXCEPT !.acked = Instead(@, c)], "acknowledged", VotesFor(self, s, c))

(* --------------------------------- the owner: votes, SB-1 and SB-2     *)
(* What is spent beyond a checkpoint once this order is, what it reserved   *)
(* apart; credits since then do not count.                                  *)
Beyond(h, c, o) ==
  ({Claim(r.certificate.order) : r \in {x \in h.applied :
      x.certificate.order.nonce >= c.next_nonce}} \cup {Claim(o)}) \ c.reserved
Limit(g, c) == Smaller(g.budget, c.balance - Amounts(c.reserved))
Spends(h, c, o) == Amounts(Beyond(h, c, o))
IsReserved(c, o) == Claim(o) \in c.reserved
LastNonce(g, c) == (c.next_nonce + Cardinality(c.reserved)) + g.window

VoteGuards(s, o) ==
  LET h == s.shards[o.sender]
      A == AckedFor(s, o.sender)
      free == Completes(h, o) \/ (\E c \in A : IsReserved(c, o)) IN
  [SB1 |-> \A g \in GrantsFor(s, o.sender) :
              free \/ (\E c \in A : o.nonce < LastNonce(g, c)),
   SB2 |-> \A g \in GrantsFor(s, o.sender) :
              free \/ (\A c \in A : Spends(h, c, o) <= Limit(g, c))]

(* A refused order that is genuine is told everything that is wrong.        *)
Bounded(self, s, o, r) ==
  IF (~Owns(s, o.sender)) \/ (r.kind = "settled") THEN r
  ELSE IF (r.why \cap {"VF1", "VF2", "VF3"}) # {} THEN r
  ELSE The({IF f = {} THEN r
            ELSE Refuse(s, r.why \cup f, IF r.kind = "refused" THEN r.emitted ELSE {})
            : f \in {Failed(VoteGuards(s, o))}})

(* ---------------------------------- the new owner: opening on a statement *)
(* With whatever the old one may have promised put aside: what it reserved, *)
(* and its budget, at nonces that it may have used.                         *)
PutAside(g, c) == IF Limit(g, c) < 0 THEN 0 ELSE Limit(g, c)
FirstFree(g, c) == LastNonce(g, c)
ReservedEscrow(c) ==
  {[nonce |-> k.nonce, amount |-> k.amount, claims |-> {k}] : k \in c.reserved}
OpeningOf(t) ==
  LET c == t.checkpoint
      g == t.grant IN
  [account |-> c.account, epoch |-> c.epoch + 1, committee |-> t.order.to,
   balance |-> (c.balance - Amounts(c.reserved)) - PutAside(g, c),
   next_nonce |-> FirstFree(g, c), escrow |-> c.escrow \cup ReservedEscrow(c),
   applied |-> c.applied, credited |-> c.credited]
OpeningOnStatement(t) == OpeningOf(t)
WindowOf(t) ==
  LET c == t.checkpoint IN
  [account |-> c.account, epoch |-> c.epoch, owner |-> c.owner,
   from |-> c.next_nonce + Cardinality(c.reserved), upto |-> FirstFree(t.grant, c),
   amount |-> PutAside(t.grant, c), closed |-> FALSE]

StatementGuards(s, t) ==
  LET g == t.grant
      c == t.checkpoint
      o == t.order IN
  [WI7 |-> (c.owner = g.owner) /\ (c.owner_sig = c.owner),
   WI10 |-> Signs(o, g),
   WI11 |-> IsTarget(Known(s), o),
   SB5 |-> (t.witness = g.witness) /\ (t.witness_sig = t.witness),
   SB6 |-> (g.account = o.account) /\ (c.account = o.account)
            /\ (g.epoch = o.epoch) /\ (c.epoch = o.epoch)]
StatementFailures(s, t) ==
  IF ("WI1" \notin Off) /\ ({t.form, t.grant.form, t.checkpoint.form, t.order.form} # {"good"})
  THEN {"WI1"}
  ELSE Failed(GrantIsTrue(Known(s), t.grant)) \cup Failed(StatementGuards(s, t))

Frozen(h) == [h EXCEPT !.frozen = TRUE]
MovedBy(o) == [account |-> o.account, epoch |-> o.epoch, to |-> o.to]

(* The old owner freezes the account, and says what it has promised there.  *)
PromisedBeyond(h, c) ==
  {k \in ClaimsOfRecords(h.applied) \cup {Claim(l) : l \in h.locks} : k.nonce >= c.next_nonce}
ReportOn(self, s, t) ==
  Say("TakeoverReport", ReportOf(self, t.order.account, t.order.epoch,
        PromisedBeyond(s.shards[t.order.account], t.checkpoint)))
WasOwner(self, s, t) ==
  /\ t.grant.owner = self
  /\ Owns(s, t.order.account)
  /\ s.shards[t.order.account].epoch = t.order.epoch
ReportsOn(self, s, t) == IF WasOwner(self, s, t) THEN {ReportOn(self, s, t)} ELSE {}

OpenTakeover(self, s, t) ==
  LET f == StatementFailures(s, t)
      o == t.order
      proof == [account |-> o.account, epoch |-> o.epoch + 1, committee |-> o.to]
      g == f \cup (IF f = {"WI1"} THEN {}
                   ELSE Failed([SB7 |-> (proof \in s.ownership) \/ IsNew(s, proof)])) IN
  IF g # {} THEN Refuse(s, g, {})
  ELSE IF proof \in s.ownership THEN Answer(s, "again", ReportsOn(self, s, t))
  ELSE IF MemberOf(self, o.to) THEN
    Heard(self, [s EXCEPT !.shards = (o.account :> ShardFrom(OpeningOnStatement(t))) @@ @,
                          !.windows = Instead(@, WindowOf(t))], "opened", proof)
  ELSE IF WasOwner(self, s, t) THEN
    The({[r EXCEPT !.emitted = @ \cup ReportsOn(self, s, t)]
         : r \in {Heard(self, [s EXCEPT !.shards[o.account] = Frozen(@),
                                        !.releases = @ \cup {MovedBy(o)}], "reported", proof)}})
  ELSE Heard(self, s, "recorded", proof)

(* ------------------------------- the new owner: what the old one promised *)
(* A certificate of those nonces brings its own escrow out of the window.   *)
Carves(s, o) ==
  IF ~Owns(s, o.sender) THEN {}
  ELSE {w \in Of(s.windows, [account |-> o.sender, epoch |-> o.epoch]) :
          /\ ~w.closed
          /\ (w.from <= o.nonce) /\ (o.nonce < w.upto)
          /\ o.amount <= w.amount
          /\ Settled(s, o) = {}
          /\ EscrowAt(s.shards[o.sender], o.nonce) = {}}
Carved(s, o) ==
  IF Carves(s, o) = {} THEN s
  ELSE [s EXCEPT !.windows = {IF w \in Carves(s, o) THEN [w EXCEPT !.amount = @ - o.amount] ELSE w
                              : w \in @},
                 !.shards[o.sender].escrow =
                   @ \cup {[nonce |-> o.nonce, amount |-> o.amount, claims |-> {Claim(o)}]}]
Applying(self, s, i) ==
  The({IF (r.kind = "refused") \/ (i.type = "VerifyCertificate")
       THEN [r EXCEPT !.state = s] ELSE r
       : r \in {HandoffStep(self, Carved(s, i.certificate.order), i)}})

(* The old owner's report closes the window: what it promised has an escrow *)
(* each, the rest is free.                                                  *)
Unsettled(s, w, claims) ==
  {k \in claims : (w.from <= k.nonce) /\ (k.nonce < w.upto)
                  /\ (\A r \in s.shards[w.account].applied : r.certificate.order.nonce # k.nonce)
                  /\ (EscrowAt(s.shards[w.account], k.nonce) = {})}
ReportGuards(s, m) ==
  [SB8 |-> \A w \in Of(s.windows, m) : (m.owner = w.owner) /\ (m.owner_sig = m.owner),
   SB9 |-> Of(s.windows, m) # {},
   SB10 |-> \A w \in Of(s.windows, m) :
              /\ \A k \in m.claims : k.sender = m.account
              /\ \A k, l \in m.claims : (k.nonce = l.nonce) => (k = l)
              /\ w.closed \/ (Amounts(Unsettled(s, w, m.claims)) <= w.amount)]
Report(self, s, m) ==
  LET f == IF Malformed(m) THEN {"WI1"} ELSE Failed(ReportGuards(s, m)) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF Of(s.windows, m) = {} THEN Answer(s, "again", {})    \* Without SB-9: nothing is open.
  ELSE The({IF w.closed THEN Answer(s, "again", {})
            ELSE The({Answer(
              [s EXCEPT !.windows = Instead(@, [w EXCEPT !.amount = 0, !.closed = TRUE]),
                        !.shards[m.account].balance = @ + (w.amount - Amounts(K)),
                        !.shards[m.account].escrow = @ \cup
                          {[nonce |-> k.nonce, amount |-> k.amount, claims |-> {k}] : k \in K}],
              "closed", {})
              : K \in {Unsettled(s, w, m.claims)}})
            : w \in Of(s.windows, m)})

(* ------------------------------------------------- the owner: receipts   *)
(* That a credit is done is said when a checkpoint has it: until then the   *)
(* payer keeps the certificate, so that a new owner can be shown it.        *)
WitnessedIn(s, m) ==
  LET k == m.body.claim_digest IN
  ((~m.body.credited) \/ (~Granted(s, k.recipient))
   \/ (\E c \in AckedFor(s, k.recipient) : k \in c.credited))
Witnessed(s, m) == WitnessedIn(s, m)
Discreet(r) ==
  [r EXCEPT !.emitted = {m \in @ : (m.type # "TransferReceipt") \/ Witnessed(r.state, m)}]

StandbyAnswer(self, s, i) ==
  CASE i.type = "TakeGrant" -> BeOwner(self, s, i.grant)
    [] i.type = "WriteCheckpoint" -> WriteCheckpoint(self, s, i.account)
    [] i.type = "Reserve" -> Reserve(self, s, i.order, i.now)
    [] i.type = "Acknowledge" -> Acknowledge(self, s, i.acknowledgement)
    [] i.type = "OpenTakeover" -> OpenTakeover(self, s, i.statement)
    [] i.type = "Report" -> Report(self, s, i.report)
    [] i.type \in {"SignVote", "VerifyTransfer"} ->
         The({Bounded(self, s, i.order, r) : r \in {HandoffStep(self, s, i)}})
    [] i.type \in {"ApplyCertificate", "VerifyCertificate"} -> Applying(self, s, i)
    [] OTHER -> HandoffStep(self, s, i)
StandbyStep(self, s, i) == The({Discreet(r) : r \in {StandbyAnswer(self, s, i)}})
=============================================================================
