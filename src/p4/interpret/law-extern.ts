/**
 * Registers, hashes, counters, meters, digests and action selectors of v1model.
 * @module
 */
import { crc32 } from "../switch/hash.ts";
import type { Match } from "../switch/match.ts";
import type { Law } from "./law.ts";
import { law } from "./law.ts";
import type { Parts, Rig } from "./rig.ts";

/** One register of the type: its cell 0 is shifted up by a byte, which is the packet's. */
function register(type: string, width: number): Law {
  const value = `(bit<${width}>)`;
  const bytes = Math.ceil(width / 8);
  const packet = `register of ${type}: initially 0, read-modify-write, cut to its width`;
  return {
    title: packet,
    parts: {
      headers: `header h_t { bit<8> a; bit<${bytes * 8}> old; } struct Headers { h_t h; }`,
      parser: "state start { pkt.extract(hdr.h); transition accept; }",
      ingressLocals: `register<${type}, bit<32>>(2) r;`,
      ingress: `${type} v; r.read(v, 1); hdr.h.old = (bit<${bytes * 8}>)${value}v;
        r.write(1, (${type})(${value}v + ~(${value}0)));`,
    },
    got: (rig) => {
      const zeros = "00".repeat(bytes);
      const before = rig.packet(`0a${zeros}`);
      const after = rig.packet(`0a${zeros}`);
      const r = rig.switch.control.register(rig.instance("r"));
      return [before, after, r.read(0), r.read(1)];
    },
    // All ones, then all ones + all ones.
    want: [
      [`0 0a${"00".repeat(bytes)}`],
      [`0 0a${((1n << BigInt(width)) - 1n).toString(16).padStart(bytes * 2, "0")}`],
      0n,
      (1n << BigInt(width)) - 2n < 0n ? 0n : (1n << BigInt(width)) - 2n,
    ],
  };
}

const RANGE: Parts = {
  headers: "header h_t { bit<32> i; bit<8> v; } struct Headers { h_t h; }",
  ingressLocals: "register<bit<8>, bit<32>>(3) r;",
  ingress: "r.write(hdr.h.i, 0x55); r.read(hdr.h.v, hdr.h.i);",
};

function hash(title: string, code: string, input: string, want: string): Law {
  const headers = "header h_t { bit<72> x; bit<64> r; } struct Headers { h_t h; }";
  return law(title, { headers, ingress: code }, `313233343536373839 ${input}`, `0 ${want}`);
}

const CHECK = "313233343536373839";
const HASHES: readonly Law[] = [
  ...[
    ["crc16", "000000000000bb3d"],
    ["crc32", "00000000cbf43926"],
    ["xor16", "0000000000003908"],
    ["identity", "3132333435363738"],
  ].map(([algorithm, want]) =>
    hash(
      `${algorithm} of 123456789`,
      `hash(hdr.h.r, HashAlgorithm.${algorithm}, 64w0, {hdr.h.x}, 64w0xffffffffffffffff);`,
      "0000000000000000",
      CHECK + (want ?? ""),
    ),
  ),
  hash(
    "fields are packed bit by bit, and zero bits fill the last byte",
    `hash(hdr.h.r, HashAlgorithm.identity, 64w0, {3w5, 10w0x3ff, 1w0, 4w1}, 64w0x1000000000000);`,
    "0000000000000000",
    // 101 1111111111 0 0001 000000
    `${CHECK}0000000000bff840`,
  ),
  hash(
    "max 0 gives the base, max 1 too; base + max beyond the result's width is cut",
    `bit<8> r; hash(r, HashAlgorithm.crc32, 8w7, {hdr.h.x}, 32w0); hdr.h.r[7:0] = r;
      hash(r, HashAlgorithm.crc32, 8w9, {hdr.h.x}, 32w1); hdr.h.r[15:8] = r;
      hash(r, HashAlgorithm.crc32, 16w0x1ff, {hdr.h.x}, 32w0x10000); hdr.h.r[23:16] = r;
      hash(r, HashAlgorithm.crc32, 8w0, {hdr.h.x}, 32w65521); hdr.h.r[31:24] = r;`,
    "0000000000000000",
    // 0x1ff + 0x3926 = 0x3b25; 0xcbf43926 mod 65521 = 3421780262 mod 65521.
    `${CHECK}00000000${((3_421_780_262 % 65_521) & 0xff).toString(16).padStart(2, "0")}250907`,
  ),
];

