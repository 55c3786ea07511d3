---------------------------- MODULE StandbyClaims ----------------------------
(* What must be true of an owner beside its witness, and of whoever takes   *)
(* over from one, whatever its guards say: written from the effects, never  *)
(* by calling a guard, so that a guard that is missing breaks one of these. *)
EXTENDS Standby, AuthorityClaims

About(x, y) == (x.account = y.account) /\ (x.epoch = y.epoch)
OneOf(S) == \A x, y \in S : About(x, y) => (x = y)
RECURSIVE SumOf(_)
SumOf(claims) ==
  IF claims = {} THEN 0 ELSE LET c == CHOOSE x \in claims : TRUE IN c.amount + SumOf(claims \ {c})
Paid(s, a) == {Claim(r.certificate.order) : r \in s.shards[a].applied}
Earned(s, a) == {Claim(r.certificate.order) : r \in s.shards[a].credited}
WindowsAt(s, a) == {w \in s.windows : (w.account = a) /\ (w.epoch + 1 = s.shards[a].epoch)}
Here(S, a) == {x \in S : (x.account = a) /\ (x.epoch = H(a).epoch)}
Sent(r, type) == {m.body : m \in {e \in r.emitted : e.type = type}}
Least(a, b) == IF a < b THEN a ELSE b

(* ------------------------------------------------ claims about a state   *)
StandbyTypeOK ==
  /\ OneOf(core.grants) /\ OneOf(core.written) /\ OneOf(core.acked)
  /\ OneOf(core.windows) /\ OneOf(core.releases) /\ OneOf(core.ownership)
  /\ \A a \in Accounts :
       /\ H(a).next_nonce \in Nat /\ H(a).balance \in Int /\ H(a).frozen \in BOOLEAN
       /\ Self \in DOMAIN Committees[H(a).committee]
       /\ \A e, f \in H(a).escrow : (e.nonce = f.nonce) => (e = f)
       /\ \A e \in H(a).escrow : \A k \in e.claims : (k.sender = a) /\ (k.nonce = e.nonce)
  /\ \A w \in core.windows : (w.amount >= 0) /\ (w.from <= w.upto)

