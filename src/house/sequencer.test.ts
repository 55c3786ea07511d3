import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { LONG } from "./sequencer.ts";

test("the files that are begun first are there, each once", () => {
  const root = new URL("../../", import.meta.url);
  expect(LONG.filter((name) => !existsSync(new URL(name, root)))).toEqual([]);
  expect(new Set(LONG).size).toBe(LONG.length);
});
