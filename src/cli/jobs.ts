/**
 * A model of the manifest -> the run of the checker that judges it: the configuration with the
 * model's changes, checked against its modules, and how much of the machine it may use.
 * @module
 */
import { dirname, join } from "node:path";
import type { Model } from "../graph/manifest.ts";
import { checkConstants, planConfig } from "../graph/plan.ts";
import type { Job } from "../graph/suite.ts";
import type { Arguments } from "./args.ts";
import { readText } from "./files.ts";
import { modulesOf } from "./modules.ts";

export type Limits = {
  readonly workers: number;
  readonly heapMb: number;
  readonly deadlineSeconds: number;
};

/** Above this a run gains from the optimising compiler. */
const BRIEF_SECONDS = 10;

export function limitsOf(given: Arguments): Limits {
  return {
    workers: given.count("workers", { min: 1, max: 256 }, 1),
    heapMb: given.count("heap", { min: 64, max: 1_000_000 }, 768),
    deadlineSeconds: given.count("deadline", { min: 1, max: 1_000_000 }, 3600),
  };
}

export async function jobOf(model: Model, manifest: string, limits: Limits): Promise<Job> {
  const root = dirname(manifest);
  const config = planConfig(model, await readText(join(root, model.config)));
  const modules = await modulesOf(root, model.module);
  checkConstants(model, config, modules.values());
  // Liveness with two workers misses violations; a counterexample is shortest with one.
  const alone = model.properties.length > 0 || model.expect.result !== "holds";
  const task = {
    name: model.name,
    root,
    module: model.module,
    config,
    workers: alone ? 1 : limits.workers,
    heapMb: limits.heapMb,
    brief: (model.seconds ?? 0) <= BRIEF_SECONDS,
    deadlineSeconds: limits.deadlineSeconds,
  };
  return { model, task };
}
