/**
 * The model without each of its guards, and with each of its rules broken, through the checker. In:
 * the mutants to run. Out: the kills with their counterexamples in words, and what is not as it
 * must be: a mutant that lives, one that breaks by another claim, a control that surprises.
 * @module
 */
import { dirname, join } from "node:path";
import { InputFault } from "../base/fault.ts";
import type { Behaviour } from "../graph/behaviour.ts";
import type { Engine } from "../graph/jar.ts";
import type { Judgement } from "../graph/judge.ts";
import type { Manifest, Model } from "../graph/manifest.ts";
import type { Control, ModelMutant, Survivor } from "../graph/mutants.ts";
import { droppedBy, reads, survivorModel } from "../graph/mutants.ts";
import type { Reply } from "../graph/second.ts";
import { repliesAt } from "../graph/second.ts";
import type { Job } from "../graph/suite.ts";
import { longestFirst, runSuite } from "../graph/suite.ts";
import { stepsOf } from "../report/consequence.ts";
import type { ModelKill } from "../report/mutation.ts";
import { faultLines } from "../report/fault.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { filesBelow, readText } from "./files.ts";
import type { Limits } from "./jobs.ts";
import { jobOf } from "./jobs.ts";
import { modulesOf } from "./modules.ts";
import { ProgressLine } from "./progress.ts";
import type { World } from "./world.ts";

export type ModelSide = {
  readonly mutants: readonly ModelMutant[];
  readonly survivors: readonly Survivor[];
  readonly controls: readonly Control[];
};

export type ModelFindings = {
  readonly kills: readonly ModelKill[];
  /** Not as it must be; each in a sentence. */
  readonly wrong: readonly string[];
  /** What could not be judged. */
  readonly undecided: readonly string[];
};

type Judged = { readonly job: Job; readonly judgement: Judgement };

export async function mutateModel(
  engine: Engine,
  side: ModelSide,
  manifest: Manifest,
  file: string,
  limits: Limits,
  parallel: number,
  world: World,
): Promise<ModelFindings> {
  const { mutants, controls } = side;
  const survivors = side.survivors.flatMap((survivor) => {
    const model = survivorModel(manifest, survivor);
    return model === undefined ? [] : [{ survivor, model }];
  });
  const models = [...mutants, ...controls, ...survivors].map(({ model }) => model);
  for (const model of models) await checkApplied(model, dirname(file));
  const jobs = await Promise.all(models.map((model) => jobOf(model, file, limits)));
  const undecided: string[] = [];
  const judged = await runAll(engine, jobs, parallel, undecided, world);
  const wrong: string[] = [];
  const kills: ModelKill[] = [];
  for (const mutant of mutants) {
    const found = judged.get(mutant.model.name);
    if (found === undefined) continue;
    const kill = await killOf(mutant, found, wrong);
    if (kill !== undefined) kills.push(kill);
  }
  for (const { must, model } of controls) {
    const result = judged.get(model.name)?.judgement.outcome.result;
    const wanted = must === "die" ? "violated" : "holds";
    if (result === undefined || result === wanted) continue;
    undecided.push(`the run is void: the control ${model.name} must be ${wanted}, it is ${result}`);
  }
  for (const { survivor, model } of survivors) {
    const outcome = judged.get(model.name)?.judgement.outcome;
    if (outcome?.result !== "violated") continue;
    const { clause } = survivor;
    wrong.push(`${clause} is explained as a survivor, but ${outcome.property} breaks without it`);
  }
  return { kills, wrong, undecided };
}

/** The checker would pass over a guard that nobody reads, and the mutant would be no mutant. */
async function checkApplied(model: Model, root: string): Promise<void> {
  const texts = [...(await modulesOf(root, model.module)).values()];
  for (const guard of droppedBy(model)) {
    if (texts.some((text) => reads(text, guard))) continue;
    // A wallet reads fewer guards than an authority: one that drops them all drops what there is.
    if (droppedBy(model).length > 1) continue;
    throw new InputFault("MutantNotApplied", { model: model.name, guard });
  }
}

