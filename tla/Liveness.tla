------------------------------ MODULE Liveness ------------------------------
(* That a correct payment finishes. The payer's wallet is Wallet!Step, the  *)
(* honest members of its committee are Authority!Step. The network loses    *)
(* what it likes, but not for ever: what is sent again and again arrives    *)
(* (weak fairness of Ask and Send). So only what a wallet still holds can   *)
(* arrive late: nobody else repeats a message. The Byzantine member may     *)
(* answer, and may fall silent at any time: nothing is fair about it. A     *)
(* member that lags is one that has not been reached for a while.           *)
(*                                                                          *)
(* alice pays bob 1 for each of Nonces, in order. With two phones that have *)
(* the same key she is a liar, though each phone keeps to LK.               *)
EXTENDS Wallet

CONSTANTS
  Honest, Byzantine,
  Phones,           \* one in an honest wallet; two of one key lie
  Pays,             \* phone -> the amount that it pays each time
  Nonces,           \* the nonces that are paid for, from 0
  Clock,            \* the readings of the clock, ascending in time
  Losing,           \* TRUE: answers can get lost, FALSE in the larger models
  KeptUntil         \* "everyone" is LK-10; "quorum" was the first idea

VARIABLES
  phone,            \* phone -> state of the wallet
  auth,             \* honest member -> state of the authority
  now               \* the time, the same for all here

vars == <<phone, auth, now>>

Member == INSTANCE Authority

Home == "home"
Account(balance) ==
  [epoch |-> 0, committee |-> Home, balance |-> balance, next_nonce |-> 0, frozen |-> FALSE,
   locks |-> {}, escrow |-> {}, applied |-> {}, credited |-> {}, evidence |-> {}]

Init ==
  /\ phone = [d \in Phones |-> [account |-> "alice", epoch |-> 0, next_nonce |-> 0,
                                outstanding |-> {}, kept |-> {}, released |-> {},
                                ownership |-> Ownership]]
  /\ auth = [h \in Honest |-> [shards |-> [alice |-> Account(2), bob |-> Account(0)],
                               queue |-> {}, ownership |-> Ownership]]
  /\ now = CHOOSE t \in Clock : \A u \in Clock : t <= u

(* What a wallet does with the messages of an answer, one by one.           *)
AtQuorum(k) ==
  /\ HasQuorum(Home, SumOver(Committees[Home], k.debited))
  /\ HasQuorum(Home, SumOver(Committees[Home], k.credited))
Forgetful(w) ==
  IF KeptUntil = "quorum" THEN [w EXCEPT !.kept = {k \in w.kept : ~AtQuorum(k)}] ELSE w

RECURSIVE Collect(_, _)
Collect(w, messages) ==
  IF messages = {} THEN w
  ELSE LET m == CHOOSE x \in messages : TRUE IN
       Collect(CASE m.type = "TransferVote" -> Step(w, [type |-> "CollectVote", vote |-> m.body]).state
                 [] m.type = "TransferReceipt" ->
                      Forgetful(Step(w, [type |-> "CollectReceipt", receipt |-> m.body]).state)
                 [] OTHER -> w,
               messages \ {m})

Answered(d, h, r, arrives) ==
  /\ auth' = [auth EXCEPT ![h] = r.state]
  /\ phone' = IF arrives THEN [phone EXCEPT ![d] = Collect(phone[d], r.emitted)] ELSE phone
  /\ UNCHANGED now

Asking(d, h, arrives) ==
  \E x \in phone[d].outstanding :
    \E r \in {Member!Step(h, auth[h], [type |-> "SignVote", order |-> x.order, now |-> now])} :
      Answered(d, h, r, arrives)

Sending(d, h, arrives) ==
  \E k \in phone[d].kept :
    \E r \in {Member!Step(h, auth[h], [type |-> "ApplyCertificate", certificate |-> k.certificate])} :
      Answered(d, h, r, arrives)

(* ------------------------------------------------------------- actions   *)
Pay(d) ==
  /\ phone[d].next_nonce \in Nonces
  /\ \E r \in {Step(phone[d], [type |-> "Lock", recipient |-> "bob", amount |-> Pays[d], now |-> now,
                               ttl |-> 2])} :
       (r.kind = "locked") /\ (phone' = [phone EXCEPT ![d] = r.state])
  /\ UNCHANGED <<auth, now>>

Renew(d) ==
  /\ \E x \in phone[d].outstanding :
       /\ ~WindowOpen(x.order, now)
       /\ phone' = [phone EXCEPT ![d] =
            Step(phone[d], [type |-> "RenewWindow", nonce |-> x.order.nonce, now |-> now, ttl |-> 2]).state]
  /\ UNCHANGED <<auth, now>>

Ask(d, h) == Asking(d, h, TRUE)
Send(d, h) == Sending(d, h, TRUE)
Lose == Losing /\ \E d \in Phones, h \in Honest : Asking(d, h, FALSE) \/ Sending(d, h, FALSE)

Lie == \E d \in Phones, b \in Byzantine :
  /\ \/ \E x \in phone[d].outstanding :
          phone' = [phone EXCEPT ![d] = Collect(phone[d], {Vote(b, Home, x.order)})]
     \/ \E k \in phone[d].kept :
          phone' = [phone EXCEPT ![d] =
            Collect(phone[d], {Receipt(b, Claim(k.certificate.order), TRUE, TRUE)})]
  /\ UNCHANGED <<auth, now>>

Tick == (\E t \in Clock : (t > now) /\ (now' = t)) /\ UNCHANGED <<phone, auth>>

Next ==
  \/ \E d \in Phones :
       \/ Pay(d)
       \/ Renew(d)
       \/ \E h \in Honest : Ask(d, h) \/ Send(d, h)
  \/ Lose
  \/ Lie
  \/ Tick

(* What a run may count on; each piece is needed (a model without it fails).*)
Paying == \A d \in Phones : WF_vars(Pay(d))
Renewing == \A d \in Phones : WF_vars(Renew(d))
Reaching == \A d \in Phones : \A h \in Honest : WF_vars(Ask(d, h))
Delivering == \A d \in Phones : \A h \in Honest : WF_vars(Send(d, h))

Spec == Init /\ [][Next]_vars /\ Paying /\ Renewing /\ Reaching /\ Delivering
SpecWithoutPaying == Init /\ [][Next]_vars /\ Renewing /\ Reaching /\ Delivering
SpecWithoutRenewing == Init /\ [][Next]_vars /\ Paying /\ Reaching /\ Delivering
SpecWithoutReaching == Init /\ [][Next]_vars /\ Paying /\ Renewing /\ Delivering
SpecWithoutDelivering == Init /\ [][Next]_vars /\ Paying /\ Renewing /\ Reaching

(* ---------------------------------------------------------- properties   *)
PaidAt(h) == auth[h].shards["alice"].next_nonce = Cardinality(Nonces)
PaidEverywhere == \A h \in Honest : PaidAt(h)
Finishes == <>PaidEverywhere
Certifies == <>(\A d \in Phones : phone[d].next_nonce = Cardinality(Nonces))
BobHasIt == \A h \in Honest : PaidAt(h) => (auth[h].shards["bob"].balance = Cardinality(Nonces))
=============================================================================
