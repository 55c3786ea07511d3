/**
 * What the language specification (P4_16 1.2.5) forbids is refused once, where it stands.
 */
import { expect, test } from "vitest";
import { UNSUPPORTED, type ConstructId } from "../syntax/unsupported.ts";
import { refusals, source, type Parts } from "./sample.ts";

/** `^` in the part stands before the place of the fault. */
const REFUSED: readonly (readonly [what: string, parts: Parts])[] = [
  ["bit<8> is needed here, not bit<16>", { body: "m.x = ^m.y;" }],
  ["m is not declared", { top: "const bit<8> C = ^m;" }],
  ["Meta has no member w", { body: "m.^w = 1;" }],
  ["bool is needed here, not bit<8>", { body: "if (^m.x) {}" }],
  ["E is needed here, not int", { body: "m.e = ^1;" }],
  ["S is needed here, not bit<8>", { body: "m.q = ^m.x;" }],
  ["N8 is needed here, not bit<8>", { body: "m.n = ^m.x;" }],
  ["+ does not work on the new type N8", { body: "m.x = ^m.n + 1;" }],
  ["== needs two operands of one type", { body: "m.f = m.x ^== m.y;" }],
  ["division by zero", { body: "m.x = m.x ^/ 0;" }],
  ["/ does not work on int<W>", { body: "m.i = m.i ^/ 2;" }],
  ["int<8> cannot be cast to bit<16>", { body: "m.y = ^(bit<16>)m.i;" }],
  ["the amount of a shift is signed", { body: "m.x = m.x << ^m.i;" }],
  ["the width of 1 is not known here", { body: "m.x = 1 ^<< m.x;" }],
  ["[8:0] is not inside bit<8>", { body: "m.y = (bit<16>)^m.x[8:0];" }],
  ["H has 2 parts, the list has 1", { body: "h.h = ^{ 1 };" }],
  ["the field b is missing", { body: "h.h = ^{ a = 1 };" }],
  ["index 2 is outside 0 to 1", { body: "h.s[^2] = h.h;" }],
  ["next of a stack is for parsers only", { body: "h.s.^next = h.h;" }],
  ["this cannot be assigned to", { deparse: "^h.h.a = 1;" }],
  [
    "v is out, but d is a parameter without direction",
    {
      top: "void o(out bit<8> v) { v = 1; }",
      locals: "action bad(bit<8> d) { o(^d); }",
    },
  ],
  [
    "result is out bit<8>, the argument is bit<16>",
    {
      locals: "register<bit<8>>(4) r;",
      body: "r.read(^m.y, 0);",
    },
  ],
  ["the argument for d is missing", { body: "^act();" }],
  ["f is not declared yet here", { top: "bit<8> f(in bit<8> x) { return ^f(x); }" }],
  ["C is not declared yet here", { top: "control C() { apply { ^C.apply(); } }" }],
  ["R is not declared yet here", { top: "struct R { ^R r; }" }],
  [
    "g does not return a value on every path",
    { top: "^bit<8> g(in bool b) { if (b) { return 1; } }" },
  ],
  ["q is declared twice here", { body: "bit<8> q; ^bit<8> q;" }],
  ["break stands outside a loop", { body: "^break;" }],
  ["there is no return from a parser", { state: "^return;" }],
  ["there is no exit from a parser", { state: "^exit;" }],
  ["there is no error.Mine", { state: "verify(m.f, error.^Mine);" }],
  ["extract reads headers, not Meta", { state: "^p.extract(m);" }],
  ["V has a varbit", { state: "^p.extract(h.v);" }],
  ["there is no state gone", { transition: "^gone" }],
  ["2 keys are matched, not 1", { transition: "select(m.x, m.y) { ^1: accept; }" }],
  [
    "2 keys are matched, not 1",
    {
      instances: "value_set<tuple<bit<8>, bit<8>>>(4) vs;",
      transition: "select(m.x, m.y) { ^vs: accept; }",
    },
  ],
  [
    "a control has no parser of its own",
    {
      top: "parser Q(packet_in p) { state start { transition accept; } }",
      locals: "^Q() q;",
    },
  ],
  [
    "nothing is instantiated in an action",
    { locals: "action q() { ^counter(3, CounterType.bytes) c; }" },
  ],
  ["E has no masks or ranges", { transition: "select(m.e) { ^E.A .. E.B: accept; }" }],
  ["a header holds no E", { top: "header G { ^E e; }" }],
  ["a tuple holds no int", { top: "const tuple<bit<8>, ^int> T = { 1, 2 };" }],
  ["a union holds no bit<8>", { top: "header_union G { ^bit<8> b; }" }],
  ["256 does not fit bit<8>", { top: "enum bit<8> G { ^A = 256 }" }],
  ["static_assert fails: no", { top: 'const bool C = ^static_assert(1 == 2, "no");' }],
  ["a shift by more than 65536", { top: "const int C = 1 ^<< 1000000;" }],
  [
    "act is not among the table's actions",
    {
      locals: "table t { actions = { nop; } default_action = ^act(1); }",
    },
  ],
  [
    "a key matched by exact takes no any",
    {
      locals: "table t { key = { m.x: exact; } actions = { nop; } const entries = { ^_: nop; } }",
    },
  ],
  [
    "the mask of an lpm key is a prefix",
    {
      locals:
        "table t { key = { m.x: lpm; } actions = { nop; } const entries = { ^1 &&& 129: nop; } }",
    },
  ],
  [
    "an entry with this key stands above",
    {
      locals: "table t { key = { m.x: exact; } actions = { nop; } entries = { 1: nop; ^1: nop; } }",
    },
  ],
  [
    "d must be a constant here",
    { locals: "table t { actions = { act; } default_action = ^act(m.x); }" },
  ],
  [
    "this is no action of I.t",
    {
      locals: "table t { actions = { nop; } }",
      body: "switch (t.apply().action_run) { ^act: {} }",
    },
  ],
  [
    "a table is applied in the apply block",
    {
      locals: "table t { actions = { nop; } } action bad() { ^t.apply(); }",
    },
  ],
  ["M of hash is a number, not Meta", { body: "^hash(m.x, HashAlgorithm.crc16, 8w0, m.x, m);" }],
  [
    "T of execute_meter is a number",
    { locals: "meter(2, MeterType.bytes) c;", body: "^c.execute_meter(0, m.f);" },
  ],
  ["T of direct_meter is a number", { locals: "^direct_meter<bool>(MeterType.bytes) c;" }],
  ["a register holds no U", { locals: "^register<U>(4) r;" }],
  ["lookahead gives no U", { state: "U u = ^p.lookahead<U>();" }],
  ["lookahead gives no V", { state: "V v = ^p.lookahead<V>();" }],
  [
    "index must be known at compile time",
    {
      body: "clone_preserving_field_list(CloneType.I2E, 5, ^m.x);",
    },
  ],
];

