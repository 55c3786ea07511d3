------------------------------ MODULE Authority ------------------------------
(* An authority as a total function: Step(self, s, input) is defined for    *)
(* every input, legal or hostile, in every state, and gives                 *)
(*   [state, kind, why, emitted]                                            *)
(* A refusal keeps the state by construction and carries every clause that  *)
(* failed. Clauses VF, VT, EX, OP, EQ of spec/protocol.md.                  *)
(*                                                                          *)
(* State: [shards    : account owned here -> shard,                         *)
(*         queue     : certificates that wait for an ownership proof,       *)
(*         ownership : what is proven about who owned whom]                 *)
(* Shard: [epoch, committee, balance, next_nonce, frozen,                   *)
(*         locks     : signed orders, at most one core per open nonce,      *)
(*         escrow    : set of [nonce, amount, claims],                      *)
(*         applied   : set of [certificate, debited, credited], as sender,  *)
(*         credited  : the same, as recipient,                              *)
(*         evidence  : {} or the two orders of an equivocation proof]       *)
EXTENDS Messages

Answer(s, kind, out) == [state |-> s, kind |-> kind, why |-> {}, emitted |-> out]
Refuse(s, why, out) == [state |-> s, kind |-> "refused", why |-> why, emitted |-> out]

Owns(s, account) == account \in DOMAIN s.shards

(* ------------------------------------------------- VF and VT: the lock   *)
EscrowAt(h, nonce) == {e \in h.escrow : e.nonce = nonce}
Completes(h, o) == \E e \in EscrowAt(h, o.nonce) : e.claims = {Claim(o)}
LocksAt(h, nonce) == {l \in h.locks : l.nonce = nonce}

OrderGuards(s, o, now) ==
  [VF2 |-> o.sender_sig = o.sender,
   VF3 |-> o.network = Network,
   VF5 |-> Owns(s, o.sender),
   VF11 |-> o.sender # o.recipient,
   VF12 |-> NotExpired(o, now),
   VF13 |-> NotFromFuture(o, now),
   VF14 |-> o.ttl <= TtlMax]

ShardGuards(h, o) ==
  [VF4 |-> o.epoch = h.epoch,
   VF6 |-> ~h.frozen,
   VF7 |-> h.evidence = {},
   VF8 |-> (o.nonce = h.next_nonce) \/ Completes(h, o),
   VF9 |-> \A l \in LocksAt(h, o.nonce) : Core(l) = Core(o),
   VF10 |-> Completes(h, o) \/ (o.amount <= h.balance)]

OrderFailures(s, o, now) ==
  IF ("VF1" \notin Off) /\ (~OrderWellFormed(o)) THEN {"VF1"}
  ELSE Failed(OrderGuards(s, o, now))
       \cup (IF Owns(s, o.sender) THEN Failed(ShardGuards(s.shards[o.sender], o)) ELSE {})

