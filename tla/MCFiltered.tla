----------------------------- MODULE MCFiltered ------------------------------
(* a1, one of four that own all accounts; alice and carol share a slot of   *)
(* the filter before it, and a key of carol looks like one of alice's. The  *)
(* others may certify what a1 has not voted for.                            *)
EXTENDS FilteredSettlement

MCCommittees == [shop |-> [a1 |-> 1, a2 |-> 1, a3 |-> 1, a4 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2, a3 |-> 3, a4 |-> 4]
MCOwnership ==
  {Proof("alice", 0, "shop"), Proof("alice", 1, "shop"), Proof("bob", 0, "shop"),
   Proof("carol", 0, "shop")}
MCSlotOf == [alice |-> 1, carol |-> 1, bob |-> 2]
Key(a, e, n) == [account |-> a, epoch |-> e, nonce |-> n]
MCAlike == {<<Key("carol", 0, 0), Key("alice", 0, 0)>>}

Account(epoch, balance, next_nonce, escrow) ==
  [epoch |-> epoch, committee |-> "shop", balance |-> balance, next_nonce |-> next_nonce,
   frozen |-> FALSE, locks |-> {}, escrow |-> escrow, applied |-> {}, credited |-> {},
   evidence |-> {}]
Others == [bob |-> Account(0, 0, 0, {}), carol |-> Account(0, 2, 0, {})]
Owning(alice) ==
  [shards |-> [x \in {"alice", "bob", "carol"} |-> IF x = "alice" THEN alice ELSE Others[x]],
   queue |-> {}, ownership |-> MCOwnership]

a0 == Order("alice", "bob", 1, 0, 0)
a0two == Order("alice", "bob", 2, 0, 0)
a1 == Order("alice", "bob", 1, 1, 0)
c0 == Order("carol", "bob", 1, 0, 0)
First == Owning(Account(0, 3, 0, {}))
(* alice has been moved: what she had certified at nonce 0 is put aside.    *)
b0 == [a0 EXCEPT !.epoch = 1]
b0late == Renewed(b0)
b1 == [a1 EXCEPT !.epoch = 1]
Moved == Owning(Account(1, 2, 1, {[nonce |-> 0, amount |-> 1, claims |-> {Claim(b0)}]}))

Two == {a0, a0two}
WithNext == {a0, a1}
WithCarol == {a0, c0}
Bogus == {[a0 EXCEPT !.amount = 3, !.sender_sig = "eve"]}
MCCertificates == {Cert(a0, "shop", <<"a2", "a3", "a4">>)}
MovedSigned == {b0, b1}
MovedUnsigned == {[b0 EXCEPT !.amount = 3, !.sender_sig = "eve"]}
MovedCertificates == {Cert(b1, "shop", <<"a2", "a3", "a4">>)}
MovedAlike == {<<Key("alice", 1, 0), Key("alice", 1, 1)>>}
MCWished == {b0late}
(* Another epoch, in which nonce 0 is void and may be used again.           *)
Again == Owning(Account(1, 3, 0, {}))
BothEpochs == {a0, b0}
Reopened == {Again}
Nobody == {}
=============================================================================
