/**
 * The switch as a subject, against spec/dataplane.md: what it answers, shows, forgets, and that it
 * goes on from its bytes as if nothing had been. Both back ends run in every test.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assert } from "../base/assert.ts";
import { toHex } from "../base/bytes.ts";
import type { Json } from "../base/canonical.ts";
import type { BackEnd } from "../p4/engine.ts";
import { generate } from "../p4/generate/generate.ts";
import { interpret } from "../p4/interpret/interpret.ts";
import { wordsFrom } from "../p4/stf/chance.ts";
import { Dataplane } from "./dataplane.ts";
import { frameOf, type Bcb } from "./packet.ts";
import { Programs } from "./programs.ts";

const file = new URL("../../p4/flashmesh.p4", import.meta.url);
const programs = new Programs({ file: "flashmesh.p4", text: readFileSync(file, "utf8") });
const AUTHORITY = 0xa1a1_a1a1_a1a1_a1a1n;
const [OUTSIDE, INSIDE, YELLOW, RED, EVIDENCE] = [1, 2, 3, 4, 9];
const RETRY = 100_000;
const HUGE = 1_000_000_000;

const meter = (committed: number, peak: number): Json => ({
  committed_rate: HUGE,
  committed_burst: committed,
  peak_rate: HUGE,
  peak_burst: peak,
});
const genesis = {
  network: "village-1",
  slot_bits: 4,
  bloom_bits: 8,
  authority: "a1a1a1a1a1a1a1a1",
  // The slot of an account is its first hex digit.
  secrets: {
    slot: "0000000000000001",
    nonce: "0000000000000101",
    epoch: "9e3779b97f4a7c15",
    bloom: "d6e8feb86659fd93",
  },
  retry: RETRY,
  evidence_port: EVIDENCE,
  ports: [
    { port: OUTSIDE, from_authority: false, meter: null },
    { port: INSIDE, from_authority: true, meter: null },
    { port: YELLOW, from_authority: false, meter: meter(0, HUGE) },
    { port: RED, from_authority: false, meter: meter(HUGE, 0) },
  ],
  routes: [
    { dst: "0a000009", prefix: 32, port: INSIDE },
    { dst: "0a000000", prefix: 8, port: OUTSIDE },
  ],
};
const backEnds: readonly [BackEnd, BackEnd] = [generate, interpret];
const random = (): (() => number) => wordsFrom(1);

function opened(given: Partial<ConstructorParameters<typeof Dataplane>[0]> = {}): Dataplane {
  return new Dataplane({ genesis, programs, backEnds, random, ...given });
}

const ALICE = 0x1000_0000_0000_0001n;
const X = 0xc0de_0000_0000_000an;
const Y = 0xc0de_0000_0000_000bn;
const FIRST: Bcb = {
  kind: "order",
  epoch: 0,
  nonce: 0n,
  account: ALICE,
  core: X,
  authority: AUTHORITY,
};

function packet(about: Partial<Bcb>, port = OUTSIDE, chance = 0): Json {
  const header = { ...FIRST, ...about };
  const inward = header.kind === "vote" || header.kind === "receipt";
  const [here, there] = [0x0a00_0001, 0x0a00_0009];
  const frame = frameOf(header, inward ? { src: there, dst: here } : { src: here, dst: there });
  return { port, chance, frame: toHex(frame) };
}

function kindOf(dataplane: Dataplane, about: Partial<Bcb>, port = OUTSIDE, chance = 0): string {
  return dataplane.apply("Packet", packet(about, port, chance)).kind;
}

const learn = (dataplane: Dataplane, kind: "vote" | "receipt", about: Partial<Bcb> = {}): string =>
  kindOf(dataplane, { ...about, kind }, INSIDE);

function isObject(value: Json): value is { readonly [field: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Type and body but the frame of each message. */
function told(dataplane: Dataplane, about: Partial<Bcb>, port = OUTSIDE): readonly Json[] {
  return dataplane.apply("Packet", packet(about, port)).emitted.map(({ type, body }) => {
    assert(isObject(body), "a message has fields");
    return { type, ...body, frame: "frame" in body };
  });
}

