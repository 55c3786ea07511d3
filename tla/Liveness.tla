------------------------------ MODULE Liveness ------------------------------
(* That a correct payment finishes. The payer's wallet is Wallet!Step, the  *)
(* honest members of its committee are Authority!Step. The network loses    *)
(* what it likes, but not for ever: what is sent again and again arrives    *)
(* (weak fairness of Ask and Send). So only what a wallet still holds can   *)
(* arrive late: nobody else repeats a message. The Byzantine member may     *)
(* answer, and may fall silent at any time: nothing is fair about it. A     *)
(* member that lags is one that has not been reached for a while.           *)
(*                                                                          *)
(* Each phone pays its recipient the same amount at each of Nonces, in      *)
(* order. Two phones with one key make a liar, though each keeps to LK.     *)
EXTENDS Wallet

CONSTANTS
  Honest, Byzantine,
  Phones,           \* phone -> [account, recipient, amount]
  Funds,            \* account -> what it opens with
  Nonces,           \* the nonces that are paid for, from 0
  Clock,            \* the readings of the clock, ascending in time
  Losing,           \* TRUE: answers can get lost, FALSE in the larger models
  KeptUntil         \* "LK10"; other values: rules that are wrong, see Kept

VARIABLES
  phone,            \* phone -> state of the wallet
  auth,             \* honest member -> state of the authority
  now               \* the time, the same for all here

vars == <<phone, auth, now>>

Member == INSTANCE Authority

CommitteeOf(account) == (CHOOSE p \in Ownership : p.account = account).committee
Belongs(a, account) == a \in DOMAIN Committees[CommitteeOf(account)]

Account(a) ==
  [epoch |-> 0, committee |-> CommitteeOf(a), balance |-> Funds[a], next_nonce |-> 0,
   frozen |-> FALSE, locks |-> {}, escrow |-> {}, applied |-> {}, credited |-> {}, evidence |-> {}]

Init ==
  /\ phone = [d \in DOMAIN Phones |->
       [account |-> Phones[d].account, epoch |-> 0, next_nonce |-> 0, outstanding |-> {},
        kept |-> {}, released |-> {}, ownership |-> Ownership]]
  /\ auth = [h \in Honest |->
       [shards |-> [a \in {x \in DOMAIN Funds : Belongs(h, x)} |-> Account(a)],
        queue |-> {}, ownership |-> Ownership]]
  /\ now = CHOOSE t \in Clock : \A u \in Clock : t <= u

(* Which certificates a wallet still keeps, by the rule and by wrong ones.  *)
Quorate(account, S) ==
  LET c == CommitteeOf(account) IN HasQuorum(c, SumOver(Committees[c], S))
All(account, S) == DOMAIN Committees[CommitteeOf(account)] \subseteq S
Droppable(k) ==
  LET o == k.certificate.order IN
  CASE KeptUntil = "quorum" -> Quorate(o.sender, k.debited) /\ Quorate(o.recipient, k.credited)
    [] KeptUntil = "credit-quorum" -> All(o.sender, k.debited) /\ Quorate(o.recipient, k.credited)
    [] OTHER -> FALSE
Kept(w) == [w EXCEPT !.kept = {k \in w.kept : ~Droppable(k)}]

(* What a wallet does with the messages of an answer, one by one.           *)
RECURSIVE Collect(_, _)
Collect(w, messages) ==
  IF messages = {} THEN w
  ELSE LET m == CHOOSE x \in messages : TRUE IN
       Collect(CASE m.type = "TransferVote" ->
                      Step(w, [type |-> "CollectVote", vote |-> m.body]).state
                 [] m.type = "TransferReceipt" ->
                      Kept(Step(w, [type |-> "CollectReceipt", receipt |-> m.body]).state)
                 [] OTHER -> w,
               messages \ {m})

Answered(d, h, r, arrives) ==
  /\ auth' = [auth EXCEPT ![h] = r.state]
  /\ phone' = IF arrives THEN [phone EXCEPT ![d] = Collect(phone[d], r.emitted)] ELSE phone
  /\ UNCHANGED now

Asking(d, h, arrives) ==
  /\ Belongs(h, Phones[d].account)
  /\ \E x \in phone[d].outstanding :
       \E r \in {Member!Step(h, auth[h], [type |-> "SignVote", order |-> x.order, now |-> now])} :
         Answered(d, h, r, arrives)

Sending(d, h, arrives) ==
  /\ h \in (DOMAIN Committees[CommitteeOf(Phones[d].account)]
            \cup DOMAIN Committees[CommitteeOf(Phones[d].recipient)])
  /\ \E k \in phone[d].kept :
       \E r \in {Member!Step(h, auth[h],
                            [type |-> "ApplyCertificate", certificate |-> k.certificate])} :
         Answered(d, h, r, arrives)

(* ------------------------------------------------------------- actions   *)
Pay(d) ==
  /\ phone[d].next_nonce \in Nonces
  /\ \E r \in {Step(phone[d], [type |-> "Lock", recipient |-> Phones[d].recipient,
                               amount |-> Phones[d].amount, now |-> now, ttl |-> 2])} :
       (r.kind = "locked") /\ (phone' = [phone EXCEPT ![d] = r.state])
  /\ UNCHANGED <<auth, now>>

Renew(d) ==
  /\ \E x \in phone[d].outstanding :
       /\ ~WindowOpen(x.order, now)
       /\ phone' = [phone EXCEPT ![d] =
            Step(phone[d], [type |-> "RenewWindow", nonce |-> x.order.nonce, now |-> now,
                            ttl |-> 2]).state]
  /\ UNCHANGED <<auth, now>>

Ask(d, h) == Asking(d, h, TRUE)
Send(d, h) == Sending(d, h, TRUE)
Lose == Losing /\ \E d \in DOMAIN Phones, h \in Honest : Asking(d, h, FALSE) \/ Sending(d, h, FALSE)

Lies(d, b) ==       \* A true vote, or a receipt that says what the wallet wants to hear.
  \/ \E x \in phone[d].outstanding :
       phone' = [phone EXCEPT ![d] =
         Collect(phone[d], {Vote(b, CommitteeOf(Phones[d].account), x.order)})]
  \/ \E k \in phone[d].kept :
       phone' = [phone EXCEPT ![d] =
         Collect(phone[d], {Receipt(b, Claim(k.certificate.order), TRUE, TRUE)})]
