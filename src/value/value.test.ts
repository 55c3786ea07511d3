import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { parse, parseState } from "./parse.ts";
import { print } from "./print.ts";
import type { Value } from "./value.ts";
import {
  bool,
  compare,
  equal,
  field,
  int,
  mapping,
  model,
  record,
  set,
  string,
  tuple,
} from "./value.ts";

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,5}$/);
const awkward = fc.oneof(
  name,
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("IN", "1", 'a"\\\n'),
);
const values = fc.letrec<{ value: Value; leaf: Value }>((tie) => ({
  leaf: fc.oneof(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(int),
    fc.integer({ min: 0, max: 3 }).map(int),
    fc.boolean().map(bool),
    awkward.map(string),
    name.map((text) => model(`m_${text}`)),
  ),
  value: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 4 }).map(set),
    fc.array(tie("value"), { maxLength: 4 }).map(tuple),
    fc.dictionary(awkward, tie("value"), { minKeys: 1, maxKeys: 4 }).map((of) => {
      return record(Object.entries(of));
    }),
    fc
      .uniqueArray(fc.tuple(tie("value"), tie("value")), {
        maxLength: 4,
        selector: ([key]) => print(key),
      })
      .map(mapping),
  ),
})).value;

test("what is printed is read back as the same value", () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(parse(print(value))).toEqual(value);
    }),
  );
});

test("a field that no identifier can name is printed as an entry of a function", () => {
  for (const bad of ["IN", "WF_x", "1", "", "a b", 'a"b']) {
    expect(print(record([[bad, int(1)]])), bad).toMatch(/^\(".*" :> 1\)$/);
  }
  expect(print(record([["INside", int(1)]]))).toBe("[INside |-> 1]");
});

test("equal texts are equal values, and the order is total", () => {
  fc.assert(
    fc.property(values, values, values, (a, b, c) => {
      expect(print(a) === print(b)).toBe(equal(a, b));
      expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
      if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test("a set forgets order and doubles, a function forgets order", () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 5 }), (elements) => {
      const twice = set([...elements, ...elements.toReversed()]);
      expect(twice).toEqual(set(elements));
      const keys = set(elements).elements;
      const entries = keys.map((key, at) => [key, int(at)] as const);
      expect(mapping(entries.toReversed())).toEqual(mapping(entries));
    }),
  );
});

// Each text was printed by ToString of the pinned checker.
test("every spelling of the checker is read", () => {
  expect(parse("1..3")).toEqual(set([int(3), int(1), int(2)]));
  expect(parse("-2..-1")).toEqual(set([int(-1), int(-2)]));
  expect(parse("1..0")).toEqual(set([]));
  expect(parse("<< >>")).toEqual(tuple([]));
  expect(parse("{{}, {1}, {2}, {1, 2}}")).toEqual(
    set([set([int(1), int(2)]), set([]), set([int(1)]), set([int(2)])]),
  );
  expect(parse('"a\\"b\\\\c\\td\\ne"')).toEqual(string('a"b\\c\td\ne'));
  expect(parse('("1" :> 1 @@ "a b" :> 2 @@ "" :> 3)')).toEqual(
    record([
      ["a b", int(2)],
      ["", int(3)],
      ["1", int(1)],
    ]),
  );
  expect(parse("(2 :> TRUE @@ 1 :> FALSE)")).toEqual(tuple([bool(false), bool(true)]));
  expect(parse("(m2 :> None)")).toEqual(mapping([[model("m2"), model("None")]]));
  expect(parse('[b |-> "x",\n a |-> <<1>>]')).toEqual(
    record([
      ["a", tuple([int(1)])],
      ["b", string("x")],
    ]),
  );
});

test("a state is read variable by variable, wrapped lines and all", () => {
  expect(parseState("/\\ x = 1\n/\\ auth = [ a |-> 1,\n  b |-> {} ]\n")).toEqual([
    ["x", int(1)],
    [
      "auth",
      record([
        ["a", int(1)],
        ["b", set([])],
      ]),
    ],
  ]);
  expect(parseState("x = 0\n")).toEqual([["x", int(0)]]);
});

test("a field is found in a record and nowhere else", () => {
  expect(field(parse("[a |-> 1, b |-> 2]"), "b")).toEqual(int(2));
  expect(field(parse("[a |-> 1]"), "b")).toBeUndefined();
  expect(field(parse("<<1>>"), "b")).toBeUndefined();
});

test("what is no finite value is a fault", () => {
  const bad = [
    "", " ", "{1", "{1,}", "<<1>", "[a |-> ]", "[]", "[a |-> 1, a |-> 2]", "()", "(1 :> 2",
    "(1 :> 2 @@ 1 :> 3)", '"open', '"\\q"', "1 2", "Int", "Seq({1})", "2147483648", "1..9999999",
    "@", "- 1", "{1}}",
  ]; // prettier-ignore
  for (const text of bad) expect(() => parse(text), text).toThrow(Fault);
  for (const text of ["", "x", "x =", "/\\ x = 1 y = 2", "/\\ x = 1 /\\"]) {
    expect(() => parseState(text), text).toThrow(Fault);
  }
});

test("a text cut anywhere is a fault or a shorter value, never a crash or the same value", () => {
  fc.assert(
    fc.property(values, fc.nat(), (value, cut) => {
      const whole = print(value);
      const part = whole.slice(0, cut % whole.length);
      let read: Value | undefined;
      try {
        read = parse(part);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
      expect(read === undefined || !equal(read, value)).toBe(true);
    }),
  );
});