(* EQ-4: the orders held here that the sender's order contradicts. *)
SignedConflicts(h, o) ==
  {l \in h.locks \cup {r.certificate.order : r \in h.applied} :
     (l.nonce = o.nonce) /\ (l.epoch = o.epoch) /\ (Core(l) # Core(o))}

(* What a refused order is answered with: VT-6 and EQ-4. *)
OrderHints(s, o, f) ==
  IF ~Owns(s, o.sender) THEN {}
  ELSE LET h == s.shards[o.sender] IN
       {Equivocation(l, o) : l \in SignedConflicts(h, o)}
       \cup (IF (o.epoch = h.epoch) /\ ("VF8" \in f) /\ (o.nonce > h.next_nonce)
             THEN {Missing(o.sender, h.next_nonce)} ELSE {})

SignVote(self, s, o, now) ==
  LET f == OrderFailures(s, o, now) IN
  IF (f \cap {"VF1", "VF2", "VF3"}) # {} THEN Refuse(s, f, {})
  ELSE IF ~Owns(s, o.sender) THEN    \* Without VF-5 a vote would leave that no lock stands behind.
    (IF f # {} THEN Refuse(s, f, {}) ELSE Answer(s, "voted", {Vote(self, NoCommittee, o)}))
  ELSE LET h == s.shards[o.sender]
           held == {l \in h.locks : Core(l) = Core(o)}
           paid == {r \in h.applied : Claim(r.certificate.order) = Claim(o)} IN
  IF held # {} THEN                                                   \* VT-3, VT-4
    Answer(s, "again", {Vote(self, h.committee, l) : l \in held})
  ELSE IF paid # {} THEN                                              \* VT-5
    Answer(s, "settled", {Receipt(self, Claim(o), r.debited, r.credited) : r \in paid})
  ELSE IF f # {} THEN Refuse(s, f, OrderHints(s, o, f))
  ELSE Answer([s EXCEPT !.shards[o.sender].locks =                    \* VT-1, VT-2
                 {l \in h.locks : l.nonce # o.nonce} \cup {o}],
              "voted", {Vote(self, h.committee, o)})

(* ------------------------------------- EX: what a certificate does       *)
Settled(s, o) ==
  (IF Owns(s, o.sender)
   THEN {r \in s.shards[o.sender].applied : r.certificate.order.nonce = o.nonce} ELSE {})
  \cup UNION {{r \in s.shards[a].credited : (r.certificate.order.sender = o.sender)
                                            /\ (r.certificate.order.nonce = o.nonce)}
              : a \in DOMAIN s.shards}

SettledClaim(s, o) == {r \in Settled(s, o) : Claim(r.certificate.order) = Claim(o)}

Queued(s, c) ==
  {q \in s.queue : (q.order.sender = c.order.sender) /\ (q.order.nonce = c.order.nonce)
                   /\ (q.order.epoch = c.order.epoch) /\ (NamedCommittee(q) = NamedCommittee(c))}
QueuedClaim(s, c) ==
  {q \in Queued(s, c) : Core(q.order) = Core(c.order)}

Proven(s, o) == \E p \in s.ownership : (p.account = o.sender) /\ (p.epoch = o.epoch)

(* The certificates held here that this one proves a broken quorum with:    *)
(* same nonce, another claim, and both by committees that owned the sender, *)
(* or both by one committee in one epoch, whoever owned the sender. EX-4.   *)
Contradicted(s, c) ==
  {d \in (IF Proven(s, c.order) THEN {r.certificate : r \in Settled(s, c.order)} ELSE {})
         \cup Queued(s, c) :
     Claim(d.order) # Claim(c.order)}

InEscrow(h, o) == \E e \in EscrowAt(h, o.nonce) : Claim(o) \in e.claims

(* HO-38. Who has heard of a later owner is none for what comes after its   *)
(* own epoch, but for the claims that it had put money aside for.           *)
HasLeft(s, account) ==
  \E p \in s.ownership : (p.account = account) /\ (p.epoch > s.shards[account].epoch)
Debits(s, o) ==
  /\ Owns(s, o.sender)
  /\ \/ o.epoch <= s.shards[o.sender].epoch
     \/ ~HasLeft(s, o.sender)
     \/ InEscrow(s.shards[o.sender], o)
Credits(s, o) == Owns(s, o.recipient) /\ (~s.shards[o.recipient].frozen)

(* Where the nonce of a certificate stands at the sender's owner.           *)
NonceDecided(s, o) == (Settled(s, o) # {}) \/ InEscrow(s.shards[o.sender], o)
OfThisEpoch(h, o) == o.epoch = h.epoch
NoGap(h, o) == (~OfThisEpoch(h, o)) \/ (o.nonce <= h.next_nonce)
Current(h, o) == OfThisEpoch(h, o) /\ (o.nonce >= h.next_nonce)
Acceptable(s, o) == Proven(s, o) /\ (NonceDecided(s, o) \/ Current(s.shards[o.sender], o))
OnlyPayee(s, o) ==
  (~Debits(s, o)) /\ Owns(s, o.recipient) /\ (SettledClaim(s, o) = {})
HasRoom(s, c) == (QueuedClaim(s, c) # {}) \/ (Cardinality(s.queue) < QueueMax)

ApplyGuards(s, c) ==
  LET o == c.order IN
  [EX2 |-> (~Debits(s, o)) \/ NonceDecided(s, o) \/ NoGap(s.shards[o.sender], o),
   EX3 |-> (~Debits(s, o)) \/ Acceptable(s, o),
   EX4 |-> Contradicted(s, c) = {},
   EX5 |-> Debits(s, o) \/ Owns(s, o.recipient),
   EX6 |-> (~OnlyPayee(s, o)) \/ Proven(s, o) \/ HasRoom(s, c),
   EX7 |-> (~OnlyPayee(s, o)) \/ Credits(s, o)]

ApplyFailures(s, c) ==
  LET f == CertificateFailures(Judge(s.ownership, c), c) IN
  IF f = {"CF1"} THEN f ELSE f \cup Failed(ApplyGuards(s, c))

ValidityClauses == {"CF1", "CF2", "CF3", "CF4", "CF5", "CF6", "CF7", "CF8", "CF9"}

ApplyHints(s, c, f) ==
  IF (f \cap ValidityClauses) # {} THEN {}
  ELSE (IF "EX2" \in f THEN {Missing(c.order.sender, s.shards[c.order.sender].next_nonce)} ELSE {})
       \cup (IF "EX4" \in f THEN {BrokenQuorum(d, c) : d \in Contradicted(s, c)} ELSE {})

(* EX-8, EX-12, EX-16: the sender's side. *)
Debit(h, r) ==
  LET o == r.certificate.order
      held == {e \in EscrowAt(h, o.nonce) : Claim(o) \in e.claims} IN
  [h EXCEPT !.locks = {l \in h.locks : l.nonce # o.nonce},
            !.applied = @ \cup {r},
            !.escrow = @ \ held,
            !.balance = (@ - o.amount) + (IF held = {} THEN 0 ELSE (CHOOSE e \in held : TRUE).amount),
            !.next_nonce = IF o.nonce = @ THEN @ + 1 ELSE @]

Credit(h, r) ==
  [h EXCEPT !.balance = @ + r.certificate.order.amount, !.credited = @ \cup {r}]

(* EX-10: one record, one receipt; EX-11: the recipient alone. *)
Settle(s, c) ==
  LET o == c.order
      payer == Debits(s, o)
      payee == Credits(s, o)
      r == [certificate |-> c, debited |-> payer, credited |-> payee]
      one == IF payer THEN [s.shards EXCEPT ![o.sender] = Debit(@, r)] ELSE s.shards
      two == IF payee THEN [one EXCEPT ![o.recipient] = Credit(@, r)] ELSE one IN
  [s EXCEPT !.shards = two]

ApplyCertificate(self, s, c) ==
  LET o == c.order
      f == ApplyFailures(s, c) IN
  IF f # {} THEN Refuse(s, f, ApplyHints(s, c, f))
  ELSE IF SettledClaim(s, o) # {} THEN                                \* EX-9
    Answer(s, "again",
           {Receipt(self, Claim(o), r.debited, r.credited) : r \in SettledClaim(s, o)})
  ELSE IF Debits(s, o) \/ Proven(s, o) THEN
    Answer(Settle(s, c), "applied", {Receipt(self, Claim(o), Debits(s, o), Credits(s, o))})
  ELSE IF QueuedClaim(s, c) # {} THEN Answer(s, "queued", {})
  ELSE Answer([s EXCEPT !.queue = @ \cup {c}], "queued", {})          \* EX-11

(* ------------------------------------------ OP: who owned whom           *)
(* OP-2: what waited for the proof is settled, or answered, or evidence.    *)
RECURSIVE SettleAll(_, _, _)
SettleAll(self, r, waiting) ==
  IF waiting = {} THEN r
  ELSE LET c == CHOOSE q \in waiting : \A p \in waiting : q.order.nonce <= p.order.nonce
           o == c.order IN
       SettleAll(self,
         IF SettledClaim(r.state, o) # {}
         THEN [r EXCEPT !.emitted = @ \cup {Receipt(self, Claim(o), x.debited, x.credited)
                                            : x \in SettledClaim(r.state, o)}]
         ELSE IF Settled(r.state, o) # {}
         THEN [r EXCEPT !.emitted = @ \cup {BrokenQuorum(x.certificate, c)
                                            : x \in Settled(r.state, o)}]
         ELSE [r EXCEPT !.state = Settle(@, c),
                        !.emitted = @ \cup {Receipt(self, Claim(o), FALSE, TRUE)}],
         waiting \ {c})

RecordOwnershipProof(self, s, p) ==
  LET f == Failed([OP1 |-> p \in Ownership])
      told == {q \in s.queue : (q.order.sender = p.account) /\ (q.order.epoch = p.epoch)}
      good == {q \in told : NamedCommittee(q) = p.committee} IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF p \in s.ownership THEN Answer(s, "again", {})
  ELSE SettleAll(self,
         Answer([s EXCEPT !.ownership = @ \cup {p}, !.queue = @ \ told], "recorded", {}), good)

(* ------------------------------------------------ EQ: equivocation       *)
EvidenceFailures(s, form, orders) ==
  IF ("EQ1" \notin Off) /\ ((form # "good") \/ (\E o \in orders : ~OrderWellFormed(o))) THEN {"EQ1"}
  ELSE Failed(
    [EQ1 |-> \A o \in orders : (o.network = Network) /\ (o.sender_sig = o.sender),
     EQ2 |-> (Cardinality({Core(o) : o \in orders}) = 2)
             /\ (Cardinality({<<o.sender, o.nonce, o.epoch>> : o \in orders}) = 1),
     EQ3 |-> \A o \in orders : Owns(s, o.sender) /\ (s.shards[o.sender].epoch = o.epoch)])

RecordEvidence(s, form, orders) ==
  LET f == EvidenceFailures(s, form, orders)
      account == (CHOOSE o \in orders : TRUE).sender IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF ~Owns(s, account) THEN Answer(s, "recorded", {})
  ELSE IF s.shards[account].evidence # {} THEN Answer(s, "again", {})       \* EQ-6
  ELSE Answer([s EXCEPT !.shards[account].evidence = orders], "recorded", {})

(* -------------------------------------------------------- the function   *)
OnlySaying(s, r) == [r EXCEPT !.state = s, !.emitted = {}]              \* VF-15, EX-15

Step(self, s, i) ==
  CASE i.type = "SignVote" -> SignVote(self, s, i.order, i.now)
    [] i.type = "VerifyTransfer" -> OnlySaying(s, SignVote(self, s, i.order, i.now))
    [] i.type = "ApplyCertificate" -> ApplyCertificate(self, s, i.certificate)
    [] i.type = "VerifyCertificate" -> OnlySaying(s, ApplyCertificate(self, s, i.certificate))
    [] i.type = "RecordOwnershipProof" -> RecordOwnershipProof(self, s, i.proof)
    [] i.type = "RecordEvidence" -> RecordEvidence(s, i.form, i.orders)
    [] i.type = "Restart" -> Answer(s, "restarted", {})                 \* VT-1, EX-13
=============================================================================
