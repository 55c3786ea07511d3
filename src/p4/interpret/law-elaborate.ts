/**
 * What the checker has settled before a back end runs: instances, generics, constants, default
 * and named values, loops over lists (P4_16 1.2.5, sections 7, 8, 12, 14, 17).
 * @module
 */
import type { Law } from "./law.ts";
import { law } from "./law.ts";
import type { Rig } from "./rig.ts";

const NEXT = "bit<8> next(inout bit<8> n) { n = n + 1; return n; }";
const HEADER = "header h_t { bit<8> a; bit<8> b; bit<16> c; }";
const STACK = `${HEADER} struct Headers { h_t h; h_t[3] s; }`;
const SET = "action set(bit<8> v) { hdr.h.b = v; }";

export const ELABORATE_LAWS: readonly Law[] = [
  law(
    "the index of an op-assignment's target is evaluated once (12.2)",
    {
      top: NEXT,
      headers: STACK,
      meta: "bit<8> x;",
      ingress: `hdr.s[1].setValid(); hdr.s[2].setValid(); hdr.s[next(meta.x)].a += 5;
        hdr.h.a = hdr.s[1].a; hdr.h.b = meta.x; hdr.s[1].setInvalid(); hdr.s[2].setInvalid();`,
    },
    "0a0b1234",
    "0 05011234",
  ),
  law(
    "an op-assignment to a slice changes only its bits (12.2)",
    { ingress: "hdr.h.c[11:4] += 1; hdr.h.a[7:4] |= 8; hdr.h.b <<= 1;" },
    "0a0b1ff4",
    "0 8a161004",
  ),
  law(
    "named values go to the fields of their names (8.13)",
    {
      top: "struct two_t { bit<8> p; bit<8> q; }",
      ingress: "two_t t = { q = hdr.h.a, p = hdr.h.b }; hdr.h.a = t.p; hdr.h.b = t.q;",
    },
    "0a0b1234",
    "0 0b0a1234",
  ),
  law(
    "named values are evaluated in the order of the source, not of the type (8.1, 8.13)",
    {
      top: `${NEXT} struct two_t { bit<8> p; bit<8> q; }`,
      meta: "bit<8> x;",
      ingress: `two_t t = { q = next(meta.x), p = next(meta.x) };
        hdr.h = { c = t.p ++ t.q, b = next(meta.x), a = meta.x };`,
    },
    "0a0b1234",
    "0 03030201",
  ),
  law(
    "two lists are compared item by item, one of each pair giving the type (8.12)",
    {
      ingress: `if ({ hdr.h.a, { hdr.h.b, 5 } } == { 0x0a, { 8w11, hdr.h.a - 5 } }) { hdr.h.c = 1; }
        if ({ hdr.h.a, hdr.h.b } != { 8w0x0a, 0x0c }) { hdr.h.b = 2; }`,
    },
    "0a0b1234",
    "0 0a020001",
  ),
  law(
    "a list of which one part is taken is evaluated whole (8.1, 8.12)",
    {
      top: `${NEXT} struct two_t { bit<8> p; bit<8> q; }`,
      meta: "bit<8> x;",
      ingress: "hdr.h.a = ((two_t){ next(meta.x), next(meta.x) }).p; hdr.h.b = meta.x;",
    },
    "0a0b1234",
    "0 01021234",
  ),
  law(
    "`...` gives what is left out its default value (7.3)",
    { top: "struct two_t { bit<8> p; bool f; }", ingress: "two_t t = ...; hdr.h = { t.p, ... };" },
    "0a0b1234",
    "0 00000000",
  ),
  law(
    "a stack from a list: valid headers, and invalid ones by {#} (8.18)",
    {
      headers: STACK,
      ingress: "hdr.s = { { 1, 2, 3 }, {#}, { a = 4, ... } }; hdr.h.setInvalid();",
    },
    "0a0b1234",
    "0 0102000304000000",
  ),
  law(
    "a parameter with a default value may be left out (6.8.1)",
    {
      top: "bit<8> plus(in bit<8> a, in bit<8> b = 7) { return a + b; }",
      ingress: "hdr.h.a = plus(1); hdr.h.b = plus(b = 2, a = 1);",
    },
    "0a0b1234",
    "0 08031234",
  ),
  law(
    "overloads are told apart by the number and the names of arguments (6.8.2)",
    {
      top: `bit<8> f(in bit<8> a) { return 1; } bit<8> f(in bit<8> b) { return 2; }
        bit<8> f(in bit<8> a, in bit<8> b) { return 3; }`,
      ingress: "hdr.h.a = f(b = 9); hdr.h.b = f(a = 9); hdr.h.c = 8w0 ++ f(9, 9);",
    },
    "0a0b1234",
    "0 02010003",
  ),
  law(
    "generic structs and functions work for each type that they are used with (7.2.9, 10)",
    {
      top: `struct Two<T, U> { T a; U b; }
        Two<U, T> flip<T, U>(in Two<T, U> t) { return { t.b, t.a }; }`,
      ingress: `Two<bit<8>, bit<16>> t = { hdr.h.a, hdr.h.c }; Two<bit<16>, bit<8>> u = flip(t);
        hdr.h.b = u.b; hdr.h.c = u.a + 1; hdr.h.a = flip<bit<8>, bit<8>>({ 1, 2 }).a;`,
    },
    "0a0b1234",
    "0 020a1235",
  ),
  law(
    "each instance has its constructor's values, and fresh locals at each apply (17)",
    {
      top: `control Plus(inout bit<8> v)(bit<8> k) { bit<8> left = k;
        apply { v = v + left; left = 0; } }`,
      ingressLocals: "Plus(1) one; Plus(2) two;",
      ingress: "one.apply(hdr.h.a); one.apply(hdr.h.a); two.apply(hdr.h.b);",
    },
    "0a0b1234",
    "0 0c0d1234",
  ),
  law(
    "a generic control or parser is applied by its type and its arguments (15.1)",
    {
      top: `control Put<T>(inout T t, in T v) { apply { t = v; } }
        parser Take<T>(packet_in p, out T t) { state start { p.extract(t); transition accept; } }`,
      parser: "state start { Take<h_t>.apply(pkt, hdr.h); transition accept; }",
      ingress: "Put<bit<8>>.apply(hdr.h.a, hdr.h.b); Put<bit<16>>.apply(hdr.h.c, 7);",
    },
    "0a0b1234",
    "0 0b0b0007",
  ),
  law(
    "a control can be given to another's constructor (17)",
    {
      top: `control Some(inout bit<8> v);
        control Plus(inout bit<8> v)(bit<8> k) { apply { v = v + k; } }
        control Twice(inout bit<8> v)(Some s) { apply { s.apply(v); s.apply(v); } }`,
      ingressLocals: "Twice(Plus(3)) t;",
      ingress: "t.apply(hdr.h.a);",
    },
    "0a0b1234",
    "0 100b1234",
  ),
  law(
    "constants of structs and tuples, of int and of newtypes (8.8, 7.2.8)",
    {
      top: `struct two_t { bit<8> a; bit<8> b; } const two_t K = { b = 1, a = 2 };
        const tuple<bit<8>, two_t> L = { 3, K }; type bit<8> N; const N M = (N)5;
        const int WIDE = 300 * 2 - 1;`,
      ingress: "hdr.h.a = L[1].a + L[0]; hdr.h.b = (bit<8>)M; hdr.h.c = WIDE;",
    },
    "0a0b1234",
    "0 05050257",
  ),
  law(
    "an inner name hides an outer one, and only inside (6.9)",
    {
      ingressLocals: "bit<8> x = 5;",
      ingress: "{ bit<8> x = 6; hdr.h.b = x; } x = x + 1; hdr.h.a = x;",
    },
    "0a0b1234",
    "0 06061234",
  ),
  law(
    "where the smallest priority wins, it wins (14.2.1.4)",
    {
      ingressLocals: `${SET} table t { key = { hdr.h.a: ternary; } actions = { set; }
        largest_priority_wins = false;
        entries = { priority = 7: 0x0a: set(2); priority = 5: 8 &&& 8: set(3); } }`,
      ingress: "t.apply();",
    },
    "0a0b1234",
    "0 0a031234",
  ),
  law(
    "entries of signed, bool, enum and error keys (14.2.1.4)",
    {
      top: "enum bit<8> S { A = 1, B = 2 } enum Plain { X, Y }",
      meta: "int<8> i; S s; Plain p;",
      ingressLocals: `${SET} table t { key = { meta.i: exact; hdr.h.isValid(): exact;
          meta.s: exact; meta.p: exact; sm.parser_error: exact; }
        actions = { set; }
        const entries = { (-2, true, S.B, Plain.Y, error.NoError): set(7); } }`,
      ingress: "meta.i = (int<8>)hdr.h.a; meta.s = S.B; meta.p = Plain.Y; t.apply();",
    },
    "fe0b1234",
    "0 fe071234",
  ),
  law(
    "a select on a signed number takes a range across zero (13.6)",
    {
      meta: "bit<8> x;",
      parser: `state start { pkt.extract(hdr.h);
          transition select((int<8>)hdr.h.a) { -3 .. 3: near; default: accept; } }
        state near { meta.x = 1; transition accept; }`,
      ingress: "hdr.h.b = meta.x;",
    },
    "fe0b1234",
    "0 fe011234",
  ),
  law(
    "a loop over a list: its items are evaluated before the first round (12.8)",
    {
      top: NEXT,
      meta: "bit<8> x;",
      ingress: `hdr.h.a = 0;
        for (bit<8> i in { 1, next(meta.x), next(meta.x), 9 }) {
          meta.x = 0; if (i == 9) { break; } hdr.h.a = hdr.h.a * 2 + i; }
        bit<8> q; for (q in { 5, 6 }) { hdr.h.b = q; }`,
    },
    "0a0b1234",
    "0 08061234",
  ),
  law(
    "a loop over a stack takes its headers as they were (12.8)",
    {
      headers: STACK,
      ingress: `hdr.s[1] = { 4, 5, 6 };
        for (h_t one in hdr.s) { hdr.s[1].a = 9; if (one.isValid()) { hdr.h.a = one.a; } }
        hdr.s[1].setInvalid();`,
    },
    "0a0b1234",
    "0 040b1234",
  ),
  {
    title: "a value_set of structs is over all expressions of the select (13.11)",
    parts: {
      top: "struct Both { bit<8> x; bit<16> y; }",
      meta: "bit<8> x;",
      parser: `value_set<Both>(2) known; state start { pkt.extract(hdr.h);
          transition select(hdr.h.a, hdr.h.c) { known: good; (0x0a, _): near; _: accept; } }
        state good { meta.x = 1; transition accept; }
        state near { meta.x = 2; transition accept; }`,
      ingress: "hdr.h.b = meta.x;",
    },
    got: (rig: Rig) => {
      const before = rig.packet("0a001234");
      const parts = [0x0an, 0x1234n].map((value) => ({ value, mask: 0xffffn }));
      rig.switch.control.valueSet(rig.instance("known")).add(parts);
      return [...before, ...rig.packet("0a001234"), ...rig.packet("0a001235")];
    },
    want: ["0 0a021234", "0 0a011234", "0 0a021235"],
  },
  law(
    "sizes of types and values are constants (9)",
    { ingress: "hdr.h.a = (bit<8>)(hdr.h.minSizeInBytes() + h_t.maxSizeInBits());" },
    "0a0b1234",
    "0 240b1234",
  ),
];
