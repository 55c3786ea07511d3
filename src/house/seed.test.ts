import fc from "fast-check";
import { expect, test } from "vitest";

test("all laws of a run use the seed that it printed", () => {
  expect(fc.readConfigureGlobal().seed).toBe(Number(process.env["FLASHMESH_SEED"]));
  expect(Number.isSafeInteger(fc.readConfigureGlobal().seed)).toBe(true);
});
