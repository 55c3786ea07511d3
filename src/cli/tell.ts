/**
 * One model -> its tale: the checker runs, and goes through what it found once more. A model that
 * must fail is told by its counterexample, one that holds by one of its runs.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Engine } from "../graph/jar.ts";
import type { Judgement } from "../graph/judge.ts";
import type { Model } from "../graph/manifest.ts";
import type { Story } from "../graph/stories.ts";
import { canBeTold } from "../graph/stories.ts";
import type { Job } from "../graph/suite.ts";
import { runSuite } from "../graph/suite.ts";
import { NO_READINGS } from "../graph/watch.ts";
import { grouped } from "../report/check.ts";
import { faultLines } from "../report/fault.ts";
import type { Introduction, Tale } from "../report/tale.ts";
import { taleOf } from "../report/tale.ts";
import { ProgressLine } from "./progress.ts";
import type { Found, Retold } from "./retell.ts";
import { inSample, retell } from "./retell.ts";
import type { World } from "./world.ts";

/** A run of a model that holds: long enough for a payment to get its certificate. */
const SAMPLE_STEPS = 6;

export async function tell(
  engine: Engine,
  job: Job,
  story: Story | undefined,
  world: World,
): Promise<Tale> {
  const { model } = job;
  const found = canBeTold(model)
    ? await counterexample(engine, job, world)
    : await sample(engine, job, world);
  const { definition, readings } = await retold(engine, job, found, world);
  const introduction = story ?? introductionOf(model, found.behaviour.steps.length - 1);
  return taleOf({ model, introduction, ...found, definition, readings });
}

function introductionOf(model: Model, steps: number): Introduction {
  if (canBeTold(model)) return { title: model.about, text: [] };
  const size = model.counts === undefined ? "" : ` in ${grouped(model.counts.distinct)} states`;
  const holds = `This model holds: there is no counterexample${size}.`;
  return { title: model.about, text: [`${holds} Here is one of its runs, of ${steps} steps.`] };
}

async function counterexample(engine: Engine, job: Job, world: World): Promise<Found> {
  const { outcome } = await judged(engine, job, world);
  if (outcome.result === "violated" && outcome.behaviour !== undefined) {
    return { behaviour: outcome.behaviour, property: outcome.property };
  }
  const said = outcome.result === "error" ? outcome.said : outcome.result;
  throw new Fault("StoryNotHad", { model: job.model.name, said });
}

/** The shortest run of that many steps, or the longest there is. */
async function sample(engine: Engine, job: Job, world: World): Promise<Found> {
  const steps = Math.min(SAMPLE_STEPS, (job.model.counts?.depth ?? SAMPLE_STEPS) - 1);
  return await inSample(job, steps, async (task) => {
    const model = { ...job.model, invariants: ["ToldShort"], properties: [] };
    const { behaviour } = await counterexample(engine, { model, task }, world);
    return { behaviour, property: undefined };
  });
}

async function judged(engine: Engine, job: Job, world: World): Promise<Judgement> {
  const progress = new ProgressLine(world, 1);
  try {
    for await (const event of runSuite(engine, [job], 1, world.signal)) {
      if (event.type === "started") progress.started(job.model);
      else if (event.type === "progress") progress.advanced(job.model, event.progress);
      else if (event.type === "fault") throw event.fault;
      else return event.judgement;
    }
  } finally {
    progress.close();
  }
  throw new Fault("Interrupted", { during: job.model.name });
}

/** A story without values is better than none: what stood in the way is said beside it. */
async function retold(engine: Engine, job: Job, found: Found, world: World): Promise<Retold> {
  try {
    return await retell(engine, job, found, world.signal);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "Interrupted") throw error;
    for (const line of faultLines(error)) world.err(`flashmesh: ${line}\n`);
    return { definition: undefined, readings: NO_READINGS };
  }
}
