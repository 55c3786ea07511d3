/**
 * Asks the checker to go through a behaviour once more and say what the model derives on the way:
 * who is who, where the claim turns false, by which values. In: the run's job and what it found.
 * Out: readings, and the definition of what broke. The module for it stands in a folder of its own
 * and is gone afterwards.
 * @module
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Fault } from "../base/fault.ts";
import type { Behaviour } from "../graph/behaviour.ts";
import type { Definition } from "../graph/definition.ts";
import {
  definitionOf,
  extendedFrom,
  namesWithoutArguments,
  plainItemsOf,
  quantifiedIn,
  sidesOf,
  written,
} from "../graph/definition.ts";
import type { Engine } from "../graph/jar.ts";
import { diskFault } from "../graph/jar.ts";
import type { Model } from "../graph/manifest.ts";
import type { Job } from "../graph/suite.ts";
import type { Task } from "../graph/tlc.ts";
import { finishTlc } from "../graph/tlc.ts";
import type { Claim, Readings, Watched } from "../graph/watch.ts";
import {
  readingsOf,
  sampleConfig,
  sampleText,
  WATCH_MODULE,
  watchConfig,
  watchText,
} from "../graph/watch.ts";
import { ALONE, DERIVED, ROLES } from "../report/sayings.ts";
import { modulesOf } from "./modules.ts";

export type Retold = {
  readonly definition: Definition | undefined;
  readonly readings: Readings;
};

/** Constants that words are made of. */
const CONSTANTS = [...ROLES.map(({ constant }) => constant), ALONE.constant, "Committees"];

/** What is told: a behaviour, and what it breaks, if it breaks anything. */
export type Found = { readonly behaviour: Behaviour; readonly property: string | undefined };

export async function retell(
  engine: Engine,
  { model, task }: Job,
  { behaviour, property }: Found,
  signal: AbortSignal,
): Promise<Retold> {
  const modules = await modulesOf(task.root, model.module);
  const scope = extendedFrom(`${rootOf(model)}.tla`, modules);
  const names = new Set([...scope.values()].flatMap((text) => [...namesWithoutArguments(text)]));
  const definition = property === undefined ? undefined : definitionOf(property, modules);
  const claim = claimOf(model, definition, { modules, names, behaviour });
  const watched: Watched = {
    module: rootOf(model),
    behaviour,
    claim,
    operators: DERIVED.map(({ operator }) => operator).filter((name) => names.has(name)),
    constants: CONSTANTS.filter((name) => names.has(name)),
  };
  const config = watchConfig(task.config);
  let said = "";
  // Part of a claim may have no value on its own; who is who is then still worth asking.
  for (const asked of claim === undefined
    ? [watched]
    : [watched, { ...watched, claim: undefined }]) {
    const run = await inFolder(watchText(asked), async (module) =>
      finishTlc(engine, { ...task, ...placed(task, model), module, config, brief: true }, signal),
    );
    const { terms = [] } = asked.claim ?? {};
    const { length } = behaviour.steps;
    if (run.exit === 0) return { definition, readings: readingsOf(run.printed, length, terms) };
    const errors = run.frames.filter(({ severity }) => severity === 1).map((frame) => frame.text);
    said = [...errors, ...run.loose.filter((line) => !/^(?:Parsing|Semantic)/.test(line))].join(
      "\n",
    );
  }
  throw new Fault("NotRetold", { model: model.name, said: said.slice(0, 400) });
}

/** The task that finds a run of so many steps in a model that holds. */
export async function inSample<To>(
  { model, task }: Job,
  steps: number,
  run: (task: Task) => Promise<To>,
): Promise<To> {
  const config = sampleConfig(task.config);
  return await inFolder(sampleText(rootOf(model), steps), async (module) =>
    run({ ...task, ...placed(task, model), module, config, workers: 1 }),
  );
}

type Scope = {
  readonly modules: ReadonlyMap<string, string>;
  /** What can be spoken of without an argument. */
  readonly names: ReadonlySet<string>;
  readonly behaviour: Behaviour;
};

/** What is asked about an invariant; a claim about steps or about for ever is not read again. */
function claimOf(
  model: Model,
  definition: Definition | undefined,
  { modules, names, behaviour: { steps } }: Scope,
): Claim | undefined {
  if (definition === undefined || !names.has(definition.name)) return undefined;
  if (!model.invariants.includes(definition.name)) return undefined;
  const parts = quantifiedIn(written(definition, modules));
  const variables = steps[0]?.variables.map(([name]) => name) ?? [];
  const spoken = [...definition.text.matchAll(/\w+/g)]
    .map(([word]) => word)
    .filter((word) => names.has(word) && word !== definition.name && !variables.includes(word));
  const aloud = parts.length > 0 ? [] : [...sidesOf(definition.text), ...spoken];
  const terms = [...new Set([...aloud, ...plainItemsOf(definition.text)])];
  return { name: definition.name, parts, terms };
}

function rootOf({ module }: Model): string {
  return basename(module, ".tla");
}

/** The modules of the model are looked up where its own module stands. */
function placed(task: Task, { module }: Model) {
  return { name: WATCH_MODULE, root: dirname(join(task.root, module)) };
}

async function inFolder<To>(text: string, run: (module: string) => Promise<To>): Promise<To> {
  const place = tmpdir();
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(place, "flashmesh-tale-"));
    const path = join(folder, `${WATCH_MODULE}.tla`);
    await writeFile(path, text);
    return await run(path);
  } catch (cause) {
    throw diskFault(cause, folder ?? place);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}