const METER: Parts = {
  ingressLocals: "meter<bit<8>>(2, MeterType.packets) m;",
  ingress: "m.execute_meter(hdr.h.a, hdr.h.b);",
};
const DIRECT: Parts = {
  ingressLocals: `direct_counter(CounterType.packets_and_bytes) c;
    direct_meter<bit<8>>(MeterType.bytes) m;
    action hit(bit<8> v) { c.count(); m.read(hdr.h.b); hdr.h.c[7:0] = v; } action none() {}
    table t { key = { hdr.h.a : exact; } actions = { hit; none; } default_action = none();
      counters = c; meters = m; }`,
  ingress: "t.apply();",
};
const DIGEST: Parts = {
  top: "struct seen_t { bit<8> a; bit<16> c; }",
  ingress: `seen_t s = {hdr.h.a, hdr.h.c}; digest<seen_t>(1, s); hdr.h.a = 0xff; s.c = 0;
    mark_to_drop(sm);`,
};
const SELECTOR: Parts = {
  ingressLocals: `action set(bit<8> v) { hdr.h.b = v; }
    action_selector(HashAlgorithm.crc16, 8, 16) s;
    table t { key = { hdr.h.a : exact; hdr.h.c : selector; } actions = { set; NoAction; }
      implementation = s; }`,
  ingress: "if (!t.apply().hit) { hdr.h.b = 0xee; }",
};

const SELECTOR_32: Parts = {
  ...SELECTOR,
  ingressLocals: (SELECTOR.ingressLocals ?? "").replace("crc16", "crc32"),
};

function exact(value: bigint): Match {
  return { kind: "exact", value };
}

/** Members 1 and 2 set b to their number; group 7 has the given weights. */
function selecting(rig: Rig, weights: readonly number[]): void {
  const profile = rig.switch.control.profile(rig.instance("s"));
  for (const id of [1, 2]) profile.insertMember(id, rig.action("t", "set", BigInt(id)));
  profile.insertGroup(
    7,
    weights.flatMap((weight, at) => (weight === 0 ? [] : [{ member: at + 1, weight }])),
  );
  rig.switch.control.table(rig.table("t")).insert({
    matches: [exact(0x0an), { kind: "any" }],
    priority: 0,
    target: { kind: "group", group: 7 },
  });
}

/** b of 256 packets that differ in c only (or in the payload only). */
function chosen(rig: Rig, vary: "c" | "payload"): readonly string[] {
  return Array.from({ length: 256 }, (_, at) => {
    const two = at.toString(16).padStart(4, "0");
    const [left] = rig.packet(vary === "c" ? `0a00${two}00` : `0a001234${two}`);
    return left?.slice(4, 6) ?? "";
  });
}

