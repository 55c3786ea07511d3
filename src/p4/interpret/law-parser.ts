/**
 * Parsers, deparsers and checksums (P4_16 1.2.5, sections 13 and 16; v1model).
 * @module
 */
import type { Law } from "./law.ts";
import { law } from "./law.ts";
import type { Parts, Rig } from "./rig.ts";

function error(title: string, parts: Parts, input: string, want: string, out: string): Law {
  const got = (rig: Rig): unknown => [rig.packet(input), rig.parserError];
  return { title, parts, got, want: [[out], want] };
}

const VARBIT: Parts = {
  headers: "header v_t { bit<8> n; varbit<32> v; bit<8> z; } struct Headers { v_t v; }",
  parser: `state start {
    pkt.extract(hdr.v, (bit<32>)pkt.lookahead<bit<8>>()); transition accept; }`,
};
const IPV4: Parts = {
  headers: `header ip_t { bit<16> x; bit<16> sum; bit<32> y; } struct Headers { ip_t h; }`,
  compute: "update_checksum(true, {hdr.h.x, hdr.h.y}, hdr.h.sum, HashAlgorithm.csum16);",
};

export const PARSER_LAWS: readonly Law[] = [
  error(
    "extract past the end leaves header and cursor",
    {},
    "0a0b12",
    "PacketTooShort",
    "0 0a0b12",
  ),
  error("a packet of no bytes", {}, "", "PacketTooShort", "0 "),
  error(
    "lookahead and advance need the bits too",
    {
      parser: `state start { pkt.extract(hdr.h); bit<16> x = pkt.lookahead<bit<16>>();
        hdr.h.c = x; pkt.advance(8); pkt.advance(16); transition accept; }`,
    },
    "0a0b1234cdef",
    "PacketTooShort",
    "0 0a0bcdefef",
  ),
  error(
    "lookahead past the end",
    { parser: "state start { hdr.h = {1, 2, pkt.lookahead<bit<16>>()}; transition accept; }" },
    "0a",
    "PacketTooShort",
    "0 0a",
  ),
  error(
    "verify stops at once; what was done stays, ingress runs with the error (13.7)",
    {
      parser: `state start { pkt.extract(hdr.h); hdr.h.a = 1;
        verify(hdr.h.b == 0, error.HeaderTooShort);
        hdr.h.b = 2; transition accept; }`,
      ingress: "if (sm.parser_error == error.HeaderTooShort) { hdr.h.c = 0xeeee; }",
    },
    "0a0b1234",
    "HeaderTooShort",
    "0 010beeee",
  ),
  error(
    "an error of the program's own",
    {
      top: "error { Mine }",
      parser: "state start { verify(false, error.Mine); transition accept; }",
    },
    "0a",
    "Mine",
    "0 0a",
  ),
  error(
    "select without a match: NoMatch (13.6)",
    { parser: "state start { pkt.extract(hdr.h); transition select(hdr.h.a) { 1: accept; } }" },
    "0a0b1234",
    "NoMatch",
    "0 0a0b1234",
  ),
  law(
    "select: the first case that fits; masks, ranges, empty ranges, tuples (13.6)",
    {
      parser: `state start { pkt.extract(hdr.h); transition select(hdr.h.a, hdr.h.b) {
          (0x0b..0x0a, _): bad; (0x00 &&& 0xf0, 0x0c): bad; (0x0a..0x0b, 0xcb &&& 0x0f): good;
          default: bad; } }
        state good { hdr.h.c = 1; transition accept; }
        state bad { hdr.h.c = 2; transition accept; }`,
    },
    "0bfb1234",
    "0 0bfb0001",
  ),
  error(
    "a loop without an end: ParserTimeout (13.11)",
    { parser: "state start { transition start; }" },
    "0a",
    "ParserTimeout",
    "0 0a",
  ),
  law(
    "a sub-parser copies out, and the cursor is one (13.10)",
    {
      top: `header b_t { bit<8> v; }
        parser Sub(packet_in p, out b_t x, inout bit<8> n) {
          state start { p.extract(x); n = n + x.v; transition accept; } }`,
      headers: "struct Headers { b_t x; b_t y; b_t z; }",
      parser: `Sub() sub; bit<8> n = 1;
        state start { sub.apply(pkt, hdr.x, n); sub.apply(pkt, hdr.y, n); transition last; }
        state last { pkt.extract(hdr.z); hdr.z.v = n; transition accept; }`,
    },
    "03040506",
    "0 03040806",
  ),
  error(
    "an error inside a sub-parser rejects, and what it extracted stays",
    {
      top: `header b_t { bit<8> v; }
        parser Sub(packet_in p, out b_t x) { state start { p.extract(x); p.advance(80);
          transition accept; } }`,
      headers: "struct Headers { b_t x; b_t y; }",
      parser:
        "Sub() s; state start { s.apply(pkt, hdr.x); pkt.extract(hdr.y); transition accept; }",
      ingress: "if (hdr.x.isValid()) { hdr.x.v = 0x99; }",
    },
    "0304",
    "PacketTooShort",
    "0 9904",
  ),
  law("varbit: the length is part of the value (8.9)", VARBIT, "10aabbcc", "0 10aabbcc"),
  law("varbit of length 0", VARBIT, "00cc", "0 00cc"),
  error(
    "varbit longer than its type: HeaderTooShort",
    VARBIT,
    "28aabbccddeeff",
    "HeaderTooShort",
    "0 28aabbccddeeff",
  ),
  error(
    "varbit of a size that is no whole bytes",
    VARBIT,
    "0caabbcc",
    "ParserInvalidArgument",
    "0 0caabbcc",
  ),
  error(
    "varbit: a size of no whole bytes is told first, then a short packet, then a short header",
    VARBIT,
    "2caabb",
    "ParserInvalidArgument",
    "0 2caabb",
  ),
  error(
    "varbit: a short packet before a short header",
    VARBIT,
    "28aabb",
    "PacketTooShort",
    "0 28aabb",
  ),
  error("varbit, packet too short", VARBIT, "18aabb", "PacketTooShort", "0 18aabb"),
  law(
    "emit: valid headers only, in order, structs and stacks part by part (16.1)",
    {
      headers: `header b_t { bit<8> v; } struct in_t { b_t x; b_t[2] s; }
        struct Headers { b_t a; in_t i; b_t z; }`,
      parser: "state start { pkt.extract(hdr.z); transition accept; }",
      ingress: "hdr.i.s[1] = {0x51}; hdr.i.x = {0x58}; hdr.a = {0x61};",
      deparser: "pkt.emit(hdr.z); pkt.emit(hdr.i); pkt.emit(hdr.a);",
    },
    "7aff",
    "0 7a585161ff",
  ),
  law("update_checksum (RFC 1071)", IPV4, "0001 0000 f203 f4f5 f6f7", "0 00011905f203f4f5f6f7"),
  law(
    "update_checksum: not if its condition is false",
    { ...IPV4, compute: (IPV4.compute ?? "").replace("true", "hdr.h.x == 0") },
    "0001 0000 f203 f4f5",
    "0 00010000f203f4f5",
  ),
  law(
    "_with_payload adds the bytes that were not parsed",
    { ...IPV4, compute: (IPV4.compute ?? "").replace("sum(", "sum_with_payload(") },
    "0001 0000 f203 f4f5 f6f7",
    "0 0001220df203f4f5f6f7",
  ),
  ...[
    ["2211", "00000001"],
    ["1905", "00000000"],
  ].map(([sum, wrong]) =>
    law(
      `verify_checksum sets checksum_error and drops nothing: ${sum}`,
      {
        ...IPV4,
        compute: "",
        verify: "verify_checksum(true, {hdr.h.x, hdr.h.y}, hdr.h.sum, HashAlgorithm.csum16);",
        ingress: "hdr.h.y = (bit<32>)sm.checksum_error;",
      },
      `0001 ${sum} f203 f4f5`,
      `0 0001${sum}${wrong}`,
    ),
  ),
  law(
    "a checksum in an invalid header is not verified (v1model)",
    {
      headers: "header ip_t { bit<16> x; bit<16> sum; } struct Headers { ip_t h; ip_t other; }",
      verify: "verify_checksum(true, {hdr.other.x}, hdr.other.sum, HashAlgorithm.csum16);",
      ingress: "hdr.h.x = (bit<16>)sm.checksum_error;",
    },
    "12340000",
    "0 00000000",
  ),
];
