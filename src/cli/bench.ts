/**
 * `flashmesh bench`: how fast everything is, as ratios to yardsticks of the same run, and whether
 * it is as fast as it was. Each table has a process of its own: what one has made hot, or has left
 * on the heap, slows down no other.
 * @module
 */
import { resolve } from "node:path";
import { InputFault } from "../base/fault.ts";
import {
  baselineOf,
  confirmed,
  doubted,
  judge,
  type Baseline,
  type Judgement,
} from "../bench/gate.ts";
import type { Effort } from "../bench/measure.ts";
import type { MeasuredTable } from "../bench/measured.ts";
import type { Measured } from "../bench/row.ts";
import { GATED, isTable, TABLES, type TableName } from "../bench/tables.ts";
import { benchLines, benchMarkdown, judgementLines } from "../report/bench.ts";
import { benchPage } from "../report/html/bench.ts";
import { helpPage, readArguments, type Arguments, type Option } from "./args.ts";
import { baselineText, machineHere, readBaselineFile, reportText } from "./bench-files.ts";
import { measureHere, measureInChildren } from "./bench-child.ts";
import { writeWhole } from "./files.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "table", value: "NAME", repeats: true, about: `only this table: ${TABLES.join(", ")}` },
  { name: "rounds", value: "N", about: "rounds in which every row has its turn (10)" },
  { name: "milliseconds", value: "N", about: "how long a row runs in each round (60)" },
  { name: "processes", value: "N", about: "how often all rounds are run, in a fresh process (1)" },
  { name: "gate", about: "only the rows that the gate judges, 5 rounds in each of 2 processes" },
  {
    name: "check",
    value: "FILE",
    about: "as --gate, and fail if a row has become slower than this baseline says",
  },
  {
    name: "update",
    value: "FILE",
    about: "as --gate, but 6 processes; write the baseline, with machine, versions and date",
  },
  { name: "json", about: "print one JSON report instead of lines" },
  { name: "markdown", value: "FILE", about: "write the tables as Markdown, too" },
  { name: "html", value: "FILE", about: "write one page with charts, too" },
  { name: "child", about: "measure in this process and print the rows as JSON (used by itself)" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Measures every table and prints rates and ratios. A ratio is a row's speed over that of its",
  "yardstick in the same round; it is what the gate compares, for a rate is of this machine and",
  "this hour. A row whose median lies below the baseline by two thirds of the band is doubted, and",
  "its table measured again, in four times as many processes. It fails if its whole interval lies",
  "below the band then.",
  "Exit: 0 measured, or as fast as the baseline, 1 slower, 2 could not be measured, 3 usage.",
];

export const benchCommand: Command = {
  name: "bench",
  summary: "how fast everything is, and whether it is as fast as it was",
  run,
};

/** The second look takes so many times the processes of the first. */
const CLOSER = 4;

