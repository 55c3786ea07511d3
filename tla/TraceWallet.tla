----------------------------- MODULE TraceWallet -----------------------------
(* A wallet that follows a log, as TraceAuthority for an authority.         *)
EXTENDS Wallet, Follow

Observed(w) ==
  [account |-> w.account, epoch |-> w.epoch, next_nonce |-> w.next_nonce,
   outstanding |-> {[nonce |-> x.order.nonce, core |-> Core(x.order),
                     votes |-> {v.authority : v \in x.votes}] : x \in w.outstanding},
   certificates |-> {[nonce |-> k.certificate.order.nonce, claim |-> Claim(k.certificate.order),
                      debited |-> k.debited, credited |-> k.credited] : k \in w.kept},
   released |-> w.released,
   ownership |-> w.ownership]

Answering(w, i) == Step(w, i)
=============================================================================
