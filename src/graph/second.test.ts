import { expect, test } from "vitest";
import { bool, int, record, string } from "../value/value.ts";
import type { Edge, Graph } from "./graph.ts";
import { compareWithSecond, repliesAt } from "./second.ts";

// A lamp that can be switched on once, in two modules, as a generation model is written.
const LAMP = `---- MODULE Lamp ----
EXTENDS Integers
CONSTANTS
  Openings,
  Inputs,
  Respond(_, _)
VARIABLES opening, core
vars == <<opening, core>>
Init == \\E n \\in DOMAIN Openings : (opening = n) /\\ (core = Openings[n])
Next == \\E n \\in DOMAIN Inputs : (core' = Respond(core, Inputs[n]).state) /\\ UNCHANGED opening
Spec == Init /\\ [][Next]_vars
ASSUME \\A n \\in DOMAIN Inputs : PrintT(n)
====`;
const ROOM = `---- MODULE Room ----
EXTENDS Lamp
MCOpenings == [dark |-> [lit |-> FALSE]]
MCInputs == [n \\in {<<"Press", 1>>} |-> [type |-> n[1]]]
MCRespond(s, i) ==
  IF s.lit THEN [state |-> s, kind |-> "refused", why |-> {"L1"}, emitted |-> {}]
  ELSE [state |-> [s EXCEPT !.lit = TRUE], kind |-> "lit", why |-> {}, emitted |-> {"light"}]
====`;
const CONFIG = `SPECIFICATION Spec
CONSTANTS
  Openings <- MCOpenings
  Inputs <- MCInputs
  Respond <- MCRespond
INVARIANTS
  Root
`;
const text = (name: string): string | undefined =>
  name === "Lamp" ? LAMP : name === "Room" ? ROOM : undefined;

const broken = (name: string): string | undefined =>
  name === "Room" ? ROOM.replace("IF s.lit", "IF nobody.knows") : text(name);

const dark = { opening: "dark", core: record([["lit", bool(false)]]) };
const lit = { opening: "dark", core: record([["lit", bool(true)]]) };
const PRESSED: Edge = {
  from: 0,
  input: "Press.1",
  kind: "lit",
  why: [],
  emitted: [string("light")],
  to: 1,
};
const PRESSED_AGAIN: Edge = {
  from: 1,
  input: "Press.1",
  kind: "refused",
  why: ["L1"],
  emitted: [],
  to: 1,
};

function graph(edges: readonly Edge[]): Graph {
  const inputs = new Map([["Press.1", record([["type", string("Press")]])]]);
  return { world: int(0), inputs, states: [dark, lit], roots: [0], edges };
}

test("the second engine agrees with a graph that is right", () => {
  const agreement = compareWithSecond("Room", CONFIG, text, graph([PRESSED, PRESSED_AGAIN]));
  expect(agreement).toEqual({ states: 2, edges: 2, differences: [] });
});

test.each([
  ["another outcome", [{ ...PRESSED, kind: "again" }, PRESSED_AGAIN]],
  ["another clause", [PRESSED, { ...PRESSED_AGAIN, why: ["L2"] }]],
  ["another message", [{ ...PRESSED, emitted: [] }, PRESSED_AGAIN]],
  ["another successor", [{ ...PRESSED, to: 0 }, PRESSED_AGAIN]],
  ["an edge too many", [PRESSED, PRESSED_AGAIN, { ...PRESSED_AGAIN, input: "Press.2" }]],
  ["an edge too few", [PRESSED]],
])("%s is a difference", (_, edges) => {
  expect(compareWithSecond("Room", CONFIG, text, graph(edges)).differences).toHaveLength(1);
});

// The rule stands in a module of its own, under names that the room has, too, and in strings.
const SWITCH = `---- MODULE Switch ----
EXTENDS Integers
CONSTANT Inputs
Kind == "lit"
Answer(s, i) ==
  [state |-> [s EXCEPT !.lit = TRUE], kind |-> Kind, why |-> {}, emitted |-> {"light"}]
====`;
const instanced = (name: string): string | undefined =>
  name === "Switch"
    ? SWITCH
    : name === "Room"
      ? ROOM.replace(
          "EXTENDS Lamp\n",
          'EXTENDS Lamp\nRules == INSTANCE Switch\nKind == "dim"\n',
        ).replace(/ELSE \[state.*$/m, "ELSE Rules!Answer(s, i)")
      : text(name);

test("a rule in an instanced module is read under names of its own", () => {
  const right = graph([PRESSED, PRESSED_AGAIN]);
  const differences = (read: typeof text) =>
    compareWithSecond("Room", CONFIG, read, right).differences.map(({ what }) => what);
  expect(differences(instanced)).toEqual([]);
  const dim = "[Rules!Answer(s, i) EXCEPT !.kind = Kind]";
  expect(differences((name) => instanced(name)?.replace("Rules!Answer(s, i)", dim))).toHaveLength(
    1,
  );
});

test("another initial state is a difference", () => {
  const wrong = { ...graph([PRESSED, PRESSED_AGAIN]), roots: [1] };
  const { differences } = compareWithSecond("Room", CONFIG, text, wrong);
  expect(differences.map(({ what }) => what)).toEqual(["an initial state", "an initial state"]);
});

test("what the engine cannot read is a fault that says so", () => {
  expect(() => compareWithSecond("Room", CONFIG, broken, graph([PRESSED]))).toThrow("SecondEngine");
});

test("the inputs that fulfil a condition are told with their answers, or none is", () => {
  const pressing = { input: "Press.1", kind: "lit", emitted: [string("light")] };
  const asked = (place: typeof dark, condition: string) =>
    repliesAt("Room", CONFIG, text, place, condition);
  expect(asked(dark, "r.state = [lit |-> TRUE]")).toEqual([pressing]);
  expect(asked(dark, "r.state = core")).toEqual([]);
  expect(asked(lit, "r.state = core")).toEqual([{ ...pressing, kind: "refused", emitted: [] }]);
  expect(asked(dark, '~(i.type = "Press")')).toEqual([]);
});
