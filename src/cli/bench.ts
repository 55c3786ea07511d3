/**
 * `flashmesh bench`: how fast everything is, as ratios to yardsticks of the same run, and whether
 * it is as fast as it was. Each table has a process of its own: what one has made hot, or has left
 * on the heap, slows down no other.
 * @module
 */
import { resolve } from "node:path";
import { InputFault } from "../base/fault.ts";
import { baselineOf, judge, type Judgement } from "../bench/gate.ts";
import type { Effort } from "../bench/measure.ts";
import { isTable, TABLES, type TableName } from "../bench/tables.ts";
import { benchLines, benchMarkdown, judgementLines, type MeasuredTable } from "../report/bench.ts";
import { benchPage } from "../report/html/bench.ts";
import { helpPage, readArguments, type Arguments, type Option } from "./args.ts";
import { baselineText, machineHere, readBaselineFile } from "./bench-baseline.ts";
import { measureHere, measureInChild, reportFile } from "./bench-child.ts";
import { writeWhole } from "./files.ts";
import { clearStatus, showStatus } from "./status.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "table", value: "NAME", repeats: true, about: `only this table: ${TABLES.join(", ")}` },
  { name: "rounds", value: "N", about: "rounds in which every row has its turn (9)" },
  { name: "milliseconds", value: "N", about: "how long a row runs in each round (120)" },
  {
    name: "check",
    value: "FILE",
    about: "fail if a row has become slower than this baseline says",
  },
  { name: "update", value: "FILE", about: "write the baseline afresh, with machine and date" },
  { name: "json", about: "print one JSON report instead of lines" },
  { name: "markdown", value: "FILE", about: "write the tables as Markdown, too" },
  { name: "html", value: "FILE", about: "write one page with charts, too" },
  { name: "child", about: "measure in this process and print the rows as JSON (used by itself)" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Measures every table and prints rates and ratios. A ratio is a row's speed over that of its",
  "yardstick in the same round; it is what the gate compares, for a rate is of this machine and",
  "this hour. A row fails when the whole interval of its ratio lies below the baseline by more",
  "than the band.",
  "Exit: 0 measured, or as fast as the baseline, 1 slower, 2 could not be measured, 3 usage.",
];

export const benchCommand: Command = {
  name: "bench",
  summary: "how fast everything is, and whether it is as fast as it was",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("bench", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("bench [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const names = tablesOf(given);
  const effort: Effort = {
    rounds: given.count("rounds", { min: 1, max: 1000 }, 9),
    seconds: given.count("milliseconds", { min: 10, max: 60_000 }, 120) / 1000,
  };
  if (given.has("child")) return await measureHere(names, effort, world);
  const check = given.text("check");
  const baseline = check === undefined ? undefined : await readBaselineFile(check, world);
  const tables: MeasuredTable[] = [];
  for (const [at, name] of names.entries()) {
    showStatus(world, `bench: ${name} (${at + 1} of ${names.length})`);
    tables.push(await measureInChild(name, effort, world));
    clearStatus(world);
  }
  const rows = tables.flatMap((table) => table.rows);
  const here = machineHere(world);
  const known = baseline === undefined ? undefined : withTables(baseline, names);
  const judged = known === undefined ? undefined : judge(rows, known, here);
  await write(tables, judged, given, world);
  const update = given.text("update");
  if (update !== undefined) {
    await writeWhole(
      resolve(world.folder, update),
      baselineText(baselineOf(rows, here, world.moment())),
    );
  }
  tell(tables, judged, given, world);
  return judged?.passed === false ? 1 : 0;
}

function tablesOf(given: Arguments): readonly TableName[] {
  const named = given.texts("table");
  const unknown = named.find((name) => !isTable(name));
  if (unknown !== undefined)
    throw usage(`there is no table ${unknown}; there are ${TABLES.join(", ")}`);
  if (given.positionals.length > 0) throw usage("tables go after --table");
  if (named.length > 0 && given.text("update") !== undefined) {
    throw usage("--update needs the whole run");
  }
  return named.length === 0 ? TABLES : TABLES.filter((name) => named.includes(name));
}

/** Of the baseline, what these tables have: the others were not asked for. */
function withTables(
  baseline: Awaited<ReturnType<typeof readBaselineFile>>,
  names: readonly string[],
) {
  const rows = baseline.rows.filter(({ id }) => names.includes(id.split("/")[0] ?? ""));
  return { ...baseline, rows };
}

async function write(
  tables: readonly MeasuredTable[],
  judged: Judgement | undefined,
  given: Arguments,
  world: World,
): Promise<void> {
  const markdown = given.text("markdown");
  if (markdown !== undefined) {
    await writeWhole(resolve(world.folder, markdown), benchMarkdown(tables));
  }
  const html = given.text("html");
  if (html !== undefined) {
    const page = benchPage(tables, machineHere(world), world.moment(), judged);
    await writeWhole(resolve(world.folder, html), page);
  }
}

function tell(
  tables: readonly MeasuredTable[],
  judged: Judgement | undefined,
  given: Arguments,
  world: World,
): void {
  if (given.has("json")) {
    world.out(reportFile(tables, judged, machineHere(world), world.moment()));
    return;
  }
  for (const line of benchLines(tables)) world.out(line);
  if (judged !== undefined) for (const line of judgementLines(judged)) world.out(line);
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "bench", why });
}
