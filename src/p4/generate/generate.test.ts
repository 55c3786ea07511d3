import { describe, expect, test } from "vitest";
import { LAWS } from "../interpret/laws.ts";
import { Rig } from "../interpret/rig.ts";
import { generate } from "./generate.ts";

describe.each(LAWS)("generated code keeps the laws of %s", (_, laws) => {
  test.each(laws)("$title", ({ parts, options, got, want }) => {
    expect(got(new Rig(generate, parts, options))).toEqual(want);
  });
});
