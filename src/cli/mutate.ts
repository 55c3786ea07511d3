/**
 * `flashmesh mutate`: the model without each guard, the reference without each check, and who
 * notices. Writes `conformance/mutation.json`, `mutation.md` and `consequences.json`, or compares
 * with what is stored: a kill is never lost in silence.
 * @module
 */
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { sha256Hex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Shard } from "../base/shard.ts";
import { dealt, shardText, weighed } from "../base/shard.ts";
import { prepareEngine } from "../graph/jar.ts";
import { decodeManifest } from "../graph/manifest.ts";
import type { Manifest } from "../graph/manifest.ts";
import type { ModelMutant, Survivor } from "../graph/mutants.ts";
import { SURVIVORS, controlsOf, inModel, mutantsOf } from "../graph/mutants.ts";
import { secondsOf } from "../graph/suite.ts";
import type { Guard, Row } from "../report/mutation.ts";
import {
  consequencesTable,
  countKills,
  killsInWords,
  mutationPage,
  mutationTable,
  rowLines,
  rowsOf,
  stale,
  unexplained,
} from "../report/mutation.ts";
import type { MutateOptions, MutateSummary } from "../report/mutation-summary.ts";
import { inOneOrder, killTold, MUTATE_FORMAT, referenceTold } from "../report/mutation-summary.ts";
import { firstDifference } from "../report/traces.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import type { Faulty } from "../subject/faulty/fault.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { corpusDigest } from "./corpora.ts";
import { readText, readTextIfAny, writeWhole } from "./files.ts";
import { limitsOf } from "./jobs.ts";
import type { ModelFindings } from "./mutate-model.ts";
import { guardModules, mutateModel } from "./mutate-model.ts";
import type { ReferenceFindings } from "./mutate-reference.ts";
import { mutateReference } from "./mutate-reference.ts";
import { CONFORMANCE, MANIFEST, readReasons } from "./places.ts";
import { shardEmpty, shardOf } from "./shard.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "model", about: "only the model" },
  { name: "reference", about: "only the reference" },
  { name: "only", value: "NAME", repeats: true, about: "only this clause, model or reference" },
  { name: "shard", value: "I/N", about: "only the I-th of N parts that take about equally long" },
  { name: "write", about: "write the tables of conformance/ instead of comparing with them" },
  { name: "fewer", about: "with --write: accept that fewer are killed than the stored table says" },
  { name: "json", about: "print one JSON summary instead of lines" },
  { name: "summary", value: "FILE", about: "write that JSON summary to a file as well" },
  { name: "jobs", value: "N", short: "j", about: "models at a time (the number of cores)" },
  { name: "heap", value: "MIB", about: "Java heap per model (768)" },
  { name: "deadline", value: "SECONDS", about: "longest time for one model (3600)" },
  { name: "manifest", value: "FILE", about: "another manifest than tla/manifest.json" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Removes one guard of the model at a time, and one check of the reference at a time, and prints",
  "guard x claim that breaks x trace that catches it. A mutant that lives must be explained, an",
  "explanation that is no longer true must go, and controls show that the run notices anything.",
  "Exit: 0 all as stored, 1 something lives, is stale or differs, 2 could not be judged, 3 bad",
  "input.",
];

const STORED = ["mutation.json", "mutation.md", "consequences.json"] as const;

const NOTHING: ModelFindings = { kills: [], wrong: [], undecided: [] };

