/**
 * Tables (P4_16 1.2.5, section 14.2; notes on priority in v1model).
 * @module
 */
import type { Match } from "../switch/match.ts";
import type { NewRow } from "../switch/table.ts";
import type { Law } from "./law.ts";
import { law } from "./law.ts";
import type { Parts, Rig } from "./rig.ts";

/** A table t with these keys and entries; its action writes b. A miss writes 0xee. */
function table(keys: string, rows = ""): Parts {
  return {
    ingressLocals: `action set(bit<8> v) { hdr.h.b = v; }
      table t { key = { ${keys} } actions = { set; } default_action = set(0xee); ${rows} }`,
    ingress: "t.apply();",
  };
}

/** b of the packet that leaves. */
function outcome(rig: Rig, packet: string): string {
  return rig.packet(packet)[0]?.slice(4, 6) ?? "none";
}

function entries(title: string, keys: string, rows: string, packets: Record<string, string>): Law {
  return {
    title,
    parts: table(keys, `const entries = { ${rows} }`),
    got: (rig) => Object.keys(packets).map((packet) => outcome(rig, packet)),
    want: Object.values(packets),
  };
}

function row(rig: Rig, value: bigint, priority: number, ...matches: readonly Match[]): NewRow {
  return { matches, priority, target: rig.action("t", "set", value) };
}

export const TABLE_LAWS: readonly Law[] = [
  entries("exact", "hdr.h.a : exact; hdr.h.c : exact;", "(1, 2) : set(1); (2, 1) : set(2);", {
    "01000002": "01",
    "02000001": "02",
    "01000001": "ee",
  }),
  entries(
    "lpm: the longest prefix, whatever the order",
    "hdr.h.c : lpm;",
    "0x1200 &&& 0xff00 : set(2); 0x1234 : set(3); 0x1000 &&& 0xf000 : set(1); _ : set(4);",
    { "00001234": "03", "00001235": "02", "00001334": "01", "00002234": "04" },
  ),
  entries(
    "ternary: the first of the source",
    "hdr.h.c : ternary; hdr.h.a : exact;",
    "(0x1200 &&& 0xff00, 1) : set(1); (0x1234, 1) : set(2); (_, 1) : set(3);",
    { "01001234": "01", "01002234": "03", "02001234": "ee" },
  ),
  entries(
    "range, both ends included; an lpm key beside it does not rank",
    "hdr.h.a : range; hdr.h.c : lpm;",
    "(2..4, 0x1000 &&& 0xf000) : set(1); (3, 0x1234) : set(2); (0..255, _) : set(3);",
    { "02001234": "01", "03001234": "01", "05001234": "03", "04000000": "03" },
  ),
  entries(
    "optional: present or any",
    "hdr.h.a : optional; hdr.h.c : exact;",
    "(1, 5) : set(1); (_, 5) : set(2);",
    { "01000005": "01", "02000005": "02", "02000006": "ee" },
  ),
  {
    title: "the larger priority wins; of equals the older",
    parts: table("hdr.h.a : ternary;"),
    got: (rig) => {
      const state = rig.switch.control.table(rig.table("t"));
      const all: Match = { kind: "any" };
      const low: Match = { kind: "ternary", value: 0x02n, mask: 0x0fn };
      const high: Match = { kind: "ternary", value: 0x10n, mask: 0xf0n };
      const before = outcome(rig, "12000000");
      for (const one of [row(rig, 1n, 5, all), row(rig, 2n, 9, low), row(rig, 3n, 9, high)]) {
        state.insert(one);
      }
      const packets = ["12000000", "13000000", "23000000"];
      const during = packets.map((packet) => outcome(rig, packet));
      state.delete({ matches: [low], priority: 9 });
      state.modify(row(rig, 7n, 5, all));
      state.setDefault(rig.action("t", "set", 8n));
      return [before, during, packets.map((packet) => outcome(rig, packet))];
    },
    want: ["ee", ["02", "03", "01"], ["03", "03", "07"]],
  },
  law(
    "hit and miss inside an expression; keys are evaluated before the action changes them (14.2.3)",
    {
      ingressLocals: `action set(inout bit<8> x, bit<8> v) { x = v; hdr.h.a = 0; }
        table t { key = { hdr.h.a + 1 : exact @name("sum"); } actions = { set(hdr.h.b); }
          const default_action = set(hdr.h.b, 1);
          const entries = { 0x0b : set(hdr.h.b, 9); } }`,
      ingress: "hdr.h.c = (t.apply().hit ? 8w1 : 8w0) ++ (t.apply().miss ? hdr.h.b : 8w0);",
    },
    "0aff1234",
    "0 00010101",
  ),
  law(
    "action_run names what ran, also at a miss; labels fall through (14.2.2)",
    {
      ingressLocals: `action x() { hdr.h.b = 1; } action y() { hdr.h.b = 2; } action z() {}
        table t { key = { hdr.h.a : exact; } actions = { x; y; z; } default_action = y();
          const entries = { 1 : x(); 3 : z(); } }`,
      ingress: `switch (t.apply().action_run) { x: y: { hdr.h.c[7:0] = 0x12; }
        default: { hdr.h.c[7:0] = 0xdd; } }
        hdr.h.a = 3;
        switch (t.apply().action_run) { x: { hdr.h.c[15:8] = 1; } z: { hdr.h.c[15:8] = 3; } }`,
    },
    "05001111",
    "0 03020312",
  ),
  law(
    "a table without keys misses; without default_action nothing runs",
    {
      ingressLocals: `action set() { hdr.h.a = 7; } table t { actions = { set; } }
        table u { actions = { set; } default_action = set(); }`,
      ingress: "if (t.apply().miss) { hdr.h.b = 1; } u.apply();",
    },
    "0a001234",
    "0 07011234",
  ),
  law(
    "keys may be bool, enum, error and signed",
    {
      top: "enum bit<8> kind_t { one = 1, two = 2 }",
      ingressLocals: `action set(bit<8> v) { hdr.h.b = v; }
        table t { key = { hdr.h.isValid() : exact; sm.parser_error : exact; (int<8>)hdr.h.a : range;
          (kind_t)hdr.h.b : ternary; } actions = { set; NoAction; }
          const entries = { (true, error.NoError, -3..2, kind_t.two) : set(0x77);
            (true, error.NoError, -128..127, _) : set(0x66); } }`,
      ingress: "t.apply();",
    },
    "fe021234",
    "0 fe771234",
  ),
];
