/**
 * `flashmesh check [model|suite ...]`: runs models of the manifest through the checker and compares
 * each with what is pinned. Counterexamples are told as stories and written as files.
 * @module
 */
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256Hex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { shardText, weighed } from "../base/shard.ts";
import type { Engine, JarPin } from "../graph/jar.ts";
import { expectedJar, prepareEngine } from "../graph/jar.ts";
import type { Manifest, Model } from "../graph/manifest.ts";
import { decodeManifest, SUITES } from "../graph/manifest.ts";
import type { Job } from "../graph/suite.ts";
import { longestFirst, runSuite, secondsOf } from "../graph/suite.ts";
import { javaArguments } from "../graph/tlc.ts";
import type { CheckRun, ModelResult, Tally } from "../report/check.ts";
import {
  counterexampleOf,
  resultLines,
  standingOf,
  summaryOf,
  tallyInWords,
  tallyOf,
} from "../report/check.ts";
import { storyLines, storyOf } from "../report/story.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText, writeWhole } from "./files.ts";
import { jobOf, limitsOf } from "./jobs.ts";
import { pinCounts } from "./pin.ts";
import { ProgressLine } from "./progress.ts";
import { shardEmpty, shardOf } from "./shard.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "list", about: "name the models and what each is for; run nothing" },
  { name: "dry-run", about: "print the exact commands; run nothing" },
  { name: "json", about: "print one JSON summary instead of lines" },
  { name: "summary", value: "FILE", about: "write that JSON summary to a file as well" },
  { name: "shard", value: "I/N", about: "only the I-th of N parts that take about equally long" },
  { name: "story", about: "tell expected counterexamples too" },
  { name: "pin", about: "write the measured sizes into the manifest, for review" },
  { name: "jobs", value: "N", short: "j", about: "models at a time (the number of cores)" },
  { name: "workers", value: "N", about: "threads per safety model (1)" },
  { name: "heap", value: "MIB", about: "Java heap per model (768)" },
  { name: "deadline", value: "SECONDS", about: "longest time for one model (3600)" },
  { name: "out", value: "DIR", about: "counterexamples (.flashmesh/counterexamples)" },
  { name: "manifest", value: "FILE", about: "another manifest than tla/manifest.json" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Runs models through TLC and compares verdict, failing property and sizes with the manifest.",
  `A suite is one of ${SUITES.join(", ")}; without a name: small, must-fail, canary.`,
  "Exit: 0 all as pinned, 1 something is not, 2 something could not be judged, 3 bad input.",
  "FLASHMESH_TLA_JAR names the jar; else it is fetched once with Maven and kept in a cache.",
];

const DEFAULT_SUITES: readonly string[] = ["small", "must-fail", "canary"];

export const checkCommand: Command = {
  name: "check",
  summary: "run the models through TLC and compare with the manifest",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("check", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("check [model|suite ...] [options]", ABOUT, OPTIONS))
      world.out(line);
    return 0;
  }
  const file = manifestFile(given, world);
  const text = await readText(file);
  const manifest = decodeManifest(text, file, { unpinned: given.has("pin") });
  const wanted = given.positionals.length === 0 ? DEFAULT_SUITES : given.positionals;
  const shard = shardOf(given, "check");
  const all = modelsNamed(manifest, wanted);
  const models = weighed(all, secondsOf, shard);
  if (models.length === 0) throw shardEmpty(`${all.length} models`, shard);
  if (given.has("list")) {
    list(models, given, world);
    return 0;
  }
  const limits = limitsOf(given);
  const jobs = longestFirst(await Promise.all(models.map((model) => jobOf(model, file, limits))));
  if (given.has("dry-run")) {
    dryRun(jobs, manifest.jar, world);
    return 0;
  }
  const engine = await prepareEngine(manifest.jar, world.environment, world.signal);
  const asked: CheckRun = {
    manifest_sha256: sha256Hex(text),
    wanted,
    ...(shard.of === 1 ? {} : { shard: shardText(shard) }),
  };
  return await check(engine, jobs, { run: asked, models, file }, given, world);
}

function manifestFile(given: Arguments, world: World): string {
  const named = given.text("manifest");
  if (named !== undefined) return resolve(world.folder, named);
  return fileURLToPath(new URL("../../tla/manifest.json", import.meta.url));
}

/** Models by name or suite, in the order of the manifest. */
export function modelsNamed(manifest: Manifest, wanted: readonly string[]): readonly Model[] {
  for (const name of wanted) {
    const known =
      DEFAULT_SUITES.includes(name) ||
      manifest.models.some((model) => model.name === name || model.suite === name);
    if (!known) throw new InputFault("ModelUnknown", { name });
  }
  return manifest.models.filter(
    ({ name, suite }) => wanted.includes(name) || wanted.includes(suite),
  );
}