export const EXTERN_LAWS: readonly Law[] = [
  ...[1, 8, 31, 32, 33, 48, 64, 128].map((width) => register(`bit<${width}>`, width)),
  ...[8, 33, 65].map((width) => register(`int<${width}>`, width)),
  {
    title: "a register beyond its end: a write does nothing, a read leaves the destination",
    parts: RANGE,
    got: (rig) => {
      const sent = ["00000002 01", "00000003 02", "ffffffff 03"].flatMap((one) => rig.packet(one));
      return [sent, rig.switch.control.register(rig.instance("r")).outOfRange];
    },
    want: [["0 0000000255", "0 0000000302", "0 ffffffff03"], 4],
  },
  ...HASHES,
  {
    title: "a counter counts packets and bytes, and nothing beyond its end",
    parts: {
      ingressLocals: "counter<bit<8>>(2, CounterType.packets_and_bytes) c;",
      ingress: "c.count(hdr.h.a);",
    },
    got: (rig) => {
      for (const one of ["010b1234", "010b12345678", "020b1234"]) rig.packet(one);
      const { packets, bytes } = rig.switch.control.counter(rig.instance("c"));
      return [[...packets], [...bytes]];
    },
    want: [
      [0, 2],
      [0, 10],
    ],
  },
  {
    title: "a meter colours by virtual time; unconfigured it is green; beyond its end it is silent",
    parts: METER,
    got: (rig) => {
      const meter = rig.switch.control.meter(rig.instance("m"));
      const config = { committedRate: 1000, committedBurst: 1, peakRate: 1000, peakBurst: 2 };
      meter.configure(1, config, 0);
      const at = [5, 5, 5, 1004, 1005];
      const colours = at.flatMap((atUs) => rig.packet("01ff0000", { atUs }));
      return [...colours, ...rig.packet("00ff0000"), ...rig.packet("027e0000")].map((one) => {
        return one.slice(4, 6);
      });
    },
    want: ["00", "01", "02", "02", "00", "00", "7e"],
  },
  {
    title:
      "direct counter and meter: on a hit only, the meter before the action; MODIFY keeps them",
    parts: DIRECT,
    got: (rig) => {
      const table = rig.switch.control.table(rig.table("t"));
      const row = { matches: [exact(0x0an)], priority: 0 };
      const placed = table.insert({ ...row, target: rig.action("t", "hit", 1n) });
      if (!placed.ok) return placed.reason;
      const config = { committedRate: 0, committedBurst: 5, peakRate: 0, peakBurst: 8 };
      placed.value.meter?.configure(0, config, 0);
      const sent = ["0aff0000", "0bff0000", "0aff0000"].flatMap((one) => rig.packet(one));
      table.modify({ ...row, target: rig.action("t", "hit", 2n) });
      return [...sent, ...rig.packet("0aff0000"), placed.value.packets, placed.value.bytes];
    },
    want: ["0 0a000001", "0 0bff0000", "0 0a010001", "0 0a020002", 3, 12],
  },
  {
    title: "a digest has the values of its call, also of a packet that is then dropped",
    parts: DIGEST,
    got: (rig) => [rig.packet("0a0b1234"), rig.packet("0c0b5678"), rig.digests],
    want: [[], [], ["seen_t 10 4660", "seen_t 12 22136"]],
  },
  {
    title: "digests that nobody wants are not handed on",
    parts: DIGEST,
    got: (rig) => {
      rig.switch.control.digestsOff.add("seen_t");
      rig.packet("0a0b1234");
      return rig.digests;
    },
    want: [],
  },
  {
    title: "the member depends on the selector keys only, and both are taken",
    parts: SELECTOR,
    got: (rig) => {
      selecting(rig, [1, 1]);
      return [new Set(chosen(rig, "payload")).size, [...new Set(chosen(rig, "c"))].toSorted()];
    },
    want: [1, ["01", "02"]],
  },
  {
    // A CRC is linear, so that over all values of a byte each remainder of 4 comes equally often
    // (of crc16 two of them never come).
    title: "weights: a member of weight 3 is taken three times as often as one of weight 1",
    parts: SELECTOR_32,
    got: (rig) => {
      selecting(rig, [3, 1]);
      return chosen(rig, "c").filter((member) => member === "01").length;
    },
    want: 192,
  },
  {
    title: "a group without members hits and does nothing; a member that goes is taken no more",
    parts: SELECTOR,
    got: (rig) => {
      selecting(rig, [1, 1]);
      rig.switch.control.profile(rig.instance("s")).deleteMember(1);
      const left = [...new Set(chosen(rig, "c"))];
      rig.switch.control.profile(rig.instance("s")).deleteMember(2);
      return [left, rig.packet("0a551234"), rig.packet("0b551234")];
    },
    want: [["02"], ["0 0a551234"], ["0 0bee1234"]],
  },
  {
    title: "the selector's hash is cut to its output width",
    parts: {
      ...SELECTOR,
      ingressLocals: (SELECTOR.ingressLocals ?? "").replace("8, 16", "8, 1"),
    },
    got: (rig) => {
      // Members 1 1 2: a hash of one bit takes places 0 and 1 only.
      selecting(rig, [2, 1]);
      return [...new Set(chosen(rig, "c"))];
    },
    want: ["01"],
  },
  {
    title: "random is between its bounds, both included",
    parts: { ingress: "random(hdr.h.a, 8w3, 8w5); random(hdr.h.c, 16w7, 16w7);" },
    got: (rig) => {
      const seen: readonly (string | undefined)[] = Array.from(
        { length: 60 },
        () => rig.packet("00000000")[0],
      );
      return [
        ...["03000007", "04000007", "05000007"].map((one) => seen.includes(`0 ${one}`)),
        new Set(seen).size,
      ];
    },
    want: [true, true, true, 3],
  },
  {
    title: "log_msg fills its holes in order",
    parts: { ingress: `log_msg("a={} c={}", {hdr.h.a, hdr.h.c}); log_msg("end");` },
    got: (rig) => {
      rig.packet("0a0b0010");
      return rig.lines;
    },
    want: ["a=10 c=16", "end"],
  },
  {
    title: "the selector's hash is that of the keys alone, side by side",
    parts: SELECTOR_32,
    got: (rig) => {
      selecting(rig, [1, 1]);
      const sum = crc32(Uint8Array.of(0x12, 0x34), 2) & 0xffff;
      return rig.packet("0a001234")[0]?.slice(4, 6) === `0${(sum % 2) + 1}`;
    },
    want: true,
  },
];
