---------------------------- MODULE MCSettlement ----------------------------
(* The bounds of the settlement models: who is there, what may be signed.   *)
(* A cfg picks one operator for each constant; its file name says which.    *)
EXTENDS Settlement

Order(sender, recipient, amount, nonce) ==
  [form |-> "good", network |-> Network, sender |-> sender, recipient |-> recipient,
   amount |-> amount, nonce |-> nonce, epoch |-> 0, issued_at |-> 1, ttl |-> 1,
   sender_sig |-> sender]

(* Four members; b1 is the Byzantine one. *)
Equal4 == [home |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, b1 |-> 1]]
Heavy4 == [home |-> [a1 |-> 2, a2 |-> 1, a3 |-> 1, b1 |-> 1]]
Alone == [home |-> [a1 |-> 1]]

Keys == [a1 |-> 1, a2 |-> 2, a3 |-> 3, b1 |-> 4, c1 |-> 5, x1 |-> 6, x2 |-> 7, x3 |-> 8]

Row(account, committee) == [account |-> account, epoch |-> 0, committee |-> committee]
AllHome == {Row(a, "home") : a \in {"alice", "bob"}}

Shard(balance) ==
  [epoch |-> 0, committee |-> "home", balance |-> balance, next_nonce |-> 0, frozen |-> FALSE,
   locks |-> {}, escrow |-> {}, applied |-> {}, credited |-> {}, evidence |-> {}]
Opened(balance) ==
  [h \in Honest |-> [shards |-> [a \in DOMAIN balance |-> Shard(balance[a])],
                     queue |-> {}, ownership |-> Ownership]]
Open2 == Opened([alice |-> 2, bob |-> 0])
Open3 == Opened([alice |-> 3, bob |-> 0])
Open21 == Opened([alice |-> 2, bob |-> 1])
Open22 == Opened([alice |-> 2, bob |-> 2])

(* Names: sender, nonce, recipient, amount.                                 *)
a0b1 == Order("alice", "bob", 1, 0)
a0b2 == Order("alice", "bob", 2, 0)
a1b1 == Order("alice", "bob", 1, 1)
a0c1 == Order("alice", "carol", 1, 0)
b0a1 == Order("bob", "alice", 1, 0)
b0a2 == Order("bob", "alice", 2, 0)
b1a1 == Order("bob", "alice", 1, 1)

(* bob can only spend what he got. *)
Nonces01 == {a0b1, a1b1, b0a1}
Nonces01Split == {a0b1, a0c1, a1b1, b0a1}
Nonces01Both == {a0b1, a1b1, b0a1, b1a1}
Amounts12 == {a0b1, a0b2, b0a1}
Amounts12Both == {a0b1, a0b2, b0a1, b0a2}
NoShops == [p \in {} |-> {}]
=============================================================================
