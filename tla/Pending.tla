------------------------------- MODULE Pending ------------------------------
(* Orders that wait for a handoff. A customer who has moved, and whose old  *)
(* owner does not answer yet, hands her order to the new merchant before    *)
(* the account is open there. The merchant keeps it and says so; this       *)
(* promises nothing: no lock, no vote, no goods. What waits is voted for,   *)
(* or refused, once the account is open here; or its window ends first.     *)
(* Nothing leaves without a word to the customer.                           *)
(*   Pend     {order, now}      keep the order                              *)
(*   Lapse    {now}             let go of what came too late                *)
(*   Activate {account, now}    vote for what its turn has come for         *)
(* PendingStep(self, s, input) is total, as HandoffStep is. Clauses PD.     *)
(*                                                                          *)
(* State: that of Reassignment, and [pending : orders]. The deadline of an  *)
(* order is the end of its own window.                                      *)
EXTENDS Reassignment

CONSTANT PendingMax       \* how many orders of one account may wait

(* --------------------------------------------- PD-13, PD-14: messages    *)
PendingOrder(self, o) ==
  [type |-> "PendingOrder",
   body |-> [core_digest |-> Core(o), until |-> o.issued_at + o.ttl,
             authority |-> self, authority_sig |-> self]]
LapseNotice(self, o, reasons) ==
  [type |-> "LapseNotice",                                   \* PD-14
   body |-> [core_digest |-> Core(o), reasons |-> reasons,
             authority |-> self, authority_sig |-> self]]

(* ------------------------------------------------------ Pend: to wait    *)
Until(o) == o.issued_at + o.ttl
PendingOf(s, account) == {p \in s.pending : p.sender = account}
PendingAt(s, o) ==
  {p \in PendingOf(s, o.sender) : (p.nonce = o.nonce) /\ (p.epoch = o.epoch)}
IsKnown(s, account) == \E p \in Known(s) : p.account = account
IsDue(s, o) == Owns(s, o.sender) /\ (o.epoch <= s.shards[o.sender].epoch)

PendGuards(s, o, now) ==
  [PD2 |-> o.sender_sig = o.sender,
   PD3 |-> o.network = Network,
   PD4 |-> o.sender # o.recipient,
   PD5 |-> NotExpired(o, now),
   PD6 |-> NotFromFuture(o, now),
   PD7 |-> o.ttl <= TtlMax,
   PD8 |-> IsKnown(s, o.sender),
   PD9 |-> ~IsDue(s, o),
   PD10 |-> (PendingAt(s, o) # {}) \/ (Cardinality(PendingOf(s, o.sender)) < PendingMax),
   PD11 |-> \A p \in PendingAt(s, o) : Core(p) = Core(o)]
PendFailures(s, o, now) ==
  IF ("PD1" \notin Off) /\ (~OrderWellFormed(o)) THEN {"PD1"} ELSE Failed(PendGuards(s, o, now))

(* PD-15, PD-16. The same core again: of two windows the one that ends      *)
(* later is kept.                                                           *)
Pend(self, s, o, now) ==
  LET f == PendFailures(s, o, now)
      kept == {p \in PendingAt(s, o) : Core(p) = Core(o)} IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF \E p \in kept : Until(p) >= Until(o)
  THEN Answer(s, "again", {PendingOrder(self, p) : p \in kept})
  ELSE Answer([s EXCEPT !.pending = (@ \ kept) \cup {o}], "pending", {PendingOrder(self, o)})

(* ----------------------------------------- PD-17: Lapse, it is too late  *)
Expired(s, now) == {p \in s.pending : ~NotExpired(p, now)}
Lapse(self, s, now) ==
  The({IF gone = {} THEN Answer(s, "again", {})
       ELSE Answer([s EXCEPT !.pending = @ \ gone], "lapsed",
                   {LapseNotice(self, p, {"VF12"}) : p \in gone})
       : gone \in {Expired(s, now)}})

(* ------------------------------------- Activate: its turn has come       *)
(* PD-18: in order of epoch and nonce, one after the other. An order beyond *)
(* the next nonce goes on waiting: the one before it has to be certified    *)
(* first.                                                                   *)
DuePending(s, account) ==
  {p \in PendingOf(s, account) :
     (p.epoch < s.shards[account].epoch)
     \/ ((p.epoch = s.shards[account].epoch) /\ (p.nonce <= s.shards[account].next_nonce))}
Before(p, q) == (p.epoch < q.epoch) \/ ((p.epoch = q.epoch) /\ (p.nonce <= q.nonce))

(* PD-19: what SignVote answers; who is refused hears why.                  *)
Voting(self, s, o, now) ==
  The({IF r.kind = "refused"
       THEN [r EXCEPT !.emitted = @ \cup {LapseNotice(self, o, r.why)}] ELSE r
       : r \in {HandoffStep(self, s, [type |-> "SignVote", order |-> o, now |-> now])}})
RECURSIVE VoteAll(_, _, _, _)
VoteAll(self, r, due, now) ==
  IF due = {} THEN r
  ELSE LET o == CHOOSE p \in due : \A q \in due : Before(p, q) IN
       The({VoteAll(self,
              [r EXCEPT !.state = [a.state EXCEPT !.pending = @ \ {o}],
                        !.emitted = @ \cup a.emitted],
              due \ {o}, now)
            : a \in {Voting(self, r.state, o, now)}})

Activate(self, s, account, now) ==
  LET f == Failed([PD12 |-> Owns(s, account)]) IN
  IF f # {} THEN Refuse(s, f, {})
  ELSE IF ~Owns(s, account) THEN Answer(s, "again", {})      \* Without PD-12: nobody to vote for.
  ELSE The({IF due = {} THEN Answer(s, "again", {})
            ELSE VoteAll(self, Answer(s, "activated", {}), due, now)
            : due \in {DuePending(s, account)}})

(* ------------------------------------------ PD-20: the function          *)
PendingStep(self, s, i) ==
  CASE i.type = "Pend" -> Pend(self, s, i.order, i.now)
    [] i.type = "Lapse" -> Lapse(self, s, i.now)
    [] i.type = "Activate" -> Activate(self, s, i.account, i.now)
    [] OTHER -> HandoffStep(self, s, i)
=============================================================================
