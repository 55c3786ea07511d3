import { describe, expect, test } from "vitest";
import { interpret } from "./interpret.ts";
import { LAWS } from "./laws.ts";
import { Rig } from "./rig.ts";

describe.each(LAWS)("the interpreter keeps the laws of %s", (_, laws) => {
  test.each(laws)("$title", ({ parts, options, got, want }) => {
    expect(got(new Rig(interpret, parts, options))).toEqual(want);
  });
});
