/**
 * The model side's own judge of keys and signatures (SG), so that a fault in that of the system
 * under test cannot agree with itself. In: hex. Out: yes or no. The group law is written out on the
 * curve of RFC 8032; whether a point is of small order is found by doubling it three times, not
 * by a table. SG-5 is Node's own verification, which compares `R` byte for byte.
 * @module
 */
import { createPublicKey, verify } from "node:crypto";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
/** A square root of -1: 2^((p-1)/4). */
const ROOT = power(2n, (P - 1n) / 4n);

function mod(n: bigint): bigint {
  const rest = n % P;
  return rest < 0n ? rest + P : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** A root x of the curve's equation at y; undefined where y is on no point. */
function rootAt(y: bigint): bigint | undefined {
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  const guess = power(square, (P + 3n) / 8n);
  for (const x of [guess, mod(guess * ROOT)]) if (mod(x * x - square) === 0n) return x;
  return undefined;
}

/**
 * Whether three doublings lead to the neutral element, which alone has y = 1. On the curve x^2 is
 * (y^2 - 1) / (d y^2 + 1), so the y of the double is a fraction in y^2 and no root is needed.
 * PERF: an inversion costs 0.2 ms and a signature is asked about once; a fraction costs none.
 */
function isOfSmallOrder(y: bigint): boolean {
  let [top, bottom] = [y, 1n];
  for (let n = 0; n < 3; n += 1) {
    const [a, b] = [mod(top * top), mod(bottom * bottom)];
    [top, bottom] = [mod(D * a * a + 2n * a * b - b * b), mod(b * b + 2n * D * a * b - D * a * a)];
  }
  return top === bottom;
}

function number(hex: string): bigint {
  return BigInt(`0x${Buffer.from(Buffer.from(hex, "hex").toReversed()).toString("hex")}`);
}

const keys = new Map<string, boolean>();

/** SG-1. */
export function isKey(hex: string): boolean {
  const known = keys.get(hex);
  if (known !== undefined) return known;
  const holds = judgeKey(hex);
  keys.set(hex, holds);
  return holds;
}

function judgeKey(hex: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(hex)) return false;
  const told = number(hex);
  const [sign, y] = [told >> 255n, told & (2n ** 255n - 1n)];
  if (y >= P) return false;
  const x = rootAt(y);
  if (x === undefined || (x === 0n && sign === 1n)) return false;
  return !isOfSmallOrder(y);
}

/** SG-1 to SG-5, over UTF-8 text. */
export function isSignature(key: string, text: string, signature: string): boolean {
  if (!isKey(key) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  if (number(signature.slice(64)) >= L) return false;
  // SG-4: also an encoding of R with y >= p is one of a point of small order, if its y mod p is.
  const y = mod(number(signature.slice(0, 64)) & (2n ** 255n - 1n));
  if (isOfSmallOrder(y)) return false;
  const der = Buffer.concat([
    Buffer.from("302a300506032b6570032100", "hex"),
    Buffer.from(key, "hex"),
  ]);
  const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
  return verify(null, Buffer.from(text, "utf8"), publicKey, Buffer.from(signature, "hex"));
}
