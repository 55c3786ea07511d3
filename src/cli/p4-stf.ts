/**
 * `flashmesh p4 stf`: runs STF files against programs, and says which are as they say.
 * @module
 */
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import {
  countLines,
  countsOf,
  type Row,
  verdictAsData,
  verdictLines,
} from "../report/p4-verdict.ts";
import { helpPage, readArguments, type Arguments, type Option } from "./args.ts";
import { ENGINE_OPTIONS, enginesOf, seedOf } from "./p4-engines.ts";
import { exportStf } from "./p4-export.ts";
import { examine } from "./p4-examiner.ts";
import { settingsOf, SOURCE_OPTIONS } from "./p4-source.ts";
import { clearStatus, showStatus } from "./status.ts";
import type { Command, Exit, World } from "./world.ts";

const EXAM = "FLASHMESH_STF_EXAM";
const OPTIONS: readonly Option[] = [
  ...SOURCE_OPTIONS,
  ...ENGINE_OPTIONS,
  { name: "least", value: "NUMBER", about: "exit 0 if so many pass, whatever the others do" },
  { name: "deadline", value: "SECONDS", about: "longest time for one file (20)" },
  { name: "jobs", value: "N", about: "files at a time (one for each processor)" },
  { name: "export", value: "FOLDER", about: "write the corpus of switches there as STF files" },
  { name: "json", about: "one JSON object a file, then the counts" },
  { name: "help", short: "h", about: "this page" },
];
const USAGE = "p4 stf [PROGRAM.p4 | TEST.stf | FOLDER]… [options]";
const ABOUT = [
  "Runs STF tests (packets in, packets out, what the control plane does). X.stf belongs to X.p4,",
  "in the same folder or among the arguments; if one program is named, all tests are its own.",
  `A folder stands for all in it. Without arguments the folder that ${EXAM} names is taken.`,
  "A packet that no line expects is a failure. A program that does not end is ended.",
  "Exit: 0 all pass, 1 one fails, 2 one is unsupported, 3 one is malformed or there is none.",
];

export const p4Stf: Command = { name: "stf", summary: "run STF tests against programs", run };

type Pair = { readonly program: string; readonly stf: string };

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("p4 stf", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage(USAGE, ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const to = given.text("export");
  if (to !== undefined) return await exportStf(to, world);
  const pairs = await pairsOf(given.positionals, world);
  if (pairs.length === 0) throw usage("there is no test among them");
  const rows = await judged(pairs, given, world);
  tell(rows, given.has("json"), world);
  return exitOf(rows, given);
}

async function judged(
  pairs: readonly Pair[],
  given: Arguments,
  world: World,
): Promise<readonly Row[]> {
  const settings = settingsOf("p4 stf", given, world.folder);
  const shared = { settings, engines: enginesOf("p4 stf", given), seed: seedOf(given) };
  const seconds = given.count("deadline", { min: 1, max: 3600 }, 20);
  const jobs = given.count("jobs", { min: 1, max: 256 }, world.machine.cpus);
  let ended = 0;
  const found = await examine(
    pairs.map((pair) => ({ ...pair, ...shared })),
    { seconds, jobs },
    world.signal,
    () => showStatus(world, `${(ended += 1)} of ${pairs.length} files`),
  );
  clearStatus(world);
  return pairs.flatMap(({ stf }, at) => {
    const examined = found[at];
    return examined === undefined ? [] : [{ name: stf, found: examined }];
  });
}

function tell(rows: readonly Row[], asJson: boolean, world: World): void {
  if (asJson) {
    for (const row of rows) world.out(canonical(verdictAsData(row)));
    world.out(canonical(countsOf(rows)));
    return;
  }
  for (const line of [...rows.flatMap(verdictLines), ...countLines(rows)]) world.out(line);
}

function exitOf(rows: readonly Row[], given: Arguments): Exit {
  const { passed, failed, unsupported, malformed } = countsOf(rows);
  const least = given.text("least");
  if (least !== undefined) {
    return passed >= given.count("least", { min: 0, max: 1_000_000 }, 0) ? 0 : 1;
  }
  if (failed > 0) return 1;
  if (unsupported > 0) return 2;
  return malformed > 0 ? 3 : 0;
}

/** Each test with its program, in the order of the arguments, those of a folder by name. */
async function pairsOf(given: readonly string[], world: World): Promise<readonly Pair[]> {
  const exam = world.environment[EXAM];
  const named = given.length === 0 && exam !== undefined ? [exam] : given;
  if (named.length === 0) throw usage(`name tests, or a folder in ${EXAM}`);
  const files = (await Promise.all(named.map((path) => filesOf(path, world.folder)))).flat();
  const programs = files.filter((file) => extname(file) === ".p4");
  const tests = files.filter((file) => extname(file) === ".stf");
  const only = given.filter((path) => extname(path) === ".p4");
  return tests.map((stf) => {
    const sole = only.length === 1 ? only[0] : undefined;
    const near = `${withoutEnd(stf)}.p4`;
    const far = programs.find((file) => basename(file) === basename(near));
    return { program: sole ?? (programs.includes(near) ? near : (far ?? near)), stf };
  });
}

async function filesOf(path: string, folder: string): Promise<readonly string[]> {
  const whole = resolve(folder, path);
  try {
    if (!(await stat(whole)).isDirectory()) return [path];
    const names = await readdir(whole, { recursive: true });
    const kept = names.filter((name) => [".p4", ".stf"].includes(extname(name)));
    const tests = new Set(kept.filter((name) => extname(name) === ".stf").map(withoutEnd));
    // What is included by others, and stands in the folder for that, has no test.
    return kept
      .filter((name) => tests.has(withoutEnd(name)))
      .toSorted()
      .map((name) => join(path, name));
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new InputFault("FileUnreadable", { file: path, why }, { cause });
  }
}

function withoutEnd(name: string): string {
  return name.slice(0, -extname(name).length);
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "p4 stf", why });
}
