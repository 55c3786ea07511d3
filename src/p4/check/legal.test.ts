/**
 * What the chapters of the language specification (P4_16 1.2.5) allow compiles; and whatever is
 * done to a program, the answer is a program or diagnostics, never an exception.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { refusals, source, type Parts } from "./sample.ts";

const LEGAL: readonly (readonly [clause: string, parts: Parts])[] = [
  ["7.1.6 typedef, 7.2.8 type", { top: "typedef bit<8> B;", body: "B b = 1; m.n = (N8)b;" }],
  ["7.2.2 struct in header", { top: "struct In { bit<4> x; bit<4> y; } header G { In i; }" }],
  [
    "7.2.9 generic struct",
    { top: "struct G<T> { T t; }", body: "G<bit<8>> g = { 1 }; m.x = g.t;" },
  ],
  ["8.3 error values", { body: "sm.parser_error = error.NoMatch;" }],
  ["8.5 serial enum in arithmetic", { body: "m.x = m.q + 1; m.q = (S)m.x; m.q = 2;" }],
  ["8.6.4 slices both ways", { body: "m.x[3:0] = m.y[15:12]; m.x = (bit<8>)m.i[7:0];" }],
  ["8.6.5 saturating", { body: "m.x = m.x |+| 200; m.i = m.i |-| 100;" }],
  ["8.7 shifts by anything", { body: "m.x = m.x << 300; m.x = m.x >> m.y; m.i = m.i >> 1;" }],
  ["8.8 int constants", { top: "const int BIG = (1 << 100) - 1; const bit<100> W = BIG;" }],
  ["8.11 casts", { body: "m.f = (bool)m.x[0:0]; m.y = (bit<16>)m.x; m.x = (bit<8>)m.i;" }],
  ["8.12 tuples", { body: "m.t = { 1, m.f }; m.x = m.t[0]; if (m.t == { 2, true }) {}" }],
  ["8.13 struct initialisers", { body: "h.h = { b = 1, a = 2 }; h.h = { 1, ... }; h.h = {#};" }],
  [
    "8.17 headers",
    { body: "h.h.setValid(); h.h.setInvalid(); m.f = h.h.isValid() && h.h == { 1, 2 };" },
  ],
  ["8.18 stacks", { body: "h.s.push_front(1); h.s.pop_front(1); h.s[m.x] = h.h; h.s[1].a += 1;" }],
  ["8.19 unions", { body: "h.u.h = h.h; m.f = h.u.isValid(); h.u = h.u;" }],
  ["9 sizes", { body: "m.z = (bit<32>)(h.v.maxSizeInBits() + V.minSizeInBytes());" }],
  [
    "8.20 inference",
    { top: "T id<T>(in T x) { return x; }", body: "m.x = id(m.x); m.f = id<bool>(true);" },
  ],
  [
    "6.8.2 overloads by names",
    {
      top: "bit<8> g(in bit<8> a) { return a; } bit<16> g(in bit<8> b) { return 1; }",
      body: "m.x = g(a = 1); m.y = g(b = 1);",
    },
  ],
  [
    "10 functions copy out",
    {
      top: "void swap(inout bit<8> a, inout bit<8> b) { bit<8> c = a; a = b; b = c; }",
      body: "swap(m.x, m.y[7:0]); swap(b = m.x, a = h.h.a);",
    },
  ],
  ["12.6 switch on values", { body: "switch (m.x) { 1: 2: { m.y = 1; } default: { return; } }" }],
  ["12.7 annotations of a case", { body: "switch (m.x) { 1: @odd { m.y = 1; } }" }],
  ["12.8 for", { body: "for (bit<8> i = 0; i < 3; i += 1) { if (i == 2) break; continue; }" }],
  ["12.8 for in", { body: "for (bit<8> i in 0 .. 5) { m.x = i; }" }],
  [
    "12.8 for in a list or stack",
    { body: "for (bit<8> i in { 1, m.x }) {} for (H one in h.s) {}" },
  ],
  [
    "13.6 select",
    { transition: "select(m.x, m.f) { (1 .. 3, _): other; (4 &&& 6, true): accept; }" },
  ],
  ["13.8 extract", { state: "p.extract(h.s.next); p.extract(h.v, 8); p.extract<H>(_);" }],
  [
    "13.8.3 lookahead, advance",
    { state: "m.x = p.lookahead<H>().a; p.advance(8); m.z = p.length();" },
  ],
  [
    "13.10 sub-parsers with parameters",
    {
      top: `parser Sub(packet_in p, out H h)(bit<8> k) {
        state start { p.extract(h); transition select(h.a) { k: accept; } } }`,
      instances: "Sub(3) sub;",
      state: "sub.apply(p, h.h);",
    },
  ],
  [
    "13.11 value sets",
    {
      top: "struct Both { bit<8> x; bit<16> y; }",
      instances: "value_set<bit<8>>(4) one; value_set<Both>(4) two;",
      transition: "select(m.x, m.y) { (one, 5): other; two: other; default: accept; }",
    },
  ],
  [
    "14.2 tables",
    {
      locals: `direct_counter(CounterType.bytes) dc; action_selector(HashAlgorithm.crc16, 8, 8) sel;
        action set(inout bit<8> a, bit<8> v) { a = v; }
        table t { key = { m.x: exact @name("k"); m.y[3:0]: ternary; h.h.isValid(): optional; }
          actions = { set(m.x); nop; @defaultonly NoAction; } size = 8; counters = dc;
          support_timeout = true;
          const default_action = NoAction;
          entries = { (1, _, true): set(9); const priority = 3: (2, 4w1, _): nop; } }
        table u { key = { m.x: selector; m.q: exact; } actions = { nop; } implementation = sel;
          const entries = { (_, S.A): nop(); } }`,
      body: "if (t.apply().hit) { switch (u.apply().action_run) { nop: {} default: {} } }",
    },
  ],
  [
    "14.1 actions call actions",
    { locals: "action two() { act(3); nop(); exit; }", body: "two();" },
  ],
  [
    "17 direct application, named arguments",
    {
      top: "control C(inout bit<8> a)(bit<8> k) { apply { a = k; } }",
      locals: "C(k = 3) c;",
      body: "c.apply(a = m.x);",
    },
  ],
  ["v1model hash without widths", { body: "hash(m.x, HashAlgorithm.crc16, 0, { h.h.a }, 16);" }],
  [
    "v1model's colours fit any width",
    { body: "m.x = V1MODEL_METER_COLOR_RED; m.f = m.y == V1MODEL_METER_COLOR_GREEN;" },
  ],
  ["8.22 static_assert among statements", { body: 'static_assert(1 < 2, "one " ++ "two");' }],
  ["8.22 static_assert", { top: 'const bool OK = static_assert(S.A == 1, "one");' }],
  ["7.3 default values", { body: "h.h = ...; m.t = ...; h.s = { { 1, 2 }, {#} };" }],
];

test.each(LEGAL)("%s", (_clause, parts) => {
  expect(refusals(source(parts))).toEqual([]);
});

const WORD = /^\w+$/;
const tokensOf = (parts: Parts): string[] => source(parts).match(/#.*\n|\w+|\s+|[^\w\s]/g) ?? [];
const WORDS = LEGAL.flatMap(([, parts]) => tokensOf(parts).filter((token) => WORD.test(token)));

test("a program with words exchanged gives diagnostics, and no exception", () => {
  const change = fc.tuple(fc.nat(), fc.constantFrom(...WORDS));
  const broken = fc.tuple(fc.constantFrom(...LEGAL), fc.array(change, { maxLength: 3 }));
  let checked = 0;
  fc.assert(
    fc.property(broken, ([[, parts], changes]) => {
      const tokens = tokensOf(parts);
      const words = [...tokens.keys()].filter((at) => WORD.test(tokens[at] ?? ""));
      for (const [at, word] of changes) tokens[words[at % words.length] ?? 0] = word;
      const found = refusals(tokens.join(""));
      checked += found.some(({ kind }) => kind !== "syntax") ? 1 : 0;
      for (const { place, message } of found) {
        expect(place.line).toBeGreaterThan(0);
        expect(message).not.toBe("");
      }
    }),
    { numRuns: 300 },
  );
  expect(checked).toBeGreaterThan(20); // Enough of them come through the parser.
});
