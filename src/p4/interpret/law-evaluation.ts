/**
 * Evaluation order, calls and control flow (P4_16 1.2.5, sections 6.8, 8, 12, 14).
 * @module
 */
import type { Law } from "./law.ts";
import { law } from "./law.ts";

const BUMP = "bit<8> bump(inout bit<8> x) { x = x + 1; return x; }";

export const EVALUATION_LAWS: readonly Law[] = [
  law("a program that sets nothing sends to port 0 (v1model)", {}, "0a0b1234ff", "0 0a0b1234ff"),
  law(
    "arguments left to right, and copied at their turn (6.8)",
    {
      top: `${BUMP}
        bit<8> second(in bit<8> x, in bit<8> y) { return x ++ y == 0x0a0b ? 8w1 : 8w2; }`,
      ingress: "hdr.h.b = second(hdr.h.a, bump(hdr.h.a));",
    },
    "0a001234",
    "0 0b011234",
  ),
  law(
    "an in argument of struct type is copied at its turn too (6.8)",
    {
      top: `${BUMP} struct two_t { bit<8> x; bit<8> y; }
        bit<8> sum(in two_t t, in bit<8> n) { return t.x + n; }`,
      ingress: `two_t t = {1, 0}; hdr.h.a = sum(t, bump(t.x));
        if (t == {t.x, bump(t.x) - 3}) { hdr.h.b = 0xee; }
        tuple<two_t, bit<8>> v = {t, bump(t.x)}; hdr.h.c = v[0].x ++ v[1];`,
    },
    "0a0b1234",
    "0 03ee0304",
  ),
  law(
    "operands left to right: x + f(x) sees the old x first (8.1)",
    { top: BUMP, ingress: "hdr.h.b = hdr.h.a + bump(hdr.h.a); hdr.h.c = 0;" },
    "0a001234",
    "0 0b150000",
  ),
  law(
    "f(x, x) with two inout: the last copy-out wins (6.8)",
    {
      top: "void two(inout bit<8> x, inout bit<8> y) { x = x + 1; y = y + 2; }",
      ingress: "two(hdr.h.a, hdr.h.a);",
    },
    "0a001234",
    "0 0c001234",
  ),
  law(
    "an inout parameter is no alias of what it was copied from (6.8)",
    {
      top: "void f(inout bit<8> x, in bit<8> y, out bit<8> z) { x = 7; z = y; }",
      ingress: "f(hdr.h.a, hdr.h.a, hdr.h.b);",
    },
    "0a001234",
    "0 070a1234",
  ),
  law(
    "an index of an l-value is evaluated once, before later arguments change it (6.8)",
    {
      headers: "header e_t { bit<8> v; } struct Headers { e_t[3] s; }",
      parser: `state start { pkt.extract(hdr.s.next); pkt.extract(hdr.s.next);
        pkt.extract(hdr.s.next); transition accept; }`,
      top: "void set(out bit<8> to, inout bit<2> at) { to = 0xee; at = 2; }",
      ingress: "bit<2> i = 1; set(hdr.s[i].v, i); hdr.s[i].v = 0xdd;",
    },
    "010203",
    "0 01eedd",
  ),
  law(
    "copy-out of a slice replaces only its bits of the value as it is by then (6.8)",
    {
      top: "void g(inout bit<4> high, inout bit<8> whole) { high = 0xf; whole = 0x55; }",
      ingress: "g(hdr.h.a[7:4], hdr.h.a); g(hdr.h.b[3:0], hdr.h.c[7:0]);",
    },
    "0a0b1234",
    // `whole` is copied out last and covers the first slice.
    "0 550f1255",
  ),
  law(
    "an out header starts invalid; other outs read 0 here (6.8)",
    {
      headers: "header h_t { bit<8> a; } struct Headers { h_t h; h_t other; }",
      top: "void o(out bit<8> x, out bit<8> y) { y = x + 1; }",
      ingress: "bit<8> t = 9; o(t, hdr.h.a);",
    },
    "0a",
    "0 01",
  ),
  law(
    "return leaves a function at once, from inside nested blocks (12.5)",
    {
      top: "bit<8> f(in bit<8> x) { if (x > 5) { if (x > 8) { return 1; } return 2; } return 3; }",
      ingress: "hdr.h.a = f(hdr.h.a); hdr.h.b = f(hdr.h.b); hdr.h.c[7:0] = f(8w0);",
    },
    "0a071234",
    "0 01021203",
  ),
  law(
    "exit leaves the action and all callers, each of which copies out (12.6)",
    {
      ingressLocals: `action a(inout bit<8> x) { x = 0x77; exit; }
        action b(inout bit<8> y) { a(y); y = 0x66; }`,
      ingress: "b(hdr.h.a); hdr.h.b = 0x55;",
      egress: "hdr.h.c = 0x4444;",
    },
    "0a0b1234",
    "0 770b4444",
  ),
  law(
    "what exit interrupts has no further effect (12.6)",
    {
      ingressLocals: `action quit() { exit; }
        table t { actions = { quit; } const default_action = quit(); }`,
      ingress: "hdr.h.a = t.apply().hit ? 8w1 : 8w2;",
    },
    "0a0b1234",
    "0 0a0b1234",
  ),
  law(
    "&& and || evaluate only what they need (8.5)",
    {
      top: `bool t(inout bit<8> n) { n = n + 1; return true; }
        bool f(inout bit<8> n) { n = n + 0x10; return false; }`,
      ingress: "if (f(hdr.h.a) && t(hdr.h.a)) { hdr.h.c = 1; } if (t(hdr.h.b) || f(hdr.h.b)) {}",
    },
    "00001234",
    "0 10011234",
  ),
  law(
    "?: evaluates one arm (8.5)",
    { top: BUMP, ingress: "hdr.h.c = (bit<16>)(hdr.h.a == 0 ? bump(hdr.h.a) : bump(hdr.h.b));" },
    "00001234",
    "0 01000001",
  ),
  law(
    "the target of an assignment is fixed before the value is evaluated (12.1)",
    {
      headers: "header e_t { bit<8> v; } struct Headers { e_t[2] s; }",
      parser:
        "state start { pkt.extract(hdr.s.next); pkt.extract(hdr.s.next); transition accept; }",
      top: "bit<8> move(inout bit<1> i) { i = 1; return 0xcc; }",
      ingress: "bit<1> i = 0; hdr.s[i].v = move(i);",
    },
    "0102",
    "0 cc02",
  ),
  law(
    "locals are fresh at each invocation (6.9)",
    {
      top: `bit<8> f() { bit<8> n = 3; n = n + 1; return n; }
        bit<8> g() { bit<8> n; n = n + 1; return n; }`,
      ingress: "hdr.h.a = f(); hdr.h.b = f(); hdr.h.c[7:0] = g(); hdr.h.c[15:8] = g();",
    },
    "0a0b1234",
    "0 04040101",
  ),
  law(
    "two instances of a control have two registers (16.3, 9)",
    {
      top: `control Count(out bit<8> n) {
        register<bit<8>, bit<32>>(1) r; apply { r.read(n, 0); n = n + 1; r.write(0, n); } }`,
      ingressLocals: "Count() one; Count() two;",
      ingress: "one.apply(hdr.h.a); one.apply(hdr.h.a); two.apply(hdr.h.b);",
    },
    "0a0b1234",
    "0 02011234",
  ),
  law(
    "switch on a value: fall-through, default (12.7)",
    {
      ingress: `switch (hdr.h.a) { 1: 2: { hdr.h.b = 0x12; } 3: { hdr.h.b = 3; }
        default: { hdr.h.b = 0xdd; } }
        switch (hdr.h.c) { 0x1234: { hdr.h.a = 0xaa; } }`,
    },
    "010b1234",
    "0 aa121234",
  ),
  law(
    "for loops: break, continue, the update at continue (12.8)",
    {
      ingress: `bit<8> sum = 0;
        for (bit<8> i = 0; i < 10; i = i + 1) {
          if (i == 3) { continue; } if (i == 6) { break; } sum = sum + i; }
        for (bit<8> j in 8w1 .. 8w4) { hdr.h.b = hdr.h.b + j; }
        hdr.h.a = sum;`,
    },
    "0a001234",
    "0 0c0a1234",
  ),
  {
    title: "a loop that does not end is left after a stated number of rounds, and told",
    parts: { ingress: "for (bit<8> i = 0; true; i = i + 1) { hdr.h.c = hdr.h.c + 1; }" },
    got: (rig) => [rig.packet("00000005"), rig.lines.length],
    want: [["0 00000005"], 1],
  },
  law(
    "actions called directly take data as in (14.1)",
    {
      ingressLocals: "action put(out bit<8> x, bit<8> v) { x = v; }",
      ingress: "put(hdr.h.a, 0x42); put(hdr.h.b, hdr.h.a + 1);",
    },
    "0a0b1234",
    "0 42431234",
  ),
];
