/**
 * How often the bloom filter of p4/flashmesh.p4, as compiled, takes a key for one that it has
 * learned, beside what k independent hashes would do (DP-8): with m cells and n keys
 * (1 - e^(-kn/m))^k. In: the program's text. Out: one row a size.
 * @module
 */
import { assert } from "../base/assert.ts";
import { generate } from "../p4/generate/generate.ts";
import type { Switch } from "../p4/switch/switch.ts";
import { tag } from "./mixes.ts";
import { compiledProgram, openSwitch } from "./device.ts";
import type { Counted, SharesTable } from "./measured.ts";
import { shareOf } from "./statistics.ts";
import { AUTHORITY_PORT, bytesOf, OUTSIDE_PORT, SHORTEST, type Kind } from "./traffic.ts";

const HASHES = 4;
/** Full to an eighth, and as full as an array is when a generation was too long. */
const FILLS: readonly { readonly bloomBits: number; readonly keys: number }[] = [
  { bloomBits: 12, keys: 512 },
  { bloomBits: 16, keys: 10_000 },
  { bloomBits: 20, keys: 100_000 },
];
const PROBES = 50_000;
const SLOTS_BITS = 8;
/** Its place in the program's counter of decisions. */
const SLOW_LANE = 5;
const EPOCH = 3;

export function falsePositives(program: string, told: (fill: number) => void): SharesTable {
  return {
    kind: "shares",
    name: "false-positives",
    title: "Nonce filter: false positives against theory",
    about:
      "Orders of accounts that the filter as compiled has never seen: how many of " +
      `${PROBES.toLocaleString("en")} hit all ${HASHES} cells by accident, with the interval ` +
      "that holds the share in 95 of 100 cases. The theory is that of independent hashes.",
    rows: FILLS.map(({ bloomBits, keys }, at) => {
      told(at);
      return counted(program, bloomBits, keys);
    }),
  };
}

function counted(text: string, bloomBits: number, keys: number): Counted {
  const program = compiledProgram(text, { slotBits: SLOTS_BITS, bloomBits });
  const device = openSwitch(program, generate);
  for (let at = 0; at < keys; at += 1) give(device, "vote", at);
  const before = slowLane(device);
  for (let at = 0; at < PROBES; at += 1) give(device, "order", keys + at);
  const hits = slowLane(device) - before;
  const cells = 1 << bloomBits;
  return {
    id: `false-positives/cells-${bloomBits}`,
    about: `${keys.toLocaleString("en")} keys in 2^${bloomBits} cells`,
    cells,
    keys,
    probes: PROBES,
    hits,
    share: shareOf(hits, PROBES),
    theory: (1 - Math.exp((-HASHES * keys) / cells)) ** HASHES,
  };
}

/** The packet about the key of this number, from the side where such packets come from. */
function give(device: Switch, kind: Kind, at: number): void {
  const key = { epoch: EPOCH, nonce: BigInt(at % 8), account: tag(2 * at + 1), core: 1n };
  const port = kind === "vote" ? AUTHORITY_PORT : OUTSIDE_PORT;
  device.inject(port, bytesOf({ kind, ...key }, SHORTEST), 1000 + at);
}

function slowLane(device: Switch): number {
  const { program } = device.blocks;
  const decisions = program.instances.find(({ name }) => name.endsWith("decisions"));
  assert(decisions !== undefined, "the program counts its decisions");
  return Number(device.control.counter(decisions).packets[SLOW_LANE]);
}
