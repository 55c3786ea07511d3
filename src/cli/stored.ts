/**
 * The stored vector files: written anew, or compared with what was generated. In: generated files.
 * Out: the paths that differ. A file that no model makes is a difference, too.
 * @module
 */
import { join } from "node:path";
import { firstDifference } from "../report/traces.ts";
import { CATALOGUE, catalogueText, readCatalogue } from "../vector/catalogue.ts";
import { filesBelow, readTextIfAny, removeFile, writeWhole } from "./files.ts";
import type { Made } from "./generate.ts";
import type { World } from "./world.ts";

/** Each file whole, the index last: a run that is cut off leaves the old index beside new files. */
export async function store(
  made: readonly Made[],
  whole: boolean,
  folder: string,
): Promise<readonly string[]> {
  for (const { entry, text } of made) await writeWhole(join(folder, entry.path), text);
  await writeWhole(join(folder, CATALOGUE), await catalogueOf(made, whole, folder));
  if (!whole) return [];
  const known = new Set([CATALOGUE, ...made.map(({ entry }) => entry.path)]);
  for (const path of await filesBelow(folder)) {
    if (!known.has(path)) await removeFile(join(folder, path));
  }
  return [];
}

async function catalogueOf(made: readonly Made[], whole: boolean, folder: string): Promise<string> {
  const fresh = made.map(({ entry }) => entry);
  if (whole) return catalogueText(fresh);
  const file = join(folder, CATALOGUE);
  const stored = await readTextIfAny(file);
  const others = (stored === undefined ? [] : readCatalogue(stored, file)).filter(
    ({ path }) => !fresh.some((entry) => entry.path === path),
  );
  return catalogueText([...others, ...fresh]);
}

export async function compare(
  made: readonly Made[],
  whole: boolean,
  folder: string,
  quiet: boolean,
  world: World,
): Promise<readonly string[]> {
  const wanted = made.map(({ entry, text }) => ({ path: entry.path, text }));
  wanted.push({ path: CATALOGUE, text: await catalogueOf(made, whole, folder) });
  const differing: string[] = [];
  for (const { path, text } of wanted) {
    const stored = await readTextIfAny(join(folder, path));
    if (stored === text) continue;
    differing.push(path);
    if (quiet) continue;
    world.out(`${path} ${stored === undefined ? "is not there" : "differs"}`);
    if (stored === undefined) continue;
    for (const line of firstDifference(stored, text, world.width)) world.out(line);
  }
  if (!whole) return differing;
  const known = new Set(wanted.map(({ path }) => path));
  for (const path of await filesBelow(folder)) {
    if (known.has(path)) continue;
    differing.push(path);
    if (!quiet) world.out(`${path} is stored, and no model makes it`);
  }
  return differing;
}
