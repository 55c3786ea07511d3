------------------------------- MODULE Follow -------------------------------
(* A component that follows a log. Line by line it is given the inputs that *)
(* the line may mean, and goes on with each whose answer is what the line   *)
(* says. A log is accepted when the last line is passed.                    *)
(*                                                                          *)
(* A line is [inputs, kind, why, sent, shown]. `inputs` is a sequence: one  *)
(* input where the message is fully known. The others are {} where the line *)
(* does not say, else {what it says}: the outcome, one clause that refused, *)
(* what left (by type, and how many), what was observed afterwards.         *)
EXTENDS World

CONSTANTS
  Opening,          \* the state in which the log begins
  Length,           \* how many lines there are
  Line(_),          \* 1..Length -> line. TLC would build a constant anew at each use, an operator
                    \* can look into a definition, which it builds once
  Respond(_, _),    \* the component's step function: state, input -> answer
  Shows(_)          \* what is to be observed of a state

VARIABLES
  core,             \* the component's state
  l                 \* 1..Length + 1: the line that comes next; 0: none, nothing fitted

vars == <<core, l>>

Types == {"TransferVote", "TransferReceipt", "MissingCertificate", "EquivocationProof",
          "BrokenQuorum", "Order", "TransferCertificate"}
Leaving(emitted) == [t \in Types |-> {m.body : m \in {x \in emitted : x.type = t}}]

(* The parts of a line that an answer contradicts.                          *)
Agreement(line, r) ==
  [outcome |-> \A k \in line.kind : r.kind = k,
   reason |-> \A c \in line.why : c \in r.why,
   emitted |-> \A s \in line.sent : (Cardinality(r.emitted) = s.many) /\ (Leaving(r.emitted) = s.are),
   state |-> \A s \in line.shown : Shows(r.state) = s]
Differing(line, r) == UNION {{part \in DOMAIN a : ~a[part]} : a \in {Agreement(line, r)}}

(* What the component would answer to each input that the line may be, and  *)
(* where the line says otherwise.                                           *)
Answered(line) ==
  {<<n, r, Differing(line, r)>> : <<n, r>> \in
     {<<n, Respond(core, line.inputs[n])>> : n \in 1..Len(line.inputs)}}
Told(answers) ==
  {<<a[1], a[2].kind, a[2].why, Leaving(a[2].emitted), Shows(a[2].state), a[3]>> : a \in answers}

(* Nothing fits the line: told if no line further on was reached so far.    *)
Tell(answers) ==
  IF l >= TLCGet(1)
  THEN TLCSet(1, l) /\ PrintT("B|" \o ToString(<<l, Shows(core), Told(answers)>>)) ELSE TRUE
ASSUME TLCSet(1, 0)              \* one worker only

Init == (core = Opening) /\ (l = 1)

(* "\E x \in {e}" where LET would do: TLC evaluates e once, not once a use. *)
(* A line that nothing fits leads to the end that is no line.               *)
Next ==
  /\ l \in 1..Length
  /\ \E line \in {Line(l)} : \E answers \in {Answered(line)} :
       \E fits \in {{a \in answers : a[3] = {}}} :
         IF fits = {} THEN Tell(answers) /\ (core' = core) /\ (l' = 0)
         ELSE \E a \in fits : (core' = a[2].state) /\ (l' = l + 1)

Spec == Init /\ [][Next]_vars

(* Full logs: one state for each line, so the first line that is wrong is   *)
(* *the* wrong one. The verdict: holds, with Length + 1 states.         *)
Agrees == l # 0

(* Partial logs: several states for a line. The verdict is inverted: a log  *)
(* is accepted when NotAccepted is violated. Else the last "B|" lines tell  *)
(* the furthest line, and every state that was stuck there.                 *)
NotAccepted == l <= Length
=============================================================================