const walk = (dataplane: Dataplane, at: number): void => {
  if (at % 5 === 4) dataplane.apply("Rotate", {});
  if (at % 7 === 6) dataplane.apply("Elapse", { microseconds: 60_000 });
  const about = { nonce: BigInt(Math.floor(at / 20)), core: at % 3 === 2 ? Y : X };
  if (at % 3 > 0) kindOf(dataplane, about);
  else learn(dataplane, at % 2 === 0 ? "vote" : "receipt", about);
};

const sendsWrong: BackEnd = (program, control, world) => {
  const blocks = interpret(program, control, world);
  const deparse = blocks.deparse.bind(blocks);
  blocks.deparse = (out) => {
    const length = deparse(out);
    out[0] = (out[0] ?? 0) ^ 1;
    return length;
  };
  return blocks;
};

const writesWrong: BackEnd = (program, control, world) => {
  const bloom = program.instances.find(({ name }) => name.endsWith(".bloom"));
  if (bloom !== undefined) control.register(bloom).write(7, 1n);
  return generate(program, control, world);
};

const refused = (change: (text: string) => string): unknown => {
  try {
    return opened({ change });
  } catch (fault) {
    return fault;
  }
};

test("a conflict is dropped, told with both cores, and once an interval with the packet", () => {
  const dataplane = opened();
  learn(dataplane, "vote");
  const conflict = {
    type: "Conflict",
    account: "1000000000000001",
    epoch: 0,
    nonce: "0000000000000000",
    voted: "c0de00000000000a",
    offered: "c0de00000000000b",
    port: OUTSIDE,
    frame: false,
  };
  const counted = [
    { type: "Counted", counter: "port_packets", index: OUTSIDE, bytes: 82, frame: false },
    { type: "Counted", counter: "decisions", index: 2, frame: false },
  ];
  const evidence = { type: "Evidence", port: EVIDENCE, frame: true };
  expect(told(dataplane, { core: Y })).toEqual([conflict, ...counted, evidence]);
  expect(told(dataplane, { core: Y })).toEqual([conflict, ...counted]);
  dataplane.apply("Elapse", { microseconds: RETRY - 1 });
  expect(told(dataplane, { core: Y })).toEqual([conflict, ...counted]);
  dataplane.apply("Elapse", { microseconds: 1 });
  expect(told(dataplane, { core: Y })).toEqual([conflict, ...counted, evidence]);
});

test("a colour is a property of the port, and counted under its name", () => {
  const dataplane = opened();
  const classOf = (port: number): readonly Json[] =>
    told(dataplane, {}, port).filter((each) => JSON.stringify(each).includes("Forward"));
  const forward = { type: "Forward", port: INSIDE, frame: true };
  for (const _ of "twice") {
    expect(classOf(OUTSIDE)).toEqual([{ ...forward, class: 0 }]);
    expect(classOf(YELLOW)).toEqual([{ ...forward, class: 1 }]);
    expect(classOf(RED)).toEqual([{ ...forward, class: 2 }]);
  }
});

test("of stale orders one passes an interval, by chance all, and nothing is left of it", () => {
  const dataplane = opened();
  learn(dataplane, "receipt");
  const stale = (chance = 0): string => kindOf(dataplane, {}, OUTSIDE, chance);
  expect([stale(), stale(), stale(65_536), stale()]).toEqual([
    "stale_passed",
    "stale",
    "stale_passed",
    "stale",
  ]);
  expect(kindOf(dataplane, { core: Y })).toBe("stale_other");
  const held = dataplane.bytes();
  dataplane.apply("Elapse", { microseconds: RETRY - 1 });
  expect([stale(), toHex(dataplane.bytes()) === toHex(held)]).toEqual(["stale", false]);
  dataplane.apply("Elapse", { microseconds: 1 });
  expect(dataplane.observe()).toMatchObject({ slots: [{ passed: null }] });
  expect(stale()).toBe("stale_passed");
});

