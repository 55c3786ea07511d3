--------------------------- MODULE TraceAuthority ---------------------------
(* An authority that follows a log. `flashmesh validate` writes a module    *)
(* that extends this one with the log as a literal: TLC reads no files.     *)
EXTENDS Authority, Follow

CONSTANT Self       \* the authority whose log it is

ObservedShard(s, account) ==
  LET h == s.shards[account]
      waiting == {q \in s.queue : q.order.recipient = account} IN
  [epoch |-> h.epoch, committee |-> h.committee, balance |-> h.balance,
   next_nonce |-> h.next_nonce, frozen |-> h.frozen,
   locks |-> {[nonce |-> o.nonce, core |-> Core(o), ttl |-> o.ttl] : o \in h.locks},
   escrow |-> h.escrow,
   applied |-> {[nonce |-> r.certificate.order.nonce, claim |-> Claim(r.certificate.order)]
                : r \in h.applied},
   credited |-> {[sender |-> r.certificate.order.sender, nonce |-> r.certificate.order.nonce,
                  claim |-> Claim(r.certificate.order)] : r \in h.credited},
   queued |-> {[sender |-> q.order.sender, nonce |-> q.order.nonce, claim |-> Claim(q.order)]
               : q \in waiting},
   evidence |-> {Core(o) : o \in h.evidence}]

Observed(s) ==
  [accounts |-> [a \in DOMAIN s.shards |-> ObservedShard(s, a)], ownership |-> s.ownership]

Answering(s, i) == Step(Self, s, i)
=============================================================================
