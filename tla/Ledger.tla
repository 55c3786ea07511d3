------------------------------- MODULE Ledger -------------------------------
(* What users are promised, and nothing about how: a ledger in one place.   *)
(*  - A payment is decided once and for ever (`certified`): at most one per *)
(*    (account, nonce), nonces in order, each from funds that are there.    *)
(*  - Authorities execute (`executed`), and shops hand out goods            *)
(*    (`delivered`, how often), only what is decided; goods leave once.     *)
(*  - A nonce may be skipped, with money put aside for the payments that    *)
(*    may still be decided there (`aside`); of these at most one ever is,   *)
(*    and it is paid from that money, which serves nothing else.            *)
(* LedgerSpec never skips: Settlement refines it (Promises.tla). MovingSpec *)
(* may: Handoff refines it (HandoffPromises.tla). With nothing put aside    *)
(* they are one, and every claim below holds of both. A claim is            *)
(* [sender, recipient, amount, nonce, ..].                                  *)
EXTENDS Integers, FiniteSets

CONSTANTS
  Accounts,         \* the accounts that the ledger keeps
  OpeningFunds,     \* account -> amount at the start
  OpeningNonce,     \* account -> its first nonce
  Payments,         \* the claims that anybody can ever make
  Before            \* those that are decided before the first step

VARIABLES
  certified, executed, delivered,
  aside             \* set of [sender, nonce, amount, claims], one for a skipped nonce
ledger == <<certified, executed, delivered, aside>>

RECURSIVE Total(_)
Total(claims) ==
  IF claims = {} THEN 0
  ELSE LET c == CHOOSE x \in claims : TRUE IN c.amount + Total(claims \ {c})

Spent(a) == {c \in certified : c.sender = a}
Got(a) == {c \in certified : c.recipient = a}
Funds(a) == (OpeningFunds[a] + Total(Got(a))) - Total(Spent(a))

AsideOf(a) == {e \in aside : e.sender = a}
Free(a) == Funds(a) - Total(AsideOf(a))
NextNonce(a) == OpeningNonce[a] + Cardinality(Spent(a)) + Cardinality(AsideOf(a))

LedgerInit ==
  /\ certified = Before
  /\ executed = {}
  /\ delivered = [c \in Payments |-> 0]
  /\ aside = {}

Certify(c) ==
  /\ c.sender \in Accounts
  /\ c.nonce = NextNonce(c.sender)
  /\ (c.amount >= 1) /\ (c.amount <= Free(c.sender)) /\ (c.sender # c.recipient)
  /\ certified' = certified \cup {c}
  /\ UNCHANGED <<executed, delivered, aside>>

Execute(claims) ==      \* Several at once: a proof of ownership empties a queue.
  /\ executed' = executed \cup claims
  /\ UNCHANGED <<certified, delivered, aside>>

Deliver(c) ==
  /\ (c \in certified) /\ (delivered[c] = 0)
  /\ delivered' = [d \in Payments |-> IF d = c THEN 1 ELSE delivered[d]]
  /\ UNCHANGED <<certified, executed, aside>>

LedgerNext ==
  \/ \E c \in Payments : Certify(c) \/ Deliver(c)
  \/ \E claims \in SUBSET certified : Execute(claims)
LedgerSpec == LedgerInit /\ [][LedgerNext]_ledger

(* ------------------------------------------------- a nonce is skipped    *)
Most(claims) == (CHOOSE c \in claims : \A d \in claims : d.amount <= c.amount).amount
PutAside(a, claims) ==
  [sender |-> a, nonce |-> NextNonce(a), amount |-> Most(claims), claims |-> claims]

(* An account that moves is executed as far as it is known, and a nonce     *)
(* that is in doubt is skipped.                                             *)
Skip(a, doubtful, claims) ==
  /\ Most(doubtful) <= Free(a)
  /\ aside' = aside \cup {PutAside(a, doubtful)}
  /\ executed' = executed \cup claims
  /\ UNCHANGED <<certified, delivered>>

CertifyAside(c) ==
  /\ \E e \in aside : (c \in e.claims) /\ (aside' = aside \ {e})
  /\ certified' = certified \cup {c}
  /\ UNCHANGED <<executed, delivered>>

Doubtful(a) == {c \in Payments : (c.sender = a) /\ (c.nonce = NextNonce(a))}
Skips ==
  \E a \in Accounts :
    \E doubtful \in (SUBSET Doubtful(a)) \ {{}}, claims \in SUBSET certified :
      Skip(a, doubtful, claims)
MovingNext == LedgerNext \/ Skips \/ (\E c \in Payments : CertifyAside(c))
MovingSpec == LedgerInit /\ [][MovingNext]_ledger
SkippingSpec == LedgerInit /\ [][LedgerNext \/ Skips]_ledger    \* Nothing is paid from it.

(* ----------------------------------- what follows, and users care about  *)
LedgerTypeOK == certified \subseteq Payments
OnePerNonce ==
  \A c, d \in certified : ((c.sender = d.sender) /\ (c.nonce = d.nonce)) => (c = d)
NothingUndecided ==
  (executed \subseteq certified) /\ (\A c \in Payments : (delivered[c] > 0) => (c \in certified))
GoodsOnce == \A c \in Payments : delivered[c] <= 1
NobodyOwes == \A a \in Accounts : Free(a) >= 0

(* A nonce that was skipped is open: nothing is decided there, and what may *)
(* be has its money.                                                        *)
AsideIsOpen ==
  /\ \A e \in aside : \A c \in certified : (c.sender = e.sender) => (c.nonce # e.nonce)
  /\ \A e \in aside : \A c \in e.claims : (c.nonce = e.nonce) /\ (c.amount <= e.amount)
  /\ \A e, f \in aside : ((e.sender = f.sender) /\ (e.nonce = f.nonce)) => (e = f)

(* What is there at the start is there for ever: in an account, or paid to  *)
(* one that the ledger does not keep.                                       *)
RECURSIVE SumOf(_, _)
SumOf(f, S) == IF S = {} THEN 0 ELSE LET a == CHOOSE x \in S : TRUE IN f[a] + SumOf(f, S \ {a})
Outside == {c \in certified : c.recipient \notin Accounts}
MoneyConserved ==
  SumOf([a \in Accounts |-> Funds(a)], Accounts) + Total(Outside) = SumOf(OpeningFunds, Accounts)
=============================================================================
