/**
 * Traffic for the filter. In: a mix, the size of the tables, the length of packets. Out: what the
 * authority has said before, and the packets that are judged. The same each time.
 * @module
 */
import type { Sizes } from "./by-hand.ts";
import { bytesOf, otherTraffic, OUTSIDE_PORT, type Packet } from "./traffic.ts";

export const MIXES = ["fresh", "retransmission", "conflict", "stale", "other"] as const;
export type Mix = (typeof MIXES)[number];

/** Packets a call: enough to go through the tables, few enough that they stay in a cache. */
export const JUDGED = 1024;
const EPOCH = 3;

export type Traffic = {
  /** Votes and receipts, at the authority's port. */
  readonly told: readonly Uint8Array[];
  readonly judged: readonly Uint8Array[];
  readonly port: number;
};

/** Half as many accounts as slots, each with a receipt of nonce 0 and a vote at nonce 1. */
export function trafficOf(mix: Mix, { slotBits }: Sizes, length: number): Traffic {
  const accounts = Math.min(1 << (slotBits - 1), 1 << 16);
  const told = Array.from({ length: accounts }, (_, at) => [
    bytesOf({ ...packetOf(at, 0n), kind: "receipt" }, length),
    bytesOf({ ...packetOf(at, 1n), kind: "vote" }, length),
  ]).flat();
  const judged = Array.from({ length: JUDGED }, (_, at) =>
    judgedOf(mix, (at * 7919) % accounts, length),
  );
  return { told, judged, port: OUTSIDE_PORT };
}

function judgedOf(mix: Mix, at: number, length: number): Uint8Array {
  switch (mix) {
    case "fresh":
      return bytesOf(packetOf(at, 2n), length);
    case "retransmission":
      return bytesOf(packetOf(at, 1n), length);
    case "conflict":
      return bytesOf({ ...packetOf(at, 1n), core: 0xbadn }, length);
    case "stale":
      return bytesOf(packetOf(at, 0n), length);
    case "other":
      return otherTraffic(length);
  }
}

/** Tags are prefixes of digests, so they look like chance; these are counts, scrambled. */
function packetOf(at: number, nonce: bigint): Packet {
  return { kind: "order", epoch: EPOCH, nonce, account: tag(2 * at + 1), core: tag(2 * at + 2) };
}

/** splitmix64 of a count (G. L. Steele et al., OOPSLA 2014). */
export function tag(count: number): bigint {
  let mixed = BigInt.asUintN(64, BigInt(count) * 0x9e37_79b9_7f4a_7c15n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return mixed ^ (mixed >> 31n);
}
