----------------------------- MODULE HandoffCast -----------------------------
(* The words in which the generation models of reassignment are written: as *)
(* Cast, for accounts that move.                                            *)
EXTENDS Reassignment, Cast

(* What the genesis says of an account is its first opening. *)
OpeningOf(account, shard) ==
  [account |-> account, epoch |-> shard.epoch, committee |-> shard.committee,
   balance |-> shard.balance, next_nonce |-> shard.next_nonce, escrow |-> shard.escrow,
   applied |-> {}, credited |-> {}]
Begin(shards) ==
  [shards |-> shards, queue |-> {},
   ownership |-> {p \in Ownership : p.account \in DOMAIN shards},
   releases |-> {}, accepted |-> {},
   openings |-> [a \in DOMAIN shards |-> OpeningOf(a, shards[a])]]
Reserving(shard, claims, amount) ==
  [shard EXCEPT !.escrow =
    {[nonce |-> shard.next_nonce - 1, amount |-> amount, claims |-> claims]}]

(* A message whose author did not sign it, or signed something else. *)
SignedBy(m, key) == [m EXCEPT !.authority_sig = key]
SignedAgain(m) == SignedBy(m, SignsAgain[m.authority])
AskedBy(r, key) == [r EXCEPT !.account_sig = key]
InvitationsTo(r, members) == {InvitationOf(m, r) : m \in members}
ReceiptsFor(x, members) == {OpeningReceiptOf(m, x) : m \in members}

(* Releases that say what `said` maps their authors to. *)
Knowing(certificates, locks) == [certificates |-> certificates, locks |-> locks]
Silent == Knowing({}, {})
Showing(certificates) == Knowing(certificates, {})
Holding(locks) == Knowing({}, locks)
ReleasesOf(r, o, said) ==
  {ReleaseOf(m, r, o, said[m].certificates, said[m].locks) : m \in DOMAIN said}
Handing(r, o, said) == HandoffOf(r, o, ReleasesOf(r, o, said))

(* Inputs. *)
Inviting(requests) ==
  [n \in {<<"Invite", m, 0>> : m \in DOMAIN requests} |->
     [type |-> "Invite", request |-> requests[n[2]]]]
Asked(request, invitations) == [request |-> request, invitations |-> invitations]
Releasing(asked) ==
  [n \in {<<"Release", m, 0>> : m \in DOMAIN asked} |->
     [type |-> "Release", request |-> asked[n[2]].request,
      invitations |-> asked[n[2]].invitations]]
Accepting(handoffs) ==
  [n \in {<<"AcceptHandoff", m, 0>> : m \in DOMAIN handoffs} |->
     [type |-> "AcceptHandoff", handoff |-> handoffs[n[2]]]]
With(handoff, receipts) == [handoff |-> handoff, receipts |-> receipts]
Opened(pairs) ==
  [n \in {<<"OpenAccount", m, 0>> : m \in DOMAIN pairs} |->
     [type |-> "OpenAccount", handoff |-> pairs[n[2]].handoff,
      receipts |-> pairs[n[2]].receipts]]
=============================================================================
