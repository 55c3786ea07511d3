/**
 * A number in an STF file: decimal, `0x…` or `0b…`, where a `*` is a digit that may be anything.
 * @module
 */
import type { Written } from "./statement.ts";

const BITS = { x: 4, b: 1 } as const;

export function writtenOf(text: string): Written | undefined {
  const [, radix, digits = ""] = /^0([xb])([0-9a-f*_]+)$/i.exec(text) ?? [];
  if (radix === undefined) {
    if (text === "*") return { value: 0n, mask: 0n, bits: null };
    return /^-?[0-9]+$/.test(text) ? { value: BigInt(text), mask: -1n, bits: null } : undefined;
  }
  const bits = radix.toLowerCase() === "x" ? BITS.x : BITS.b;
  let value = 0n;
  let mask = 0n;
  for (const digit of digits.replaceAll("_", "")) {
    const isAny = digit === "*";
    const found = isAny ? 0 : Number.parseInt(digit, 16);
    if (Number.isNaN(found) || found >= 1 << bits) return undefined;
    value = (value << BigInt(bits)) | BigInt(found);
    mask = (mask << BigInt(bits)) | (isAny ? 0n : (1n << BigInt(bits)) - 1n);
  }
  return { value, mask, bits: digits.replaceAll("_", "").length * bits };
}

/** A count or an index: no don't-care, no sign. */
export function countOf(text: string): number | undefined {
  const written = writtenOf(text);
  if (written === undefined || written.value < 0n) return undefined;
  const full = written.bits === null || written.mask === (1n << BigInt(written.bits)) - 1n;
  const number = Number(written.value);
  return full && Number.isSafeInteger(number) ? number : undefined;
}