test.each(REFUSED)("%s", (what, parts) => {
  const marked = source(parts);
  const at = marked.indexOf("^");
  const lines = marked.slice(0, at).split("\n");
  const found = refusals(marked.replace("^", ""));
  const line = lines.length;
  expect(found).toMatchObject([
    { place: { file: "t.p4", line, column: (lines.at(-1) ?? "").length + 1 } },
  ]);
  expect(found[0]?.message).toContain(what);
  expect(found[0]?.cure).not.toBe("");
});

test("each faulty statement is told, and what follows from a fault is not told again", () => {
  const body = "bit<8> q = gone; q = 1; m.x = lost; m.y = q;";
  const messages = refusals(source({ body })).map(({ message }) => message);
  expect(refusals(source({ body }))[0]?.length).toBe("gone".length);
  expect(messages).toEqual([
    "gone is not declared",
    "lost is not declared",
    "bit<16> is needed here, not bit<8>",
  ]);
});

test("after two declarations of one name, its uses are not told", () => {
  const top = "const bit<8> K = 1; const bit<16> K = 2;";
  const found = refusals(source({ top, body: "m.x = K; m.y = K;" }));
  expect(found.map(({ message }) => message)).toEqual(["K is declared twice here"]);
});

test("a control that nobody instantiates is checked too", () => {
  const top = "control Alone<T>(inout T t)(bit<8> k, counter c) { apply { c.count(k); gone(); } }";
  const messages = refusals(source({ top })).map(({ message }) => message);
  expect(messages).toEqual(["bit<32> is needed here, not bit<8>", "gone is not declared"]);
});

const ABSTRACT = "extern Other { Other(); abstract void m(); }";
/** Declarations each of which holds the one before twice. */
function doubled(declaration: (to: number, from: number) => string): string {
  const lines = Array.from({ length: 40 }, (_, at) => declaration(at + 1, at));
  return ["struct S0 { bit<8> x; }", ...lines].join(" ");
}

const UNSUPPORTED_IN: Readonly<Record<ConstructId, Parts>> = {
  "abstract-methods": { top: ABSTRACT, locals: "Other() o = { void m() {} };" },
  architecture: { top: "package Other();" },
  extern: { top: "extern Other { Other(); }", locals: "Other() o;" },
  "extern-parameter": {
    top: "control C(register<bit<8>> r) { apply { r.write(0, 1); } }",
  },
  "huge-type": { top: doubled((to, from) => `struct S${to} { S${from} x; S${from} y; }`) },
  "list-type": { top: "control C(in list<bit<8>> l) { apply {} }" },
  "match-kind": {
    top: "match_kind { mine }",
    locals: "table t { key = { m.x: mine; } actions = { nop; } }",
  },
  "table-property": { locals: "table t { actions = { nop; } idle = 3; }" },
  "too-many-instances": {
    top: doubled((to, from) => `control S${to}() { S${from}() x; S${from}() y; apply {} }`).replace(
      "struct S0 { bit<8> x; }",
      "control S0() { apply {} }",
    ),
  },
  this: { body: "m.x = this.x;" },
  "varbit-default": { body: "h.v = { 1, ... };" },
  "zero-width": { body: "bit<0> none;" },
};

test.each(Object.entries(UNSUPPORTED_IN))("%s is refused by name, not guessed", (id, parts) => {
  const text = source(parts);
  const isOther = id === "architecture";
  const found = refusals(isOther ? text.replace(/V1Switch.*main/, "Other() main") : text);
  expect(found[0]).toMatchObject({ kind: "unsupported", construct: id });
  expect(Object.keys(UNSUPPORTED)).toContain(id);
});
