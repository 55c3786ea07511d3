---------------------------- MODULE DataPlaneCast ----------------------------
(* The packets of the generation models of the switch, and what is around    *)
(* it: the authority a1 is behind port 2, and behind port 5, which is always  *)
(* beyond its peak rate; 1, 3 and 4 are outside.                            *)
EXTENDS DataPlaneClaims, Cast

MCProfile == "dataplane"
MCSelf == "a1"
MCCommittees == [shop |-> [a1 |-> 1], other |-> [a2 |-> 1]]
MCRank == [a1 |-> 1, a2 |-> 2]
MCOwnership == {Proof("alice", 0, "shop")}
PortOf(inside, colour) == [inside |-> inside, colour |-> colour]
MCPorts ==
  <<PortOf(FALSE, "green"), PortOf(TRUE, "green"), PortOf(FALSE, "yellow"), PortOf(FALSE, "red"),
    PortOf(TRUE, "red")>>
MCRoutes == [authority |-> {2}, wallet |-> {1}, nowhere |-> {}]
MCOpenings == [empty |-> NewSwitch]

(* Orders from outside, and a1's words: account, epoch, nonce, core. Nonce 2 *)
(* and epoch 2 are large on the wire; y and z differ from x in one bit each. *)
Frame(kind, to, account, epoch, nonce, c) ==
  [form |-> "good", kind |-> kind, dscp |-> 0, to |-> to, authority |-> "a1",
   account |-> account, epoch |-> epoch, nonce |-> nonce, core |-> c]
From(port, frame) == [type |-> "Packet", port |-> port, lucky |-> FALSE, frame |-> frame]
Asks(account, epoch, nonce, c) == From(1, Frame("Order", "authority", account, epoch, nonce, c))
Says(kind, account, epoch, nonce, c) == From(2, Frame(kind, "wallet", account, epoch, nonce, c))
Key(account, epoch, nonce) == [account |-> account, epoch |-> epoch, nonce |-> nonce]
KeyIn(p) == Key(p.frame.account, p.frame.epoch, p.frame.nonce)
KeysIn(packets) == {KeyIn(packets[m]) : m \in DOMAIN packets}

(* The same packet, but for one thing.                                      *)
Having(p, part, value) == [p EXCEPT !.frame = [p.frame EXCEPT ![part] = value]]
Through(p, port) == [p EXCEPT !.port = port]
Lucky(p) == [p EXCEPT !.lucky = TRUE]
Marked(p, dscp) == Having(p, "dscp", dscp)
Kinded(p, kind) == Having(p, "kind", kind)
Formed(p, form) == Having(p, "form", form)

Coming(packets) == [n \in {<<"Packet", m, 0>> : m \in DOMAIN packets} |-> packets[n[2]]]
ElapsingBy(parts) ==
  [n \in {<<"Elapse", m, 0>> : m \in DOMAIN parts} |-> [type |-> "Elapse", by |-> parts[n[2]]]]
Rotating == <<"Rotate", "generation", 0>> :> [type |-> "Rotate"]
Rebooting == <<"Reboot", "switch", 0>> :> [type |-> "Reboot"]
MCRespond(s, i) == SwitchStep(Self, s, i)
=============================================================================
