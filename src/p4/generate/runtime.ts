/**
 * What generated code calls: bits at any place, products, hashes, and the world outside.
 * @module
 */
import type { EngineWorld, Requests } from "../engine.ts";
import { randomBetween } from "../switch/chance.ts";
import { crc16, crc32, csum16, HASH_ALGORITHMS, hashInto, hashOf, xor16 } from "../switch/hash.ts";

export type Digests = { name: string; values: readonly bigint[] }[];

/** Everything that the generated function is given. */
export function environment(
  world: EngineWorld,
  values: readonly unknown[],
  cells: { readonly words: Uint32Array; readonly bigs: bigint[] },
  state: { readonly meta: Float64Array; readonly requests: Requests; readonly digests: Digests },
) {
  return {
    values,
    ...cells,
    ...state,
    scratch: new Uint8Array(SCRATCH),
    put,
    putBig,
    get,
    getBig,
    highProduct,
    withPayload,
    crc32,
    crc16,
    csum16,
    xor16,
    hashInto,
    random: world.random,
    log: world.log,
    digestOf: (algorithm: number, bytes: Uint8Array, length: number): bigint =>
      hashOf(HASH_ALGORITHMS[algorithm] ?? "", bytes.subarray(0, length)) ??
      BigInt(world.random() >>> 0),
    randomBetween: (low: bigint, high: bigint, width: number): bigint =>
      randomBetween(world.random, low, high, width),
    digest: (name: string, leaves: readonly bigint[]): void => {
      state.digests.push({ name, values: leaves });
    },
    logMessage: (text: string, leaves: readonly bigint[]): void => {
      let at = 0;
      world.log(text.replace(/\{\}/g, (hole) => String(leaves[at++] ?? hole)));
    },
  };
}

/** Bytes for the input of one hash: more than any header stack of a program has. */
const SCRATCH = 1 << 16;

/** The upper 32 bits of the product of two numbers of 32 bits. */
function highProduct(x: number, y: number): number {
  const [x0, x1, y0, y1] = [x & 0xffff, x >>> 16, y & 0xffff, y >>> 16];
  const middle = x0 * y1 + ((x0 * y0) >>> 16);
  const other = x1 * y0 + (middle & 0xffff);
  return (x1 * y1 + (middle >>> 16) + (other >>> 16)) >>> 0;
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
