/**
 * v1model's hash algorithms over bytes. "random" is not among them: it is chance, not a hash.
 * @module
 */

/** `HashAlgorithm` of v1model, in the order of its declaration. */
export const HASH_ALGORITHMS = [
  "crc32",
  "crc32_custom",
  "crc16",
  "crc16_custom",
  "random",
  "identity",
  "csum16",
  "xor16",
] as const;

/** The custom ones are crc32 and crc16 until someone gives them another polynomial; nobody can. */
export function hashOf(algorithm: string, bytes: Uint8Array): bigint | undefined {
  switch (algorithm) {
    case "crc32":
    case "crc32_custom":
      return BigInt(crc32(bytes, bytes.length));
    case "crc16":
    case "crc16_custom":
      return BigInt(crc16(bytes, bytes.length));
    case "csum16":
      return BigInt(csum16(bytes, bytes.length));
    case "xor16":
      return BigInt(xor16(bytes, bytes.length));
    case "identity":
      return identity(bytes);
    default:
      return undefined;
  }
}

const CRC16 = crcTable(0xa001);
const CRC32 = crcTable(0xedb88320);

/** CRC-16/ARC: polynomial 0x8005 reflected, initially 0. */
export function crc16(bytes: Uint8Array, length: number): number {
  let crc = 0;
  for (let at = 0; at < length; at += 1) {
    crc = (crc >>> 8) ^ (CRC16[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return crc;
}

/** CRC-32 of Ethernet (IEEE 802.3): polynomial 0x04C11DB7 reflected, complemented at both ends. */
export function crc32(bytes: Uint8Array, length: number): number {
  let crc = 0xffffffff;
  for (let at = 0; at < length; at += 1) {
    crc = (crc >>> 8) ^ (CRC32[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** RFC 1071: the complement of the one's complement sum; an odd byte is a high one. */
export function csum16(bytes: Uint8Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at += 2) {
    sum += word(bytes, at, length);
    sum = (sum & 0xffff) + (sum >>> 16);
  }
  return ~sum & 0xffff;
}

export function xor16(bytes: Uint8Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at += 2) sum ^= word(bytes, at, length);
  return sum;
}

/** The first 8 bytes as a number. */
function identity(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes.subarray(0, 8)) value = (value << 8n) | BigInt(byte);
  return value;
}

/** `hash` of v1model: base + H mod max in 64 bits, or base if max is 0; the caller cuts it. */
export function hashInto(hash: bigint, base: bigint, max: bigint): bigint {
  return BigInt.asUintN(64, max === 0n ? base : base + (hash % max));
}

function word(bytes: Uint8Array, at: number, length: number): number {
  return ((bytes[at] ?? 0) << 8) | (at + 1 < length ? (bytes[at + 1] ?? 0) : 0);
}

function crcTable(reflected: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & 1) === 1 ? (crc >>> 1) ^ reflected : crc >>> 1;
    return crc >>> 0;
  });
}
