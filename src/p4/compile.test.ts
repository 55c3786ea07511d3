import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";

/** The words of a real program, with whatever stands between them. */
const WORDS = readFileSync("p4/flashmesh.p4", "utf8").split(/\b|(?=[^\w\s])/);
const word = fc.constantFrom(...new Set(WORDS));
const change = fc.record({ at: fc.nat({ max: WORDS.length - 1 }), out: fc.nat({ max: 2 }), word });

test("a program with words changed still compiles, or is told why not", () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const words = changes.reduce(
        (all, { at, out, word: put }) => all.toSpliced(at, out, put),
        WORDS,
      );
      const program = compile({ file: "x.p4", text: words.join("") }, () => undefined);
      const told = program.ok ? [] : program.reason;
      expect(program.ok || told.length > 0).toBe(true);
      for (const { message, place } of told) {
        expect(message).not.toBe("");
        expect(place.line).toBeGreaterThan(0);
      }
    }),
    { numRuns: 100 },
  );
});
