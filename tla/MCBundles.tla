------------------------------ MODULE MCBundles -----------------------------
(* Bounds of the bundle models. Four controllers of weight 1, of which b1   *)
(* is Byzantine; later they are c1 to c4. p1 only follows. e1, e2 and e3    *)
(* would like to be controllers.                                            *)
EXTENDS Bundles

MCCommittees ==
  [controllers |-> [c1 |-> 1, c2 |-> 1, c3 |-> 1, b1 |-> 1],
   later |-> [c1 |-> 1, c2 |-> 1, c3 |-> 1, c4 |-> 1],
   others |-> [d1 |-> 1, d2 |-> 1, d3 |-> 1, d4 |-> 1],
   coup |-> [e1 |-> 1, e2 |-> 1, e3 |-> 1], home |-> [h1 |-> 1], away |-> [r1 |-> 1]]
MCRank == [b1 |-> 1, c1 |-> 2, c2 |-> 3, c3 |-> 4, c4 |-> 5, d1 |-> 6, d2 |-> 7, d3 |-> 8,
           d4 |-> 9, e1 |-> 10, e2 |-> 11, e3 |-> 12, h1 |-> 13, r1 |-> 14]
MCOwnership == {[account |-> "alice", epoch |-> 0, committee |-> "home"]}
Root == RootOf("controllers", {"controllers", "home", "away"})

Elected(term, winner) == [term |-> term, winner |-> winner]
AliceTo(to) == [account |-> "alice", epoch |-> 0, to |-> to]
After(c, until) ==
  [c EXCEPT !.version = c.version + 1, !.previous = {c}, !.valid_until = until,
            !.openings = {}, !.freezes = {}, !.reassignments = {}]

(* Two chains that begin at the root, and what else may follow one1. two2   *)
(* takes the control from b1 and is expired when it comes.                  *)
one1 == [After(Root, 5) EXCEPT !.elected = Elected(1, "c1"),
                               !.freezes = {[account |-> "alice", epoch |-> 0]}]
two1 == [one1 EXCEPT !.valid_until = 9, !.elected = Elected(1, "c2")]
three1 == [one1 EXCEPT !.valid_until = 8]
one2 == [After(one1, 3) EXCEPT !.controllers = "later", !.revocations = {"b1"},
                               !.reassignments = {AliceTo("away")}]
two2 == [After(one1, 9) EXCEPT !.elected = Elected(2, "c2"), !.reassignments = {AliceTo("home")}]
other2 == [After(two1, 9) EXCEPT !.elected = Elected(2, "c3")]
longer2 == After(one1, 9)
one3 == [After(one2, 9) EXCEPT !.elected = Elected(2, "c4")]
away2 == [After(one1, 9) EXCEPT !.controllers = "others", !.elected = Elected(2, "d1")]
forged2 == [After(one1, 9) EXCEPT !.elected = Elected(2, "c1")]

(* What is wrong with a bundle, in one way each.                            *)
coup1 == [one1 EXCEPT !.controllers = "coup", !.elected = Elected(1, "e1")]      \* PB-7
foreign1 == [one1 EXCEPT !.network = "other"]                                    \* PB-2
again2 == [After(one1, 9) EXCEPT !.elected = Elected(1, "c3")]                   \* PB-16
turned3 == [After(one2, 9) EXCEPT !.reassignments = {AliceTo("home")}]           \* PB-9
pardon3 == [After(one2, 9) EXCEPT !.revocations = {}]                            \* PB-13
return3 == [After(one2, 9) EXCEPT !.controllers = "controllers"]                 \* PB-15

Nothing == {}
Rivals == {one1, two1}
Chains == {one1, two1, one2, other2}
Walk == {one1, one2, one3}
Forks == {one1, one2, two2}
Hostile == {one1, two1, one2, coup1}
Coup == {coup1, forged2}
Elections == {one1, again2}
Turning == {one1, one2, turned3}
Pardoning == {one1, one2, pardon3}
Returning == {one1, one2, return3}
Renewing == {one1, longer2}
Strangers == {foreign1}
Leaking == {one1, away2, forged2}      \* away2 gives the control away, forged2 does not
=============================================================================
