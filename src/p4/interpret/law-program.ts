/**
 * What larger programs put together: union stacks, value sets, nested blocks, wide types.
 * @module
 */
import type { Law } from "./law.ts";
import { law } from "./law.ts";

const BYTE = "header b_t { bit<8> v; }";

export const PROGRAM_LAWS: readonly Law[] = [
  law(
    "a stack of unions: next moves when one of its headers is extracted",
    {
      headers: `header one_t { bit<8> k; } header two_t { bit<8> k; bit<8> x; }
        header_union u_t { one_t one; two_t two; } struct Headers { u_t[3] s; }`,
      parser: `state start { transition select(pkt.lookahead<bit<8>>()) {
          1: one; 2: two; default: accept; } }
        state one { pkt.extract(hdr.s.next.one); transition start; }
        state two { pkt.extract(hdr.s.next.two); transition start; }`,
      ingress: `if (hdr.s[0].two.isValid()) { hdr.s[0].one = {0x11}; }
        if (!hdr.s[2].isValid()) { hdr.s[2].two = {0x22, 0x33}; }`,
    },
    "02aa0199",
    "0 1101223399",
  ),
  {
    title: "a value_set in a select is what the control plane says",
    parts: {
      parser: `value_set<bit<16>>(4) known;
        state start { pkt.extract(hdr.h); transition select(hdr.h.c) {
          known: good; default: accept; } }
        state good { hdr.h.b = 1; transition accept; }`,
    },
    got: (rig) => {
      const set = rig.switch.control.valueSet(rig.instance("known"));
      const before = rig.packet("0a001234");
      set.add([{ value: 0x1200n, mask: 0xff00n }]);
      return [before, rig.packet("0a001234"), rig.packet("0a001334")];
    },
    want: [["0 0a001234"], ["0 0a011234"], ["0 0a001334"]],
  },
  law(
    "lookahead into a header and a struct does not move the cursor",
    {
      headers: `${BYTE} struct pair_t { bit<4> x; bit<12> y; } struct Headers { b_t a; b_t b; }`,
      parser: `state start { b_t x = pkt.lookahead<b_t>(); pair_t p = pkt.lookahead<pair_t>();
        pkt.extract(hdr.a); pkt.advance(8); pkt.extract(hdr.b);
        hdr.a.v = x.v + 1; hdr.b.v = (bit<8>)p.y; transition accept; }`,
    },
    "1a2b3c4d",
    "0 1b2b4d",
  ),
  law(
    "the same control twice: its own tables, named by the path; out headers",
    {
      headers: "struct Headers { b_t a; b_t b; b_t c; }",
      parser: "state start { pkt.extract(hdr.a); transition accept; }",
      top: `${BYTE} control Make(in bit<8> n, out b_t made) {
        action put(bit<8> v) { made.setValid(); made.v = n + v; }
        table t { actions = { put; } default_action = put(1); }
        apply { if (n != 0) { t.apply(); } } }`,
      ingressLocals: "Make() one; Make() two;",
      ingress: "hdr.c = {0xff}; one.apply(hdr.a.v, hdr.b); two.apply(0, hdr.c);",
    },
    "0aee",
    "0 0a0bee",
  ),
  {
    title: "each instance's table is written by itself",
    parts: {
      top: `control Add(inout bit<8> n) { action put(bit<8> v) { n = n + v; }
        table t { actions = { put; } default_action = put(1); } apply { t.apply(); } }`,
      ingressLocals: "Add() one; Add() two;",
      ingress: "one.apply(hdr.h.a); two.apply(hdr.h.b);",
    },
    got: (rig) => {
      const [first, second] = rig.program.tables;
      if (first === undefined || second === undefined) return "two tables are missing";
      const [action] = second.actions;
      if (action === undefined) return "an action is missing";
      rig.switch.control.table(second).setDefault({ kind: "action", action, data: [0x10n] });
      return [first.name, second.name, rig.packet("00001234")];
    },
    want: ["I.one.t", "I.two.t", ["0 01101234"]],
  },
  law(
    "exit in an action of a table of a sub-control: the callers copy out and end",
    {
      top: `control Sub(inout bit<8> n) { action quit() { n = 0x51; exit; }
        table t { actions = { quit; } default_action = quit(); } apply { t.apply(); n = 0; } }`,
      ingressLocals: "Sub() s;",
      ingress: "s.apply(hdr.h.a); hdr.h.b = 0;",
      egress: "hdr.h.c = 0;",
    },
    "0a0b1234",
    "0 510b0000",
  ),
  law(
    "named arguments are evaluated in the order in which they are written",
    {
      top: `bit<8> f(inout bit<8> n) { n = n + 1; return n; }
        void g(in bit<8> x, in bit<8> y, out bit<16> z) { z = x ++ y; }`,
      ingress: "g(y = f(hdr.h.a), x = f(hdr.h.a), z = hdr.h.c);",
    },
    "0a0b1234",
    "0 0c0b0c0b",
  ),
  law(
    "whole stacks are assigned and compared, with their headers' validity",
    {
      headers: `${BYTE} struct Headers { b_t[2] s; b_t[2] t; b_t last; }`,
      parser: "state start { pkt.extract(hdr.s.next); transition accept; }",
      ingress: `hdr.t = hdr.s; if (hdr.t == hdr.s) { hdr.last = {1}; } hdr.t[1] = {5};
        if (hdr.t != hdr.s) { hdr.last.v = hdr.last.v + 2; }`,
    },
    "0a",
    "0 0a0a0503",
  ),
  law(
    "varbits are assigned with their length, and compared",
    {
      headers: "header v_t { varbit<64> v; } struct Headers { v_t x; v_t y; }",
      parser: "state start { pkt.extract(hdr.x, 24); transition accept; }",
      ingress:
        "hdr.y.setValid(); hdr.y.v = hdr.x.v; if (hdr.x.v == hdr.y.v) { hdr.x.setInvalid(); }",
    },
    "aabbccdd",
    "0 aabbccdd",
  ),
  law(
    "bool, enum, serial enum, signed and nested struct fields in headers",
    {
      headers: `enum bit<4> k_t { a = 1, b = 9 } struct in_t { bit<3> x; bool y; }
        header h_t { bool f; int<7> n; k_t k; in_t i; } struct Headers { h_t h; }`,
      ingress: `hdr.h.f = !hdr.h.f; hdr.h.n = hdr.h.n - 1;
        if (hdr.h.k == k_t.b) { hdr.h.k = k_t.a; }
        in_t i = hdr.h.i; i.y = hdr.h.n < 0; hdr.h.i = i; hdr.h.i.x = 5;`,
    },
    // 0 0000000 | 1001 | 010 0
    "0094",
    // 1 1111111 | 0001 | 101 1
    "0 ff1b",
  ),
  law(
    "hash over a header, a nested list and a struct is that of their bits side by side",
    {
      top: "struct s_t { bit<8> x; bit<16> y; }",
      ingress: `s_t s = {hdr.h.a, hdr.h.c}; bit<32> p; bit<32> q;
        hash(p, HashAlgorithm.crc32, 32w0, {hdr.h, {s, 4w1}, 4w2}, 64w0x100000000);
        hash(q, HashAlgorithm.crc32, 32w0, {hdr.h.a, hdr.h.b, hdr.h.c, hdr.h.a, hdr.h.c, 8w0x12},
          64w0x100000000);
        if (p == q && p != 0) { hdr.h.c = 1; }`,
    },
    "0a0b1234",
    "0 0a0b0001",
  ),
  {
    title: "registers of bool and of structs; a digest of a tuple",
    parts: {
      top: "struct s_t { bit<4> x; bool y; int<3> z; }",
      ingressLocals: "register<bool, bit<8>>(2) f; register<s_t, bit<8>>(2) r;",
      ingress: `bool was; f.read(was, 1); f.write(1, !was); s_t s; r.read(s, 0);
        hdr.h.b = s.x ++ (bit<1>)s.y ++ (bit<3>)s.z; s.x = s.x + 1; s.y = was; s.z = s.z - 1;
        r.write(0, s); digest(1, {hdr.h.a, was});`,
    },
    got: (rig) => {
      const sent = ["0a000000", "0a000000", "0a000000"].flatMap((one) => rig.packet(one));
      return [sent, rig.digests.map((digest) => digest.split(" ").slice(-2).join(" "))];
    },
    want: [
      ["0 0a000000", "0 0a170000", "0 0a2e0000"],
      ["10 0", "10 1", "10 0"],
    ],
  },
  law(
    "a table applied in a condition inside a switch inside an if",
    {
      ingressLocals: `action one() { hdr.h.b = 1; } action two() { hdr.h.b = hdr.h.b + 2; }
        table t { key = { hdr.h.a : exact; } actions = { one; two; } default_action = two();
          const entries = { 10 : one(); } }
        table u { actions = { two; } default_action = two(); }`,
      ingress: `if (hdr.h.isValid()) { switch (t.apply().action_run) {
          one: { if (u.apply().hit) { hdr.h.c = 0; } else { hdr.h.c = 7; return; } } }
          hdr.h.a = 0; } `,
    },
    "0aff1234",
    "0 0a030007",
  ),
  law(
    "functions and actions take and give headers and structs by value",
    {
      top: `${BYTE} struct two_t { b_t x; b_t y; }
        b_t pick(in two_t t, in bool first) { if (first) { return t.x; } return t.y; }
        void swap(inout two_t t) { b_t k = t.x; t.x = t.y; t.y = k; }`,
      headers: "struct Headers { two_t t; b_t z; }",
      parser: "state start { pkt.extract(hdr.t.x); transition accept; }",
      ingress: "swap(hdr.t); hdr.z = pick(hdr.t, false); hdr.z.v = hdr.z.v + 1;",
    },
    "0a",
    "0 0a0b",
  ),
  law(
    "mark_to_drop() of old programs, from a sub-control too",
    {
      top: "control Sub(inout standard_metadata_t s) { apply { mark_to_drop(); } }",
      ingressLocals: "Sub() sub;",
      ingress: "sm.egress_spec = 3; if (hdr.h.a == 0) { sub.apply(sm); }",
    },
    "000b1234",
  ),
];