(* It goes by grants that it gave itself, of what it owns alone.            *)
GrantsAreOwn ==
  \A g \in core.grants :
    /\ (g.form = "good") /\ (g.owner = Self) /\ (g.owner_sig = Self) /\ (g.witness # Self)
    /\ (g.account \in Accounts) /\ (H(g.account).epoch = g.epoch)
    /\ DOMAIN Committees[H(g.account).committee] = {Self}
WrittenIsOwn ==
  \A c \in core.written \cup core.acked :
    /\ (c.form = "good") /\ (c.owner = Self) /\ (c.owner_sig = Self)
    /\ \E g \in core.grants : About(g, c)
FrozenIsTaken ==
  \A a \in Accounts : H(a).frozen =>
    /\ \E x \in core.releases : About(x, [account |-> a, epoch |-> H(a).epoch])
    /\ \E p \in core.ownership : (p.account = a) /\ (p.epoch = H(a).epoch + 1)

(* ------------------------------------------------- claims about a step   *)
(* SB-12: a grant, once taken, stands; what was acknowledged only gets      *)
(* later, and by the grant's witness.                                       *)
Stands(i, r) ==
  /\ core.grants \subseteq r.state.grants
  /\ \A c \in core.acked : \E d \in r.state.acked : About(c, d) /\ (c.seq <= d.seq)
  /\ \A c \in core.written : \E d \in r.state.written : About(c, d) /\ ((c = d) \/ (c.seq < d.seq))
GrantsStand == Every(Stands)
Hears(i, r) ==
  \A c \in r.state.acked \ core.acked :
    \/ (i.type = "TakeGrant") /\ (c.seq = 0)
    \/ /\ i.type = "Acknowledge"
       /\ (i.acknowledgement.form = "good") /\ (i.acknowledgement.checkpoint = c)
       /\ \E g \in core.grants :
            /\ About(g, c) /\ (i.acknowledgement.witness = g.witness)
            /\ (i.acknowledgement.witness_sig = g.witness)
AckedByTheWitness == Every(Hears)

(* SB-13: a checkpoint says what is.                                        *)
Writes(i, r) ==
  /\ \A c \in Sent(r, "Checkpoint") :
       /\ c \in r.state.written
       /\ \E h \in {r.state.shards[c.account]} :
            /\ c.next_nonce = h.next_nonce
            /\ c.balance = h.balance
            /\ c.escrow = h.escrow
            /\ c.applied = Paid(r.state, c.account)
            /\ c.credited = Earned(r.state, c.account)
            /\ c.reserved = {Claim(l) : l \in {k \in h.locks : k.nonce = h.next_nonce}}
  /\ (r.state.written # core.written) => (Sent(r, "Checkpoint") # {})
  /\ (i.type = "Reserve") => (Sent(r, "TransferVote") = {})
CheckpointsAreTrue == Every(Writes)

(* SB-16: a vote is covered: by a reservation that the witness has, by an   *)
(* escrow, or by the window and the budget, to which no credit adds.        *)
Reserved(a, k) == \E c \in Here(core.acked, a) : k \in c.reserved
Completing(a, k) == \E e \in H(a).escrow : e.claims = {k}
After(s, a, c) == {k \in Paid(s, a) : k.nonce >= c.next_nonce} \ c.reserved
Within(a, k) ==
  \A g \in Here(core.grants, a) : \E c \in Here(core.acked, a) :
    /\ k.nonce < (c.next_nonce + Cardinality(c.reserved)) + g.window
    /\ SumOf(After(core, a, c) \cup {k}) <= Least(g.budget, c.balance - SumOf(c.reserved))
Covers(i, r) ==
  (i.type \in {"SignVote", "VerifyTransfer"}) =>
    (((r.kind \in {"voted", "again"}) /\ (i.order.sender \in Accounts)
      /\ (Here(core.grants, i.order.sender) # {}))
     => \E k \in {Claim(i.order)} : \E a \in {i.order.sender} :
          Reserved(a, k) \/ Completing(a, k) \/ Within(a, k))
VotesAreCovered == Every(Covers)
(* SB-15: and what leaves with an acknowledgement, the witness has.         *)
Lets(i, r) ==
  (i.type = "Acknowledge") =>
    \A v \in Sent(r, "TransferVote") :
      \E k \in i.acknowledgement.checkpoint.reserved : \E l \in H(k.sender).locks :
        (Claim(l) = k) /\ (v = VoteOf(Self, H(k.sender).committee, l))
ReservedVotesLeave == Every(Lets)

(* SB-17. *)
Vouches(i, r) ==
  \A m \in Sent(r, "TransferReceipt") :
    /\ \E a \in DOMAIN r.state.shards :
         \E x \in r.state.shards[a].applied \cup r.state.shards[a].credited :
           m = ReceiptOf(Self, Claim(x.certificate.order), x.debited, x.credited)
    /\ (m.credited /\ (Here(r.state.grants, m.claim_digest.recipient) # {})) =>
         \E c \in r.state.acked :
           (c.account = m.claim_digest.recipient) /\ (m.claim_digest \in c.credited)
ReceiptsAreWitnessed == Every(Vouches)

(* What an account is worth, and what it has spent of what it was paid.     *)
Wealth(s, a) ==
  ((s.shards[a].balance + EscrowOf(s.shards[a].escrow)) + EscrowOf(WindowsAt(s, a)))
  + (SumOf(Paid(s, a)) - SumOf(Earned(s, a)))

(* SB-18, SB-19: an account opens, freezes, and is proven to be another's   *)
(* on a statement in which every name has signed.                           *)
True(t) ==
  /\ {t.form, t.grant.form, t.checkpoint.form, t.order.form} = {"good"}
  /\ (t.grant.owner_sig = t.grant.owner) /\ (t.witness = t.grant.witness)
  /\ (t.witness_sig = t.witness)
  /\ (t.checkpoint.owner = t.grant.owner) /\ (t.checkpoint.owner_sig = t.grant.owner)
  /\ (t.order.controller = t.grant.controller) /\ (t.order.controller_sig = t.order.controller)
  /\ About(t.order, t.grant) /\ About(t.order, t.checkpoint)
  /\ \E p \in Ownership \cup core.ownership :
       About(p, t.order) /\ (DOMAIN Committees[p.committee] = {t.grant.owner})
         /\ (p.committee # t.order.to)
  /\ t.order.to \in Listed
Learns(i, r) ==
  \A p \in r.state.ownership \ core.ownership :
    \/ p \in Ownership
    \/ /\ (i.type = "OpenTakeover") /\ True(i.statement)
       /\ (p.account = i.statement.order.account) /\ (p.epoch = i.statement.order.epoch + 1)
       /\ p.committee = i.statement.order.to
OwnersAreStated == Every(Learns)
Begins(i, r) ==
  \A a \in DOMAIN r.state.shards :
    ((a \notin Accounts) \/ (r.state.shards[a].epoch # H(a).epoch)) =>
      /\ (i.type = "OpenTakeover") /\ True(i.statement)
      /\ \E c \in {i.statement.checkpoint} : \E h \in {r.state.shards[a]} :
           /\ h.epoch = c.epoch + 1
           /\ Wealth(r.state, a)
                = (c.balance + EscrowOf(c.escrow)) + (SumOf(c.applied) - SumOf(c.credited))
           /\ h.balance >= 0
           /\ h.next_nonce >= (c.next_nonce + Cardinality(c.reserved)) + i.statement.grant.window
           /\ \A k \in c.reserved :
                (k \in Paid(r.state, a))
                \/ (\E e \in h.escrow : (e.claims = {k}) /\ (e.amount >= k.amount))
           /\ (c.applied \subseteq Paid(r.state, a)) /\ (c.credited \subseteq Earned(r.state, a))
           /\ h.locks = {}
OpensOnCheckpoint == Every(Begins)
(* An old owner says all that it promised beyond the checkpoint, and        *)
(* nothing else: what is locked, and has no vote, is no promise.            *)
Confesses(i, r) ==
  \A m \in Sent(r, "TakeoverReport") :
    /\ (i.type = "OpenTakeover") /\ (m.owner = Self) /\ (m.owner_sig = Self)
    /\ r.state.shards[m.account].frozen
    /\ \A l \in H(m.account).locks : (l.nonce >= i.statement.checkpoint.next_nonce) =>
         \E a \in {m.account} : \E k \in {Claim(l)} :
           (k \in m.claims)
             <=> ((Here(core.grants, a) = {}) \/ Reserved(a, k) \/ Completing(a, k) \/ Within(a, k))
    /\ \A k \in Paid(core, m.account) :
         (k.nonce >= i.statement.checkpoint.next_nonce) => (k \in m.claims)
ReportsTellAll == Every(Confesses)
FrozenStays(i, r) ==
  \A a \in Accounts : (H(a).frozen /\ (r.state.shards[a].epoch = H(a).epoch)) =>
    /\ r.state.shards[a].frozen
    /\ r.state.shards[a].locks \subseteq H(a).locks
    /\ r.state.shards[a].credited = H(a).credited
FrozenTakesNothing == Every(FrozenStays)

(* Money is made by nothing: neither by what a window gives, nor by what    *)
(* its end sets free.                                                       *)
Keeps(i, r) ==
  \A a \in Accounts :
    (r.state.shards[a].epoch = H(a).epoch) => (Wealth(r.state, a) = Wealth(core, a))
MoneyIsKept == Every(Keeps)

(* SB-21, SB-22: a window is for its nonces and ends by its owner's report. *)
Pays(i, r) ==
  \A w \in core.windows :
    (w.account \in Accounts) =>
      \E v \in {x \in r.state.windows : About(x, w)} :
        /\ w.closed => (v = w)
        /\ (v.amount # w.amount) =>
             \/ /\ (i.type = "ApplyCertificate") /\ (~v.closed)
                /\ i.certificate.order.nonce \in (w.from)..(w.upto - 1)
                /\ i.certificate.order.epoch = w.epoch
                /\ v.amount = w.amount - i.certificate.order.amount
                /\ Claim(i.certificate.order) \in Paid(r.state, w.account)
             \/ v.closed
        /\ (v.closed /\ (~w.closed)) =>
             /\ (i.type = "Report") /\ (i.report.form = "good") /\ About(i.report, w)
             /\ (i.report.owner = w.owner) /\ (i.report.owner_sig = w.owner)
             /\ r.state.shards[w.account].balance >= H(w.account).balance
             /\ \A k \in i.report.claims :
                  (k.nonce \in (w.from)..(w.upto - 1)) =>
                    \/ k.nonce \in Applied(r.state.shards[w.account])
                    \/ \E e \in r.state.shards[w.account].escrow : k \in e.claims
WindowsPayTheirOwn == Every(Pays)
(* SB-9: nobody answers a report who has nothing to settle by it.           *)
Answers(i, r) ==
  ((i.type = "Report") /\ (r.kind # "refused")) => \E w \in core.windows : About(i.report, w)
ReportsAreAskedFor == Every(Answers)

Asks(i, r) ==
  ((i.type \in {"VerifyTransfer", "VerifyCertificate", "Restart"})
   \/ (r.kind \in {"refused", "again"})) =>
    /\ r.state = core
    /\ (r.kind # "again") =>
         \A m \in r.emitted : m.type \notin {"TransferVote", "TransferReceipt", "Checkpoint",
                                             "TakeoverReport"}
AskingLeavesAll == Every(Asks)
=============================================================================