export const mutateCommand: Command = {
  name: "mutate",
  summary: "remove each guard of the model and of the reference, and see who notices",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("mutate", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("mutate [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  checkUsage(given);
  const started = world.now();
  const named = given.text("manifest");
  const file = named === undefined ? MANIFEST : resolve(world.folder, named);
  const text = await readText(file);
  const manifest = decodeManifest(text, file);
  checkNames(manifest, given.texts("only"));
  const options = optionsOf(given);
  const shard = shardOf(given, "mutate");
  const work = shareOf(workOf(manifest, options), shard);
  const guards = await readGuards();
  const model = await modelSide(manifest, file, guards, work, given, world);
  const reference = await mutateReference(work.faulty, world);
  const kept = (rows: readonly Row[]): Promise<readonly string[]> => keep(rows, given, world);
  const whole = isWhole(options) && shard.of === 1;
  const { rows, findings } = await concluded(guards, model, reference, whole ? kept : undefined);
  const seconds = (world.now() - started) / 1000;
  const summary: MutateSummary = {
    format: MUTATE_FORMAT,
    manifest_sha256: sha256Hex(text),
    corpus_sha256: await corpusDigest(join(CONFORMANCE, "traces")),
    options,
    ...(shard.of === 1 ? {} : { shard: shardText(shard) }),
    ...summaryOf(rows, model, reference, findings, Math.round(seconds * 1000)),
  };
  const to = given.text("summary");
  if (to !== undefined) await writeWhole(resolve(world.folder, to), canonical(summary));
  if (given.has("json")) world.out(canonical(summary));
  else tell(rows, findings, seconds, world);
  return exitOf(findings);
}

export type Findings = {
  readonly wrong: readonly string[];
  readonly undecided: readonly string[];
};

export function exitOf({ wrong, undecided }: Findings): Exit {
  if (wrong.length > 0) return 1;
  return undecided.length > 0 ? 2 : 0;
}

/**
 * What the kills of both sides come to. Where everything was run, `kept` compares with what is
 * stored, or writes that, and says what is wrong with it.
 */
export async function concluded(
  guards: readonly Guard[],
  model: ModelFindings,
  reference: ReferenceFindings,
  kept: ((rows: readonly Row[]) => Promise<readonly string[]>) | undefined,
): Promise<{ readonly rows: readonly Row[]; readonly findings: Findings }> {
  const rows = rowsOf(guards, model.kills, reference.results);
  const found = {
    wrong: [...model.wrong, ...unexplained(rows, kept !== undefined), ...stale(rows)],
    undecided: [...model.undecided, ...reference.undecided],
  };
  const sound = found.wrong.length + found.undecided.length === 0;
  const stored = kept !== undefined && sound ? await kept(rows) : [];
  return { rows, findings: { ...found, wrong: [...found.wrong, ...stored] } };
}

/** The part of the summary that the shards of a run have in common with the whole. */
export function summaryOf(
  rows: readonly Row[],
  model: ModelFindings,
  { results }: ReferenceFindings,
  { wrong, undecided }: Findings,
  milliseconds: number,
) {
  return {
    kills: countKills(rows),
    wrong: inOneOrder(wrong),
    undecided: inOneOrder(undecided),
    milliseconds,
    models: model.kills.map(killTold),
    models_wrong: inOneOrder(model.wrong),
    references: results.map(referenceTold),
  };
}

function tell(
  rows: readonly Row[],
  { wrong, undecided }: Findings,
  seconds: number,
  world: World,
): void {
  for (const line of rowLines(rows, SURVIVORS)) world.out(line);
  for (const line of undecided) world.out(`??   ${line}`);
  for (const line of wrong) world.out(`FAIL ${line}`);
  world.out(`${killsInWords(countKills(rows))}; ${seconds.toFixed(0)} s`);
}

function optionsOf(given: Arguments): MutateOptions {
  const side = given.has("model") ? "model" : given.has("reference") ? "reference" : "both";
  return { only: given.texts("only"), side };
}

export function isWhole({ only, side }: MutateOptions): boolean {
  return side === "both" && only.length === 0;
}

/** What there is to do. */
export type Work = {
  readonly mutants: readonly ModelMutant[];
  readonly survivors: readonly Survivor[];
  readonly faulty: readonly Faulty[];
};

export function workOf(manifest: Manifest, { only, side }: MutateOptions): Work {
  const wanted = (...names: readonly string[]): boolean =>
    only.length === 0 || names.some((name) => only.includes(name));
  const model = side !== "reference";
  return {
    mutants: mutantsOf(manifest).filter(
      ({ clause, model: { name } }) => model && wanted(clause, name),
    ),
    survivors: SURVIVORS.filter(({ clause }) => model && wanted(clause)),
    faulty: FAULTY.filter(({ clause, name }) => side !== "model" && wanted(clause, name)),
  };
}

/** Models by the time they take; how long a faulty reference lives, nobody knows beforehand. */
export function shareOf({ mutants, survivors, faulty }: Work, shard: Shard): Work {
  const share = {
    mutants: weighed(mutants, ({ model }) => secondsOf(model), shard),
    survivors: dealt(survivors, shard),
    faulty: dealt(faulty, shard),
  };
  if (Object.values(share).some(({ length }) => length > 0)) return share;
  throw shardEmpty(`${mutants.length + survivors.length + faulty.length} mutants`, shard);
}

function checkUsage(given: Arguments): void {
  const [word] = given.positionals;
  if (word !== undefined) throw usage(`${word} is no option; names go after --only`);
  if (given.has("model") && given.has("reference")) throw usage("--model and --reference exclude");
  const part = !isWhole(optionsOf(given)) || given.text("shard") !== undefined;
  if (given.has("write") && part) throw usage("--write needs the whole run");
  if (given.has("write") && given.text("manifest") !== undefined) {
    throw usage("--write is for tla/manifest.json");
  }
}

/** Each name after `--only` is a clause, a model or a faulty reference that there is. */
function checkNames(manifest: Manifest, only: readonly string[]): void {
  const known = new Set([
    ...mutantsOf(manifest).flatMap(({ clause, model }) => [clause, model.name]),
    ...FAULTY.flatMap(({ clause, name }) => [clause, name]),
  ]);
  const name = only.find((each) => !known.has(each));
  if (name !== undefined) throw new InputFault("NothingToMutate", { name });
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "mutate", why });
}

