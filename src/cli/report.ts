/**
 * `flashmesh report FILE`: what one run found, for people and for services, from its result stream
 * alone; `flashmesh report --diff OLD NEW` holds two runs against each other.
 * @module
 */
import { resolve } from "node:path";
import { InputFault } from "../base/fault.ts";
import type { Result } from "../replay/result.ts";
import { readResult } from "../replay/stream.ts";
import { badgeText } from "../report/badge.ts";
import { clauseSentences } from "../report/clauses.ts";
import { htmlPage } from "../report/html/page.ts";
import { junitText } from "../report/junit.ts";
import { markdownText } from "../report/markdown.ts";
import { summaryLines } from "../report/summary.ts";
import type { Norm } from "../report/tally.ts";
import { compareRuns, twoRunsLines } from "../report/two-runs.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText, writeWhole } from "./files.ts";
import { PROTOCOL, readCores } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

type Rendering = (result: Result, norm: Norm) => string;

const RENDERINGS: { readonly [option: string]: Rendering } = {
  html: htmlPage,
  junit: junitText,
  badge: (result) => `${badgeText(result)}\n`,
  markdown: markdownText,
};

const OPTIONS: readonly Option[] = [
  { name: "html", value: "OUT", about: "one page that needs nothing else" },
  { name: "junit", value: "OUT", about: "JUnit XML" },
  { name: "badge", value: "OUT", about: "a badge, as shields.io reads it" },
  { name: "markdown", value: "OUT", about: "Markdown, for the summary of a CI job" },
  { name: "diff", about: "two runs, OLD and NEW: what changed" },
  { name: "help", short: "h", about: "this page" },
];

const USAGE = "report FILE... [options] | report --diff OLD NEW";
const ABOUT = [
  "Reads a result stream (flashmesh certify --results FILE) and tells it in words, or writes it as",
  "OUT, - being standard output. A stream that is cut short or changed is refused. It reports and",
  "does not judge: the exit code is 0 whatever the run found; with --diff it is 1 if something got",
  "worse; 3 for bad input.",
];

export const reportCommand: Command = {
  name: "report",
  summary: "tell what a run of certify found, or what changed between two",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("report", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage(USAGE, ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const outs = Object.keys(RENDERINGS).filter((name) => given.text(name) !== undefined);
  checkUsage(given, outs);
  const results: Result[] = [];
  for (const file of given.positionals) {
    results.push(readResult(await readText(resolve(world.folder, file)), file));
  }
  if (given.has("diff")) return tellDifference(results, world);
  if (outs.length > 0) {
    await render(results, outs, { given, world });
    return 0;
  }
  for (const [at, result] of results.entries()) {
    if (at > 0) world.out("");
    for (const line of summaryLines(result, world.width)) world.out(line);
  }
  return 0;
}

function checkUsage(given: Arguments, outs: readonly string[]): void {
  const files = given.positionals.length;
  if (given.has("diff")) {
    if (files !== 2) throw usage("--diff takes two files, the older one first");
    if (outs.length > 0) throw usage(`--diff and --${outs[0] ?? ""} do not go together`);
    return;
  }
  if (files === 0) throw usage("name the file that flashmesh certify --results wrote");
  if (outs.length > 0 && files > 1) throw usage("one file at a time is rendered");
  const spoken = outs.filter((name) => given.text(name) === "-");
  if (spoken.length > 1) throw usage("standard output takes one rendering");
}

function tellDifference([before, now]: readonly Result[], { out }: World): Exit {
  if (before === undefined || now === undefined) return 3;
  const found = compareRuns(before, now);
  for (const line of twoRunsLines(found)) out(line);
  return found.worse ? 1 : 0;
}

async function render(
  [result]: readonly Result[],
  outs: readonly string[],
  { given, world }: { readonly given: Arguments; readonly world: World },
): Promise<void> {
  const norm = { sentences: clauseSentences(await readText(PROTOCOL)), cores: await readCores() };
  for (const name of outs) {
    const target = given.text(name) ?? "";
    const make = RENDERINGS[name];
    if (result === undefined || make === undefined) continue;
    const text = make(result, norm);
    if (target === "-") world.out(text.trimEnd());
    else await writeWhole(resolve(world.folder, target), text);
  }
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "report", why });
}
