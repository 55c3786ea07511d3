------------------------------- MODULE Ledger -------------------------------
(* What users are promised, and nothing about how: a ledger in one place.   *)
(*  - A payment is decided once and for ever (`certified`): at most one per *)
(*    (account, nonce), nonces in order, each from funds that are there.    *)
(*  - Authorities execute (`executed`), and shops hand out goods            *)
(*    (`delivered`, how often), only what is decided; goods leave once.     *)
(* Settlement refines it (Promises.tla). A claim is                         *)
(* [sender, recipient, amount, nonce, ..].                                  *)
EXTENDS Integers, FiniteSets

CONSTANTS
  Accounts,         \* the accounts that the ledger keeps
  OpeningFunds,     \* account -> amount at the start
  OpeningNonce,     \* account -> its first nonce
  Payments          \* the claims that anybody can ever make

VARIABLES certified, executed, delivered
ledger == <<certified, executed, delivered>>

RECURSIVE Total(_)
Total(claims) ==
  IF claims = {} THEN 0
  ELSE LET c == CHOOSE x \in claims : TRUE IN c.amount + Total(claims \ {c})

Spent(a) == {c \in certified : c.sender = a}
Got(a) == {c \in certified : c.recipient = a}
Funds(a) == (OpeningFunds[a] + Total(Got(a))) - Total(Spent(a))

LedgerInit ==
  (certified = {}) /\ (executed = {}) /\ (delivered = [c \in Payments |-> 0])

Certify(c) ==
  /\ c.sender \in Accounts
  /\ c.nonce = OpeningNonce[c.sender] + Cardinality(Spent(c.sender))
  /\ (c.amount >= 1) /\ (c.amount <= Funds(c.sender)) /\ (c.sender # c.recipient)
  /\ certified' = certified \cup {c}
  /\ UNCHANGED <<executed, delivered>>

Execute(claims) ==      \* Several at once: a proof of ownership empties a queue.
  /\ executed' = executed \cup claims
  /\ UNCHANGED <<certified, delivered>>

Deliver(c) ==
  /\ (c \in certified) /\ (delivered[c] = 0)
  /\ delivered' = [d \in Payments |-> IF d = c THEN 1 ELSE delivered[d]]
  /\ UNCHANGED <<certified, executed>>

LedgerNext ==
  \/ \E c \in Payments : Certify(c) \/ Deliver(c)
  \/ \E claims \in SUBSET certified : Execute(claims)
LedgerSpec == LedgerInit /\ [][LedgerNext]_ledger

(* ----------------------------------- what follows, and users care about  *)
LedgerTypeOK == certified \subseteq Payments
OnePerNonce ==
  \A c, d \in certified : ((c.sender = d.sender) /\ (c.nonce = d.nonce)) => (c = d)
NothingUndecided ==
  (executed \subseteq certified) /\ (\A c \in Payments : (delivered[c] > 0) => (c \in certified))
GoodsOnce == \A c \in Payments : delivered[c] <= 1
NobodyOwes == \A a \in Accounts : Funds(a) >= 0

(* What is there at the start is there for ever: in an account, or paid to  *)
(* one that the ledger does not keep.                                       *)
RECURSIVE SumOf(_, _)
SumOf(f, S) == IF S = {} THEN 0 ELSE LET a == CHOOSE x \in S : TRUE IN f[a] + SumOf(f, S \ {a})
Outside == {c \in certified : c.recipient \notin Accounts}
MoneyConserved ==
  SumOf([a \in Accounts |-> Funds(a)], Accounts) + Total(Outside) = SumOf(OpeningFunds, Accounts)
=============================================================================
