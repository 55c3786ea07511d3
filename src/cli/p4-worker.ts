/**
 * A thread that judges STF files, one after the other, so that a program that never ends can be
 * ended from outside. In: a task a message. Out: a verdict a message.
 * @module
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parentPort } from "node:worker_threads";
import { judgeStf, type Verdict } from "../p4/stf/judge.ts";
import { backEndsOf, engineWorld, type Engines } from "./p4-engines.ts";
import { loadProgram, type SourceSettings } from "./p4-source.ts";

export type Task = {
  readonly program: string;
  readonly stf: string;
  readonly settings: SourceSettings;
  readonly engines: Engines;
  readonly seed: number;
};

parentPort?.on("message", (task: Task) => parentPort?.postMessage(verdictOn(task)));

function verdictOn({ program, stf, settings, engines, seed }: Task): Verdict {
  const loaded = loadProgram(program, settings);
  const text = readFileSync(resolve(settings.folder, stf), "utf8");
  const world = (): ReturnType<typeof engineWorld> => engineWorld(seed, () => undefined);
  return judgeStf(loaded.program, text, backEndsOf(engines), world);
}
