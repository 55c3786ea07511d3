import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { render, target } from "./generate-reasons.ts";

test("the table in TypeScript is the one of the specification, to the byte", () => {
  expect(readFileSync(target, "utf8")).toBe(render());
});
