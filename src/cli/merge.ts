/**
 * `flashmesh merge FILE...`: the files of all shards of a run -> the one that the whole run would
 * have written. In: result streams of `certify`, or summaries of `check` or of `mutate`; of one
 * kind at a time. Out: that file, and the exit code of that run (spec/formats/merge.md).
 * @module
 */
import { join, resolve } from "node:path";
import { InputFault } from "../base/fault.ts";
import { RESULT_FORMAT } from "../replay/result.ts";
import { CHECK_FORMAT } from "../report/check.ts";
import { MUTATE_FORMAT } from "../report/mutation-summary.ts";
import type { Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText, writeWhole } from "./files.ts";
import { mergedChecks } from "./merge-checks.ts";
import { mergedMutants } from "./merge-mutants.ts";
import { mergedResults } from "./merge-results.ts";
import type { FileText, MergedText } from "./merged.ts";
import { CONFORMANCE, MANIFEST } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "out", value: "FILE", about: "write the whole there (else to standard output)" },
  { name: "corpus", value: "DIR", about: "the corpus, if another than conformance/traces" },
  { name: "manifest", value: "FILE", about: "the manifest, if another than tla/manifest.json" },
  { name: "write", about: "of mutate: write the tables of conformance/ as the whole run would" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "The files of all shards of one run, in any order, become the one of a run that was not shared",
  "out: result streams of certify, or summaries of check, or of mutate. A shard that is missing or",
  "there twice, or is of another run, is refused. Exit: as that run would have ended, or 3.",
];

export const mergeCommand: Command = {
  name: "merge",
  summary: "join what the shards of a run wrote into what the whole run would have written",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("merge", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("merge FILE... [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const files = await Promise.all(
    given.positionals.map(async (file) => {
      return { file, text: await readText(resolve(world.folder, file)) };
    }),
  );
  const path = (name: string, otherwise: string): string =>
    resolve(world.folder, given.text(name) ?? otherwise);
  const corpus = path("corpus", join(CONFORMANCE, "traces"));
  const manifest = path("manifest", MANIFEST);
  const write = given.has("write");
  if (write && (given.text("manifest") ?? given.text("corpus")) !== undefined) {
    throw usage("--write is for tla/manifest.json and conformance/traces");
  }
  const { text, lines, exit } = await merged(files, { corpus, manifest, write }, world.folder);
  const out = given.text("out");
  if (out === undefined) world.out(text.trimEnd());
  else {
    await writeWhole(resolve(world.folder, out), text);
    for (const line of lines) world.out(line);
  }
  return exit;
}

type About = { readonly corpus: string; readonly manifest: string; readonly write: boolean };

async function merged(
  files: readonly FileText[],
  { corpus, manifest, write }: About,
  folder: string,
): Promise<MergedText> {
  const [first] = files;
  if (first === undefined) throw new InputFault("MergeNothing");
  const format = formatOf(first);
  for (const each of files) {
    const other = formatOf(each);
    if (other === format) continue;
    const why = `it is ${other}, and ${first.file} is ${format}`;
    throw new InputFault("MergeUnfit", { file: each.file, why });
  }
  if (write && format !== MUTATE_FORMAT) throw usage("--write is for summaries of mutate");
  if (format === RESULT_FORMAT) return await mergedResults(files, corpus, folder);
  if (format === CHECK_FORMAT) return await mergedChecks(files, manifest);
  if (format === MUTATE_FORMAT) return await mergedMutants(files, manifest, corpus, write);
  throw new InputFault("MergeUnknown", { file: first.file, why: `its format is ${format}` });
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "merge", why });
}

/** What a file says that it is, in its first line. */
function formatOf({ file, text }: FileText): string {
  const [line = ""] = text.split("\n", 1);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputFault("MergeUnknown", { file, why: "its first line is no JSON" }, { cause });
  }
  const format: unknown =
    typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (typeof format === "string") return format;
  throw new InputFault("MergeUnknown", { file, why: "it names no format" });
}
