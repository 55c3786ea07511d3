/**
 * What generated code calls: bits at any place, bigints, hashes, and the world outside.
 * @module
 */
import type { Requests, SwitchWorld } from "../engine.ts";
import { LONGEST } from "../switch/bounds.ts";
import { randomBetween } from "../switch/chance.ts";
import { crc16, crc32, csum16, HASH_ALGORITHMS, hashInto, hashOf, xor16 } from "../switch/hash.ts";

/** The digests of the packet at hand, in order. */
export class Digests {
  #names: string[] = [];
  #values: (readonly bigint[])[] = [];
  /** PERF: the lists keep their room; what is beyond it is forgotten by being overwritten. */
  #count = 0;

  add(name: string, values: readonly bigint[]): void {
    this.#names[this.#count] = name;
    this.#values[this.#count] = values;
    this.#count += 1;
  }

  clear(): void {
    this.#count = 0;
  }

  /** Hands each to `sink`, and forgets them. */
  take(sink: (name: string, values: readonly bigint[]) => void): void {
    const count = this.#count;
    this.#count = 0;
    for (let at = 0; at < count; at += 1) sink(this.#names[at] ?? "", this.#values[at] ?? []);
  }
}

/** Everything that the generated function is given. */
export function environment(
  world: SwitchWorld,
  values: readonly unknown[],
  cells: { readonly words: Uint32Array; readonly bigs: bigint[] },
  state: {
    readonly meta: Float64Array;
    readonly told: Float64Array;
    readonly requests: Requests;
    readonly digests: Digests;
  },
) {
  return {
    values,
    ...cells,
    ...state,
    out: new Uint8Array(LONGEST),
    scratch: new Uint8Array(SCRATCH),
    put,
    putBig,
    get,
    getBig,
    big,
    withPayload,
    crc32,
    crc16,
    csum16,
    xor16,
    hashInto,
    random: world.random,
    send: world.send,
    digest: world.digest,
    log: world.log,
    digestOf: (algorithm: number, bytes: Uint8Array, length: number): bigint =>
      hashOf(HASH_ALGORITHMS[algorithm] ?? "", bytes.subarray(0, length)) ??
      BigInt(world.random() >>> 0),
    randomBetween: (low: bigint, high: bigint, width: number): bigint =>
      randomBetween(world.random, low, high, width),
    logMessage: (text: string, leaves: readonly bigint[]): void => {
      let at = 0;
      world.log(text.replace(/\{\}/g, (hole) => String(leaves[at++] ?? hole)));
    },
  };
}

/** Bytes for the input of one hash: more than any header stack of a program has. */
const SCRATCH = 1 << 16;

/** PERF: one bigint is made, and no step between. */
const HALVES = new Uint32Array(2);
const WHOLE = new BigUint64Array(HALVES.buffer);
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** 64 bits from their halves. */
function big(high: number, low: number): bigint {
  HALVES[HIGH] = high;
  HALVES[1 - HIGH] = low;
  return WHOLE[0] ?? 0n;
}

/** Writes the low `width` bits at a bit; the bits after them in the last byte become 0. */
function put(buffer: Uint8Array, bit: number, width: number, value: number): void {
  let left = width;
  for (let at = bit; left > 0;) {
    const room = 8 - (at & 7);
    const size = Math.min(room, left);
    const part = (value >>> (left - size)) & (2 ** size - 1);
    const kept = (buffer[at >> 3] ?? 0) & ~(2 ** room - 1);
    buffer[at >> 3] = kept | (part << (room - size));
    at += size;
    left -= size;
  }
}

function putBig(buffer: Uint8Array, bit: number, width: number, value: bigint): void {
  for (let left = width, at = bit; left > 0;) {
    const size = Math.min(left, 8 - (at & 7));
    left -= size;
    put(buffer, at, size, Number(BigInt.asUintN(size, value >> BigInt(left))));
    at += size;
  }
}

/** At most 32 bits from a bit on. */
function get(buffer: Uint8Array, bit: number, width: number): number {
  let value = 0;
  for (let at = bit, left = width; left > 0;) {
    const room = 8 - (at & 7);
    const size = Math.min(room, left);
    const part = ((buffer[at >> 3] ?? 0) >>> (room - size)) & (2 ** size - 1);
    value = value * 2 ** size + part;
    at += size;
    left -= size;
  }
  return value;
}

function getBig(buffer: Uint8Array, bit: number, width: number): bigint {
  let value = 0n;
  for (let at = bit, left = width; left > 0;) {
    const size = Math.min(32, left);
    value = (value << BigInt(size)) | BigInt(get(buffer, at, size));
    at += size;
    left -= size;
  }
  return value;
}

/** The first `bits` of `fields`, then the bytes of the packet that the parser did not read. */
function withPayload(
  fields: Uint8Array,
  bits: number,
  packet: Uint8Array,
  cursor: number,
  end: number,
): Uint8Array {
  const from = (cursor + 7) >>> 3;
  const payload = Math.max(0, (end >>> 3) - from);
  const whole = new Uint8Array(((bits + 7) >>> 3) + payload);
  whole.set(fields.subarray(0, (bits + 7) >>> 3));
  for (let at = 0; at < payload; at += 1) put(whole, bits + at * 8, 8, packet[from + at] ?? 0);
  return whole;
}
