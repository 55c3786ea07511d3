/**
 * The way of a plain packet in one function against the blocks one by one, and both against the
 * interpreter: random programs over headers of whole bytes, which are read, changed, copied, made
 * valid and invalid, and emitted in any order; some packets want a clone, a digest or another
 * round.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../base/bytes.ts";
import type { BackEnd } from "../engine.ts";
import { interpret } from "../interpret/interpret.ts";
import { type Parts, Rig } from "../interpret/rig.ts";
import { generate } from "./generate.ts";
import { Choices } from "./random-program.ts";

/** Without `forward`: block by block. */
const inBlocks: BackEnd = (program, control, world) => {
  const blocks = generate(program, control, world);
  Object.defineProperty(blocks, "forward", { value: undefined });
  return blocks;
};

const HEADERS = `
  header a_t { bit<8> k; bit<4> x; bit<12> y; bit<48> z; }
  header b_t { bit<16> k; bit<64> x; bit<3> y; bit<13> z; }
  header c_t { bit<32> k; bit<1> x; bit<7> y; bit<40> z; }
  struct Headers { a_t a; a_t d; b_t b; c_t c; }`;
const NAMES = ["a", "d", "b", "c"] as const;
const WIDTHS = { a: [8, 4, 12, 48], d: [8, 4, 12, 48], b: [16, 64, 3, 13], c: [32, 1, 7, 40] };
const STATES = 5;
/** Microseconds: more than one word. */
const LATE = 5_000_000_000;

class Writer {
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  #some<Thing>(most: number, make: () => Thing): readonly Thing[] {
    return Array.from({ length: this.#choices.below(most + 1) }, make);
  }

  #header(): (typeof NAMES)[number] {
    return this.#choices.of(...NAMES);
  }

  #field(): { readonly text: string; readonly width: number } {
    const header = this.#header();
    const at = this.#choices.below(4);
    return { text: `hdr.${header}.${"kxyz"[at]}`, width: WIDTHS[header][at] ?? 0 };
  }

  #value(width: number): string {
    const { text } = this.#field();
    return this.#choices.of(
      `(bit<${width}>) ${text}`,
      `(bit<${width}>) ${this.#choices.below(300)}`,
      `(bit<${width}>) meta.m + 1`,
      `(bit<${width}>) ${text} * (bit<${width}>) ${this.#field().text}`,
    );
  }

  /** Only to later states, or to any. */
  parser(mayLoop: boolean): string {
    const states = Array.from({ length: STATES }, (_, at) => {
      const next = (): string => {
        const to = mayLoop ? this.#choices.below(STATES + 1) : at + 1 + this.#choices.below(3);
        return to >= STATES ? "accept" : `s${to}`;
      };
      const header = this.#header();
      const on = `hdr.${header}.${this.#choices.of("k", "x", "y")}`;
      const cases = this.#some(3, () => `${this.#choices.below(4)}: ${next()};`);
      const check = this.#choices.of("", "", "", `verify(hdr.${header}.y != 3, error.NoMatch);`);
      return `state ${at === 0 ? "start" : `s${at}`} { pkt.extract(hdr.${header}); ${check}
        transition select(${on}) { ${cases.join(" ")} default: ${next()}; } }`;
    });
    return states.join("\n").replaceAll(/\bs0;/g, "start;");
  }

  #asks(): string {
    const first = "if (sm.instance_type == 0)";
    return this.#choices.of(
      "sm.egress_spec = 2;",
      "mark_to_drop(sm);",
      `sm.priority = ${this.#choices.below(5)};`,
      "sm.mcast_grp = 1;",
      `${first} { clone(CloneType.I2E, 1); }`,
      `${first} { resubmit_preserving_field_list(1); }`,
      "digest<data_t>(1, { meta.m, hdr.a.z, hdr.b.x });",
      "hdr.a.z = sm.ingress_global_timestamp;",
      `truncate(${this.#choices.below(40)});`,
      "if (meta.m > 2) { exit; }",
      "if (meta.m == 2) { leave(); }",
      "standing.apply();",
      "looked.apply();",
      "if (pair.apply().miss) { meta.m = meta.m + 3; }",
    );
  }

  #statement(asks: boolean): string {
    const { text, width } = this.#field();
    return this.#choices.of(
      `${text} = ${this.#value(width)};`,
      `${text} = ${this.#value(width)};`,
      `meta.m = ${this.#value(8)};`,
      `hdr.${this.#header()}.setInvalid();`,
      `hdr.${this.#header()}.setValid();`,
      "hdr.a = hdr.d;",
      `if (${text} == ${this.#value(width)}) { ${this.#simple()} } else { ${this.#simple()} }`,
      asks ? this.#asks() : this.#simple(),
      asks ? this.#asks() : "",
    );
  }

  #simple(): string {
    const { text, width } = this.#field();
    return `${text} = ${this.#value(width)};`;
  }

  statements(asks: boolean): string {
    return this.#some(6, () => this.#statement(asks)).join("\n");
  }

  checksum(): string {
    const fields = this.#some(5, () => this.#field().text);
    return `update_checksum(hdr.b.isValid(), { ${["meta.m", ...fields].join(", ")} }, hdr.b.k,
      HashAlgorithm.csum16);`;
  }

  emits(): string {
    const usual = this.#choices.below(2) === 0 ? NAMES : this.#some(5, () => this.#header());
    return usual.map((name) => `pkt.emit(hdr.${name});`).join(" ");
  }
}

