------------------------------- MODULE Return -------------------------------
(* That an account which asks to be moved comes back, and spends again. The *)
(* members are Reassignment!HandoffStep. alice is honest from now on: she   *)
(* asks one committee, signs one handoff certificate, of releases that she  *)
(* has read, and goes on with one order. What she did before is another     *)
(* matter: two of her orders are on their way, and have split the votes.    *)
(*                                                                          *)
(* The network loses what it likes, but not for ever: what she asks again   *)
(* and again is answered (Reaching). Old orders may arrive at *)
(* any time, or never. A Byzantine member may help, lie, be silent, or      *)
(* meddle, and nothing is fair about it: its help is taken where it is      *)
(* offered, so it costs no state.                                           *)
(*                                                                          *)
(* What is left out because it cannot matter:                               *)
(*  - Invite changes nothing, so whoever is willing has invited her.        *)
(*  - Once receipts or votes of quorum weight have reached her, all that    *)
(*    were given stand in for those: the members count, and no more.        *)
(*  - Of all releases that lead to one opening, one set is signed.          *)
(*  - What would be answered with nothing new is not sent again.            *)
(*                                                                          *)
(* That she comes back is checked as a property of fair runs (Returns), and *)
(* where that would take too long, of every state where nothing that she    *)
(* does changes anything (StuckMeansOpened): there a fair run ends.         *)
EXTENDS Reassignment, Cast

CONSTANTS
  Honest, Byzantine,
  Unwilling,        \* members that invite nobody
  Cut,              \* honest members that alice cannot reach
  Requests,         \* what alice may ask for
  Flying,           \* orders of hers that may still arrive
  Locked,           \* member -> the orders that it has voted for
  Funds,
  Losing,           \* types of messages that can get lost
  Habit,            \* "none"; other values: ways of alice that are wrong
  Behave(_, _, _)   \* HandoffStep; a broken rule in the models that must fail

VARIABLES
  auth,             \* honest member -> its state
  phone             \* what alice has signed, and what she was answered

vars == <<auth, phone>>

Members(committee) == DOMAIN Committees[committee]
IsQuorum(committee, S) == HasQuorum(committee, SumOver(Committees[committee], S))

First ==
  [account |-> "alice", epoch |-> 0, committee |-> "home", balance |-> Funds, next_nonce |-> 0,
   escrow |-> {}, applied |-> {}, credited |-> {}]
OwnsFirst(h) ==
  [shards |-> "alice" :> [Shard("home", 0, Funds, 0) EXCEPT !.locks = Locked[h]],
   openings |-> "alice" :> First]
OwnsNothing == [shards |-> <<>>, openings |-> <<>>]
Init ==
  /\ auth = [h \in Honest |->
       [queue |-> {}, ownership |-> Ownership, releases |-> {}, accepted |-> {}]
       @@ (IF h \in Members("home") THEN OwnsFirst(h) ELSE OwnsNothing)]
  /\ phone = [asked |-> {}, releases |-> {}, signed |-> {}, receipts |-> {}, open |-> {},
              order |-> {}, votes |-> {}, paid |-> FALSE]

(* ---------------------------------------------------- what there is      *)
HandoffOfThese(r, R) == HandoffOf(r, (CHOOSE x \in R : TRUE).opening, R)
Invitations(r, help) ==
  {InvitationOf(m, r) : m \in (Members(r.to) \cap ((Honest \ Cut) \cup help)) \ Unwilling}
Given(x) ==      \* who has promised x, or opened it
  {h \in Honest : (x \in auth[h].accepted) \/ IsOpened(auth[h], x)}
ReceiptsBy(S, x) == {OpeningReceiptOf(m, x) : m \in S}
AllReceipts(x) == ReceiptsBy(Given(x) \cup (Byzantine \cap Members(x.committee)), x)

RECURSIVE Line(_, _)
Line(S, done) ==
  IF S = {} THEN done
  ELSE LET m == CHOOSE x \in S : \A y \in S : Rank[x] <= Rank[y] IN Line(S \ {m}, Append(done, m))
HasPaid(h, o) ==
  Owns(auth[h], "alice")
  /\ (\E r \in auth[h].shards["alice"].applied : Core(r.certificate.order) = Core(o))
VotedFor(h, o) ==
  HasPaid(h, o)
  \/ (Owns(auth[h], "alice") /\ (\E l \in auth[h].shards["alice"].locks : Core(l) = Core(o)))
Certificate(o, committee) ==
  Cert(o, committee,
       Line({h \in Honest : VotedFor(h, o)} \cup (Byzantine \cap Members(committee)), <<>>))

(* Step reads of what it keeps the order and the committee alone; a release *)
(* of an epoch that is over is needed by nobody who is here.                *)
Brief(c) ==
  IF c.votes = <<>> THEN c
  ELSE [form |-> "good", order |-> c.order, votes |-> <<[committee |-> NamedCommittee(c)]>>]
