import { expect, test } from "vitest";
import { diff } from "./diff.ts";
import { parse } from "./parse.ts";

function changes(from: string, to: string): readonly unknown[] {
  return diff(parse(from), parse(to), "x");
}

test("equal values have no changes, whatever their spelling", () => {
  expect(changes("{2, 1}", "1..2")).toEqual([]);
});

test("a change is told at the smallest part", () => {
  expect(changes("[a |-> [lock |-> None, n |-> 0]]", "[a |-> [n |-> 0, lock |-> 7]]")).toEqual([
    { kind: "becomes", path: "x.a.lock", from: parse("None"), to: parse("7") },
  ]);
  expect(changes("<<1, {1}>>", "<<1, {1, 2}>>")).toEqual([
    { kind: "gains", path: "x[2]", part: parse("2") },
  ]);
  expect(changes("(0 :> {} @@ 2 :> 5)", "(0 :> {3} @@ 4 :> 6)")).toEqual([
    { kind: "forgets", path: "x", key: parse("2") },
    { kind: "gains", path: "x[0]", part: parse("3") },
    { kind: "maps", path: "x", key: parse("4"), to: parse("6") },
  ]);
});

test("a set tells what it lost and gained, a sequence what was appended", () => {
  expect(changes("{1, 2}", "{2, 3}")).toEqual([
    { kind: "loses", path: "x", part: parse("1") },
    { kind: "gains", path: "x", part: parse("3") },
  ]);
  expect(changes("<<1>>", "<<1, 2>>")).toEqual([{ kind: "gains", path: "x", part: parse("2") }]);
  expect(changes("<<1, 2>>", "<<2>>")).toEqual([
    { kind: "becomes", path: "x", from: parse("<<1, 2>>"), to: parse("<<2>>") },
  ]);
});

test("values of different shape are told whole", () => {
  for (const [from, to] of [
    ["None", "[a |-> 1]"],
    ["[a |-> 1]", "[b |-> 1]"],
    ["[a |-> 1]", "[a |-> 1, b |-> 1]"],
    ["1", "{1}"],
  ] as const) {
    expect(changes(from, to)).toEqual([
      { kind: "becomes", path: "x", from: parse(from), to: parse(to) },
    ]);
  }
});
