------------------------------ MODULE Generate ------------------------------
(* One component against all its inputs: every reachable state x every      *)
(* input, acceptances and refusals alike. The graph this prints is the      *)
(* source of the corpus:                                                    *)
(*   W| [network, committees, parameters, ...]   once: the world it lives in *)
(*   M| <<name, input>>                          once per input             *)
(*   I| <<opening, core>>                        once per initial state     *)
(*   S| <<opening, core, answers, refusals>>     once per distinct state    *)
(* As Step is a function, a line per state that answers every input is the  *)
(* complete labelled graph; TLC's own counts must agree with it:            *)
(* generated = initial + distinct * inputs.                                 *)
EXTENDS World

CONSTANTS
  Profile,          \* the corpus profile that this graph belongs to
  Self,             \* who is judged: an authority's name, or the account of a wallet
  Openings,         \* opening name -> initial state of the component
  Inputs,           \* input name -> input
  Respond(_, _)     \* the component's step function: state, input -> answer

VARIABLES
  opening,          \* DOMAIN Openings; never changes: each opening has a graph of its own
  core              \* the component's state

vars == <<opening, core>>

Init == \E n \in DOMAIN Openings : (opening = n) /\ (core = Openings[n])

(* "\E x \in {e}" where LET would do: TLC evaluates e once, not once a use. *)
Next == \E all \in {Inputs} : \E n \in DOMAIN all : \E r \in {Respond(core, all[n])} :
          /\ core' = r.state
          /\ UNCHANGED opening

Spec == Init /\ [][Next]_vars

(* A refusal is printed by name and clauses; all other answers in full.     *)
Told(a) == <<a[1], a[2].kind, a[2].emitted, IF a[2].state = core THEN "same" ELSE a[2].state>>
Denied(a) == <<a[1], a[2].why, a[2].emitted>>

Table ==
  \E all \in {Inputs} : \E answers \in {{<<n, Respond(core, all[n])>> : n \in DOMAIN all}} :
    PrintT("S|" \o ToString(<<opening, core,
                              {Told(a) : a \in {b \in answers : b[2].kind # "refused"}},
                              {Denied(a) : a \in {b \in answers : b[2].kind = "refused"}}>>))
Root == (TLCGet("level") = 0) => PrintT("I|" \o ToString(<<opening, core>>))
ASSUME PrintT("W|" \o ToString(
  [network |-> Network, committees |-> Committees, ownership |-> Ownership, rank |-> Rank,
   skew |-> Skew, ttl_max |-> TtlMax, queue_max |-> QueueMax, self |-> Self, profile |-> Profile]))
ASSUME \A all \in {Inputs} : \A n \in DOMAIN all : PrintT("M|" \o ToString(<<n, all[n]>>))
=============================================================================
