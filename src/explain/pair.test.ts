/** What a list on the wire says is matched with the set that it was made from, or not at all. */
import { expect, test } from "vitest";
import { parse } from "../value/parse.ts";
import { print } from "../value/print.ts";
import { pairsIn } from "./pair.ts";

const NAMES = new Map([
  ["0a", "alice"],
  ["b1", "ben"],
  ["b2", "bea"],
]);
const nameOf = (hex: string): string | undefined => NAMES.get(hex);

function pairs(body: Parameters<typeof pairsIn>[0], value: string): readonly string[] {
  return pairsIn(body, parse(value), nameOf).map(([of, told]) => {
    return `${JSON.stringify(of)} ${print(told)}`;
  });
}

test("items of a set are found by what they say, whatever the order of the list", () => {
  const list = [
    { by: "b2", epoch: 1, by_sig: "s2" },
    { by: "b1", epoch: 1, by_sig: "s1" },
  ];
  const value = `{[by |-> "ben", epoch |-> 1, by_sig |-> "eve"],
    [by |-> "bea", epoch |-> 1, by_sig |-> "bea"]}`;
  const [first = "", second = "", ...more] = pairs(list, value);
  expect(first).toContain('by |-> "bea"');
  expect(second).toContain('by_sig |-> "eve"');
  expect(more).toEqual([]);
});

test("two that differ in a signature alone are both left out, and so is what fits nowhere", () => {
  const twice = '{[by |-> "ben", by_sig |-> "ben"], [by |-> "ben", by_sig |-> "eve"]}';
  expect(pairs([{ by: "b1", by_sig: "s" }], twice)).toEqual([]);
  expect(pairs([{ by: "0a", by_sig: "s" }], twice)).toEqual([]);
  const later = '{[by |-> "ben", epoch |-> 2]}';
  expect(pairs([{ by: "b1", epoch: 1 }], later)).toEqual([]);
});

test("parts are paired within their wholes, and a text that nobody knows fits any name", () => {
  const body = { order: { from: "0a" }, votes: [{ by: "ff" }] };
  const value = '[order |-> [from |-> "alice"], votes |-> <<[by |-> "ben"]>>]';
  expect(pairs(body, value)).toHaveLength(3);
  expect(pairs([{ by: "ff" }], '{[by |-> "ben"]}')).toHaveLength(1);
  expect(pairs([{ by: [{ a: 1 }] }], "{[by |-> {[a |-> 1], [a |-> 2]}]}")).toEqual([]);
});
