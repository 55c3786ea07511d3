----------------------------- MODULE GenDataPlane ----------------------------
(* The switch against packets in every form and of every kind, from every    *)
(* port. alice and carol share a slot, and carol's key and two of alice's    *)
(* hit where alice's first one was learned. a1 votes for x at alice's nonces *)
(* 0 and 1, for y in her next epoch, and for carol, and settles both.        *)
EXTENDS DataPlaneCast

MCSlotOf == [alice |-> "s1", carol |-> "s1"]
MCAlike ==
  {<<k, Key("alice", 0, 0)>> : k \in {Key("carol", 0, 0), Key("alice", 0, 1), Key("alice", 1, 0)}}

a00x == Asks("alice", 0, 0, "x")
a00y == Asks("alice", 0, 0, "y")
Orders ==
  [a00x |-> a00x, a00y |-> a00y, a00z |-> Asks("alice", 0, 0, "z"),
   a01x |-> Asks("alice", 0, 1, "x"), a01y |-> Asks("alice", 0, 1, "y"),
   a02x |-> Asks("alice", 0, 2, "x"), a10x |-> Asks("alice", 1, 0, "x"),
   a10y |-> Asks("alice", 1, 0, "y"), a20x |-> Asks("alice", 2, 0, "x"),
   c00x |-> Asks("carol", 0, 0, "x"), c00y |-> Asks("carol", 0, 0, "y"),
   c01x |-> Asks("carol", 0, 1, "x")]
Words ==
  [vote_a00x |-> Says("Vote", "alice", 0, 0, "x"), vote_a01x |-> Says("Vote", "alice", 0, 1, "x"),
   vote_a10y |-> Says("Vote", "alice", 1, 0, "y"), vote_c00x |-> Says("Vote", "carol", 0, 0, "x"),
   receipt_a00y |-> Says("Receipt", "alice", 0, 0, "y"),
   receipt_c00x |-> Says("Receipt", "carol", 0, 0, "x")]

(* What is as an order of alice's that conflicts with her vote, but is none  *)
(* that is judged; and words that teach nothing.                            *)
Unjudged ==
  [vote_outside |-> Kinded(a00y, "Vote"), receipt_outside |-> Kinded(a00y, "Receipt"),
   certificate |-> Kinded(Marked(a00y, 46), "Certificate"), handoff |-> Kinded(a00y, "Handoff"),
   data |-> Kinded(Marked(a00y, 46), "Data"), order_inside |-> Through(a00y, 2),
   order_other |-> Having(a00y, "authority", "a2"),
   vote_other |-> Having(Words.vote_a00x, "authority", "a2"),
   certificate_inside |-> Kinded(Words.vote_a00x, "Certificate"),
   certificate_yellow |-> Kinded(Through(a00y, 3), "Certificate"),
   data_yellow |-> Kinded(Through(a00y, 3), "Data"), data_red |-> Kinded(Through(a00y, 4), "Data"),
   bare |-> Kinded(Formed(a00y, "bare"), "Certificate"),
   kind_0 |-> Kinded(Marked(a00y, 46), "Nothing"), kind_7 |-> Kinded(Marked(a00y, 46), "Unknown")]
Malformed ==
  [bad \in {"magic", "version", "udp_port", "udp_short", "ipv4_short", "cut", "tcp", "options",
          "fragment", "offset", "arp", "runt", "ipv4_cut"} |-> Having(Marked(a00y, 46), "form", bad)]
(* Judged as any other; what becomes of it is the port's, or the route's.    *)
Otherwise ==
  [a00x_yellow |-> Through(a00x, 3), a00y_yellow |-> Through(a00y, 3),
   a01y_red |-> Through(Orders.a01y, 4), c00y_red |-> Through(Orders.c00y, 4),
   vote_a00x_red |-> Through(Words.vote_a00x, 5),
   a00y_nowhere |-> Having(a00y, "to", "nowhere"), a02x_nowhere |-> Having(Orders.a02x, "to", "nowhere"),
   malformed_red |-> Through(Formed(a00y, "magic"), 4),
   malformed_nowhere |-> Having(Formed(a00y, "tcp"), "to", "nowhere"),
   a00x_sum |-> Formed(Marked(a00x, 10), "sum"),
   a00x_lucky |-> Lucky(a00x), a00y_lucky |-> Lucky(a00y), c00y_lucky |-> Lucky(Orders.c00y)]

MCInputs ==
  Coming(Orders) @@ Coming(Words) @@ Coming(Unjudged) @@ Coming(Malformed)
  @@ Coming(Otherwise) @@ ElapsingBy([interval |-> 2]) @@ Rotating @@ Rebooting
MCTaught == KeysIn(Words)
MCAsked == KeysIn(Orders)
MCNearly == <<>>
=============================================================================
