/**
 * The bloom filter of `p4/flashmesh.p4` measured against the theory of k independent hashes (DP-8):
 * with m cells and n keys a key that was never learned hits with (1 - e^(-kn/m))^k.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assert } from "../base/assert.ts";
import { compile } from "./compile.ts";
import { generate } from "./generate/generate.ts";
import { wordsFrom } from "./stf/chance.ts";
import { openDevice } from "./stf/open.ts";
import { parseStf } from "./stf/parse.ts";
import { type Device, runStf } from "./stf/run.ts";

const P4 = new URL("../../p4/", import.meta.url);
const source = readFileSync(new URL("flashmesh.p4", P4), "utf8");
const setup = readFileSync(new URL("setup.stf", P4), "utf8");

const CELLS = 4096;
const ROWS = 4;
const KEYS = 512;
const PROBES = 8000;
const EXPECTED = (1 - Math.exp((-ROWS * KEYS) / CELLS)) ** ROWS;
// Three standard deviations of what is counted, and as much again for the array that was drawn.
const SPREAD = 6 * Math.sqrt((EXPECTED * (1 - EXPECTED)) / PROBES);

const ORDER = 1;
const VOTE = 2;
const AUTHORITY_PORT = 2;
const SLOW_LANE = 5;

type Key = { readonly account: bigint; readonly nonce: bigint };

/** Ethernet, IPv4 and UDP as the parser wants them; the switch checks no checksum. */
function packetOf(kind: number, { account, nonce }: Key): Uint8Array {
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
  view.setBigUint64(50, nonce);
  view.setBigUint64(58, account);
  view.setBigUint64(66, 0xc0den);
  view.setBigUint64(74, 0xa1a1a1a1a1a1a1a1n);
  return bytes;
}

/** A switch with that secret, which has learned `keys`. */
function taught(text: string, secret: string, keys: readonly Key[]): Device {
  const small = new Map([["BLOOM_BITS", "12"]]);
  const program = compile({ file: "flashmesh.p4", text }, () => undefined, small);
  assert(program.ok, "it compiles");
  const world = { random: wordsFrom(1), log: () => undefined };
  const device = openDevice(program.value, generate, world);
  const statements = parseStf(setup.replace(/bloom_secret:\w+/, `bloom_secret:0x${secret}`));
  assert(statements.ok, "the setup is an STF file");
  expect(runStf(statements.value, device).failures).toEqual([]);
  for (const key of keys) device.inject(AUTHORITY_PORT, packetOf(VOTE, key), 1000);
  return device;
}

/** Which of `keys` hit; none of them has the account of a slot. */
function hits(device: Device, keys: readonly Key[]): readonly Key[] {
  const decisions = device.program.instances.find(({ name }) => name.endsWith("decisions"));
  assert(decisions !== undefined, "decisions are counted");
  const counted = device.control.counter(decisions);
  return keys.filter((key) => {
    const before = counted.packets[SLOW_LANE];
    device.inject(1, packetOf(ORDER, key), 2000);
    return counted.packets[SLOW_LANE] !== before;
  });
}

/** Distinct keys: tags of accounts as SHA-256 would give them, nonces from 0 on. */
function keysFrom(seed: number, count: number): readonly Key[] {
  const word = wordsFrom(seed);
  return Array.from({ length: count }, (_, at) => ({
    account: (BigInt(word()) << 32n) | BigInt(word()),
    nonce: BigInt(at % 8),
  }));
}

const CELL_LINES = /cell_0 = [^]+?cell_3 = [^;]+;/;
const SECRET = "D6E8FEB86659FD93";
const LEARNED = keysFrom(7, KEYS);
const OTHERS = keysFrom(8, PROBES);

function rateOf(text: string): number {
  return hits(taught(text, SECRET, LEARNED), OTHERS).length / PROBES;
}

describe("the bloom filter of the data plane", () => {
  test("hits by accident as often as four independent hashes", () => {
    expect(Math.abs(rateOf(source) - EXPECTED)).toBeLessThan(SPREAD);
  });

  test("what hit by accident under one secret does not under another", () => {
    const grinded = hits(taught(source, SECRET, LEARNED), OTHERS);
    const still = hits(taught(source, "9E6C63D0876A9A63", LEARNED), grinded);
    expect(grinded.length).toBeGreaterThan(100);
    expect(still.length / grinded.length).toBeLessThan(0.1);
  });

  test.each([
    ["three rows", /cell_3 = [^;]+;/, "cell_3 = cell_2;"],
    ["a second hash of few bits", /bit<32> h2 = [^;]+;/, "bit<32> h2 = 1;"],
    ["rows that are one CRC, salted", CELL_LINES, [0, 1, 2, 3].map(crcRow).join("\n")],
  ])("is not that with %s", (_, find, put) => {
    const broken = source.replace(find, () => put);
    expect(broken).not.toBe(source);
    expect(Math.abs(rateOf(broken) - EXPECTED)).toBeGreaterThan(SPREAD);
  });
});

/** One row of the idiom that one sees most: a CRC of the key behind a salt. */
function crcRow(row: number): string {
  return `hash(cell_${row}, HashAlgorithm.crc32, 32w0, { 8w${row}, key }, 32w${CELLS});`;
}
