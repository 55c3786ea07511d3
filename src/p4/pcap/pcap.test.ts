import fc from "fast-check";
import { expect, test } from "vitest";
import { readPcap, writePcap } from "./pcap.ts";

const packets = fc.array(
  fc.record({
    atUs: fc.nat({ max: 2 ** 31 }).map((number) => number * 1000 + 7),
    bytes: fc.uint8Array({ maxLength: 80 }),
  }),
  { maxLength: 6 },
);

test("what is written is read again", () => {
  fc.assert(
    fc.property(packets, (list) => {
      expect(readPcap(writePcap(list))).toEqual({ ok: true, value: list });
    }),
  );
});

test("a capture of the other byte order, in nanoseconds, is the same", () => {
  const big = [
    ..."a1b23c4d00020004000000000000000000040000000000010000000300000fa0".matchAll(/../g),
    ..."0000000200000002beef".matchAll(/../g),
  ].map(([byte]) => Number.parseInt(byte, 16));
  expect(readPcap(Uint8Array.from(big))).toEqual({
    ok: true,
    value: [{ atUs: 3_000_004, bytes: Uint8Array.of(0xbe, 0xef) }],
  });
});

test("a capture that ends early, or is none, is refused", () => {
  const whole = writePcap([{ atUs: 1, bytes: Uint8Array.of(1, 2, 3) }]);
  for (let length = 0; length < whole.length; length += 1) {
    // Behind the file's header, where no packet has begun, it is whole.
    expect(readPcap(whole.subarray(0, length)).ok, String(length)).toBe(length === 24);
  }
  expect(readPcap(whole.with(0, 0)).ok).toBe(false);
  expect(readPcap(whole.with(32, 2)).ok).toBe(false);
});
