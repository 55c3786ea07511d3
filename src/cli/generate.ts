/**
 * From generation models to vector files in memory: some models at a time, each explored by TLC,
 * covered, bound to keys. In: models of the manifest. Out: for each the text of its file and what
 * it covers; or the fault of the first that could not be generated, once all others have stopped.
 * @module
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Fault } from "../base/fault.ts";
import type { Engine } from "../graph/jar.ts";
import type { Manifest, Model } from "../graph/manifest.ts";
import { planConfig } from "../graph/plan.ts";
import type { Task, TlcRun } from "../graph/tlc.ts";
import { runTlc } from "../graph/tlc.ts";
import { generatedLines } from "../report/traces.ts";
import type { Arguments } from "./args.ts";
import { readText } from "./files.ts";
import type { Vectors } from "./generate-worker.ts";
import { VectorThread } from "./generate-thread.ts";
import { ProgressLine } from "./progress.ts";
import type { World } from "./world.ts";

export type Made = Vectors & { readonly seconds: number };

export async function generateAll(
  engine: Engine,
  manifest: Manifest,
  models: readonly Model[],
  root: string,
  given: Arguments,
  world: World,
): Promise<readonly Made[]> {
  const waiting = models.toSorted(
    (left, right) => (right.counts?.generated ?? 0) - (left.counts?.generated ?? 0),
  );
  const made: Made[] = [];
  const progress = new ProgressLine(world, models.length);
  // The first model that cannot be generated stops the others: half a corpus is none.
  const stop = new AbortController();
  const signal = AbortSignal.any([world.signal, stop.signal]);
  const lane = async (): Promise<void> => {
    const thread = new VectorThread();
    try {
      for (let model = waiting.shift(); model !== undefined; model = waiting.shift()) {
        const started = world.now();
        const task = await taskOf(model, root, given);
        const run = await explore(engine, model, task, signal, progress);
        const explored = { model, root, task, run, jar: manifest.jar, second: given.has("second") };
        const vectors = await thread.make(explored, signal);
        progress.ended(model);
        const told = { ...vectors, seconds: (world.now() - started) / 1000 };
        made.push(told);
        if (!given.has("json")) for (const line of generatedLines(told)) world.out(line);
      }
    } catch (cause) {
      stop.abort();
      throw cause;
    } finally {
      await thread.close();
    }
  };
  const lanes = given.count("jobs", { min: 1, max: 64 }, availableParallelism());
  const ends = await Promise.allSettled(
    Array.from({ length: Math.min(lanes, models.length) }, lane),
  );
  progress.close();
  const failed = ends.filter((end) => end.status === "rejected").map(({ reason }) => reason);
  // What was stopped is not the cause.
  const cause = failed.find((reason) => !isInterruption(reason)) ?? failed[0];
  if (failed.length > 0) throw cause;
  return made;
}

function isInterruption(reason: unknown): boolean {
  return reason instanceof Fault && reason.code === "Interrupted";
}

async function taskOf(model: Model, root: string, given: Arguments): Promise<Task> {
  return {
    name: model.name,
    root,
    module: model.module,
    config: planConfig(model, await readText(join(root, model.config))),
    workers: 1,
    heapMb: given.count("heap", { min: 64, max: 1_000_000 }, 1024),
    deadlineSeconds: given.count("deadline", { min: 1, max: 1_000_000 }, 600),
  };
}

async function explore(
  engine: Engine,
  model: Model,
  task: Task,
  signal: AbortSignal,
  progress: ProgressLine,
): Promise<TlcRun> {
  progress.started(model);
  for await (const event of runTlc(engine, task, signal)) {
    if (event.type === "done") return event.run;
    progress.advanced(model, event.progress);
  }
  throw new Fault("TlcWithoutEnd", { model: model.name });
}
