/**
 * What checking makes of a right program: constants computed, generics filled in, one copy for
 * each instantiation, names for the control plane (P4_16 1.2.5, sections 8.8, 8.20, 17, 18.3.3).
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Expression, Statement } from "../program.ts";
import { compiled, refusals, source } from "./sample.ts";

const byName = ({ name }: { readonly name: string }): string => name;

/** What the first statement of the ingress assigns. */
function assigned(body: readonly Statement[]): Expression {
  const [first] = body;
  if (first?.kind !== "assign") throw new Error("the test begins with an assignment");
  return first.value;
}

test("each instance has its own tables, actions and registers, named by its path", () => {
  const program = compiled({
    top: `control C(inout bit<8> v)(bit<8> k, bit<32> size) {
      register<bit<8>>(size) seen;
      action put() { v = k; }
      table t { actions = { put; } default_action = put; }
      apply { t.apply(); seen.write(0, v); } }`,
    locals: '@name("one") C(1, 10) a; C(k = 2, size = 20) b; @name(".top") register<bit<8>>(5) r;',
    body: "a.apply(m.x); b.apply(m.x);",
  });
  expect(program.tables.map(byName)).toEqual(["I.one.t", "I.b.t"]);
  expect(program.actions.map(byName)).toEqual(["I.act", "I.nop", "I.one.put", "I.b.put"]);
  expect(program.instances.map((one) => [one.name, ...one.args])).toEqual([
    ["I.one.seen", 10n],
    ["I.b.seen", 20n],
    ["top", 5n],
  ]);
  const [first, second] = program.tables.map(({ defaultAction }) => defaultAction.action.action);
  expect(first?.body).toMatchObject([{ kind: "assign", value: { kind: "constant", value: 1n } }]);
  expect(second?.body).toMatchObject([{ kind: "assign", value: { kind: "constant", value: 2n } }]);
});

test("a register that is given to two controls is one register", () => {
  const program = compiled({
    top: "control C(in bit<8> v)(register<bit<8>> r) { apply { r.write(0, v); } }",
    locals: "register<bit<8>>(1) shared; C(shared) a; C(shared) b;",
    body: "a.apply(1); b.apply(2);",
  });
  expect(program.instances.map(byName)).toEqual(["I.shared"]);
});

test("a generic function has one copy for each set of types", () => {
  const { ingress } = compiled({
    top: "T id<T>(in T v) { return v; }",
    body: "m.x = id(m.x); m.y = id(m.y); m.x = id<bit<8>>(3);",
  });
  const called = ingress.body.map((statement) => {
    const value = statement.kind === "assign" ? statement.value : null;
    if (value?.kind !== "call" || value.callee.kind !== "function") return null;
    return value.callee.function;
  });
  expect(called.map((one) => one?.returns)).toEqual([
    { kind: "bit", width: 8 },
    { kind: "bit", width: 16 },
    { kind: "bit", width: 8 },
  ]);
  expect(called[0]).toBe(called[2]);
  expect(called[0]).not.toBe(called[1]);
});

test("arguments stay in the order in which they are written, each with its parameter", () => {
  const { ingress } = compiled({
    top: "void f(in bit<8> a, out bit<8> b, in bool c) { b = a; }",
    body: "f(c = true, b = m.x, a = 1);",
  });
  const [call] = ingress.body;
  const args = call?.kind === "call" ? call.call.args : [];
  expect(args.map(({ parameter }) => parameter.name)).toEqual(["c", "b", "a"]);
});

test("the entries of a table rank as the specification's example says", () => {
  // P4_16 1.2.5, section 14.2.1.4: 10, 20, 30, 40, 40, 50, and the smallest wins.
  const { tables } = compiled({
    locals: `table t { key = { m.x: ternary; } actions = { nop; }
      largest_priority_wins = false; priority_delta = 10;
      entries = { const priority = 10: 1: nop; 2: nop; 3: nop; const 4: nop;
        priority = 40: 5: nop; 6: nop; } }
      table c { key = { m.x: ternary; } actions = { nop; } const entries = { 1: nop; _: nop; } }
      table d { key = { m.x: range; } actions = { nop; } entries = { 1: nop; 2: nop; } }
      table l { key = { m.x: lpm; } actions = { nop; } const entries = { 1: nop; _: nop; } }`,
  });
  const ranks = tables.map(({ entries }) => entries.map(({ priority }) => priority));
  expect(ranks).toEqual([
    [41, 31, 21, 11, 11, 1],
    [2, 1],
    [2, 1],
    [null, null],
  ]);
});

