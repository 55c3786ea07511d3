/**
 * DP-3 under backlog: a line that is slower than what arrives takes the classes of
 * `p4/flashmesh.p4` in strict order, and never breaks a packet off. Virtual time, three queues.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assert } from "../base/assert.ts";
import { compile } from "./compile.ts";
import { generate } from "./generate/generate.ts";
import { wordsFrom } from "./stf/chance.ts";
import { configure } from "./stf/configure.ts";
import { parseStf } from "./stf/parse.ts";

import { makeSwitch } from "./switch/switch.ts";

const P4 = new URL("../../p4/", import.meta.url);
const source = readFileSync(new URL("flashmesh.p4", P4), "utf8");
const setup = readFileSync(new URL("setup.stf", P4), "utf8");

const MERCHANT_PORT = 2;
const INTERVAL_US = 100;
const ORDER = 1;
const DATA = 6;
/** Where the nonce stands, by which a packet is known again. */
const MARK = 57;

/** BCB of a kind; kind 0 is none, and so best effort. The nonce is a mark. */
function packetOf(kind: number, mark: number): Uint8Array {
  const bytes = new Uint8Array(14 + 20 + 8 + 40);
  const view = new DataView(bytes.buffer);
  view.setUint16(12, 0x0800);
  view.setUint8(14, 0x45);
  view.setUint16(16, 68);
  view.setUint8(23, 17);
  view.setUint32(30, 0x0a000009);
  view.setUint16(36, 4848);
  view.setUint16(38, 48);
  view.setUint16(42, 0xfa57);
  view.setUint8(44, 1);
  view.setUint8(45, kind);
  view.setUint8(MARK, mark);
  return bytes;
}

/** The marks in the order in which they leave, of packets that all arrive at one time. */
function orderOf(text: string, packets: readonly Uint8Array[]): readonly number[] {
  const program = compile({ file: "flashmesh.p4", text }, () => undefined);
  assert(program.ok, "it compiles");
  const left: number[] = [];
  const device = makeSwitch(
    program.value,
    generate,
    {
      random: wordsFrom(1),
      log: () => undefined,
      send: (_, bytes) => void left.push(bytes[MARK] ?? -1),
      digest: () => undefined,
    },
    { priorities: 3 },
  );
  const statements = parseStf(setup);
  assert(statements.ok, "the setup is an STF file");
  assert(configure(statements.value, program.value, device.control), "all of it can be done");
  device.pacing.pace(MERCHANT_PORT, INTERVAL_US, 0);
  for (const packet of packets) device.inject(1, packet, 10);
  device.drain();
  return left;
}

const ARRIVING = [
  packetOf(0, 1),
  packetOf(0, 2),
  packetOf(DATA, 3),
  packetOf(ORDER, 4),
  packetOf(DATA, 5),
  packetOf(ORDER, 6),
];

test("class 0 overtakes all that wait, class 1 best effort, each in order of arrival", () => {
  // The first finds the line free, and is in service when the others come.
  expect(orderOf(source, ARRIVING)).toEqual([1, 4, 6, 3, 5, 2]);
});

test.each([
  [
    "class 0 swapped with class 2",
    "standard_metadata.priority = 2;",
    "standard_metadata.priority = 0;",
  ],
  [
    "a priority beyond the queues",
    "standard_metadata.priority = 2;",
    "standard_metadata.priority = 3;",
  ],
  ["class 1 as best effort", "standard_metadata.priority = 1;", "standard_metadata.priority = 0;"],
])("not so with %s", (_, find, put) => {
  expect(source.split(find)).toHaveLength(2);
  expect(orderOf(source.replace(find, put), ARRIVING)).not.toEqual([1, 4, 6, 3, 5, 2]);
});