/** How much is measured: of each table, so many processes of so many rounds. */
type Plan = {
  readonly names: readonly TableName[];
  readonly effort: Effort;
  readonly processes: number;
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("bench", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("bench [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const plan = planOf(given);
  if (given.has("child")) return await measureHere(plan.names, plan.effort, world);
  const check = given.text("check");
  const baseline = check === undefined ? undefined : await readBaselineFile(check, world);
  let tables = await measureAll(plan, world);
  let judged: Judgement | undefined;
  if (baseline !== undefined) {
    const known = withTables(baseline, plan.names);
    const here = machineHere(world);
    const doubts = doubted(rowsIn(tables), known, here);
    if (doubts.length > 0) tables = await secondLook(tables, doubts, plan, world);
    judged = confirmed(doubts, judge(rowsIn(tables), known, here));
  }
  await write(tables, judged, given, world);
  tell(tables, judged, given, world);
  return judged?.passed === false ? 1 : 0;
}

function planOf(given: Arguments): Plan {
  const update = given.text("update") !== undefined;
  const gate = update || given.has("gate") || given.text("check") !== undefined;
  const effort: Effort = {
    rounds: given.count("rounds", { min: 1, max: 1000 }, gate ? 5 : 10),
    seconds: given.count("milliseconds", { min: 10, max: 60_000 }, 60) / 1000,
    gate,
  };
  // What is off in a baseline is off in every check against it.
  const usual = update ? 6 : gate ? 2 : 1;
  const processes = given.count("processes", { min: 1, max: 100 }, usual);
  return { names: tablesOf(given, gate ? GATED : TABLES), effort, processes };
}

function tablesOf(given: Arguments, all: readonly TableName[]): readonly TableName[] {
  const named = given.texts("table");
  const unknown = named.find((name) => !isTable(name));
  if (unknown !== undefined)
    throw usage(`there is no table ${unknown}; there are ${TABLES.join(", ")}`);
  const idle = named.find((name) => !all.some((each) => each === name));
  if (idle !== undefined) throw usage(`the gate judges nothing of the table ${idle}`);
  if (given.positionals.length > 0) throw usage("tables go after --table");
  if (named.length > 0 && given.text("update") !== undefined) {
    throw usage("--update needs the whole run");
  }
  return named.length === 0 ? all : all.filter((name) => named.includes(name));
}

async function measureAll(plan: Plan, world: World): Promise<readonly MeasuredTable[]> {
  const { names, effort, processes } = plan;
  const tables: MeasuredTable[] = [];
  for (const [at, name] of names.entries()) {
    const begun = world.now();
    tables.push(await measureInChildren(name, effort, processes, world));
    const seconds = Math.round((world.now() - begun) / 1000);
    world.err(`bench: ${name} (${at + 1} of ${names.length}), ${seconds} s\n`);
  }
  return tables;
}

/**
 * One hour of a shared machine is no evidence: what seems slower must be so twice, and the second
 * time in so many more processes that noise of a tenth does not hide a loss of a quarter.
 */
async function secondLook(
  tables: readonly MeasuredTable[],
  doubts: readonly string[],
  plan: Plan,
  world: World,
): Promise<readonly MeasuredTable[]> {
  world.err(`bench: seem slower, so their tables are measured again: ${doubts.join(", ")}\n`);
  const names = plan.names.filter((name) => doubts.some((id) => id.startsWith(`${name}/`)));
  const second = await measureAll({ ...plan, names, processes: CLOSER * plan.processes }, world);
  return tables.map((table) => second.find(({ name }) => name === table.name) ?? table);
}

function rowsIn(tables: readonly MeasuredTable[]): readonly Measured[] {
  return tables.flatMap((table) => (table.kind === "rates" ? table.rows : []));
}

/** Of the baseline, what these tables have: the others were not asked for. */
function withTables(baseline: Baseline, names: readonly string[]): Baseline {
  const rows = baseline.rows.filter(({ id }) => names.includes(id.split("/")[0] ?? ""));
  return { ...baseline, rows };
}

async function write(
  tables: readonly MeasuredTable[],
  judged: Judgement | undefined,
  given: Arguments,
  world: World,
): Promise<void> {
  const put = async (option: string, text: () => string): Promise<void> => {
    const named = given.text(option);
    if (named !== undefined) await writeWhole(resolve(world.folder, named), text());
  };
  const here = machineHere(world);
  await put("markdown", () => benchMarkdown(tables));
  await put("html", () => benchPage(tables, here, world.moment(), judged));
  await put("update", () => baselineText(baselineOf(rowsIn(tables), here, world.moment())));
}

function tell(
  tables: readonly MeasuredTable[],
  judged: Judgement | undefined,
  given: Arguments,
  world: World,
): void {
  if (given.has("json")) {
    world.out(reportText(tables, judged, machineHere(world), world.moment()));
    return;
  }
  for (const line of benchLines(tables)) world.out(line);
  if (judged !== undefined) for (const line of judgementLines(judged)) world.out(line);
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "bench", why });
}
