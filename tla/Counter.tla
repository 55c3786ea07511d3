------------------------------- MODULE Counter ------------------------------
(* A customer at the counter of the next merchant. alice moves from one     *)
(* merchant to another (committees of one, or of more); her orders for the  *)
(* new epoch may be handed over before the handoff is proven, or after, or  *)
(* never, in any order, again and again; the old owner may answer late or   *)
(* never. She signs what she likes: the catalogue is what may arrive. The   *)
(* merchant is paid by her, and hands out goods.                            *)
EXTENDS Pending, Cast

CONSTANTS
  Honest,           \* the owners, old and new, all honest here
  Merchant,         \* the new one, who is paid and hands out goods
  Orders,           \* what alice signs
  Request,          \* what she asks for
  Funds, Times,
  Behave(_, _, _),  \* PendingStep; a broken rule in the models that must fail
  HandsOut(_, _)    \* whether goods leave for an order; wrong in a model that must fail

VARIABLES
  auth,             \* owner -> its state
  net,              \* what owners have said
  goods             \* the cores for which goods have left

vars == <<auth, net, goods>>

Members(committee) == DOMAIN Committees[committee]
Beginning ==
  [account |-> "alice", epoch |-> 0, committee |-> "home", balance |-> Funds, next_nonce |-> 0,
   escrow |-> {}, applied |-> {}, credited |-> {}]
StartOf(h) ==
  [queue |-> {}, ownership |-> Ownership, releases |-> {}, accepted |-> {}, pending |-> {}]
  @@ (IF h \in Members("home")
      THEN [shards |-> "alice" :> Shard("home", 0, Funds, 0), openings |-> "alice" :> Beginning]
      ELSE [shards |-> <<>>, openings |-> <<>>])
Init == (auth = [h \in Honest |-> StartOf(h)]) /\ (net = {}) /\ (goods = {})

EpochOf(h) == IF Owns(auth[h], "alice") THEN auth[h].shards["alice"].epoch ELSE -1
IsKept(m) == m.type \in {"TransferVote", "PendingOrder", "LapseNotice", "TransferReceipt"}
Posted(h, m) ==
  CASE m.type = "TransferReceipt" -> [type |-> m.type, by |-> h, claim |-> m.body.claim_digest]
    [] m.type = "PendingOrder" ->
         [type |-> m.type, by |-> h, core |-> m.body.core_digest, here |-> EpochOf(h)]
    [] OTHER -> [type |-> m.type, by |-> h, core |-> m.body.core_digest]
Sent(h, emitted) == {Posted(h, m) : m \in {e \in emitted : IsKept(e)}}

