/**
 * `flashmesh mutate`: the model without each guard, the reference without each check, and who
 * notices. Writes `conformance/mutation.json`, `mutation.md` and `consequences.json`, or compares
 * with what is stored: a kill is never lost in silence.
 * @module
 */
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { prepareEngine } from "../graph/jar.ts";
import { decodeManifest } from "../graph/manifest.ts";
import type { Manifest } from "../graph/manifest.ts";
import { SURVIVORS, controlsOf, inModel, mutantsOf } from "../graph/mutants.ts";
import type { Guard, Row } from "../report/mutation.ts";
import {
  consequencesTable,
  countKills,
  mutationPage,
  mutationTable,
  rowLines,
  rowsOf,
  stale,
  unexplained,
} from "../report/mutation.ts";
import { firstDifference } from "../report/traces.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText, readTextIfAny, writeWhole } from "./files.ts";
import { limitsOf } from "./jobs.ts";
import type { ModelFindings } from "./mutate-model.ts";
import { guardModules, mutateModel } from "./mutate-model.ts";
import type { ReferenceFindings } from "./mutate-reference.ts";
import { mutateReference } from "./mutate-reference.ts";
import { CONFORMANCE, MANIFEST, readReasons } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "model", about: "only the model" },
  { name: "reference", about: "only the reference" },
  { name: "only", value: "NAME", repeats: true, about: "only this clause, model or reference" },
  { name: "write", about: "write the tables of conformance/ instead of comparing with them" },
  { name: "fewer", about: "with --write: accept that fewer are killed than the stored table says" },
  { name: "json", about: "print one JSON summary instead of lines" },
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
const UNJUDGED: ReferenceFindings = { results: [], undecided: [] };

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
  const manifest = decodeManifest(await readText(file), file);
  checkNames(manifest, given.texts("only"));
  const guards = await readGuards();
  const model = given.has("reference")
    ? NOTHING
    : await modelSide(manifest, file, guards, given, world);
  const reference = given.has("model") ? UNJUDGED : await referenceSide(given, world);
  const rows = rowsOf(guards, model.kills, reference.results);
  const whole = isWhole(given);
  const found = {
    wrong: [...model.wrong, ...unexplained(rows, whole), ...stale(rows)],
    undecided: [...model.undecided, ...reference.undecided],
  };
  const sound = found.wrong.length + found.undecided.length === 0;
  const differing = whole && sound ? await keep(rows, given, world) : [];
  const findings = { ...found, wrong: [...found.wrong, ...differing] };
  tell(rows, findings, (world.now() - started) / 1000, given, world);
  if (findings.wrong.length > 0) return 1;
  return findings.undecided.length > 0 ? 2 : 0;
}

type Findings = { readonly wrong: readonly string[]; readonly undecided: readonly string[] };

function tell(
  rows: readonly Row[],
  { wrong, undecided }: Findings,
  seconds: number,
  given: Arguments,
  world: World,
): void {
  const kills = countKills(rows);
  if (given.has("json")) {
    world.out(canonical({ kills, wrong, undecided, milliseconds: Math.round(seconds * 1000) }));
    return;
  }
  for (const line of rowLines(rows, SURVIVORS)) world.out(line);
  for (const line of undecided) world.out(`??   ${line}`);
  for (const line of wrong) world.out(`FAIL ${line}`);
  world.out(
    `guards needed: ${kills.guards_component} by a component, ${kills.guards_system} by the ` +
      `system; ${kills.models} models break, ${kills.reference} references are caught; ` +
      `${seconds.toFixed(0)} s`,
  );
}

function isWhole(given: Arguments): boolean {
  return !given.has("model") && !given.has("reference") && given.texts("only").length === 0;
}

function checkUsage(given: Arguments): void {
  const [word] = given.positionals;
  if (word !== undefined) throw usage(`${word} is no option; names go after --only`);
  if (given.has("model") && given.has("reference")) throw usage("--model and --reference exclude");
  if (given.has("write") && !isWhole(given)) throw usage("--write needs the whole run");
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

async function readGuards(): Promise<readonly Guard[]> {
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
  given: Arguments,
  world: World,
): Promise<ModelFindings> {
  const only = given.texts("only");
  const wanted = (...names: readonly string[]): boolean =>
    only.length === 0 || names.some((name) => only.includes(name));
  const mutants = mutantsOf(manifest).filter(({ clause, model }) => wanted(clause, model.name));
  const survivors = SURVIVORS.filter(({ clause }) => wanted(clause));
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

async function referenceSide(given: Arguments, world: World): Promise<ReferenceFindings> {
  const only = given.texts("only");
  return await mutateReference(
    ({ name, clause }) => only.length === 0 || only.includes(name) || only.includes(clause),
    world,
  );
}

/** Writes the tables, or tells where they differ. Out: what is wrong with that. */
async function keep(
  rows: readonly Row[],
  given: Arguments,
  world: World,
): Promise<readonly string[]> {
  const fresh = {
    "mutation.json": mutationTable(rows),
    "mutation.md": mutationPage(rows),
    "consequences.json": consequencesTable(rows),
  };
  if (given.has("write")) {
    const lost = await lostKills(rows);
    if (lost.length > 0 && !given.has("fewer")) return lost;
    for (const name of STORED) await writeWhole(join(CONFORMANCE, name), fresh[name]);
    return [];
  }
  const found: string[] = [];
  for (const name of STORED) {
    const stored = await readTextIfAny(join(CONFORMANCE, name));
    if (stored === fresh[name]) continue;
    found.push(`${name} ${stored === undefined ? "is not there" : "differs"}; see --write`);
    if (stored === undefined || given.has("json")) continue;
    for (const line of firstDifference(stored, fresh[name], world.width)) world.out(line);
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
