-------------------------------- MODULE Cast --------------------------------
(* The people of the generation models, and the words in which their        *)
(* catalogues of messages are written. Authorities are named for the first  *)
(* byte of their keys, so Rank is the order of the keys.                    *)
EXTENDS Messages

Window == [issued_at |-> 2, ttl |-> 2]      \* Open from 1 (skew 1) to 3; later windows say so.

Order(sender, recipient, amount, nonce, epoch) ==
  [form |-> "good", network |-> Network, sender |-> sender, recipient |-> recipient,
   amount |-> amount, nonce |-> nonce, epoch |-> epoch,
   issued_at |-> Window.issued_at, ttl |-> Window.ttl, sender_sig |-> sender]

(* The orders of one core, deviating from the good one in a single way.     *)
Extra(o) == [o EXCEPT !.form = "extra"]                  \* an unknown field
Corrupt(o) == [o EXCEPT !.sender_sig = "corrupt"]        \* the signature of another amount
Forged(o) == [o EXCEPT !.sender_sig = "eve"]             \* eve's signature
Elsewhere(o) == [o EXCEPT !.network = "other"]           \* signed for another network
InEpoch(o, e) == [o EXCEPT !.epoch = e]
Paying(o, amount) == [o EXCEPT !.amount = amount]
ToSelf(o) == [o EXCEPT !.recipient = o.sender]
Lasting(o, ttl) == [o EXCEPT !.ttl = ttl]
Renewed(o) == [o EXCEPT !.issued_at = 4, !.ttl = 3]      \* Open from 3 to 6.

(* Certificates. *)
RECURSIVE VotesBy(_, _, _, _)
VotesBy(names, committee, o, done) ==
  IF Len(done) = Len(names) THEN done
  ELSE VotesBy(names, committee, o, Append(done, VoteOf(names[Len(done) + 1], committee, o)))

Cert(o, committee, names) ==
  [form |-> "good", order |-> o, votes |-> VotesBy(names, committee, o, <<>>)]
WithVotes(o, votes) == [form |-> "good", order |-> o, votes |-> votes]
Inflated(c) == [c EXCEPT !.form = "weight"]              \* states a weight of its own

Proof(account, epoch, committee) == [account |-> account, epoch |-> epoch, committee |-> committee]

(* Inputs, named by a triple: what is asked, the message, the time. *)
Timed(type, orders, times) ==
  [n \in {<<type, m, t>> : m \in DOMAIN orders, t \in times} |->
     [type |-> type, order |-> orders[n[2]], now |-> n[3]]]
At(type, orders, chosen, times) ==
  [n \in {<<type, m, t>> : m \in chosen, t \in times} |->
     [type |-> type, order |-> orders[n[2]], now |-> n[3]]]
Certified(type, certificates) ==
  [n \in {<<type, m, 0>> : m \in DOMAIN certificates} |->
     [type |-> type, certificate |-> certificates[n[2]]]]
Recorded(proofs) ==
  [n \in {<<"RecordOwnershipProof", m, 0>> : m \in DOMAIN proofs} |->
     [type |-> "RecordOwnershipProof", proof |-> proofs[n[2]]]]
Accused(pairs) ==
  [n \in {<<"RecordEvidence", m, 0>> : m \in DOMAIN pairs} |->
     [type |-> "RecordEvidence", form |-> "good", orders |-> pairs[n[2]]]]
(* The same pairs on the wire in the wrong order (TH-14). *)
Misordered(pairs) ==
  [n \in {<<"RecordEvidence", m, 1>> : m \in DOMAIN pairs} |->
     [type |-> "RecordEvidence", form |-> "descending", orders |-> pairs[n[2]]]]
Restarting == (<<"Restart", "restart", 0>> :> [type |-> "Restart"])

(* An account as it is opened. *)
Shard(committee, epoch, balance, next_nonce) ==
  [epoch |-> epoch, committee |-> committee, balance |-> balance, next_nonce |-> next_nonce,
   frozen |-> FALSE, locks |-> {}, escrow |-> {}, applied |-> {}, credited |-> {}, evidence |-> {}]
=============================================================================
