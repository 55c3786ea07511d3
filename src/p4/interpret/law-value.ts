/**
 * Arithmetic, headers, stacks and unions (P4_16 1.2.5, sections 8.6 to 8.20).
 * @module
 */
import type { Law } from "./law.ts";
import { law } from "./law.ts";

const STACK = {
  headers: "header e_t { bit<8> v; } struct Headers { e_t[3] s; }",
  parser: `state start { transition more; }
    state more { pkt.extract(hdr.s.next); transition select(hdr.s.last.v) {
      0x00 &&& 0x80: accept; default: more; } }`,
};
const UNION = {
  headers: `header one_t { bit<8> t; bit<8> x; } header two_t { bit<8> t; bit<16> y; }
    header_union u_t { one_t one; two_t two; } struct Headers { u_t u; }`,
  parser: `state start { transition select(pkt.lookahead<bit<8>>()) { 1: one; 2: two; } }
    state one { pkt.extract(hdr.u.one); transition accept; }
    state two { pkt.extract(hdr.u.two); transition accept; }`,
};

export const VALUE_LAWS: readonly Law[] = [
  law(
    "bit<W> wraps; unary minus is 2^W - x (8.6)",
    { ingress: "hdr.h.a = hdr.h.a + 0xf8; hdr.h.b = -hdr.h.b; hdr.h.c = hdr.h.c * hdr.h.c;" },
    "0a0b1234",
    // 0x0a + 0xf8 = 0x102; 0x1234 squared is 0x14b5a90.
    "0 02f55a90",
  ),
  law(
    "saturating arithmetic, unsigned and signed (8.6, 8.7)",
    {
      ingress: `hdr.h.a = hdr.h.a |-| 0x0b; hdr.h.b = hdr.h.b |+| 0xf8;
        int<8> n = (int<8>)hdr.h.c[7:0]; hdr.h.c[15:8] = (bit<8>)(n |+| n);
        hdr.h.c[7:0] = (bit<8>)(-n |-| n);`,
    },
    "0a0b0064",
    "0 00ff7f80",
  ),
  law(
    "shifts by any amount; >> of a signed number repeats its sign (8.6, 8.7)",
    {
      ingress: `bit<40> by = 40w1 << 39; hdr.h.a = hdr.h.a << by;
        hdr.h.b = (bit<8>)((int<8>)hdr.h.b >> 40w9);
        hdr.h.c = (hdr.h.c << 4) | (hdr.h.c >> 12);`,
    },
    "0a8b1234",
    "0 00ff2341",
  ),
  law(
    "signed comparison, and the sign of a widening cast (8.7, 8.11)",
    {
      ingress: `int<8> n = (int<8>)hdr.h.a; if (n < 0) { hdr.h.b = 1; }
        hdr.h.c = (bit<16>)(int<16>)n;`,
    },
    "fe001234",
    "0 fe01fffe",
  ),
  law(
    "++ puts the left operand high; slices are unsigned (8.6)",
    { ingress: "hdr.h.c = hdr.h.b ++ hdr.h.a; hdr.h.a = hdr.h.c[11:4]; hdr.h.b[7:7] = 1;" },
    "0a0b1234",
    "0 b08b0b0a",
  ),
  law(
    "wide numbers: 128 bits survive +, <<, and a slice across them (8.6)",
    {
      headers: "header h_t { bit<128> x; } struct Headers { h_t h; }",
      ingress: "hdr.h.x = hdr.h.x + 1; hdr.h.x = hdr.h.x << 4; hdr.h.x[3:0] = hdr.h.x[127:124];",
    },
    "0123456789abcdef0fffffffffffffff",
    "0 123456789abcdef10000000000000001",
  ),
  law(
    "reads of an invalid header are 0 and writes to it vanish; setValid zeroes (8.17)",
    {
      headers: "header h_t { bit<8> a; } struct Headers { h_t h; h_t other; }",
      ingress: `hdr.other.a = 5; hdr.h.a = hdr.other.a; hdr.other.setValid();
        hdr.other.setValid();`,
    },
    "0a",
    "0 0000",
  ),
  law(
    "setValid on a valid header keeps its fields, setInvalid forgets them (8.17)",
    {
      headers: "header h_t { bit<8> a; } struct Headers { h_t h; h_t other; }",
      ingress: `hdr.other = hdr.h; hdr.h.setValid();
        hdr.other.setInvalid(); hdr.other.setValid();`,
    },
    "0a",
    "0 0a00",
  ),
  law(
    "assignment copies validity, and copies (8.17)",
    {
      headers: "header h_t { bit<8> a; } struct Headers { h_t h; h_t x; h_t y; }",
      ingress:
        "hdr.x = hdr.h; hdr.h.a = 9; hdr.y = hdr.x; hdr.x.a = 8; hdr.h = hdr.y; hdr.y = {3};",
    },
    "0a",
    "0 0a0803",
  ),
  law(
    "headers are equal if both are invalid, or both valid with equal fields (8.17)",
    {
      headers: "header h_t { bit<8> a; } struct Headers { h_t h; h_t x; h_t y; }",
      ingress: `bit<8> r = 0; if (hdr.x == hdr.y) { r = r + 1; } if (hdr.x == hdr.h) { r = r + 2; }
        hdr.x = hdr.h; if (hdr.x == hdr.h) { r = r + 4; } hdr.x.a = 1;
        if (hdr.x != hdr.h) { r = r + 8; } hdr.h.a = r;`,
    },
    "0a",
    "0 0d01",
  ),
  law("next, last, a loop over a stack (8.18)", STACK, "8182030405", "0 8182030405"),
  law(
    "lastIndex, size; lastIndex of an empty stack is 0 here (8.18)",
    {
      headers: "header e_t { bit<32> v; } struct Headers { e_t[3] s; }",
      parser: `state start { bit<32> x = hdr.s.lastIndex; pkt.extract(hdr.s.next);
        pkt.extract(hdr.s.next); hdr.s[0].v = x + 0x10 * hdr.s.lastIndex;
        hdr.s[1].v = hdr.s.size; transition accept; }`,
    },
    "aaaaaaaabbbbbbbb",
    "0 0000001000000003",
  ),
  law(
    "a stack that is copied or moved keeps where next stands (8.18)",
    {
      headers:
        "header e_t { bit<8> v; } struct two_t { e_t[3] s; e_t[3] t; } struct Headers { two_t w; }",
      parser: `state start { pkt.extract(hdr.w.s.next); hdr.w.t = hdr.w.s;
        pkt.extract(hdr.w.t.next);
        hdr.w.s.push_front(1); hdr.w.s[0] = {9}; pkt.extract(hdr.w.s.next); transition accept; }`,
    },
    "010203",
    "0 0901030102",
  ),
  law(
    "beyond the end of a stack reads are 0 and writes vanish (8.18)",
    {
      ...STACK,
      ingress: `bit<8> i = 200; hdr.s[i].v = 1; hdr.s[0].v = hdr.s[i].v + 1;
        hdr.s[i].setValid(); hdr.s[2].v = hdr.s[1].v;`,
    },
    "8102ff",
    // s[2] is invalid: the write to it vanishes.
    "0 0102ff",
  ),
  law(
    "push_front and pop_front move headers and make the new ones invalid (8.18)",
    {
      ...STACK,
      ingress: "hdr.s.push_front(1); hdr.s[0] = {0x77}; hdr.s.pop_front(2); hdr.s[2] = {0x11};",
    },
    "8182030405",
    "0 82110405",
  ),
  {
    title: "a stack that is full: StackOutOfBounds, and the payload begins where it stopped (8.18)",
    parts: STACK,
    got: (rig) => [rig.packet("8182838405"), rig.parserError],
    want: [["0 8182838405"], "StackOutOfBounds"],
  },
  law(
    "at most one header of a union is valid (8.20)",
    { ...UNION, ingress: "hdr.u.one.setValid(); hdr.u.one.t = 7; hdr.u.two.y = 1;" },
    "02aabbcc",
    "0 0700cc",
  ),
  law(
    "a union is valid if a header of it is; assigning to one makes the others invalid (8.20)",
    {
      ...UNION,
      ingress: "if (hdr.u.isValid()) { hdr.u.two = {2, 0x0b0b}; } hdr.u.one.setInvalid();",
    },
    "01aacc",
    "0 020b0bcc",
  ),
  law(
    "a copy of a struct is a copy (8.14)",
    {
      top: "struct pair_t { bit<8> x; bit<8> y; }",
      ingress: `pair_t p = {1, 2}; pair_t q = p; p.x = 9; tuple<bit<8>, bit<8>> t = {q.x, p.x};
        hdr.h.a = t[0]; hdr.h.b = t[1]; if (p != q) { hdr.h.c = 0; }`,
    },
    "0a0b1234",
    "0 01090000",
  ),
];
