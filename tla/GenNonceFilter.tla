---------------------------- MODULE GenNonceFilter ---------------------------
(* The nonce filter against all its inputs. alice and carol share a slot,   *)
(* and some keys hit where alice's first one was inserted. The authority    *)
(* votes for x at alice's nonces 0 and 1, and settles nonce 0; orders come  *)
(* for x and y, in two epochs. `Teaching` names the words that the          *)
(* authority says: a bloom filter of many keys has too many states.         *)
EXTENDS FilterClaims, Cast

CONSTANT Teaching

MCCommittees == [shop |-> [a1 |-> 1]]
MCRank == [a1 |-> 1]
MCOwnership == {Proof("alice", 0, "shop"), Proof("carol", 0, "shop")}
MCSlotOf == [alice |-> 1, carol |-> 1]
Key(account, epoch, nonce) == [account |-> account, epoch |-> epoch, nonce |-> nonce]
MCAlike ==
  {<<k, Key("alice", 0, 0)>> : k \in {Key("carol", 0, 0), Key("alice", 0, 1), Key("alice", 1, 0)}}
MCOpenings == [empty |-> NewFilter]

Pkt(about, port, account, epoch, nonce, c) ==
  [type |-> "Packet", port |-> port, about |-> about, account |-> account, epoch |-> epoch,
   nonce |-> nonce, core |-> c, lucky |-> FALSE]
Asked ==
  [a00x |-> Pkt("Order", "outside", "alice", 0, 0, "x"),
   a00y |-> Pkt("Order", "outside", "alice", 0, 0, "y"),
   a01x |-> Pkt("Order", "outside", "alice", 0, 1, "x"),
   a01y |-> Pkt("Order", "outside", "alice", 0, 1, "y"),
   a10x |-> Pkt("Order", "outside", "alice", 1, 0, "x"),
   a10y |-> Pkt("Order", "outside", "alice", 1, 0, "y"),
   c00x |-> Pkt("Order", "outside", "carol", 0, 0, "x"),
   c00y |-> Pkt("Order", "outside", "carol", 0, 0, "y")]
Lucky == [n \in DOMAIN Asked |-> [Asked[n] EXCEPT !.lucky = TRUE]]
Inward == [n \in DOMAIN Asked |-> [Asked[n] EXCEPT !.port = "inside"]]
As(about) == [n \in DOMAIN Asked |-> [Asked[n] EXCEPT !.about = about]]

Words ==
  [vote_a00x |-> Pkt("Vote", "inside", "alice", 0, 0, "x"),
   vote_a01x |-> Pkt("Vote", "inside", "alice", 0, 1, "x"),
   vote_a10y |-> Pkt("Vote", "inside", "alice", 1, 0, "y"),
   vote_c00x |-> Pkt("Vote", "inside", "carol", 0, 0, "x"),
   receipt_a00y |-> Pkt("Receipt", "inside", "alice", 0, 0, "y"),
   receipt_c00x |-> Pkt("Receipt", "inside", "carol", 0, 0, "x")]

Named(type, k, packets) == [n \in {<<type, m, k>> : m \in DOMAIN packets} |-> packets[n[2]]]
MCInputs ==
  Named("Packet", 0, Asked) @@ Named("Packet", 1, Lucky) @@ Named("Packet", 2, Inward)
  @@ Named("Packet", 3, As("Vote")) @@ Named("Packet", 4, As("Receipt"))
  @@ Named("Packet", 5, As("Certificate"))
  @@ Named("Packet", 6, [m \in Teaching |-> Words[m]])
  @@ (<<"Elapse", "alice", 0>> :> [type |-> "Elapse", account |-> "alice"])
  @@ (<<"Rotate", "rotate", 0>> :> [type |-> "Rotate"])
  @@ (<<"Reboot", "reboot", 0>> :> [type |-> "Reboot"])
MCRespond(s, i) == FilterStep(s, i)
=============================================================================