async function runAll(
  engine: Engine,
  jobs: readonly Job[],
  parallel: number,
  undecided: string[],
  world: World,
): Promise<ReadonlyMap<string, Judged>> {
  const judged = new Map<string, Judged>();
  const progress = new ProgressLine(world, jobs.length);
  try {
    for await (const event of runSuite(engine, longestFirst(jobs), parallel, world.signal)) {
      const { job } = event;
      if (event.type === "started") progress.started(job.model);
      else if (event.type === "progress") progress.advanced(job.model, event.progress);
      else {
        progress.ended(job.model);
        if (event.type === "fault") {
          undecided.push(`${job.model.name}: ${faultLines(event.fault).join(" ")}`);
          continue;
        }
        const { judgement } = event;
        const { outcome } = judgement;
        // A mutant that does not parse, or cannot be evaluated, has killed nobody.
        if (outcome.result === "error") undecided.push(`${job.model.name}: ${outcome.said}`);
        else judged.set(job.model.name, { job, judgement });
      }
    }
  } finally {
    progress.close();
  }
  return judged;
}

async function killOf(
  mutant: ModelMutant,
  { job, judgement }: Judged,
  wrong: string[],
): Promise<ModelKill | undefined> {
  const { outcome, mismatches } = judgement;
  const { model, clause } = mutant;
  if (outcome.result !== "violated") {
    wrong.push(`${clause} (${model.name}): nothing breaks without it`);
    return undefined;
  }
  for (const { what, expected, actual } of mismatches) {
    wrong.push(`${clause} (${model.name}): ${what} is ${actual}, the manifest says ${expected}`);
  }
  const { property, behaviour } = outcome;
  if (behaviour === undefined) {
    wrong.push(`${clause} (${model.name}): ${property} breaks without a counterexample`);
    return undefined;
  }
  const replies = mutant.level === "component" ? await repliesOf(job, property, behaviour) : [];
  const steps = stepsOf(behaviour, replies);
  return { mutant, invariant: property, states: behaviour.steps.length, steps };
}

/**
 * What made each step of a component: TLC shows states only, so the second engine is asked which
 * input leads from one to the next. A claim about steps breaks by an input in the last state.
 */
async function repliesOf(
  { model, task }: Job,
  invariant: string,
  { steps }: Behaviour,
): Promise<readonly (Reply | undefined)[]> {
  const modules = await modulesOf(task.root, task.module);
  const text = (name: string): string | undefined => modules.get(`${name}.tla`);
  const about = [...modules.values()]
    .map((module) => new RegExp(`^${invariant} == Every\\((\\w+)\\)`, "m").exec(module)?.[1])
    .find((name) => name !== undefined);
  return steps.map((step, at) => {
    const place = placeOf(step.variables);
    if (place === undefined) return undefined;
    const next = steps[at + 1];
    const after = next === undefined ? undefined : placeOf(next.variables);
    const condition =
      after !== undefined
        ? `r.state = ${print(after.core)}`
        : next === undefined && about !== undefined
          ? `~${about}(i, r)`
          : undefined;
    if (condition === undefined) return undefined;
    const [first] = repliesAt(model.module, task.config, text, place, condition);
    return first;
  });
}

function placeOf(variables: readonly (readonly [string, Value])[]) {
  const all = new Map(variables);
  const [opening, core] = [all.get("opening"), all.get("core")];
  if (opening?.kind !== "string" || core === undefined) return undefined;
  return { opening: opening.value, core };
}

const FIRST: readonly string[] = ["Authority.tla", "Messages.tla", "Wallet.tla"];

/** The module that has the guard, by the order in which a reader would look for it. */
export async function guardModules(
  root: string,
  guards: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = (await filesBelow(root)).filter((file) => /^\w+\.tla$/.test(file));
  const order = [...FIRST, ...found.filter((file) => !FIRST.includes(file))];
  const texts = new Map<string, string>();
  for (const file of order) texts.set(file, await readText(join(root, file)));
  return new Map(
    guards.flatMap((guard) => {
      const file = order.find((name) => reads(texts.get(name) ?? "", guard));
      return file === undefined ? [] : [[guard, file.replace(/\.tla$/, "")] as const];
    }),
  );
}
