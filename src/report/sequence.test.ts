import fc from "fast-check";
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

test("a figure has its order, marks and step numbers, and no notes if they are told below", () => {
  const figure = {
    order: ["b1", "kit"],
    marks: new Map([["b1", "lies"]]),
    numbered: true,
    quiet: true,
  };
  expect(sequenceLines(ROWS, 100, figure)).toEqual([
    "      b1 (lies)         kit",
    "      |                 |",
    "   1  |<- SignVote(o2) -|",
    "   2  * restart         |",
    "   3  |--- refused ---->|",
    "      |                 |",
  ]);
});

test("a message stands between its two lifelines, whatever is beside it, within the width", () => {
  const name = fc.constantFrom("alice", "a1", "a2", "a3", "b1", "bob");
  const row = fc.record({
    from: name,
    to: name,
    label: fc.string({ unit: fc.constantFrom("a", "b", " ", "c"), minLength: 1, maxLength: 30 }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (said) => {
      const rows = said.map((each, at) => ({ n: at + 1, ...each }));
      const names = participantsOf(rows);
      const [head = "", life = "", ...body] = sequenceLines(rows, 100, { numbered: true });
      if (!life.includes("|")) return;
      const columns = names.map((each) => head.indexOf(each));
      expect(life.length).toBeLessThanOrEqual(100);
      for (const [at, { from, to, label }] of rows.entries()) {
        const line = body[at] ?? "";
        const [start = 0, end = 0] = [columns[names.indexOf(from)], columns[names.indexOf(to)]];
        const inside = line.slice(Math.min(start, end));
        expect(inside).toContain(label.trimEnd());
        expect(line[start]).toBe(from === to ? "*" : "|");
        expect(line[end]).toBe(from === to ? "*" : "|");
        const others = columns.filter((column) => column < Math.min(start, end));
        expect(others.map((column) => line[column])).toEqual(others.map(() => "|"));
      }
    }),
    { numRuns: 300 },
  );
});
