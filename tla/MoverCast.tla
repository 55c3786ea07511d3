------------------------------ MODULE MoverCast -----------------------------
(* The words in which the generation models of a wallet that moves are      *)
(* written: as Cast, for alice's wallet, before committees `home` and       *)
(* `next`.                                                                  *)
EXTENDS WalletHandoff, Cast

Begun ==
  [account |-> "alice", epoch |-> 0, committee |-> "home", balance |-> 2, next_nonce |-> 0,
   escrow |-> {}, applied |-> {}, credited |-> {}]
Fresh(o) ==
  [account |-> "alice", epoch |-> 0, next_nonce |-> o.next_nonce, outstanding |-> {},
   kept |-> {}, released |-> {}, ownership |-> {Proof("alice", 0, "home")}, opening |-> o,
   reserved |-> Completable(o, {}), handoff |-> {}, moves |-> {}]

Asking(to, trigger) == [type |-> "RequestHandoff", to |-> to, trigger |-> trigger]
ToNext == Rules!RequestOf("alice", 0, "next")
ToHome == Rules!RequestOf("alice", 0, "home")
Invites(name, r) == Rules!InvitationOf(name, r)
Says(name, certificates, locks) == Rules!ReleaseOf(name, ToNext, Begun, certificates, locks)
SignedBy(m, key) == [m EXCEPT !.authority_sig = key]
Paid(recipient) == [type |-> "Lock", recipient |-> recipient, amount |-> 1, ttl |-> 2]

(* Inputs. *)
Wished(wishes) ==
  [n \in {<<"Lock", m, 2>> : m \in DOMAIN wishes} |-> wishes[n[2]] @@ [now |-> n[3]]]
Completing(wanted) ==
  [n \in {<<"Complete", m, 2>> : m \in DOMAIN wanted} |->
     [type |-> "Complete", now |-> n[3]] @@ wanted[n[2]]]
Voted(votes) ==
  [n \in {<<"CollectVote", m, 0>> : m \in DOMAIN votes} |->
     [type |-> "CollectVote", vote |-> votes[n[2]]]]
Receipted(receipts) ==
  [n \in {<<"CollectReceipt", m, 0>> : m \in DOMAIN receipts} |->
     [type |-> "CollectReceipt", receipt |-> receipts[n[2]]]]
Asked(requests) ==
  [n \in {<<"RequestHandoff", m, 0>> : m \in DOMAIN requests} |-> requests[n[2]]]
Willing(invitations) ==
  [n \in {<<"CollectInvitation", m, 0>> : m \in DOMAIN invitations} |->
     [type |-> "CollectInvitation", invitation |-> invitations[n[2]]]]
Freed(releases) ==
  [n \in {<<"CollectRelease", m, 0>> : m \in DOMAIN releases} |->
     [type |-> "CollectRelease", release |-> releases[n[2]]]]
Promised(receipts) ==
  [n \in {<<"CollectOpeningReceipt", m, 0>> : m \in DOMAIN receipts} |->
     [type |-> "CollectOpeningReceipt", receipt |-> receipts[n[2]]]]
Shown(epochs) ==
  [n \in {<<"ShowMove", m, 0>> : m \in DOMAIN epochs} |->
     [type |-> "ShowMove", epoch |-> epochs[n[2]]]]
Sealing == (<<"SignHandoff", "sign", 0>> :> [type |-> "SignHandoff"])
=============================================================================
