import { expect, test } from "vitest";
import { parse } from "../value/parse.ts";
import { readGraph } from "./graph.ts";

// A lamp with two openings. By hand: "off" reaches on and off, "broken" refuses everything.
const INPUTS = ['M|<<"press", [type |-> "press"]>>', 'M|<<"hit", [type |-> "hit"]>>'];
const ROOTS = ['I|<<"off", [lit |-> FALSE]>>', 'I|<<"broken", [lit |-> FALSE]>>'];
const OFF =
  'S|<<"off", [lit |-> FALSE], {<<"press", "lit", {[say |-> "light"]}, [lit |-> TRUE]>>}, ' +
  '{<<"hit", {"H2", "H1"}, {}>>}>>';
const ON =
  'S|<<"off", [lit |-> TRUE], {<<"press", "dark", {}, [lit |-> FALSE]>>, ' +
  '<<"hit", "same", {}, "same">>}, {}>>';
const BROKEN =
  'S|<<"broken", [lit |-> FALSE], {}, {<<"hit", {"H1"}, {}>>, ' +
  '<<"press", {"P1"}, {[say |-> "click"]}>>}>>';
const WORLD = 'W|[network |-> "n"]';
const LINES = [WORLD, ...INPUTS, ...ROOTS, OFF, ON, BROKEN];
const COUNTED = { initial: 2, generated: 2 + 3 * 2, distinct: 3 };

test("a graph is every answer of every state, in canonical order", () => {
  const graph = readGraph(LINES, COUNTED);
  expect(graph.world).toEqual(parse('[network |-> "n"]'));
  expect([...graph.inputs.keys()]).toEqual(["hit", "press"]);
  expect(graph.states).toEqual([
    { opening: "broken", core: parse("[lit |-> FALSE]") },
    { opening: "off", core: parse("[lit |-> FALSE]") },
    { opening: "off", core: parse("[lit |-> TRUE]") },
  ]);
  expect(graph.roots).toEqual([0, 1]);
  const quiet = { why: [], emitted: [] };
  expect(graph.edges).toEqual([
    { from: 0, input: "hit", kind: "refused", why: ["H1"], emitted: [], to: 0 },
    {
      from: 0,
      input: "press",
      kind: "refused",
      why: ["P1"],
      emitted: [parse('[say |-> "click"]')],
      to: 0,
    },
    { from: 1, input: "hit", kind: "refused", why: ["H1", "H2"], emitted: [], to: 1 },
    {
      ...quiet,
      from: 1,
      input: "press",
      kind: "lit",
      emitted: [parse('[say |-> "light"]')],
      to: 2,
    },
    { ...quiet, from: 2, input: "hit", kind: "same", to: 2 },
    { ...quiet, from: 2, input: "press", kind: "dark", to: 1 },
  ]);
});

test("the order of the lines, and an input printed twice, change nothing", () => {
  const shuffled = [...LINES.toReversed(), ...INPUTS, WORLD];
  expect(readGraph(shuffled, COUNTED)).toEqual(readGraph(LINES, COUNTED));
});

test("whatever is missing, doubled or unknown is a fault", () => {
  const without = (line: string): readonly string[] => LINES.filter((each) => each !== line);
  const instead = (line: string, other: string): readonly string[] =>
    LINES.map((each) => (each === line ? other : each));
  const [press = "", hit = ""] = INPUTS;
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ["a state was not printed", without(ON), "GraphStateUnknown"],
    ["a root was not printed as a state", without(BROKEN), "GraphStateUnknown"],
    ["a state printed twice", [...LINES, OFF], "GraphStateTwice"],
    ["an input nobody announced", without(press), "GraphInputUnknown"],
    ["an input nobody answers", [...LINES, 'M|<<"shake", 1>>'], "GraphAnswerMissing"],
    ["an input with two meanings", [...LINES, 'M|<<"hit", 1>>'], "GraphInputTwice"],
    ["no world", without(WORLD), "GraphEmpty"],
    ["a world that is no record", instead(WORLD, "W|1"), "GraphWrong"],
    ["two worlds", [...LINES, 'W|[network |-> "m"]'], "GraphWorldTwice"],
    ["no input", without(press).filter((line) => line !== hit), "GraphEmpty"],
    ["no root", LINES.filter((line) => !line.startsWith("I|")), "GraphEmpty"],
    [
      "two answers to one input",
      instead(OFF, OFF.replace('{<<"hit"', '{<<"press", {"P1"}, {}>>, <<"hit"')),
      "GraphAnswerTwice",
    ],
    [
      "an answer that is missing",
      instead(ON, ON.replace(/, <<"hit".*"same">>/, "")),
      "GraphAnswer",
    ],
    ["a refusal without a clause", instead(OFF, OFF.replace('{"H2", "H1"}', "{}")), "GraphWrong"],
    ["a refusal among the answers", instead(ON, ON.replace('"dark"', '"refused"')), "GraphWrong"],
    ["an answer without a successor", instead(ON, ON.replace(', "same">>', ">>")), "GraphWrong"],
    ["a line cut short", instead(ON, ON.slice(0, 40)), "ValueUnreadable"],
    ["a line of something else", [...LINES, "T|<<1>>"], "GraphWrong"],
    ["a table of two parts", [...LINES, 'S|<<"off", 1>>'], "GraphWrong"],
    ["a root of three parts", [...LINES, 'I|<<"off", 1, 2>>'], "GraphWrong"],
  ];
  for (const [claim, lines, code] of cases) {
    expect(() => readGraph(lines, COUNTED), claim).toThrow(code);
  }
});

test("the checker's own counts must agree", () => {
  for (const what of ["initial", "generated", "distinct"] as const) {
    for (const more of [-1, 1]) {
      const counted = { ...COUNTED, [what]: COUNTED[what] + more };
      expect(() => readGraph(LINES, counted), what).toThrow("GraphIncomplete");
    }
  }
});

function named(text: string): readonly string[] {
  return LINES.map((line) => line.replaceAll('<<"press"', `<<${text}`));
}

test("a name may be a tuple, and then no part of it may hold the dot that joins", () => {
  expect([...readGraph(named('<<"press", "a0", 2>>'), COUNTED).inputs.keys()]).toEqual([
    "hit",
    "press.a0.2",
  ]);
  for (const bad of ['<<"press", "a.0">>', "<<>>", "<<{}>>", "7"]) {
    expect(() => readGraph(named(bad), COUNTED), bad).toThrow("GraphWrong");
  }
});
