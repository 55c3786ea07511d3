/**
 * From generation models to vector files in memory: some models at a time, each explored by TLC,
 * covered, bound to keys. In: models of the manifest. Out: for each the text of its file and what
 * it covers; or the fault of the first that could not be generated, once all others have stopped.
 * @module
 */
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { sha256Hex } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { graphOf } from "../graph/generation.ts";
import type { Graph } from "../graph/graph.ts";
import type { Engine } from "../graph/jar.ts";
import type { Manifest, Model } from "../graph/manifest.ts";
import { planConfig } from "../graph/plan.ts";
import type { Agreement } from "../graph/second.ts";
import { compareWithSecond } from "../graph/second.ts";
import type { Task, TlcRun } from "../graph/tlc.ts";
import { runTlc } from "../graph/tlc.ts";
import type { Generated } from "../report/traces.ts";
import { generatedLines } from "../report/traces.ts";
import { build } from "../vector/build.ts";
import { entryOf } from "../vector/catalogue.ts";
import { amountUnitOf } from "../vector/units.ts";
import { write } from "../vector/write.ts";
import type { Arguments } from "./args.ts";
import { readText } from "./files.ts";
import { modulesOf, specDigest } from "./modules.ts";
import { readReasons } from "./places.ts";
import { ProgressLine } from "./progress.ts";
import type { World } from "./world.ts";

export type Made = Generated & { readonly text: string };

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
    try {
      for (let model = waiting.shift(); model !== undefined; model = waiting.shift()) {
        const started = world.now();
        const task = await taskOf(model, root, given);
        const explored = await explore(engine, model, task, signal, progress);
        const one = await generate(manifest, model, root, task, explored, given.has("second"));
        progress.ended(model);
        const told = { ...one, seconds: (world.now() - started) / 1000 };
        made.push(told);
        if (!given.has("json")) for (const line of generatedLines(told)) world.out(line);
      }
    } catch (cause) {
      stop.abort();
      throw cause;
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

async function generate(
  manifest: Manifest,
  model: Model,
  root: string,
  task: Task,
  explored: TlcRun,
  withSecond: boolean,
): Promise<Omit<Made, "seconds">> {
  const provenance = {
    model: model.name,
    spec: await specDigest(root, model.module),
    config: sha256Hex(task.config),
    jar: manifest.jar.sha256,
    scope: model.about,
    amountUnit: amountUnitOf(model.name),
  };
  const graph = graphOf(model, explored);
  const agreement = withSecond ? await secondOpinion(root, model, task, graph) : undefined;
  const { file, coverage } = build(graph, provenance, await readReasons());
  const text = write(file);
  return { entry: entryOf(file.header, text), coverage, text, agreement };
}

async function secondOpinion(
  root: string,
  model: Model,
  task: Task,
  graph: Graph,
): Promise<Agreement> {
  const modules = await modulesOf(root, model.module);
  const text = (name: string): string | undefined => modules.get(`${name}.tla`);
  return compareWithSecond(basename(model.module, ".tla"), task.config, text, graph);
}
