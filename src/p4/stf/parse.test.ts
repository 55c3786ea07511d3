import * as fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "./compare.ts";
import { parseStf } from "./parse.ts";
import type { Statement } from "./statement.ts";

function only(text: string): Statement {
  const parsed = parseStf(text);
  if (!parsed.ok) throw new Error(`line ${parsed.reason.line}: ${parsed.reason.why}`);
  const [statement, ...others] = parsed.value;
  if (statement === undefined || others.length > 0) throw new Error("one statement");
  return statement;
}

function isAnswered(text: string): void {
  expect(typeof parseStf(text).ok).toBe("boolean");
}

test("a row has a table, perhaps a priority, matches, an action with data, perhaps an id", () => {
  expect(only('add "ingress.t" 7 h.a:0x1* h.b:10/8 ingress.act(p:0b11, q:9) = $1')).toEqual({
    kind: "add",
    line: 1,
    table: "ingress.t",
    priority: 7,
    matches: [
      { name: "h.a", value: { value: 0x10n, mask: 0xf0n, bits: 8 }, prefix: null, high: null },
      { name: "h.b", value: { value: 10n, mask: -1n, bits: null }, prefix: 8, high: null },
    ],
    action: {
      name: "ingress.act",
      args: [
        { name: "p", value: { value: 3n, mask: 3n, bits: 2 } },
        { name: "q", value: { value: 9n, mask: -1n, bits: null } },
      ],
    },
    id: "$1",
  });
});

test.for(["0x12 &&& 0x0f", "0x12&&&0x0f", "0x12&&& 0x0f"])("a mask may be written: %s", (value) => {
  expect(only(`add t k:${value} a()`)).toMatchObject({
    matches: [{ name: "k", value: { value: 0x12n, mask: 0x0fn }, prefix: null }],
  });
});

test("keywords are keywords at the start of a line only, in any case", () => {
  expect(only("ADD add packet:1 wait()")).toMatchObject({ kind: "add", table: "add" });
});

test("a comment ends a line, and what stands in quotation marks is no comment", () => {
  expect(only("wait # for nothing").kind).toBe("wait");
  expect(only('setdefault "t#1" a() # a').kind).toBe("setdefault");
});

test("a packet is hex in any grouping", () => {
  const { kind, ...packet } = only("packet 3 00 0A ff0b");
  expect([kind, packet]).toMatchObject([
    "packet",
    { port: 3, bytes: Uint8Array.of(0, 10, 255, 11) },
  ]);
});

test.for([
  ["packet 1 0", "whole bytes"],
  ["packet x 00", "port"],
  ["expect 1 0g", "hex digits"],
  ["fly 1", "no statement"],
  ["add t k:zz a()", "no number"],
  ["#! registre r[0] == 1", "no statement of ours"],
  ["add t k:1", "action is missing"],
])("%s is no statement, and the line is named", ([line, why]) => {
  const parsed = parseStf(`\n${line}`);
  expect(parsed).toMatchObject({ ok: false, reason: { line: 2 } });
  if (!parsed.ok) expect(parsed.reason.why).toContain(why);
});

test("whatever the text, there is an answer and no exception", () => {
  fc.assert(fc.property(fc.string(), isAnswered));
  const line = fc.constantFrom(
    "add",
    "expect 1",
    "packet 2",
    "check_counter",
    "#!",
    "setdefault t",
  );
  fc.assert(fc.property(line, fc.string(), (word, rest) => isAnswered(`${word} ${rest}`)));
});

const sent = [{ port: 1, bytes: Uint8Array.of(0xab, 0xcd), atUs: 0, priority: 0 }];

test.for<[string, boolean]>([
  ["expect 1 abcd$", true],
  ["expect 1 ab", true],
  ["expect 1 a*cd$", true],
  ["expect 1", true],
  ["expect 1 ab$", false],
  ["expect 1 abcdef", false],
  ["expect 1 acd", false],
  ["expect 2 abcd", false],
  ["expect 1 $", false],
])("%s: %s", ([line, holds]) => {
  const statement = only(line);
  const expected = statement.kind === "expect" ? [statement] : [];
  expect(differences(expected, sent).length === 0).toBe(holds);
});

test("a packet that nobody expects is a difference, on any port", () => {
  expect(differences([], sent)).toMatchObject([{ line: null }]);
});
