import { describe, expect, test } from "vitest";
import type { TaintSink } from "./context.ts";
import { interpreter } from "./interpret.ts";
import type { Parts } from "./rig.ts";
import { Rig } from "./rig.ts";

/** Where undefined bits arrive for one packet: "sink bits". */
function tainted(parts: Parts, packet = "0a0b1234"): readonly string[] {
  const found: string[] = [];
  const taint = (sink: TaintSink, _: unknown, bits: bigint): void => {
    found.push(`${sink} ${bits.toString(16)}`);
  };
  new Rig(interpreter({ taint }), parts).packet(packet);
  return found;
}

describe("taint mode tells of undefined bits that reach a sink", () => {
  test.each<[title: string, parts: Parts, want: readonly string[]]>([
    ["nothing undefined", { ingress: "hdr.h.a = hdr.h.b;" }, []],
    ["an unset local in the packet", { ingress: "bit<8> n; hdr.h.a = n;" }, ["output ff000000"]],
    ["some of its bits", { ingress: "bit<8> n; hdr.h.a[3:2] = n[7:6];" }, ["output c000000"]],
    [
      "a carry goes upwards",
      { ingress: "bit<8> n; hdr.h.a = 1 + (n & 0x10);" },
      ["output f0000000"],
    ],
    [
      "a mask of zeros or ones decides",
      { ingress: "bit<8> n; hdr.h.a = (n & 0) | 0xf0; hdr.h.b = n | 0xfc;" },
      ["output 30000"],
    ],
    [
      "an unset local in a branch, and a defined one after it was set",
      { ingress: "bit<8> n; if (n == 0) { n = 1; } if (n == 1) { hdr.h.a = n; }" },
      ["branch 1"],
    ],
    [
      "what setValid leaves unset",
      {
        headers: "header h_t { bit<8> a; bit<8> b; } struct Headers { h_t h; h_t x; }",
        ingress: "hdr.x.setValid(); hdr.x.a = 1;",
      },
      ["output ff"],
    ],
    [
      "a field of an invalid header in a key, a register, a select",
      {
        headers: "header h_t { bit<8> a; } struct Headers { h_t h; h_t x; }",
        parser: `state start { pkt.extract(hdr.h);
          transition select(hdr.x.a) { default: accept; } }`,
        ingressLocals: `register<bit<8>, bit<32>>(1) r; action go() {}
          table t { key = { hdr.x.a : exact; } actions = { go; } default_action = go(); }`,
        ingress: "t.apply(); r.write(0, hdr.x.a ^ 1);",
      },
      ["branch ff", "key ff", "register ff"],
    ],
    [
      "what two invalid headers hold is not asked by ==",
      {
        headers: "header h_t { bit<8> a; } struct Headers { h_t h; h_t x; h_t y; }",
        ingress: "if (hdr.x == hdr.y) { hdr.h.a = 1; }",
      },
      [],
    ],
    ["standard metadata", { ingress: "bit<3> n; sm.priority = n;" }, ["metadata 7"]],
    ["user metadata is 0, and defined", { ingress: "hdr.h.a = meta.unused;" }, []],
  ])("%s", (_, parts, want) => {
    expect(tainted(parts)).toEqual(want);
  });
});
