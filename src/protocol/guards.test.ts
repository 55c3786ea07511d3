import fc from "fast-check";
import { expect, test } from "vitest";
import { failed, NOTHING_OFF, type Guards } from "./guards.ts";
import { REASONS } from "./reasons.ts";

const table = REASONS.map(({ code }) => code);

test("guards that fail are named in the order of the table, however they are asked", () => {
  const asked = fc.shuffledSubarray(table, { maxLength: 8 });
  const holds = fc.infiniteStream(fc.boolean());
  fc.assert(
    fc.property(asked, holds, (codes, answers) => {
      const guards: Guards = Object.fromEntries(
        codes.map((code) => [code, answers.next().value === true]),
      );
      const expected = table.filter((code) => guards[code] === false);
      expect(failed(guards, NOTHING_OFF)).toEqual(expected);
    }),
  );
});