function list(models: readonly Model[], given: Arguments, world: World): void {
  if (given.has("json")) {
    const rows = models.map(({ name, suite, mode, about }) => ({ name, suite, mode, about }));
    world.out(canonical(rows));
    return;
  }
  for (const { name, suite, about } of models) world.out(`${suite}/${name}: ${about}`);
}

/** The run's own directory is made afresh each time; here it is called `$RUN`. */
function dryRun(jobs: readonly Job[], pin: JarPin, world: World): void {
  const engine = { java: "java", jar: expectedJar(pin, world.environment), pin };
  for (const { model, task } of jobs) {
    const changed = Object.entries(model.set).map(([name, value]) => `${name} = ${value}`);
    const edits = [...changed, ...model.replaces.map((keyword) => `other ${keyword}`)];
    const how = edits.length === 0 ? "" : ` with ${edits.join(", ")}`;
    world.out(`# ${model.name}: $RUN/model.cfg is ${model.config}${how}`);
    const words = ["java", ...javaArguments(engine, task, "$RUN")];
    world.out(`(cd ${dirname(resolve(task.root, task.module))} && ${words.join(" ")})`);
  }
}

type Asked = {
  readonly run: CheckRun;
  /** In the order of the manifest. */
  readonly models: readonly Model[];
  readonly file: string;
};

async function check(
  engine: Engine,
  jobs: readonly Job[],
  asked: Asked,
  given: Arguments,
  world: World,
): Promise<Exit> {
  const parallel = given.count("jobs", { min: 1, max: 256 }, availableParallelism());
  const folder = resolve(world.folder, given.text("out") ?? ".flashmesh/counterexamples");
  const results: ModelResult[] = [];
  const counterexamples = new Map<string, string>();
  const progress = new ProgressLine(world, jobs.length);
  try {
    for await (const event of runSuite(engine, jobs, parallel, world.signal)) {
      if (event.type === "started") progress.started(event.job.model);
      else if (event.type === "progress") progress.advanced(event.job.model, event.progress);
      else {
        const { model } = event.job;
        const result: ModelResult =
          event.type === "fault"
            ? { type: "fault", model, fault: event.fault }
            : { type: "judged", model, judgement: event.judgement, seconds: event.seconds };
        results.push(result);
        progress.ended(model);
        const written = await keepCounterexample(result, folder);
        if (written !== undefined) counterexamples.set(model.name, written);
        if (!given.has("json")) tell(result, given.has("story"), written, world);
      }
    }
  } finally {
    progress.close();
  }
  const tally = tallyOf(results);
  // Which of them ends first is for the machine to say, and no result.
  const ordered = results.toSorted(
    (left, right) => asked.models.indexOf(left.model) - asked.models.indexOf(right.model),
  );
  const summary = canonical(summaryOf(asked.run, ordered, counterexamples));
  const summaryFile = given.text("summary");
  if (summaryFile !== undefined) await writeWhole(resolve(world.folder, summaryFile), summary);
  if (given.has("json")) world.out(summary);
  else world.out(tallyInWords(tally));
  if (given.has("pin")) await pinCounts(asked.file, results, world);
  return exitOf(tally);
}

export function exitOf({ failed, undecided }: Tally): Exit {
  if (failed > 0) return 1;
  return undecided > 0 ? 2 : 0;
}

function tell(
  result: ModelResult,
  withExpected: boolean,
  written: string | undefined,
  world: World,
): void {
  for (const line of resultLines(result)) world.out(line);
  if (result.type === "fault" || result.judgement.outcome.result !== "violated") return;
  if (standingOf(result) === "passed" && !withExpected) return;
  const { behaviour } = result.judgement.outcome;
  if (behaviour === undefined) return;
  world.out(`     ${result.model.about}`);
  for (const line of storyLines(storyOf(behaviour), world.width)) world.out(line);
  if (written !== undefined) world.out(`     written to ${written}`);
}

/** Writes the counterexample, or takes away the one of an earlier run. Out: the file, if any. */
async function keepCounterexample(
  result: ModelResult,
  folder: string,
): Promise<string | undefined> {
  const file = join(folder, `${result.model.name}.json`);
  const outcome = result.type === "judged" ? result.judgement.outcome : undefined;
  if (outcome?.result !== "violated" || outcome.behaviour === undefined) {
    await rm(file, { force: true });
    return undefined;
  }
  const story = storyOf(outcome.behaviour);
  const data = counterexampleOf(result.model, outcome.property, story);
  await writeWhole(file, `${JSON.stringify(data, null, 2)}\n`);
  return file;
}
