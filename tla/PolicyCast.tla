----------------------------- MODULE PolicyCast -----------------------------
(* The words in which the generation models of moves by policy are written: *)
(* as HandoffCast, for authorities that follow a chain of bundles. One key, *)
(* k1, controls: who may sign a bundle is GenController's business.         *)
EXTENDS ByPolicy, HandoffCast

Genesis == Agent!RootOf("crown", Listed)
After(c, until) ==
  [c EXCEPT !.version = c.version + 1, !.previous = {c}, !.valid_until = until,
            !.openings = {}, !.freezes = {}, !.reassignments = {}]
Freezing(c, until, accounts) ==
  [After(c, until) EXCEPT !.freezes = {[account |-> a, epoch |-> 0] : a \in accounts}]
Revoking(c, keys) == [c EXCEPT !.revocations = @ \cup keys]
ToOpen(account, to, x) == [account |-> account, epoch |-> 0, to |-> to, opening |-> {x}]
ToOwn(account, to) == [account |-> account, epoch |-> 0, to |-> to, opening |-> {}]
Naming(c, until, targets) == [After(c, until) EXCEPT !.reassignments = targets]

ByCrown(c) == Agent!Signed(c, <<Agent!SignatureOf("k1")>>)
ByEve(c) == Agent!Signed(c, <<[authority |-> "k1", authority_sig |-> "x1"]>>)     \* PB-6

BeginFollowing(shards) ==
  Begin(shards) @@
  [asked |-> {}, policy |-> {}, decided |-> {}, heard |-> {},
   agent |-> Agent!Beginning(Genesis, {"alice", "bob", "carol"})]

(* A handoff by policy: releases that say what `said` maps their authors    *)
(* to, and show nobody's request but those of `shown`.                      *)
SayingTo(o, said, shown) ==
  {PolicyReleaseOf(m, o.account, o.epoch, IF m \in DOMAIN shown THEN shown[m] ELSE {}, o,
     said[m].certificates, said[m].locks) : m \in DOMAIN said}
Moving(o, to, releases) ==
  [form |-> "good", account |-> o.account, epoch |-> o.epoch, to |-> to, opening |-> o,
   releases |-> releases]
MovingBy(o, to, said) == Moving(o, to, SayingTo(o, said, <<>>))

(* Inputs. *)
Bundled(bundles) ==
  [n \in {<<"ApplyBundle", m, 0>> : m \in DOMAIN bundles} |->
     [type |-> "ApplyBundle", bundle |-> bundles[n[2]]]]
Freed(which, times) ==
  [n \in {<<"ReleaseByPolicy", m, t>> : m \in DOMAIN which, t \in times} |->
     [type |-> "ReleaseByPolicy", account |-> which[n[2]].account, epoch |-> which[n[2]].epoch,
      now |-> n[3]]]
Promised(moves, times) ==
  [n \in {<<"AcceptByPolicy", m, t>> : m \in DOMAIN moves, t \in times} |->
     [type |-> "AcceptByPolicy", move |-> moves[n[2]], now |-> n[3]]]
Brought(pairs) ==
  [n \in {<<"OpenByPolicy", m, 0>> : m \in DOMAIN pairs} |->
     [type |-> "OpenByPolicy", move |-> pairs[n[2]].move, receipts |-> pairs[n[2]].receipts]]
And(move, receipts) == [move |-> move, receipts |-> receipts]
=============================================================================