export async function readGuards(): Promise<readonly Guard[]> {
  const reasons = [...(await readReasons())];
  const modules = await guardModules(
    dirname(MANIFEST),
    reasons.map(([clause]) => inModel(clause)),
  );
  return reasons.map(([clause, reason]) => {
    const module = modules.get(inModel(clause));
    if (module === undefined) throw new InputFault("GuardNotInModel", { clause });
    return { clause, reason, module };
  });
}

async function modelSide(
  manifest: Manifest,
  file: string,
  guards: readonly Guard[],
  { mutants, survivors }: Work,
  given: Arguments,
  world: World,
): Promise<ModelFindings> {
  if (mutants.length === 0 && survivors.length === 0) return NOTHING;
  const controls = controlsOf(
    manifest,
    guards.map(({ clause }) => inModel(clause)),
  );
  const engine = await prepareEngine(manifest.jar, world.environment, world.signal);
  const parallel = given.count("jobs", { min: 1, max: 256 }, availableParallelism());
  const side = { mutants, survivors, controls };
  return await mutateModel(engine, side, manifest, file, limitsOf(given), parallel, world);
}

/** Writes the tables, or tells where they differ. Out: what is wrong with that. */
async function keep(
  rows: readonly Row[],
  given: Arguments,
  world: World,
): Promise<readonly string[]> {
  if (given.has("write")) return await store(rows, given.has("fewer"));
  return await differing(rows, (stored, table) => {
    if (given.has("json")) return;
    for (const line of firstDifference(stored, table, world.width)) world.out(line);
  });
}

/** Writes the tables, unless fewer are killed than the stored ones say, which `fewer` allows. */
export async function store(rows: readonly Row[], fewer: boolean): Promise<readonly string[]> {
  const lost = await lostKills(rows);
  if (lost.length > 0 && !fewer) return lost;
  const fresh = tablesOf(rows);
  for (const name of STORED) await writeWhole(join(CONFORMANCE, name), fresh[name]);
  return [];
}

function tablesOf(rows: readonly Row[]) {
  return {
    "mutation.json": mutationTable(rows),
    "mutation.md": mutationPage(rows),
    "consequences.json": consequencesTable(rows),
  };
}

/** Each table that is not what is stored; `seen` is told both. */
export async function differing(
  rows: readonly Row[],
  seen: (stored: string, fresh: string) => void,
): Promise<readonly string[]> {
  const fresh = tablesOf(rows);
  const found: string[] = [];
  for (const name of STORED) {
    const stored = await readTextIfAny(join(CONFORMANCE, name));
    if (stored === fresh[name]) continue;
    found.push(`${name} ${stored === undefined ? "is not there" : "differs"}; see --write`);
    if (stored !== undefined) seen(stored, fresh[name]);
  }
  return found;
}

/** Each count of kills that is lower than the stored one. */
async function lostKills(rows: readonly Row[]): Promise<readonly string[]> {
  const text = await readTextIfAny(join(CONFORMANCE, "mutation.json"));
  if (text === undefined) return [];
  const stored: unknown = JSON.parse(text);
  const before: unknown =
    typeof stored === "object" && stored !== null && "kills" in stored ? stored.kills : undefined;
  if (typeof before !== "object" || before === null) return [];
  const counts = new Map<string, unknown>(Object.entries(before));
  return Object.entries(countKills(rows)).flatMap(([what, now]) => {
    const was = counts.get(what);
    return typeof was === "number" && now < was
      ? [`${what}: ${now} killed, ${was} before; if that is meant, --fewer`]
      : [];
  });
}
