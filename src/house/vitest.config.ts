/**
 * How the tests run. What vitest forgives by default is refused here: `.only`, retries, tests
 * without an assertion. All laws of a run share one seed, printed and taken back.
 * @module
 */
import { defineConfig } from "vitest/config";

const given = process.env["FLASHMESH_SEED"];
const seed = given === undefined || given === "" ? Date.now() % 2 ** 31 : Number(given);
// Workers load this file too; only the first process has not been told the seed yet.
if (given === undefined || given === "") console.log(`FLASHMESH_SEED=${seed}`);

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["src/**/*.test.ts", "spec/**/*.test.ts", "bench/**/*.test.ts"],
    setupFiles: ["src/house/seed.ts"],
    env: { FLASHMESH_SEED: String(seed) },
    allowOnly: false,
    retry: 0,
    expect: { requireAssertions: true },
    testTimeout: 30_000,
  },
});