BriefState(s) ==
  [s EXCEPT !.releases = {x \in @ : ~(Owns(s, x.account) /\ (s.shards[x.account].epoch > x.epoch))},
            !.shards = [a \in DOMAIN @ |->
               [@[a] EXCEPT !.applied = {[r EXCEPT !.certificate = Brief(@)] : r \in @}]]]

(* ------------------------------------------------- what she sends to h   *)
ForRelease(h, r, help) ==
  IF (h \in Members("home")) /\ (\A x \in phone.releases : x.authority # h)
  THEN {[type |-> "Release", request |-> r, invitations |-> Invitations(r, help)]}
  ELSE {}
ForOpening(h, H, x) ==
  IF x \in phone.open
  THEN IF IsOpened(auth[h], x) THEN {}
       ELSE {[type |-> "OpenAccount", handoff |-> H, receipts |-> AllReceipts(x)]}
  ELSE IF (h \in Members(x.committee)) /\ (<<h, x>> \notin phone.receipts)
  THEN {[type |-> "AcceptHandoff", handoff |-> H]} ELSE {}
ForOrder(h, o, x) ==
  IF (~IsOpened(auth[h], x)) \/ (h \in phone.votes) \/ HasPaid(h, o) THEN {}
  ELSE IF phone.paid
  THEN {[type |-> "ApplyCertificate", certificate |-> Certificate(o, x.committee)]}
  ELSE {[type |-> "SignVote", order |-> o, now |-> 2]}

Sends(h, help) ==
  IF phone.signed = {} THEN UNION {ForRelease(h, r, help) : r \in phone.asked}
  ELSE UNION {ForOpening(h, p[2], p[1]) : p \in phone.signed}
       \cup UNION {UNION {ForOrder(h, o, x) : x \in phone.open} : o \in phone.order}

(* What she makes of an answer. Receipts and votes of quorum weight, those  *)
(* of Byzantine members who help among them, are what she waited for.       *)
GotReceipt(w, h, x, help) ==
  LET got == {p \in w.receipts : p[2] = x} \cup {<<h, x>>}
      all == {p[1] : p \in got} \cup (help \cap Members(x.committee)) IN
  IF x \in w.open THEN w
  ELSE IF IsQuorum(x.committee, all) THEN [w EXCEPT !.open = {x}, !.receipts = {}]
  ELSE [w EXCEPT !.receipts = @ \cup got]
GotVote(w, h, help) ==
  LET c == (CHOOSE x \in w.open : TRUE).committee IN
  IF w.paid THEN w
  ELSE IF IsQuorum(c, w.votes \cup {h} \cup (help \cap Members(c)))
  THEN [w EXCEPT !.paid = TRUE, !.votes = {}]
  ELSE [w EXCEPT !.votes = @ \cup {h}]
Noted(w, h, m, help) ==
  CASE m.type = "HandoffRelease" -> [w EXCEPT !.releases = @ \cup {m.body}]
    [] m.type = "OpeningReceipt" -> GotReceipt(w, h, m.body.opening, help)
    [] m.type = "TransferVote" -> GotVote(w, h, help)
    [] OTHER -> w
RECURSIVE Collect(_, _, _, _)
Collect(w, h, messages, help) ==
  IF messages = {} THEN w
  ELSE LET m == CHOOSE x \in messages : TRUE IN
       Collect(Noted(w, h, m, help), h, messages \ {m}, help)

Asking(h, i, help, lost) ==
  /\ h \notin Cut
  /\ \E r \in {Behave(h, auth[h], i)} :
       /\ auth' = [auth EXCEPT ![h] = BriefState(r.state)]
       /\ phone' = Collect(phone, h, {m \in r.emitted : m.type \notin lost}, help)

(* ------------------------------------------------------- what she signs  *)
Ask ==
  /\ phone.asked = {}
  /\ \E rs \in IF Habit = "two committees" THEN {Requests} ELSE {{r} : r \in Requests} :
       phone' = [phone EXCEPT !.asked = rs]
  /\ UNCHANGED auth

(* A release that was never read may hold what every member refuses.        *)
Lies(r) ==
  UNION {{ReleaseOf(b, r, First, k, l) :
            l \in {{}} \cup {{o} : o \in Flying},
            k \in {{}} \cup {{Cert(o, "home", <<b>>)} : o \in Flying}}
         : b \in Byzantine \cap Members("home")}
Read(H) == (Habit = "unread") \/ (HandoffFailures([ownership |-> Ownership], H) = {})
Enough(R) ==
  IF Habit = "all four" THEN {x.authority : x \in R} = Members("home")
  ELSE QuorumSigned("home", R)
SetsOf(r, lies) ==
  {R \in {S \cup l : S \in SUBSET {x \in phone.releases : x.to = r.to}, l \in lies} :
     (R # {}) /\ Enough(R)}
MaySignMore ==
  (phone.signed = {}) \/ ((Habit = "signs again") /\ (Cardinality(phone.signed) = 1))
Sign(r, sets) ==
  /\ MaySignMore
  /\ \E ways \in {{w \in {<<OpeningOfHandoff(H), H>> : H \in {HandoffOfThese(r, R) : R \in sets}} :
                     Read(w[2])}} :
       \E x \in {w[1] : w \in ways} :
         phone' = [phone EXCEPT
           !.signed = @ \cup {CHOOSE w \in ways : w[1] = x},
           !.releases = IF Habit = "signs again" THEN @ ELSE {}]
  /\ UNCHANGED auth

Spend ==
  /\ phone.order = {}
  /\ \E x \in phone.open :
       phone' = [phone EXCEPT !.order = {Order("alice", "bob", 1, x.next_nonce, x.epoch)}]
  /\ UNCHANGED auth

(* ------------------------------------------------------------- actions   *)
Reach(h) == \E i \in Sends(h, {}) : Asking(h, i, {}, {})
Think == Ask \/ Spend \/ (\E r \in phone.asked : Sign(r, SetsOf(r, {{}})))

Lose == (Losing # {}) /\ (\E h \in Honest : \E i \in Sends(h, {}) : Asking(h, i, {}, Losing))
Help == \E h \in Honest : \E i \in Sends(h, Byzantine) : Asking(h, i, Byzantine, {})
Lie == \E r \in phone.asked : Sign(r, SetsOf(r, {{l} : l \in Lies(r)}))
Meddle ==        \* What she sent is no secret, and neither are receipts.
  /\ \E p \in phone.signed : \E h \in Honest :
       /\ (p[1] \notin phone.open) /\ (~IsOpened(auth[h], p[1]))
       /\ QuorumSigned(p[1].committee, AllReceipts(p[1]))
       /\ \E r \in {Behave(h, auth[h], [type |-> "OpenAccount", handoff |-> p[2],
                                        receipts |-> AllReceipts(p[1])])} :
            auth' = [auth EXCEPT ![h] = BriefState(r.state)]
  /\ UNCHANGED phone
Stray ==
  /\ \E h \in Honest : \E o \in Flying :
       auth' = [auth EXCEPT ![h] =
         Behave(h, auth[h], [type |-> "SignVote", order |-> o, now |-> 2]).state]
  /\ UNCHANGED phone
Next == Think \/ Lose \/ Help \/ Lie \/ Meddle \/ Stray \/ (\E h \in Honest : Reach(h))

(* Where something that she sends, or signs, would change anything.         *)
Changes(h, i) ==
  \E r \in {Behave(h, auth[h], i)} :
    (BriefState(r.state) # auth[h]) \/ (Collect(phone, h, r.emitted, {}) # phone)
MayReach == \E h \in Honest \ Cut : \E i \in Sends(h, {}) : Changes(h, i)
MaySign ==
  /\ MaySignMore
  /\ \E r \in phone.asked : \E R \in SetsOf(r, {{}}) : \E H \in {HandoffOfThese(r, R)} :
       Read(H) /\ (\A p \in phone.signed : p[1] # OpeningOfHandoff(H))
MaySpend == (phone.open # {}) /\ (phone.order = {})
MayThink == (phone.asked = {}) \/ MaySign \/ MaySpend

(* Weak fairness of Reach and of Think. As no step is taken for ever (Ends),*)
(* it says that at some time there is nothing left to take; so written, as  *)
(* the checker takes very long for the ENABLED of a whole HandoffStep.      *)
Reaching == []<>(~MayReach)
Thinking == []<>(~MayThink)
Spec == Init /\ [][Next]_vars /\ Reaching /\ Thinking
SpecWithoutReaching == Init /\ [][Next]_vars /\ Thinking
SpecWithoutThinking == Init /\ [][Next]_vars /\ Reaching

(* ---------------------------------------------------------- properties   *)
Target == UNION {Members(r.to) : r \in Requests} \cap Honest
Opened(h) == Owns(auth[h], "alice") /\ (auth[h].shards["alice"].epoch = 1)
SpentAgain(h) ==
  Opened(h) /\ (\E r \in auth[h].shards["alice"].applied : r.certificate.order.epoch = 1)
AllOpened == \A h \in Target : Opened(h)
AllSpent == \A h \in Target : SpentAgain(h)
Returns == <>AllOpened
GoesOn == <>AllSpent

Ends == <>[][FALSE]_vars

(* The same of states: where nothing that she does changes anything.        *)
Stuck == (~MayReach) /\ (~MayThink)
StuckMeansOpened == AllOpened \/ (~Stuck)
StuckMeansSpent == AllSpent \/ (~Stuck)

(* Of alice: what must be signed once is signed once.                       *)
SignsOnce == (Cardinality(phone.signed) <= 1) /\ (Cardinality(phone.asked) <= 1)
=============================================================================
