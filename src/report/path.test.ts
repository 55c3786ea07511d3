import { expect, test } from "vitest";
import { isName, keysAt, pathWords } from "./path.ts";

test.each([
  ["auth.a1.shards.alice.locks", ["auth", "a1", "shards", "alice", "locks"]],
  ["auth[a1].shards.alice.locks", ["auth", "a1", "shards", "alice", "locks"]],
  ['auth["a1"].locks', ["auth", "a1", "locks"]],
  ["votes[0]", ["votes", "0"]],
  ["delivered[[of |-> a.b, n |-> <<1>>]]", ["delivered", "[of |-> a.b, n |-> <<1>>]"]],
  ["x", ["x"]],
  ["", []],
])("%s is read word by word", (path, words) => {
  expect(pathWords(path)).toEqual(words);
});

test("a pattern gives what stands at its stars, and fits no other form", () => {
  expect(keysAt("auth.*.shards.*.locks", pathWords("auth[a1].shards.alice.locks"))).toEqual([
    "a1",
    "alice",
  ]);
  expect(keysAt("auth.*.locks", ["auth", "a1", "locks", "more"])).toBeUndefined();
  expect(keysAt("auth.*.locks", ["auth", "a1", "queue"])).toBeUndefined();
  expect(keysAt("net", ["net"])).toEqual([]);
});

test("a whole claim is no name", () => {
  expect([isName("a1"), isName("left-phone"), isName("[n |-> 1]")]).toEqual([true, true, false]);
});
