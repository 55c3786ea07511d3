/**
 * Bytes and their one spelling in text: lower-case hex. Anything else is no spelling at all.
 * @module
 */
import { hash } from "node:crypto";

/** By code, up to 255. */
const IS_DIGIT = Uint8Array.from({ length: 256 }, (_, code) =>
  Number("0123456789abcdef".includes(String.fromCharCode(code))),
);
const encoder = new TextEncoder();

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** The bytes, or undefined for an odd length, an upper-case digit or any other character. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !isHex(text, text.length)) return undefined;
  return new Uint8Array(Buffer.from(text, "hex"));
}

/**
 * Whether it is so many lower-case digits. PERF: which digit it is decides no branch, since none
 * could be foreseen; so it takes half as long as with branches, or as a regular expression.
 */
export function isHex(text: string, digits: number): boolean {
  if (text.length !== digits) return false;
  let all = 1;
  let codes = 0;
  for (let at = 0; at < digits; at += 1) {
    const code = text.charCodeAt(at);
    codes |= code;
    all &= IS_DIGIT[code & 0xff] ?? 0;
  }
  return all === 1 && codes <= 0xff;
}

/** UTF-8. The text must be well formed: a lone surrogate has no bytes of its own. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of strict UTF-8, or undefined. No byte order mark: it would be a second spelling. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** SHA-256 (FIPS 180-4) of bytes, or of the UTF-8 of a text, as hex. */
export function sha256Hex(data: Uint8Array | string): string {
  return hash("sha256", data, "hex");
}

/** Lexicographic by unsigned byte, a prefix first; negative, zero or positive. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  return Buffer.compare(left, right);
}
