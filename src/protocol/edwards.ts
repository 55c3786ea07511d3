/**
 * The curve of Ed25519 in plain integers, slow and short, for tests: it makes the edge cases that
 * no honest signer makes, and knows by their making whether rule SG accepts them. It shares no
 * code with either backend. Formulas: RFC 8032 5.1 in affine coordinates.
 * @module
 */
import { createHash } from "node:crypto";

export const P = 2n ** 255n - 19n;
export const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * inverse(121666n));
const ROOT = power(2n, (P - 1n) / 4n); // A square root of -1.

export type Point = { readonly x: bigint; readonly y: bigint };

const IDENTITY: Point = { x: 0n, y: 1n };
export const BASE: Point = pointAt(mod(4n * inverse(5n)), 0n) ?? IDENTITY;

export function add(one: Point, other: Point): Point {
  const product = mod(D * one.x * other.x * one.y * other.y);
  return {
    x: mod((one.x * other.y + one.y * other.x) * inverse(1n + product)),
    y: mod((one.y * other.y + one.x * other.x) * inverse(1n - product)),
  };
}

export function times(scalar: bigint, point: Point): Point {
  let [sum, doubled, left] = [IDENTITY, point, scalar];
  while (left > 0n) {
    if (left & 1n) sum = add(sum, doubled);
    doubled = add(doubled, doubled);
    left >>= 1n;
  }
  return sum;
}

/** The point with this y and this sign bit, or undefined: y is taken as it is, also beyond p. */
export function pointAt(y: bigint, sign: bigint): Point | undefined {
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square) !== 0n) x = mod(x * ROOT);
  if (mod(x * x - square) !== 0n) return undefined;
  return { x: (x & 1n) === sign ? x : mod(-x), y: mod(y) };
}

/** The eight points of small order: the multiples of one of order eight. */
export function torsion(): readonly Point[] {
  for (let y = 2n; ; y += 1n) {
    const generator = times(L, pointAt(y, 0n) ?? IDENTITY);
    if (isIdentity(times(4n, generator))) continue;
    return Array.from({ length: 8 }, (_, index) => times(BigInt(index), generator));
  }
}

/** 32 bytes in hex: y little-endian, and the sign bit. */
export function encode(y: bigint, sign: bigint): string {
  return littleEndian(y | (sign << 255n));
}

export function encoded(point: Point): string {
  return encode(point.y, point.x & 1n);
}

/** Every encoding of the point: canonical, with a needless sign bit, with y + p. */
export function encodings(point: Point): readonly string[] {
  const signs = point.x === 0n ? [0n, 1n] : [point.x & 1n];
  const ys = point.y < 19n ? [point.y, point.y + P] : [point.y];
  return ys.flatMap((y) => signs.map((sign) => encode(y, sign)));
}

/** k of SG-5. */
export function challenge(R: string, A: string, text: string): bigint {
  const hash = createHash("sha512")
    .update(Buffer.from(R + A, "hex"))
    .update(text)
    .digest();
  return BigInt(`0x${hexOf(hash.toReversed())}`) % L;
}

export function littleEndian(value: bigint): string {
  return hexOf(Buffer.from(value.toString(16).padStart(64, "0"), "hex").toReversed());
}

export function isIdentity(point: Point): boolean {
  return point.x === 0n && point.y === 1n;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function mod(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square, left] = [1n, mod(base), exponent];
  while (left > 0n) {
    if (left & 1n) result = mod(result * square);
    square = mod(square * square);
    left >>= 1n;
  }
  return result;
}

function inverse(value: bigint): bigint {
  return power(value, P - 2n);
}
