import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../p4/compile.ts";
import { interpret } from "../p4/interpret/interpret.ts";
import { parseStf } from "../p4/stf/parse.ts";
import { openDevice } from "../p4/stf/open.ts";
import { runStf } from "../p4/stf/run.ts";
import { ByHand } from "./by-hand.ts";
import { configuration, SECRETS } from "./configuration.ts";
import {
  AUTHORITY,
  AUTHORITY_PORT,
  bytesOf,
  otherTraffic,
  OUTSIDE_PORT,
  type Packet,
} from "./traffic.ts";

// So few slots and cells that accounts meet in both.
const SIZES = { slotBits: 1, bloomBits: 6 };
const file = new URL("../../p4/flashmesh.p4", import.meta.url).pathname;
const compiled = compile(
  { file, text: readFileSync(file, "utf8") },
  () => undefined,
  new Map([
    ["SLOT_BITS", "1"],
    ["BLOOM_BITS", "6"],
  ]),
);

function device() {
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.reason));
  const opened = openDevice(compiled.value, interpret, { random: () => 0xffff, log: () => {} });
  const set = parseStf(configuration());
  if (!set.ok) throw new Error(set.reason.why);
  expect(runStf(set.value, opened).failures).toEqual([]);
  return opened;
}

const packet = fc.record<Packet>({
  kind: fc.constantFrom("order", "order", "vote", "receipt"),
  epoch: fc.constantFrom(0, 0, 0, 1),
  nonce: fc.constantFrom(0n, 0n, 1n, 2n, 0xffff_ffffn, 1n << 32n),
  account: fc.constantFrom(1n, 1n, 1n, 0x1234_5678_9abc_def0n, 0xffff_ffff_ffff_ffffn),
  core: fc.constantFrom(5n, 6n, 1n << 40n),
});
const step = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(packet, fc.constantFrom(AUTHORITY_PORT, OUTSIDE_PORT)) },
  { weight: 1, arbitrary: fc.constant("other" as const) },
);

test("the filter by hand does with every packet what the program does with it", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 30, maxLength: 80 }),
      fc.nat(400_000),
      (steps, pace) => {
        const program = device();
        const hand = new ByHand(SIZES, SECRETS, AUTHORITY, AUTHORITY_PORT);
        const out = new Uint8Array(256);
        for (const [at, one] of steps.entries()) {
          const bytes = one === "other" ? otherTraffic(64) : bytesOf(one[0], 90);
          const port = one === "other" ? OUTSIDE_PORT : one[1];
          const now = 2000 + at * (1000 + pace);
          const before = program.sent.length;
          program.inject(port, bytes, now);
          const sent = program.sent.slice(before).filter((each) => each.port !== 7);
          const goesOn = hand.handle(port, bytes, bytes.length, now, out);
          expect(sent.map((each) => [...each.bytes])).toEqual(
            goesOn ? [[...out.subarray(0, bytes.length)]] : [],
          );
          expect(program.digests.length).toBe(hand.told);
        }
      },
    ),
    { numRuns: 300 },
  );
});
