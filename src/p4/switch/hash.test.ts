import { describe, expect, test } from "vitest";
import { utf8 } from "../../base/bytes.ts";
import { hashInto, hashOf } from "./hash.ts";

const CHECK = utf8("123456789");

describe("hash algorithms give the published check values", () => {
  test.each([
    ["crc32", 0xcbf43926n], // Catalogue of parametrised CRC algorithms: CRC-32/ISO-HDLC.
    ["crc16", 0xbb3dn], // CRC-16/ARC.
    ["identity", 0x3132333435363738n],
    // "12" ^ "34" ^ "56" ^ "78" ^ "9\0".
    ["xor16", 0x3132n ^ 0x3334n ^ 0x3536n ^ 0x3738n ^ 0x3900n],
  ])("%s", (algorithm, value) => {
    expect(hashOf(algorithm, CHECK)).toBe(value);
  });

  test("csum16 of the example in RFC 1071, section 3", () => {
    const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
    expect(hashOf("csum16", bytes)).toBe(BigInt(~0xddf2 & 0xffff));
  });

  test("csum16 folds every carry, and a sum that holds its own checksum gives 0", () => {
    const bytes = new Uint8Array(131_072).fill(0xff);
    expect(hashOf("csum16", bytes)).toBe(0n);
  });

  test("base and max", () => {
    expect(hashInto(17n, 5n, 0n)).toBe(5n);
    expect(hashInto(17n, 5n, 1n)).toBe(5n);
    expect(hashInto(17n, 5n, 7n)).toBe(8n);
    expect(hashInto(1n, (1n << 64n) - 1n, 2n)).toBe(0n);
  });
});
