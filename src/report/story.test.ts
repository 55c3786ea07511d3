import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { Behaviour } from "../graph/behaviour.ts";
import { decodeManifest } from "../graph/manifest.ts";
import { parseState } from "../value/parse.ts";
import { counterexampleOf } from "./check.ts";
import { storyLines, storyOf } from "./story.ts";

function behaviour(
  steps: readonly (readonly [action: string | undefined, state: string])[],
  loop?: number,
): Behaviour {
  return {
    steps: steps.map(([action, state]) => ({ action, variables: parseState(state) })),
    loop,
  };
}

const PAYMENT = behaviour([
  [undefined, "/\\ auth = [a |-> [lock |-> None, next |-> 0]]\n/\\ votes = {}"],
  ["Deliver", '/\\ auth = [a |-> [next |-> 0, lock |-> "o1"]]\n/\\ votes = {"a1"}'],
  ["Deliver", '/\\ auth = [a |-> [next |-> 0, lock |-> "o1"]]\n/\\ votes = {"a1"}'],
]);

test("a story has a title and the changes of each step", () => {
  expect(storyLines(storyOf(PAYMENT), 100)).toEqual([
    "  1. the start",
    "       auth = [a |-> [lock |-> None, next |-> 0]]",
    "       votes = {}",
    "  2. Deliver",
    '       auth.a.lock: None becomes "o1"',
    '       votes gains "a1"',
    "  3. Deliver",
    "       nothing changes",
  ]);
});

test("a loop is marked where it begins and where it closes", () => {
  const ring = behaviour(
    [
      [undefined, "x = 0"],
      ["Next", "x = 1"],
      ["Next", "x = 2"],
    ],
    1,
  );
  const lines = storyLines(storyOf(ring), 100);
  expect(lines).toContain("  2. Next  (the loop begins here)");
  expect(lines.at(-1)).toBe("     and back to 2, for ever");
  const rest = behaviour(
    [
      [undefined, "x = 0"],
      ["Next", "x = 1"],
    ],
    1,
  );
  expect(storyLines(storyOf(rest), 100).at(-1)).toBe("     and there it stays for ever");
});

test("a model that says what it did titles its own steps", () => {
  const labelled = behaviour([
    [undefined, '/\\ x = 0\n/\\ act = [type |-> "None"]'],
    ["Next", '/\\ x = 1\n/\\ act = [by |-> "a1", type |-> "SignVote", amount |-> 2]'],
    ["Next", '/\\ x = 1\n/\\ act = "crash"'],
  ]);
  expect(storyOf(labelled).steps.map(({ title, changes }) => [title, changes.length])).toEqual([
    ["the start", 0],
    ["SignVote, amount 2, by a1", 1],
    ["crash", 0],
  ]);
});

test("a terminal that tells no width, or less than an indent, is no reason to hang", () => {
  const words = storyLines(storyOf(PAYMENT), 100).join(" ").split(/\s+/);
  for (const width of [0, 1, 5, 12]) {
    expect(storyLines(storyOf(PAYMENT), width).join(" ").split(/\s+/), `${width}`).toEqual(words);
  }
});

test("lines keep to the width and lose no word", () => {
  const wide = behaviour([
    [undefined, `x = {${Array.from({ length: 60 }, (_, at) => at).join(", ")}}`],
  ]);
  const lines = storyLines(storyOf(wide), 60);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  const words = lines.join(" ").split(/\s+/);
  expect(words.filter((word) => /^\{?\d+[,}]$/.test(word))).toHaveLength(60);
});

const MANIFEST = JSON.stringify({
  jar: { artifact: "a:b:1", sha256: "0".repeat(64) },
  models: [
    {
      name: "WithoutVF9",
      module: "Gen",
      config: "Gen.cfg",
      suite: "must-fail",
      mode: "safety",
      about: "Without the lock.",
      set: { Off: '{"VF9"}' },
      invariants: ["Safe"],
      expect: { result: "violated", property: "Safe", exit: 12 },
    },
  ],
});

test("a counterexample with every kind of change is written as its schema says", () => {
  const [model] = decodeManifest(MANIFEST, "manifest.json").models;
  if (model === undefined) throw new Error("no model");
  const every = behaviour(
    [
      [undefined, "/\\ a = 1\n/\\ b = {1}\n/\\ c = (0 :> 1)"],
      ["Next", "/\\ a = 2\n/\\ b = {2}\n/\\ c = (2 :> 1)"],
    ],
    1,
  );
  const data = counterexampleOf(model, "Safe", storyOf(every));
  expect(data).toMatchObject({
    expected: true,
    loop: 2,
    steps: [
      { number: 1, title: "the start", changes: [] },
      {
        number: 2,
        title: "Next",
        changes: [
          { path: "a", from: "1", to: "2" },
          { path: "b", loses: "1" },
          { path: "b", gains: "2" },
          { path: "c", forgets: "0" },
          { path: "c", key: "2", to: "1" },
        ],
        state: { a: "2", b: "{2}", c: "(2 :> 1)" },
      },
    ],
  });
  const schema = new URL("../../spec/schemas/counterexample.schema.json", import.meta.url);
  const valid = new Ajv2020().compile(JSON.parse(readFileSync(schema, "utf8")));
  expect(valid(data), JSON.stringify(valid.errors)).toBe(true);
  expect(valid(counterexampleOf(model, "Safe", storyOf(PAYMENT)))).toBe(true);
});
