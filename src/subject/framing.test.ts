/** Lines come out whole, however they are cut on the way. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Framing } from "./framing.ts";

/** The lines of `bytes`, cut into pieces of `size`; undefined once one is too long. */
function framed(bytes: Buffer, size: number, lineMax: number): readonly string[] | undefined {
  const framing = new Framing(lineMax);
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; from += size) {
    const piece = bytes.subarray(from, from + size);
    if (!framing.push(piece, (line) => lines.push(line.toString("latin1")))) return undefined;
  }
  return lines;
}

test("however they are cut, the same lines come out, byte by byte, too", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[ -~]{0,20}$/)),
      fc.integer({ min: 1, max: 64 }),
      (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
        expect(framed(bytes, size, 20)).toEqual(lines);
      },
    ),
  );
});

test("a line at the bound passes and one byte more does not, ended or not", () => {
  for (const size of [1, 7, 64]) {
    expect(framed(Buffer.from(`${"x".repeat(20)}\n`), size, 20)).toEqual(["x".repeat(20)]);
    expect(framed(Buffer.from(`${"x".repeat(21)}\n`), size, 20)).toBeUndefined();
    expect(framed(Buffer.from("x".repeat(21)), size, 20)).toBeUndefined();
  }
});

test("what has not ended is no line, and is counted", () => {
  const framing = new Framing(20);
  expect(framing.push(Buffer.from("a\nbc"), (line) => expect(line.toString()).toBe("a"))).toBe(
    true,
  );
  expect(framing.open).toBe(2);
});
