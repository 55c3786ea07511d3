/**
 * `flashmesh init adapter --lang LANG`: copies the skeleton of an adapter, with which a team begins
 * that has a core and no adapter yet. In: a language, a folder. Out: files, and what to do next.
 * @module
 */
import { join, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { filesBelow, isThere, readText, writeWhole } from "./files.ts";
import { CONFORMANCE } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

/** Language, which is a folder of conformance/skeletons -> how its adapter is built and started. */
const LANGUAGES = new Map([
  ["go", { build: "go build -o my-authority .", start: "./my-authority" }],
  ["python", { build: "", start: "python3 adapter.py" }],
  ["ts", { build: "", start: "node adapter.ts" }],
]);
const NAMES = [...LANGUAGES.keys()].join(", ");

const OPTIONS: readonly Option[] = [
  { name: "lang", value: "LANG", about: `one of ${NAMES}` },
  { name: "dir", value: "DIR", about: "where to (my-authority)" },
  { name: "json", about: "print one JSON object instead of lines" },
  { name: "help", short: "h", about: "this page" },
];
const USAGE = "init adapter --lang LANG [--dir DIR]";
const ABOUT = [
  "Writes an adapter that talks as spec/formats/subject.md says and refuses everything, a README",
  "and a CI job. Places are marked where your own core is called. It overwrites nothing.",
  "Exit: 0 written, 2 could not be written, 3 bad input, or a file is there already.",
];

export const initCommand: Command = {
  name: "init",
  summary: "write the skeleton of an adapter, in one of a few languages",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("init", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage(USAGE, ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const [what, ...more] = given.positionals;
  if (what !== "adapter" || more.length > 0) throw wrong("what can be begun is: adapter");
  const name = given.text("lang") ?? "";
  const language = LANGUAGES.get(name);
  if (language === undefined) throw wrong(`--lang is one of ${NAMES}`);
  const dir = given.text("dir") ?? "my-authority";
  const files = await copy(join(CONFORMANCE, "skeletons", name), resolve(world.folder, dir));
  const { build, start } = language;
  const next = [
    `${build === "" ? "" : `${build} && `}npx flashmesh doctor -- ${start}`,
    `npx flashmesh certify -- ${start}`,
  ];
  if (given.has("json")) world.out(canonical({ dir, files, next }));
  else {
    for (const file of files) world.out(`written  ${join(dir, file)}`);
    world.out(`next, in ${dir}:`);
    for (const line of next) world.out(`  ${line}`);
  }
  return 0;
}

/** All files or, if one of them is there already, none. */
async function copy(from: string, to: string): Promise<readonly string[]> {
  const files = await filesBelow(from);
  for (const file of files) {
    const target = join(to, file);
    if (await isThere(target)) throw new InputFault("FileThere", { file: target });
  }
  for (const file of files) await writeWhole(join(to, file), await readText(join(from, file)));
  return files;
}

function wrong(why: string): InputFault {
  return new InputFault("Usage", { command: "init", why });
}