function partsOf(numbers: readonly number[], mayLoop: boolean): Parts {
  const writer = new Writer(new Choices(numbers));
  return {
    top: "struct data_t { bit<8> m; bit<48> z; bit<64> x; }",
    headers: HEADERS,
    meta: "@field_list(1) bit<8> m;",
    parser: writer.parser(mayLoop),
    ingressLocals: `
      action put(bit<8> k, bit<48> z) { hdr.a.k = k; hdr.a.z = z; }
      action add(bit<40> z) { hdr.c.z = hdr.c.z + z; meta.m = meta.m + 1; }
      action leave() { meta.m = meta.m + 1; exit; }
      table standing { actions = { put; add; } default_action = put(5, 0x123456789abc); }
      table looked { key = { hdr.a.k : ternary; } actions = { put; add; leave; NoAction; }
        const entries = { 1: put(9, 77); 0: leave(); 2 &&& 3: add(0xffffffffff); } }
      table pair { key = { hdr.b.x : exact; hdr.a.k : exact; } actions = { add; NoAction; }
        const entries = { (0, 0): add(1); (1, 0): add(2); } }
      counter<bit<32>>(4, CounterType.packets_and_bytes) seen;
      meter<bit<32>>(3, MeterType.packets) shade;`,
    ingress: `sm.egress_spec = (bit<9>) hdr.a.k; seen.count((bit<32>) hdr.a.k);
      shade.execute_meter((bit<32>) hdr.a.k, meta.m);
      if (sm.ingress_global_timestamp == ${LATE + 1}) { meta.m = meta.m + 2; }
      if (hdr.d.k == 2) { sm.mcast_grp = 1; }
      ${writer.statements(true)} ${writer.statements(true)}`,
    egress: writer.statements(false),
    compute: writer.checksum(),
    deparser: writer.emits(),
  };
}

type Sent = { readonly bytes: Uint8Array; readonly cut: number };

function observed(backEnd: BackEnd, parts: Parts, packets: readonly Sent[]): unknown {
  const rig = new Rig(backEnd, parts, { priorities: 3 });
  const { control } = rig.switch;
  control.replication.sessions.set(1, {
    replicas: [{ port: 8, rid: 1 }],
    group: null,
    truncate: 0,
  });
  control.replication.groups.set(1, [
    { port: 4, rid: 1 },
    { port: 5, rid: 2 },
  ]);
  const standing = control.table(rig.table("standing"));
  const errors = packets.map(({ bytes, cut }, at) => {
    // What stands without a key changes under traffic.
    if (at === 3) standing.setDefault(rig.action("standing", "add", 3n));
    if (at === 5) standing.setDefault(rig.action("standing", "put", 4n, 1n << 40n));
    if (at < 3) control.meter(rig.instance("shade")).configure(at, RATES, LATE);
    rig.switch.inject(3, bytes, LATE + at, Math.max(0, bytes.length - cut));
    return rig.parserError;
  });
  return {
    sent: rig.sent,
    digests: rig.digests,
    errors,
    counts: [...control.counters.values()].map((one) => [...one.packets, ...one.bytes]),
    rows: [...control.tables.values()].map(({ rows }) =>
      rows.map((row) => [row.packets, row.bytes]),
    ),
    lost: rig.switch.pacing.lost,
  };
}

