/**
 * Files of known failures, as `--baseline` and `--write-baseline` name them. In: files. Out: a
 * baseline that holds for this corpus and this day, or one fault that names what is wrong.
 * @module
 */
import { resolve } from "node:path";
import { InputFault } from "../base/fault.ts";
import type { BaselineFile, Entry } from "../replay/baseline.ts";
import { Baseline, baselineText, entriesFor } from "../replay/baseline.ts";
import type { Case } from "../replay/case.ts";
import type { CaseLine } from "../replay/result.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import { readJson } from "../wire/json.ts";
import { breach } from "../wire/schema.ts";
import { readText, writeWhole } from "./files.ts";
import type { World } from "./world.ts";

/** A few thousand entries fit. */
const LIMITS = { lengthMax: 1 << 24, depthMax: 8 };

export async function readBaseline(
  files: readonly string[],
  all: readonly Case[],
  world: World,
): Promise<Baseline> {
  const entries: Entry[] = [];
  for (const file of files) {
    const path = resolve(world.folder, file);
    entries.push(...entriesIn(await readText(path), path));
  }
  const baseline = new Baseline(entries, all, world.moment().slice(0, 10));
  if (baseline.wrong.length > 0) {
    throw new InputFault("BaselineWrong", { files, why: baseline.wrong.join("; ") });
  }
  return baseline;
}

function entriesIn(text: string, file: string): readonly Entry[] {
  const read = readJson(text, LIMITS);
  const malformed = (place: string, why: string): InputFault =>
    new InputFault("BaselineMalformed", { file, place, why });
  if (!read.ok) throw malformed(read.reason.place, read.reason.problem);
  const place = breach("baseline", read.value);
  if (place !== undefined) throw malformed(place, "it breaks its schema");
  // The schema has just said what it is.
  const { entries }: BaselineFile = JSON.parse(text);
  return entries;
}

/** Writes what fails now; how many entries. */
export async function writeBaseline(
  file: string,
  cases: readonly CaseLine[],
  known: Baseline,
  world: World,
): Promise<number> {
  const entries = entriesFor(cases, known);
  await writeWhole(resolve(world.folder, file), baselineText(entries, SUITE_VERSION));
  return entries.length;
}
