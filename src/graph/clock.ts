/**
 * A manifest entry for tests: a clock that ticks four times. Tests change what they are about.
 * @module
 */
import type { Model } from "./manifest.ts";

export const CLOCK: Model = {
  name: "Clock",
  module: "Clock",
  config: "Clock.cfg",
  suite: "small",
  mode: "safety",
  about: "A clock.",
  set: {},
  invariants: ["Small"],
  properties: [],
  replaces: [],
  expect: { result: "holds" },
  correctExit: undefined,
  counts: { initial: 1, generated: 5, distinct: 4, depth: 4 },
  warnings: [],
  kills: undefined,
  breaks: undefined,
  seconds: undefined,
};
