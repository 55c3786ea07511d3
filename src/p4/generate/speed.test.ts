import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assert } from "../../base/assert.ts";
import { compile } from "../compile.ts";
import type { BackEnd } from "../engine.ts";
import { interpret } from "../interpret/interpret.ts";
import { makeSwitch, type Switch } from "../switch/switch.ts";
import { generate } from "./generate.ts";

const FILE = "p4/flashmesh.p4";
const source = compile({ file: FILE, text: readFileSync(FILE, "utf8") }, () => undefined);
assert(source.ok, `${FILE} compiles`);
const program = source.value;

/** An order of 102 bytes in UDP, IPv4 and Ethernet; every packet is another account's. */
const packet = new Uint8Array(102);
packet.set([0x08, 0x00, 0x45, 0, 0, 88, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2], 12);
packet.set([0x10, 1, 0x12, 0xf0, 0, 68, 0, 0, 0xfa, 0x57, 1, 1, 0, 0, 0, 1], 34);

function open(backEnd: BackEnd): Switch {
  const opened = makeSwitch(program, backEnd, {
    random: () => 1,
    log: () => undefined,
    send: () => undefined,
    digest: () => undefined,
  });
  const route = program.tables.find(({ name }) => name.endsWith("route"));
  const [action] = route?.actions ?? [];
  assert(route !== undefined && action !== undefined, "the program has routes");
  opened.control.table(route).insert({
    matches: [{ kind: "lpm", value: 0x0a000000n, prefix: 8 }],
    priority: 0,
    target: { kind: "action", action, data: [2n] },
  });
  return opened;
}

function run(opened: Switch, count: number): void {
  for (let at = 0; at < count; at += 1) {
    packet[60] = at;
    packet[61] = at >> 8;
    // A switch that has been up for long: such times are no small integers of V8.
    opened.inject(1, packet, 5e9 + (at >> 4));
  }
}

/** Packets a second of this process's own time, engine only: packets in memory. */
function rate(opened: Switch, count: number): number {
  const before = process.cpuUsage().user;
  run(opened, count);
  return (count * 1e6) / (process.cpuUsage().user - before);
}

test("generated code is at least 20 times as fast as the interpreter", () => {
  const fast = open(generate);
  run(fast, 100_000);
  const generated = rate(fast, 200_000);
  const interpreted = rate(open(interpret), 1000);
  const told = `${Math.round(generated)} packets/s against ${Math.round(interpreted)}`;
  expect(generated / interpreted, told).toBeGreaterThan(20);
});

test("a packet leaves nothing on the heap", () => {
  const fast = open(generate);
  run(fast, 200_000);
  const growths = Array.from({ length: 10 }, () => {
    const before = process.memoryUsage().heapUsed;
    run(fast, 20_000);
    return process.memoryUsage().heapUsed - before;
  });
  // Where the collector ran in between, the heap shrank: such a round says nothing.
  const least = Math.min(...growths.filter((growth) => growth >= 0));
  expect(least, `bytes for 20,000 packets: ${growths.join(", ")}`).toBeLessThan(20_000);
});