const RATES = { committedRate: 1, committedBurst: 2, peakRate: 1, peakBurst: 3 };
const NUMBERS = fc.noBias(fc.array(fc.nat({ max: 65_535 }), { minLength: 300, maxLength: 600 }));
/** Small bytes, so that packets take more ways than one. */
const PACKETS = fc.array(
  fc.record({
    bytes: fc.uint8Array({ max: 3, minLength: 0, maxLength: 70, size: "max" }),
    cut: fc.constantFrom(0, 0, 0, 1, 9),
  }),
  { minLength: 4, maxLength: 10, size: "max" },
);

test.each([
  ["states that only go on", false],
  ["states that may come again", true],
])("in one function a packet fares as block by block, and as interpreted: %s", (_, mayLoop) => {
  fc.assert(
    fc.property(NUMBERS, PACKETS, (numbers, packets) => {
      const parts = partsOf(numbers, mayLoop);
      const whole = observed(generate, parts, packets);
      const told = JSON.stringify([parts, packets.map(({ bytes }) => toHex(bytes))]);
      expect(whole, told).toEqual(observed(interpret, parts, packets));
      expect(observed(inBlocks, parts, packets), told).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

const SUMMED = ["a", "b", "c", "d", "e"];

test("a checksum without the bytes carries as the one over the bytes does", () => {
  const parts: Parts = {
    headers: `header h_t { ${SUMMED.map((name) => `bit<16> ${name};`).join(" ")} bit<16> sum; }
      struct Headers { h_t h; }`,
    compute: `update_checksum(true, { ${SUMMED.map((name) => `hdr.h.${name}`).join(", ")} },
      hdr.h.sum, HashAlgorithm.csum16);`,
  };
  const [slow, fast] = [new Rig(interpret, parts), new Rig(generate, parts)];
  const word = fc.constantFrom("0000", "0001", "8000", "fffe", "ffff");
  fc.assert(
    fc.property(fc.array(word, { minLength: 6, maxLength: 6 }), (words) => {
      expect(fast.packet(words.join(""))).toEqual(slow.packet(words.join("")));
    }),
    { numRuns: 200 },
  );
});

test.each([
  [2, ["2 00"], 0],
  [3, [], 1],
])("a packet of priority %i leaves where there is a queue for it", (priority, sent, lost) => {
  const parts = {
    headers: "header h_t { bit<8> a; } struct Headers { h_t h; }",
    ingress: `sm.egress_spec = 2; sm.priority = ${priority};`,
  };
  const rig = new Rig(generate, parts, { priorities: 3 });
  expect(rig.packet("00")).toEqual(sent);
  expect(rig.switch.pacing.lost.priority).toBe(lost);
});

const BACK_ENDS = [
  ["in one function", generate],
  ["block by block", inBlocks],
  ["interpreted", interpret],
] as const;

test.each(BACK_ENDS)("two halves side by side are the word that they are: %s", (_, backEnd) => {
  const rig = new Rig(backEnd, {
    headers: "header h_t { bit<16> a; bit<16> b; bit<32> c; } struct Headers { h_t h; }",
    ingress: "sm.egress_spec = hdr.h.a ++ hdr.h.b == hdr.h.c ? 9w1 : 9w2;",
  });
  expect(rig.packet("8000 0001 80000001")).toEqual(["1 8000000180000001"]);
  expect(rig.packet("8000 0001 00000001")).toEqual(["2 8000000100000001"]);
});

test.each(BACK_ENDS)("a packet that is told late comes when the last one did: %s", (_, backEnd) => {
  const rig = new Rig(backEnd, {
    headers: "header h_t { bit<48> t; } struct Headers { h_t h; }",
    ingress: "sm.egress_spec = 1; hdr.h.t = sm.ingress_global_timestamp;",
  });
  const came = [5, 3, LATE].map((atUs) => rig.packet("000000000000", { atUs }));
  expect(came.flat()).toEqual(["1 000000000005", "1 000000000005", "1 00012a05f200"]);
});
