import fc from "fast-check";
import { expect, test } from "vitest";
import { randomProgram } from "./random-program.ts";
import { refusals } from "./sample.ts";

/** A list of numbers as a source of choices; after its end everything is as simple as can be. */
function chooser(numbers: readonly number[]): (below: number) => number {
  let at = 0;
  return (below) => (below < 1 ? 0 : (numbers[at++] ?? 0) % below);
}

test("whatever is well typed compiles", () => {
  const choices = fc.array(fc.nat(1 << 20), { minLength: 200, maxLength: 3000, size: "max" });
  let longest = 0;
  fc.assert(
    fc.property(choices, (numbers) => {
      const text = randomProgram(chooser(numbers));
      longest = Math.max(longest, text.length);
      expect(refusals(text)).toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(longest).toBeGreaterThan(2000); // The choices reach as far as tables and loops.
});
