/**
 * How the tests run. What vitest forgives by default is refused here: `.only`, retries, tests
 * without an assertion. All laws of a run share one seed, printed and taken back.
 * @module
 */
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./sequencer.ts";

// Workers load this file too, with the environment of the first process, so they see its choice.
process.env["FLASHMESH_SEED"] ||= String(Date.now() % 2 ** 31);

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["src/**/*.test.ts", "spec/**/*.test.ts", "bench/**/*.test.ts"],
    globalSetup: ["src/house/announce.ts"],
    setupFiles: ["src/house/seed.ts"],
    env: {
      FLASHMESH_SEED: process.env["FLASHMESH_SEED"],
      // PERF: the hundreds of commands that are started find even their first file compiled.
      NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
    },
    allowOnly: false,
    retry: 0,
    // PERF: by default one processor is left idle, which is half of a machine with two. And files
    // that start processes wait for them and for the disk, so there is one file more than that.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    expect: { requireAssertions: true },
    // It ends what hangs; it is no measure of speed, so a busy machine has time.
    testTimeout: 180_000,
  },
});