test("a miss without a default action runs NoAction, which only the default may choose", () => {
  const { tables } = compiled({ locals: "table t { key = { m.x: exact; } actions = { nop; } }" });
  expect(tables[0]?.actions.map(({ action, scope }) => [action.name, scope])).toEqual([
    ["I.nop", "both"],
    ["NoAction", "default"],
  ]);
  expect(tables[0]?.defaultAction.action.action.name).toBe("NoAction");
});

test("newtypes vanish, tuples are structs, and one struct is one object", () => {
  const { headersType, metadataType } = compiled({ body: "m.n = (N8)7; h.h = h.s[0];" });
  const types = new Map(metadataType.fields.map(({ name, type }) => [name, type]));
  expect(types.get("n")).toEqual({ kind: "bit", width: 8 });
  expect(types.get("t")).toMatchObject({ kind: "struct", fields: [{ name: "0" }, { name: "1" }] });
  const [h, s] = headersType.fields;
  expect(s?.type.kind === "stack" ? s.type.element : null).toBe(h?.type);
});

type Computed = { readonly text: string; readonly value: bigint };
type Operation = (left: bigint, right: bigint) => bigint;
const OPERATIONS: readonly (readonly [symbol: string, operation: Operation])[] = [
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["&", (left, right) => left & right],
  ["|", (left, right) => left | right],
  ["^", (left, right) => left ^ right],
];

/** A random int expression, and its value by JavaScript's own bigints. */
const expressions = fc.letrec<{ readonly all: Computed }>((tie) => {
  const shifted = fc.tuple(tie("all"), fc.nat(40));
  return {
    all: fc.oneof(
      { maxDepth: 4 },
      fc.bigInt(0n, 1n << 80n).map((value): Computed => ({ text: String(value), value })),
      fc
        .tuple(tie("all"), fc.constantFrom(...OPERATIONS), tie("all"))
        .map(([left, [symbol, operation], right]): Computed => ({
          text: `(${left.text} ${symbol} ${right.text})`,
          value: operation(left.value, right.value),
        })),
      tie("all").map((of): Computed => ({ text: `(-${of.text})`, value: -of.value })),
      shifted.map(([{ text, value }, by]): Computed => {
        return { text: `(${text} << ${by})`, value: value << BigInt(by) };
      }),
      shifted.map(([{ text, value }, by]): Computed => {
        return { text: `(${text} >> ${by})`, value: value >> BigInt(by) };
      }),
    ),
  };
}).all;

test("int constants are computed without bounds, then cut to the type that is asked for", () => {
  fc.assert(
    fc.property(expressions, fc.constantFrom(1, 8, 33, 64, 200), ({ text, value }, width) => {
      const top = `const int C = ${text}; const bit<${width}> B = (bit<${width}>)C;`;
      const unsigned = BigInt.asUintN(width, value);
      const checks = `const bool OK = static_assert(B == ${unsigned} && C == ${value});`;
      expect(refusals(source({ top: `${top} ${checks}` }))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("operators on bit<W> and int<W> wrap, saturate and shift as section 8.5 says", () => {
  const claims = [
    "8w255 + 1 == 0",
    "8w0 - 1 == 255",
    "-8w1 == 255",
    "8w200 |+| 100 == 255",
    "8w3 |-| 4 == 0",
    "8s127 + 1 == -128",
    "8s127 |+| 1 == 127",
    "8s0 - 128 |-| 1 == -128",
    "~8w1 == 254",
    "8w1 << 8 == 0",
    "8s0 - 3 >> 1 == -2",
    "(8s0 - 3 >> 100) == -1",
    "8w0xAB[7:4] == 4w0xA",
    "4w0xA ++ 4w0xB == 8w0xAB",
    "(4s0 - 1) ++ 4w1 == -15",
    "(int<8>)8w255 == -1",
    "(bit<4>)8w0xAB == 0xB",
    "(int<8>)(int<4>)4w15 == -1",
    "17 / 5 == 3 && 17 % 5 == 2",
  ];
  for (const claim of claims) {
    const top = `const bool OK = static_assert(${claim});`;
    expect([claim, refusals(source({ top }))]).toEqual([claim, []]);
  }
  expect(assigned(compiled({ body: "m.x = 250 + 8w10;" }).ingress.body)).toMatchObject({
    value: 4n,
  });
});
