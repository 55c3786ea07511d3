import { expect, test } from "vitest";
import { assert, Bug } from "./assert.ts";

test("a claim that holds passes and one that does not is a bug", () => {
  expect(() => assert(true, "true")).not.toThrow();
  expect(() => assert(false, "false is true")).toThrow(Bug);
  expect(() => assert(false, "false is true")).toThrow("false is true");
});
