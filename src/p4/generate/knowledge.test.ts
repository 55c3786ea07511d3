import { expect, test } from "vitest";
import { Knowledge } from "./knowledge.ts";
import type { Line } from "./line.ts";

/** A header of one field of 64 bits: its validity is U[0], its halves are U[1] and U[2]. */
const EXTRACTION: Line = {
  kind: "extraction",
  valid: "U[0]",
  base: "t1",
  fields: [{ cells: ["U[1]", "U[2]"], bit: 0, width: 64, lines: ["U[1] = P[t1];", "U[2] = 7;"] }],
};
const putDown = (...lines: readonly string[]): string =>
  new Knowledge([EXTRACTION, ...lines]).putDown(() => true);

test("what never changes is read again from the packet", () => {
  const again = "if (h0 < 0) { U[1] = 0; U[2] = 0; } else { U[1] = P[h0]; U[2] = 7; }";
  expect(putDown("if (U[1] === 3) return 1;")).toBe(`U[0] = u0;\n${again}`);
});

test("of a field of which one half changes both are kept", () => {
  expect(putDown("U[2] = 3;").split("\n").toSorted()).toEqual([
    "U[0] = u0;",
    "U[1] = u1;",
    "U[2] = u2;",
  ]);
});