Asked(h, i) ==
  \E r \in {Behave(h, auth[h], i)} :
    /\ r.kind # "refused"
    /\ (r.state # auth[h]) \/ (~(Sent(h, r.emitted) \subseteq net))
    /\ auth' = [auth EXCEPT ![h] = r.state]
    /\ net' = net \cup Sent(h, r.emitted)
    /\ UNCHANGED goods

Voters(core) == {m.by : m \in {v \in net : (v.type = "TransferVote") /\ (v.core = core)}}
CommitteeOf(epoch) == IF epoch = 0 THEN "home" ELSE Request.to
RECURSIVE Line(_, _)
Line(S, done) ==
  IF S = {} THEN done
  ELSE LET m == CHOOSE x \in S : \A y \in S : Rank[x] <= Rank[y] IN Line(S \ {m}, Append(done, m))
IsCertified(o) ==
  HasQuorum(CommitteeOf(o.epoch),
            SumOver(Committees[CommitteeOf(o.epoch)],
                    Voters(Core(o)) \cap Members(CommitteeOf(o.epoch))))
CertificateOf(o) == Cert(o, CommitteeOf(o.epoch), Line(Voters(Core(o)), <<>>))

Releases == UNION {auth[h].releases : h \in Honest}
IsReleased == {x.authority : x \in Releases} = Members("home")
TheHandoff == HandoffOf(Request, Beginning, Releases)
Receipts == {OpeningReceiptOf(m, OpeningOfHandoff(TheHandoff)) : m \in Members(Request.to)}
Invitations == {InvitationOf(m, Request) : m \in Members(Request.to)}

Next ==
  \/ \E h \in Honest :
       \/ \E o \in Orders, now \in Times :
            \/ Asked(h, [type |-> "SignVote", order |-> o, now |-> now])
            \/ Asked(h, [type |-> "Pend", order |-> o, now |-> now])
       \/ \E o \in Orders : IsCertified(o)
            /\ Asked(h, [type |-> "ApplyCertificate", certificate |-> CertificateOf(o)])
       \/ \E now \in Times :
            \/ Asked(h, [type |-> "Lapse", now |-> now])
            \/ Asked(h, [type |-> "Activate", account |-> "alice", now |-> now])
       \/ Asked(h, [type |-> "Release", request |-> Request, invitations |-> Invitations])
       \/ IsReleased /\ Asked(h, [type |-> "AcceptHandoff", handoff |-> TheHandoff])
       \/ /\ IsReleased
          /\ \A m \in Members(Request.to) :
               (auth[m].accepted # {}) \/ (auth[m].openings # <<>>)
          /\ Asked(h, [type |-> "OpenAccount", handoff |-> TheHandoff, receipts |-> Receipts])
  \/ \E o \in Orders :
       /\ (o.recipient = Merchant) /\ (Core(o) \notin goods)
       /\ HandsOut(Merchant, o)
       /\ (goods' = goods \cup {Core(o)}) /\ UNCHANGED <<auth, net>>
Spec == Init /\ [][Next]_vars

OnCertificate(p, o) == IsCertified(o)

(* ---------------------------------------------------------- invariants   *)
TypeOK == (DOMAIN auth = Honest) /\ (\A m \in net : m.by \in Honest)
Acknowledged == {m \in net : m.type = "PendingOrder"}
Locks(h) == IF Owns(auth[h], "alice") THEN auth[h].shards["alice"].locks ELSE {}
Applied(h) ==
  IF Owns(auth[h], "alice")
  THEN {r.certificate.order : r \in auth[h].shards["alice"].applied} ELSE {}

(* What waits has no lock and no vote, as long as its epoch is not open.    *)
PendingPromisesNothing ==
  \A h \in Honest : \A o \in auth[h].pending :
    (o.epoch > EpochOf(h)) =>
      (h \notin Voters(Core(o))) /\ (\A l \in Locks(h) : Core(l) # Core(o))
VotesByOwners ==
  \A v \in net : (v.type = "TransferVote") => (v.core.epoch <= EpochOf(v.by))

(* Whatever somebody was told to wait with waits, or was answered.          *)
NothingLapsesSilently ==
  \A m \in Acknowledged :
    \/ \E o \in auth[m.by].pending : Core(o) = m.core
    \/ \E a \in net : /\ a.by = m.by
                      /\ \/ (a.type \in {"TransferVote", "LapseNotice"}) /\ (a.core = m.core)
                         \/ (a.type = "TransferReceipt") /\ (a.claim = Claim(m.core))

(* Activation votes once for a nonce, and in order.                         *)
OneCoreVoted ==
  \A v, w \in {m \in net : m.type = "TransferVote"} :
    ((v.by = w.by) /\ (v.core.nonce = w.core.nonce) /\ (v.core.epoch = w.core.epoch))
      => (v.core = w.core)
VotedInOrder ==
  \A v \in {m \in net : m.type = "TransferVote"} : \A n \in 0..(v.core.nonce - 1) :
    \E o \in Applied(v.by) : o.nonce = n
OneClaimPerNonce ==
  \A o, p \in {q \in Orders : IsCertified(q)} : (o.nonce = p.nonce) => (Claim(o) = Claim(p))

GoodsOnCertificateOnly == \A c \in goods : \E o \in Orders : (Core(o) = c) /\ IsCertified(o)

(* What waits is worth waiting for, and not too much.                       *)
PendingIsTrue ==
  \A h \in Honest : \A o \in auth[h].pending :
    /\ OrderWellFormed(o)
    /\ (o.sender_sig = o.sender) /\ (o.network = Network) /\ (o.sender # o.recipient)
PendingInTime ==
  \A h \in Honest : \A o \in auth[h].pending :
    (o.ttl <= TtlMax) /\ (\E now \in Times : WindowOpen(o, now))
PendingIsBounded ==
  \A h \in Honest :
    /\ \A o \in auth[h].pending : Cardinality(PendingOf(auth[h], o.sender)) <= PendingMax
    /\ \A o \in auth[h].pending : \E p \in Ownership : p.account = o.sender
OneCorePending ==
  \A h \in Honest : \A o, p \in auth[h].pending :
    ((o.sender = p.sender) /\ (o.nonce = p.nonce) /\ (o.epoch = p.epoch)) => (o = p)
NotWhatIsOpen == \A m \in Acknowledged : m.here < m.core.epoch

(* ------------------------- claims that must fail: something is reached    *)
NeverVoted == \A m \in Acknowledged : m.by \notin Voters(m.core)
NeverLapsed == \A m \in net : m.type # "LapseNotice"
NeverHanded == goods = {}
NeverWaitsOn ==      \* Open and voted for, and the next order is still too early.
  \A h \in Honest : \A l \in {k \in Locks(h) : k.epoch > 0} : \A o \in auth[h].pending :
    o.nonce <= l.nonce
=============================================================================
