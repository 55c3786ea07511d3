/**
 * `flashmesh explain NAME`: tells what the checker finds in one model of the manifest, in the
 * terminal, as a page, as data. Without a name: which stories there are.
 * @module
 */
import { dirname, join, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { prepareEngine } from "../graph/jar.ts";
import type { Manifest } from "../graph/manifest.ts";
import { decodeManifest } from "../graph/manifest.ts";
import type { Story } from "../graph/stories.ts";
import { canBeTold, chosenBy, decodeStories, hasStates } from "../graph/stories.ts";
import { talePage } from "../report/html/tale.ts";
import { taleAsData } from "../report/tale-data.ts";
import { taleLines } from "../report/tale-lines.ts";
import type { Tale } from "../report/tale.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText, readTextIfAny, writeWhole } from "./files.ts";
import { jobOf, limitsOf } from "./jobs.ts";
import { MANIFEST } from "./places.ts";
import { tell } from "./tell.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "html", value: "FILE", about: "write it as one page that needs nothing else, too" },
  { name: "json", about: "print it as JSON instead of lines" },
  { name: "all", about: "name every model that can be told, not the stories alone" },
  { name: "heap", value: "MIB", about: "Java heap (768)" },
  { name: "deadline", value: "SECONDS", about: "longest time for a run (3600)" },
  { name: "manifest", value: "FILE", about: "another manifest, and the stories.json beside it" },
  { name: "help", short: "h", about: "this page" },
];

const USAGE = "explain [NAME] [options]";
const ABOUT = [
  "Runs one model through TLC and tells what it found: who sent what to whom, what everybody then",
  "knew, and where the claim breaks, by which values. NAME is a story, a model that must fail, or",
  "what only one of them begins with or has in it; without it the stories are named.",
  "Exit: 0 told, 2 the run could not be had, 3 no such name.",
];

export const explainCommand: Command = {
  name: "explain",
  summary: "tell the counterexample of a model: who sent what, and where it goes wrong",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("explain", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage(USAGE, ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const [name, ...others] = given.positionals;
  if (others.length > 0) throw usage("one name at a time");
  const named = given.text("manifest");
  const file = named === undefined ? MANIFEST : resolve(world.folder, named);
  const manifest = decodeManifest(await readText(file), file);
  const place = join(dirname(file), "stories.json");
  const text = await readTextIfAny(place);
  const stories = text === undefined ? [] : decodeStories(text, place, manifest);
  if (name === undefined) {
    list(manifest, stories, given, world);
    return 0;
  }
  if (given.has("all")) throw usage("--all names the models; it takes no name");
  const chosen = chosenBy(name, manifest, stories);
  if ("nearest" in chosen) {
    throw new InputFault("StoryUnknown", { name, nearest: chosen.nearest.join(", ") });
  }
  if (!hasStates(chosen.model)) throw new InputFault("NothingToTell", { name: chosen.model.name });
  const engine = await prepareEngine(manifest.jar, world.environment, world.signal);
  const job = await jobOf(chosen.model, file, limitsOf(given));
  const tale = await tell(engine, job, chosen.story, world);
  await show(tale, given, world);
  return 0;
}

function list(manifest: Manifest, stories: readonly Story[], given: Arguments, world: World): void {
  const models = given.has("all") ? manifest.models.filter(canBeTold) : [];
  if (given.has("json")) {
    const rows = models.map(({ name, suite, about }) => ({ name, suite, about }));
    const told = stories.map(({ name, model, title }) => ({ name, model, title }));
    world.out(canonical({ stories: told, ...(given.has("all") ? { models: rows } : {}) }));
    return;
  }
  const wide = Math.max(0, ...stories.map(({ name }) => name.length));
  for (const { name, title } of stories) world.out(`${name.padEnd(wide)}  ${title}`);
  for (const [suite, own] of Map.groupBy(models, (model) => model.suite)) {
    world.out(`\n${suite}`);
    for (const { name, about } of own) world.out(`  ${name}: ${about}`);
  }
  if (models.length === 0)
    world.out("\nflashmesh explain --all names every model that can be told.");
}

async function show(tale: Tale, given: Arguments, world: World): Promise<void> {
  const page = given.text("html");
  if (page !== undefined) await writeWhole(resolve(world.folder, page), talePage(tale));
  if (given.has("json")) {
    world.out(canonical(taleAsData(tale)));
    return;
  }
  for (const line of taleLines(tale, world.width)) world.out(line);
  if (page !== undefined) world.out(`\nwritten to ${page}`);
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "explain", why });
}
