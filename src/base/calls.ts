/**
 * How much work an act is, without a clock: V8 counts every call of every function. In: an act.
 * Out: how many calls of our own functions, callbacks included, it made. For tests of how work
 * grows: a count is the same on every machine, however busy.
 * @module
 */
import { Session, type Profiler } from "node:inspector";
import { assert } from "./assert.ts";

export function callsOf(act: () => void): number {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  try {
    act();
    let told: readonly Profiler.ScriptCoverage[] | undefined;
    session.post("Profiler.takePreciseCoverage", (error, { result }) => {
      if (error === null) told = result;
    });
    assert(told !== undefined, "V8 tells what it has counted");
    return told
      .filter(({ url }) => /\/src\/.*\.[jt]s$/.test(url) && !url.includes("node_modules"))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges[0]?.count ?? 0))
      .reduce((sum, count) => sum + count, 0);
  } finally {
    session.post("Profiler.stopPreciseCoverage");
    session.disconnect();
  }
}
