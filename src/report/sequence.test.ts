import { expect, test } from "vitest";
import { participantsOf, sequenceLines } from "./sequence.ts";

const ROWS = [
  { n: 1, from: "kit", to: "b1", label: "SignVote(o2)" },
  { n: 2, from: "b1", to: "b1", label: "restart" },
  { n: 3, from: "b1", to: "kit", label: "refused", note: "LockConflict" },
];

test("those who speak stand in the order in which they appear", () => {
  expect(participantsOf([...ROWS, { n: 4, from: "a", to: "kit", label: "x" }])).toEqual([
    "kit",
    "b1",
    "a",
  ]);
});

test("a message is an arrow between two lifelines, a note stands beside it", () => {
  expect(sequenceLines(ROWS, 100)).toEqual([
    "kit               b1",
    "|                 |",
    "|- SignVote(o2) ->|",
    "|                 * restart",
    "|<---- refused ----|  LockConflict".replace("---- refused ----", "--- refused ----"),
    "|                 |",
  ]);
});

test("an arrow over a third one leaves all lifelines where they are", () => {
  const rows = [
    { n: 1, from: "a", to: "b", label: "one" },
    { n: 2, from: "b", to: "c", label: "two" },
    { n: 3, from: "c", to: "a", label: "three" },
  ];
  const lines = sequenceLines(rows, 200);
  const [, life = ""] = lines;
  const ends = life.split("").flatMap((each, at) => (each === "|" ? [at] : []));
  expect(ends).toHaveLength(3);
  const over = lines.find((line) => line.includes("three")) ?? "";
  expect([over[0], over[1], over[ends[2] ?? 0]]).toEqual(["|", "<", "|"]);
  expect(over).toHaveLength(life.length);
});

test("where the columns do not fit it is a list that says the same", () => {
  expect(sequenceLines(ROWS, 30)).toEqual([
    "  1  kit -> b1  SignVote(o2)",
    "  2  b1         restart",
    "  3  b1 -> kit  refused  (LockConflict)",
  ]);
});

test("hostile names and a thousand messages stay harmless and short", () => {
  const rows = Array.from({ length: 1000 }, (_, n) => ({
    n,
    from: "a\u001b[2J",
    to: "\u202eb".repeat(1000),
    label: "x\n".repeat(1000),
  }));
  const lines = sequenceLines(rows, 100);
  expect(lines.length).toBeLessThan(210);
  const unsafe = lines
    .join("")
    .split("")
    .filter((char) => char < " " || char === "\u202e");
  expect(unsafe).toEqual([]);
  expect(lines.at(-1)).toBe("... and 800 more");
});
