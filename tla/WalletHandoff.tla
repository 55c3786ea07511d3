---------------------------- MODULE WalletHandoff ----------------------------
(* A wallet that moves its account by itself: MoverStep(w, input) is        *)
(* Wallet!Step and the inputs of a move.                                    *)
(*   RequestHandoff   choose who shall own the account, once an epoch       *)
(*   CollectInvitation, CollectRelease   until they are of quorum weight    *)
(*   SignHandoff      no more releases are waited for: sign what there is   *)
(*   CollectOpeningReceipt   until the account is open; then the wallet is  *)
(*                    in the next epoch, and knows what became of its order *)
(*   Complete         sign again, in this epoch, the order of a reserved    *)
(*                    nonce: the same claim                                 *)
(*   ShowMove         give away the proof of a move                         *)
(* All that it does can be asked for again, so a wallet that is back from   *)
(* a crash goes on where it was. Judging is done by the rules of            *)
(* Reassignment, the very ones that the new members use. Clauses WH.        *)
(*                                                                          *)
(* State: that of Wallet, and                                               *)
(*   [opening  : what the account's epoch began with,                       *)
(*    reserved : claims that it may complete,                               *)
(*    handoff  : {} or {[request, invitations, releases, signed, receipts]},*)
(*    moves    : set of [handoff, receipts], the moves that were made]      *)
EXTENDS Wallet

CONSTANT Listed     \* The committees that the policy bundle lists.

Rules == INSTANCE Reassignment

Triggers == {"mobility", "link-break", "operator", "policy"}   \* Told, and change nothing.

Request(r) == [type |-> "HandoffRequest", body |-> r]
InvitationMessages(S) == {[type |-> "Invitation", body |-> m] : m \in S}
HandoffMessage(c) == [type |-> "HandoffCertificate", body |-> c]
ReceiptMessages(S) == {[type |-> "OpeningReceipt", body |-> m] : m \in S}

Signing(w, h) == Rules!HandoffOf(h.request, w.opening, h.releases)
Resulting(w, h) == Rules!OpeningFrom(w.opening, h.request.to, h.releases)
Invited(h) ==
  (h.request.to \in DOMAIN Committees) /\ Rules!QuorumSigned(h.request.to, h.invitations)

(* From the invitations on the members of the old committee are asked to    *)
(* freeze the account: no new core may count on their votes.                *)
IsMoving(w) == \E h \in w.handoff : Invited(h) \/ (h.releases # {})
StayGuards(w) == [WH8 |-> ~IsMoving(w)]

(* ---------------------------------------- WH-1, WH-12, WH-13: one target *)
(* A request cannot be taken back: who has it may use it at any time. So    *)
(* there is one target in an epoch, and nothing to abandon.                 *)
Due(w) ==
  UNION {IF h.signed THEN {HandoffMessage(Signing(w, h))}
         ELSE {Request(h.request)} \cup (IF Invited(h) THEN InvitationMessages(h.invitations) ELSE {})
         : h \in w.handoff}

RequestHandoff(w, i) ==
  LET same == {h \in w.handoff : h.request.to = i.to}
      f == IF ("HO1" \notin Off) /\ (i.trigger \notin Triggers) THEN {"HO1"}
           ELSE Failed([HO4 |-> i.to \in Listed, WH1 |-> w.handoff = same])
      r == Rules!RequestOf(w.account, w.epoch, i.to) IN
  IF f # {} THEN Refuse(w, f)
  ELSE IF same # {} THEN Answer(w, "again", Due(w))
  ELSE Answer([w EXCEPT !.handoff = {[request |-> r, invitations |-> {}, releases |-> {},
                                      signed |-> FALSE, receipts |-> {}]}],
              "requested", {Request(r)})

(* ------------------------------------ WH-2 to WH-4, WH-14: invitations   *)
(* Without a handoff under way nothing else can be judged.                  *)
NoneUnderWay(w) ==
  IF "WH2" \in Off THEN Answer(w, "again", {}) ELSE Refuse(w, {"WH2"})

IsByMember(committee, m) ==
  (committee \notin DOMAIN Committees) \/ Rules!SignedByMembers(committee, {m})
IsFor(r, m) == (m.account = r.account) /\ (m.epoch = r.epoch) /\ (m.to = r.to)
GivenBy(S, m) == {x \in S : x.authority = m.authority}

CollectInvitation(w, m) ==
  IF w.handoff = {} THEN NoneUnderWay(w)
  ELSE Rules!The(UNION {
    {LET f == Failed([WH3 |-> IsByMember(h.request.to, m), WH4 |-> IsFor(h.request, m)]) IN
     IF f # {} THEN Refuse(w, f)
     ELSE IF Invited(h) \/ (GivenBy(h.invitations, m) # {}) THEN Answer(w, "again", {})
     ELSE IF Invited(more) THEN
       Answer([w EXCEPT !.handoff = {more}], "invited",
              {Request(h.request)} \cup InvitationMessages(more.invitations))
     ELSE Answer([w EXCEPT !.handoff = {more}], "collected", {})
     : more \in {[h EXCEPT !.invitations = @ \cup {m}]}}
    : h \in w.handoff})

(* ------------------------- WH-5, WH-10, WH-15, WH-16: releases, signing  *)
Only(guards, names) == [n \in names |-> guards[n]]
JudgedAs(w, h, releases, names) ==
  UNION {Failed(Only(g, names))
         : g \in {Rules!HandoffGuards(w, Rules!HandoffOf(h.request, w.opening, releases))}}

SignedHandoff(w, h) ==
  Answer([w EXCEPT !.handoff = {[h EXCEPT !.signed = TRUE]}], "signed",
         {HandoffMessage(Signing(w, h))})

(* Together they must be a quorum, in order, and must not sign away what a  *)
(* kept certificate pays: so much can only be lost by lies of a quorum.     *)
IsAccountedFor(x, claim) ==
  (claim \in x.applied) \/ (\E e \in x.escrow : claim \in e.claims)
SignFailures(w, h) ==
  JudgedAs(w, h, h.releases, {"HO16", "HO18"})
  \cup UNION {Failed([WH10 |-> \A k \in w.kept : IsAccountedFor(x, Claim(k.certificate.order))])
              : x \in {Resulting(w, h)}}

(* A release is judged alone, as the new members will judge it. When each   *)
(* member has given one there is nothing to wait for.                       *)
CollectRelease(w, x) ==
  IF w.handoff = {} THEN NoneUnderWay(w)
  ELSE Rules!The(UNION {
    {LET f == Failed([WH5 |-> ~h.signed])
              \cup JudgedAs(w, h, {x}, {"HO11", "HO12", "HO13", "HO14", "HO15"}) IN
     IF f # {} THEN Refuse(w, f)
     ELSE IF GivenBy(h.releases, x) # {} THEN Answer(w, "again", {})
     ELSE IF (DOMAIN Committees[OwnCommittee(w)] \subseteq {y.authority : y \in more.releases})
             /\ (SignFailures(w, more) = {})
       THEN SignedHandoff(w, more)
     ELSE Answer([w EXCEPT !.handoff = {more}], "collected", {})
     : more \in {[h EXCEPT !.releases = @ \cup {x}]}}
    : h \in w.handoff})

SignHandoff(w) ==
  IF w.handoff = {} THEN NoneUnderWay(w)
  ELSE Rules!The(
    {IF h.signed THEN Answer(w, "again", Due(w))
     ELSE Rules!The({IF f # {} THEN Refuse(w, f) ELSE SignedHandoff(w, h) : f \in {SignFailures(w, h)}})
     : h \in w.handoff})

(* ------------------------- WH-6, WH-9, WH-17, WH-18, WH-21: it opens      *)
(* What became of an order without a certificate, outstanding or reserved:  *)
(* the opening applied it, then a release shows its certificate; or its     *)
(* nonce is reserved, and it may be completed; or void, and it is gone.     *)
Open(w) == {Claim(y.order) : y \in w.outstanding} \cup w.reserved
ShownFor(h, claim) ==
  {x \in h.releases : \E c \in x.certificates : Claim(c.order) = claim}
FirstOf(S) == CHOOSE x \in S : \A y \in S : Rank[x.authority] <= Rank[y.authority]
CertificateShown(h, claim) ==
  CHOOSE c \in FirstOf(ShownFor(h, claim)).certificates : Claim(c.order) = claim
Learnt(w, h, x) ==
  {[certificate |-> CertificateShown(h, c), debited |-> {}, credited |-> {}]
   : c \in {d \in Open(w) \cap x.applied : ShownFor(h, d) # {}}}
Completable(x, kept) ==
  UNION {e.claims : e \in {d \in x.escrow :
           (Cardinality(d.claims) = 1)
           /\ (\A k \in kept : Claim(k.certificate.order) \notin d.claims)}}

Moved(w, h, x, receipts) ==
  Rules!The(
    {Answer([account |-> w.account, epoch |-> x.epoch, next_nonce |-> x.next_nonce,
             outstanding |-> {}, kept |-> w.kept \cup new, released |-> w.released,
             ownership |-> w.ownership \cup
               {[account |-> w.account, epoch |-> x.epoch, committee |-> x.committee]},
             opening |-> x, reserved |-> Completable(x, w.kept \cup new), handoff |-> {},
             moves |-> w.moves \cup {[handoff |-> Signing(w, h), receipts |-> receipts]}],
            "moved", {HandoffMessage(Signing(w, h))} \cup ReceiptMessages(receipts)
                     \cup {Certificate(k.certificate) : k \in new})
     : new \in {Learnt(w, h, x)}})

CollectOpeningReceipt(w, m) ==
  LET signed == {h \in w.handoff : h.signed} IN
  IF signed = {} THEN (IF "WH6" \in Off THEN Answer(w, "again", {}) ELSE Refuse(w, {"WH6"}))
  ELSE Rules!The(UNION {UNION {
    {LET f == Failed([HO21 |-> IsByMember(x.committee, m) /\ (m.opening = x)])
         more == h.receipts \cup {m} IN
     IF f # {} THEN Refuse(w, f)
     ELSE IF GivenBy(h.receipts, m) # {} THEN Answer(w, "again", {})
     ELSE IF Rules!QuorumSigned(x.committee, more) THEN Moved(w, h, x, more)
     ELSE Answer([w EXCEPT !.handoff = {[h EXCEPT !.receipts = more]}], "collected", {})}
    : x \in {Resulting(w, h)}} : h \in signed})

ShowMove(w, epoch) ==
  LET made == {m \in w.moves : m.handoff.request.epoch + 1 = epoch}
      f == Failed([WH9 |-> made # {}]) IN
  IF f # {} THEN Refuse(w, f)
  ELSE Answer(w, "shown", UNION {{HandoffMessage(m.handoff)} \cup ReceiptMessages(m.receipts)
                                 : m \in made})

(* ----------------------------------- WH-7, WH-8, WH-11, WH-20: spending  *)
(* The one order below next_nonce: it says what it said before the move.    *)
Complete(w, i) ==
  LET mine == {c \in w.reserved : c.nonce = i.nonce}
      f == Failed([LK2 |-> w.outstanding = {}, WH7 |-> mine # {}])
           \cup Failed(WindowGuards(i)) \cup Failed(StayGuards(w))
      order(c) ==
        [form |-> "good", network |-> c.network, sender |-> c.sender, recipient |-> c.recipient,
         amount |-> c.amount, nonce |-> c.nonce, epoch |-> w.epoch, issued_at |-> i.now,
         ttl |-> i.ttl, sender_sig |-> w.account] IN
  IF f # {} THEN Refuse(w, f)
  ELSE IF mine = {} THEN Answer(w, "locked", {})         \* Without WH-7: nothing to sign.
  ELSE Rules!The({Answer([w EXCEPT !.outstanding = {[order |-> order(c), votes |-> {}]}],
                         "locked", {SignedOrder(order(c))}) : c \in mine})

LockHere(w, i) ==
  Rules!The({LET f == r.why \cup Failed(StayGuards(w)) IN IF f # {} THEN Refuse(w, f) ELSE r
             : r \in {Lock(w, i)}})

(* Once the releases are signed it is known what the order can come to: for *)
(* one that will be void no votes are counted. A completed order leaves the *)
(* next nonce where it is.                                                  *)
IsVoid(w) ==
  \E h \in w.handoff : h.signed /\
    (\E x \in {Resulting(w, h)} : \E y \in w.outstanding : ~IsAccountedFor(x, Claim(y.order)))
CollectVoteHere(w, v) ==
  Rules!The({LET f == r.why \cup Failed([WH11 |-> ~IsVoid(w)]) IN
             IF f # {} THEN Refuse(w, f)
             ELSE IF r.kind # "certified" THEN r
             ELSE [r EXCEPT
               !.state.reserved = {c \in @ : \A x \in w.outstanding : Claim(x.order) # c},
               !.state.next_nonce =
                 IF \E x \in w.outstanding : x.order.nonce = w.next_nonce THEN @ ELSE w.next_nonce]
             : r \in {CollectVote(w, v)}})

(* -------------------------------------------------------- the function   *)
MoverStep(w, i) ==
  CASE i.type = "RequestHandoff" -> RequestHandoff(w, i)
    [] i.type = "CollectInvitation" -> CollectInvitation(w, i.invitation)
    [] i.type = "CollectRelease" -> CollectRelease(w, i.release)
    [] i.type = "SignHandoff" -> SignHandoff(w)
    [] i.type = "CollectOpeningReceipt" -> CollectOpeningReceipt(w, i.receipt)
    [] i.type = "ShowMove" -> ShowMove(w, i.epoch)
    [] i.type = "Complete" -> Complete(w, i)
    [] i.type = "Lock" -> LockHere(w, i)
    [] i.type = "CollectVote" -> CollectVoteHere(w, i.vote)
    [] OTHER -> Step(w, i)
=============================================================================
