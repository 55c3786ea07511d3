/**
 * `flashmesh traces [model ...]`: from the generation models to the vector files of `conformance/`.
 * TLC explores each model, its graph is covered by traces, names are bound to keys. With `--check`
 * nothing is written, and every byte must be the one that is stored.
 * @module
 */
import { dirname, join, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { prepareEngine } from "../graph/jar.ts";
import type { Manifest, Model } from "../graph/manifest.ts";
import { decodeManifest } from "../graph/manifest.ts";
import { guardCoverage, guardLines } from "../report/traces.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText } from "./files.ts";
import type { Made } from "./generate.ts";
import { generateAll } from "./generate.ts";
import { CONFORMANCE, MANIFEST, readReasons } from "./places.ts";
import { compare, store } from "./stored.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "list", about: "name the generation models; run nothing" },
  { name: "check", about: "write nothing; every byte must be as stored" },
  { name: "second", about: "another TLA+ engine must find the same graphs, edge by edge" },
  { name: "json", about: "print one JSON summary instead of lines" },
  { name: "out", value: "DIR", about: "where the files are (conformance/traces)" },
  { name: "jobs", value: "N", short: "j", about: "models at a time (the number of cores)" },
  { name: "heap", value: "MIB", about: "Java heap per model (1024)" },
  { name: "deadline", value: "SECONDS", about: "longest time for one model (600)" },
  { name: "manifest", value: "FILE", about: "another manifest than tla/manifest.json" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Explores the generation models with TLC and writes their graphs as vector files: every state,",
  "every input, every answer. Prints exactly what is covered.",
  "Exit: 0 done, or all bytes as stored; 1 a byte differs, something is not covered, or two",
  "engines disagree; 2 could not be generated; 3 bad input.",
];

export const tracesCommand: Command = {
  name: "traces",
  summary: "generate the conformance vectors from the models, or check them",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("traces", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("traces [model ...] [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const file = resolve(world.folder, given.text("manifest") ?? MANIFEST);
  const manifest = decodeManifest(await readText(file), file);
  const models = select(manifest, given.positionals);
  if (given.has("list")) {
    const rows = models.map(({ name, about }) => ({ name, about }));
    if (given.has("json")) world.out(canonical(rows));
    else for (const { name, about } of rows) world.out(`${name}: ${about}`);
    return 0;
  }
  const engine = await prepareEngine(manifest.jar, world.environment, world.signal);
  const made = await generateAll(engine, manifest, models, dirname(file), given, world);
  const whole = given.positionals.length === 0;
  const folder = resolve(world.folder, given.text("out") ?? join(CONFORMANCE, "traces"));
  return await finish(made, whole, folder, given, world);
}

function select(manifest: Manifest, wanted: readonly string[]): readonly Model[] {
  const models = manifest.models.filter(({ mode }) => mode === "generate");
  for (const name of wanted) {
    if (!models.some((model) => model.name === name))
      throw new InputFault("ModelUnknown", { name });
  }
  if (models.length === 0) throw new InputFault("ModelUnknown", { name: "generate" });
  return wanted.length === 0 ? models : models.filter(({ name }) => wanted.includes(name));
}

async function finish(
  made: readonly Made[],
  whole: boolean,
  folder: string,
  given: Arguments,
  world: World,
): Promise<Exit> {
  const guards = [...(await readReasons()).keys()];
  const coverage = guardCoverage(
    made.map((each) => each.coverage),
    guards,
  );
  // One model alone need not cover every guard.
  const covered =
    made.every(({ coverage: { states, transitions, inputs } }) =>
      [states, transitions, inputs].every(({ missed }) => missed.length === 0),
    ) &&
    (!whole || coverage.missing.length + coverage.stale.length === 0);
  const json = given.has("json");
  if (!json && whole) for (const line of guardLines(coverage, guards)) world.out(line);
  const differing = given.has("check")
    ? await compare(made, whole, folder, json, world)
    : await store(made, whole, folder);
  if (json) world.out(canonical(summary(made, coverage.alone, differing)));
  else if (given.has("check")) {
    world.out(differing.length === 0 ? "every byte is as stored" : `${differing.length} differ`);
  } else world.out(`written: ${made.length} files below ${folder}`);
  const agreed = made.every(({ agreement }) => (agreement?.differences ?? []).length === 0);
  return covered && agreed && (differing.length === 0 || !given.has("check")) ? 0 : 1;
}

function summary(
  made: readonly Made[],
  alone: ReadonlyMap<string, number>,
  differing: readonly string[],
) {
  return {
    files: made.map(({ entry, coverage, agreement }) => ({
      ...entry,
      covered: {
        states: coverage.states.covered,
        transitions: coverage.transitions.covered,
        inputs: coverage.inputs.covered,
      },
      outcomes: Object.fromEntries(coverage.outcomes),
      second: agreement === undefined ? null : agreement,
    })),
    alone: Object.fromEntries(alone),
    differing,
  };
}