test("what is learned is shown for two generations, and nothing after a reboot", () => {
  const dataplane = opened();
  const empty = { slots: [], current: [], previous: [] };
  expect(dataplane.observe()).toEqual(empty);
  learn(dataplane, "vote");
  const shown = dataplane.observe();
  const slot = {
    index: 1,
    account: "1000000000000001",
    epoch: 0,
    voted: { nonce: "0000000000000000", core: "c0de00000000000a" },
    floor: "0000000000000000",
    passed: null,
    told: false,
  };
  expect(shown).toMatchObject({ slots: [slot], previous: [] });
  dataplane.apply("Rotate", {});
  expect(dataplane.observe()).toMatchObject({ slots: [slot], current: [] });
  expect(kindOf(dataplane, { core: Y })).toBe("conflict");
  dataplane.apply("Rotate", {});
  expect(kindOf(dataplane, { core: Y })).toBe("lapsed");
  dataplane.apply("Reboot", {});
  expect(dataplane.observe()).toEqual(empty);
  expect(kindOf(dataplane, { core: Y })).toBe("passed");
});

test("it goes on from its bytes as if nothing had been between, whatever came in since", () => {
  const [straight, jumping] = [opened(), opened()];
  for (let at = 0; at < 60; at += 1) {
    walk(straight, at);
    walk(jumping, at);
    const here = jumping.bytes();
    expect(toHex(here)).toBe(toHex(straight.bytes()));
    walk(jumping, 3);
    walk(jumping, 4);
    jumping.apply("Elapse", { microseconds: 3 * RETRY });
    jumping.restore(here);
    expect(toHex(jumping.bytes())).toBe(toHex(here));
    expect(jumping.observe()).toEqual(straight.observe());
  }
});

test("a back end that does something else is our own bug, in a packet and in a register", () => {
  const sending = opened({ backEnds: [generate, sendsWrong] });
  expect(() => kindOf(sending, {})).toThrow("all back ends do the same");
  const writing = opened({ backEnds: [interpret, writesWrong] });
  expect(kindOf(writing, {})).toBe("passed");
  expect(() => writing.observe()).toThrow("all back ends do the same");
  expect(() => writing.bytes()).toThrow("all back ends do the same");
});

test("a program that does not compile, or lacks a name, is refused by that place or name", () => {
  expect(
    refused((text) => text.replace("hdr.bcb.magic == BCB_MAGIC", "hdr.bcb.magic == true")),
  ).toMatchObject({ code: "ProgramRefused", data: { file: "flashmesh.p4", line: 194 } });
  expect(refused((text) => text.replaceAll("slot_told_at", "told_at_last"))).toMatchObject({
    code: "ProgramLacks",
    data: { what: "register slot_told_at" },
  });
  expect(refused((text) => text.replaceAll("port_role", "roles"))).toMatchObject({
    code: "ProgramLacks",
  });
});

test("what is no input, and a genesis that is none, is a fault that names the place", () => {
  const dataplane = opened();
  expect(() => dataplane.apply("Restart", {})).toThrow("InputUnknown");
  expect(() => dataplane.apply("Packet", { ...FIRST })).toThrow("InputMalformed");
  const routes = [{ dst: "0a000009", prefix: 32, port: EVIDENCE }];
  expect(() => opened({ genesis: { ...genesis, routes } })).toThrow("/routes/0/port");
  for (const length of [1, 13, 14, 33, 34, 41, 42, 81, 2000]) {
    const frame = "00".repeat(length);
    expect(dataplane.apply("Packet", { port: OUTSIDE, chance: 0, frame }).kind).toBe("not_judged");
  }
});