Lie == (\E d \in DOMAIN Phones, b \in Byzantine : Lies(d, b)) /\ UNCHANGED <<auth, now>>

Tick == (\E t \in Clock : (t > now) /\ (now' = t)) /\ UNCHANGED <<phone, auth>>

Next ==
  \/ \E d \in DOMAIN Phones :
       \/ Pay(d)
       \/ Renew(d)
       \/ \E h \in Honest : Ask(d, h) \/ Send(d, h)
  \/ Lose
  \/ Lie
  \/ Tick

(* What a run may count on; each piece is needed (a model without it fails).*)
Paying == \A d \in DOMAIN Phones : WF_vars(Pay(d))
Renewing == \A d \in DOMAIN Phones : WF_vars(Renew(d))
Reaching == \A d \in DOMAIN Phones : \A h \in Honest : WF_vars(Ask(d, h))
Delivering == \A d \in DOMAIN Phones : \A h \in Honest : WF_vars(Send(d, h))

Spec == Init /\ [][Next]_vars /\ Paying /\ Renewing /\ Reaching /\ Delivering
SpecWithoutPaying == Init /\ [][Next]_vars /\ Renewing /\ Reaching /\ Delivering
SpecWithoutRenewing == Init /\ [][Next]_vars /\ Paying /\ Reaching /\ Delivering
SpecWithoutReaching == Init /\ [][Next]_vars /\ Paying /\ Renewing /\ Delivering
SpecWithoutDelivering == Init /\ [][Next]_vars /\ Paying /\ Renewing /\ Reaching

(* ---------------------------------------------------------- properties   *)
Paid(h, d) == auth[h].shards[Phones[d].account].next_nonce = Cardinality(Nonces)
PaidEverywhere ==
  \A d \in DOMAIN Phones, h \in Honest : Belongs(h, Phones[d].account) => Paid(h, d)
Finishes == <>PaidEverywhere
Certifies == <>(\A d \in DOMAIN Phones : phone[d].next_nonce = Cardinality(Nonces))
=============================================================================
