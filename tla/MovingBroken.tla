---------------------------- MODULE MovingBroken ----------------------------
(* Rules of a wallet that moves that look sensible and are wrong, for       *)
(* models that must fail.                                                   *)
EXTENDS WalletHandoff

CONSTANT Wrong

(* "early": what the releases make void is void once they are signed, and   *)
(* its nonce is used again at once, in the old epoch.                       *)
Early(w, i) ==
  IF \E h \in w.handoff : h.signed THEN Lock([w EXCEPT !.outstanding = {}], i) ELSE LockHere(w, i)

(* "reuse": it goes on at its own next nonce. "forget": what is certified   *)
(* in the old epoch is done with. "outstanding": it looks for what became   *)
(* of the outstanding order alone.                                          *)
Outstanding(w) == {Claim(y.order) : y \in w.outstanding}
After(w, r) ==
  CASE Wrong = "reuse" -> [r EXCEPT !.state.next_nonce = w.next_nonce]
    [] Wrong = "forget" -> [r EXCEPT !.state.kept = {}]
    [] Wrong = "outstanding" ->
         [r EXCEPT !.state.kept = {k \in @ : (k \in w.kept)
                                     \/ (Claim(k.certificate.order) \in Outstanding(w))}]
    [] OTHER -> r
DriveByRule(w, i) ==
  CASE (Wrong = "early") /\ (i.type = "Lock") -> Early(w, i)
    [] OTHER -> Rules!The({IF r.kind = "moved" THEN After(w, r) ELSE r : r \in {MoverStep(w, i)}})

(* "once": who has opened the account gives no receipt for it any more.     *)
BehaveByRule(self, s, i) ==
  IF (Wrong = "once") /\ (i.type = "AcceptHandoff")
     /\ Rules!IsOpened(s, Rules!OpeningOfHandoff(i.handoff))
  THEN [state |-> s, kind |-> "refused", why |-> {"HO20"}, emitted |-> {}]
  ELSE Rules!HandoffStep(self, s, i)
=============================================================================
