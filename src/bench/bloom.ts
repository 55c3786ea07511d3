/**
 * A well-known bloom filter from npm, asked for the keys of the same packets: one look-up a packet,
 * nothing parsed and nothing decided.
 * @module
 */
import { BloomFilter } from "bloomfilter";
import type { Traffic } from "./mixes.ts";
import type { Row } from "./row.ts";

const CELLS = 1 << 16;
const HASHES = 4;
const BCB = 42;

export function bloomRow({ told, judged }: Traffic, yardstick: string): Row {
  const filter = new BloomFilter(CELLS, HASHES);
  for (const packet of told) filter.add(keyOf(packet));
  const keys = judged.map(keyOf);
  let hits = 0;
  return {
    id: "filter/bloomfilter-l2",
    about: `the npm package bloomfilter: one look-up of ${HASHES} in ${CELLS} bits`,
    unit: "packets",
    operations: keys.length,
    yardstick,
    gated: false,
    run: () => {
      for (const key of keys) if (filter.test(key)) hits += 1;
    },
  };
}

function keyOf(packet: Uint8Array): string {
  return Buffer.from(packet.subarray(BCB + 4, BCB + 24)).toString("latin1");
}
