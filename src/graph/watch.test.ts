/** The modules by which the checker is asked again; that they run, `cli/explain.test.ts` shows. */
import { expect, test } from "vitest";
import { parseState } from "../value/parse.ts";
import { definitionOf, extendedFrom, namesWithoutArguments, written } from "./definition.ts";
import { readingsOf, sampleConfig, watchConfig, watchText } from "./watch.ts";

const CONFIG = [
  "SPECIFICATION Spec",
  "SYMMETRY Permuted",
  "CONSTANTS",
  "  a1 = a1",
  "  Behave <- Broken",
  "INVARIANTS",
  "  TypeOK",
  "  Claim",
  "CHECK_DEADLOCK FALSE",
  "",
].join("\n");

test("the checker is given exactly the steps there were, and the constants alone", () => {
  const states = ['/\\ x = 1\n/\\ y = {"a"}', "/\\ x = 2\n/\\ y = {}"];
  const behaviour = {
    steps: states.map((text) => ({ action: undefined, variables: parseState(text) })),
    loop: undefined,
  };
  const text = watchText({
    module: "MC",
    behaviour,
    claim: { name: "Claim", parts: [], terms: ["x + 1"] },
    operators: ["Certified"],
    constants: ["Honest"],
  });
  expect(text).toContain('  [x |-> 1, y |-> {"a"}],\n  [x |-> 2, y |-> {}]');
  expect(text).toContain("EXTENDS MC, Integers, Sequences, TLC");
  const config = watchConfig(CONFIG);
  expect(config).toContain("CONSTANTS\n  a1 = a1\n  Behave <- Broken");
  // Symmetry would let it show another behaviour; the model's own claims are not asked again.
  expect(config).not.toMatch(/SYMMETRY|SPECIFICATION|TypeOK/);
  expect(config.match(/CHECK_DEADLOCK/g)).toHaveLength(1);
  expect(sampleConfig(CONFIG)).toContain("SPECIFICATION Spec\nSYMMETRY Permuted");
  expect(sampleConfig(CONFIG)).not.toContain("TypeOK");
});

test("what it printed is read back, whatever the model prints itself", () => {
  const printed = [
    "W|[network |-> n]",
    '#C|<<"Honest", {a1}>>',
    '#S|<<2, "Certified", {1}>>',
    "#H|<<1, TRUE>>",
    "#H|<<2, FALSE>>",
    "#T|<<0, 7>>",
    "#W|[o |-> 1]",
    "#W|[o |-> 2]",
  ];
  const { constants, states, holds, breaking, terms } = readingsOf(printed, 2, ["x + 6"]);
  expect([...constants.keys()]).toEqual(["Honest"]);
  expect(states.map((state) => [...state.keys()])).toEqual([[], ["Certified"]]);
  expect(holds).toEqual([true, false]);
  expect(breaking).toEqual([["o", { kind: "int", value: 1 }]]);
  expect(terms).toEqual([["x + 6", { kind: "int", value: 7 }]]);
});

const MODULE = [
  "---- MODULE M ----",
  "EXTENDS Base, Integers",
  "CONSTANTS",
  "  Plain,     \\* a word",
  "  Many(_, _)",
  "VARIABLES auth, net",
  "",
  "(* ------------------------------ claims *)",
  "(* What is said *)",
  "(* of it.       *)",
  "Helper(x) ==",
  "  x",
  "Claim ==",
  "  /\\ auth = 1",
  "  /\\ net = 2",
  "",
  "Every(P(_, _)) == \\A n \\in Plain : P(n, 1)",
  "Other == Every(Rule)",
  "====",
].join("\n");

test("a definition is found with the comment of its paragraph, to its last line", () => {
  const modules = new Map([["M.tla", MODULE]]);
  expect(definitionOf("Claim", modules)).toEqual({
    name: "Claim",
    module: "M.tla",
    comment: "What is said of it.",
    text: "Claim ==\n  /\\ auth = 1\n  /\\ net = 2",
  });
  expect(definitionOf("Clai", modules)).toBeUndefined();
  expect([...namesWithoutArguments(MODULE)].toSorted()).toEqual(
    ["Claim", "Other", "Plain", "auth", "net"].toSorted(),
  );
  const other = definitionOf("Other", modules);
  expect(other && written(other, modules)).toBe("Other == \\A n \\in Plain : Rule(n, 1)");
});

test("a name is in scope where its module is extended, not where it is instantiated", () => {
  const modules = new Map([
    ["M.tla", MODULE],
    ["Base.tla", "---- MODULE Base ----\nA == INSTANCE Far\n===="],
    ["Far.tla", "---- MODULE Far ----\n===="],
  ]);
  expect([...extendedFrom("M.tla", modules).keys()]).toEqual(["M.tla", "Base.tla"]);
});
