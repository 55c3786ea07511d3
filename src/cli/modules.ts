/**
 * The modules of a model: its root module and every module that it extends or instantiates, found
 * beside it or in the root folder. In: the folder and the module. Out: their texts, or the digest
 * of them all.
 * @module
 */
import { basename, dirname, join } from "node:path";
import { sha256Hex } from "../base/bytes.ts";
import { readText, readTextIfAny } from "./files.ts";

/** SHA-256 over all modules of the model, as lower-case hex. */
export async function specDigest(root: string, module: string): Promise<string> {
  const texts = await modulesOf(root, module);
  const sorted = [...texts].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return sha256Hex(sorted.map(([name, text]) => `${name} ${sha256Hex(text)}\n`).join(""));
}

/** File name -> text. Modules of TLC's own are not here, and belong to the jar. */
export async function modulesOf(
  root: string,
  module: string,
): Promise<ReadonlyMap<string, string>> {
  const file = module.endsWith(".tla") ? module : `${module}.tla`;
  const folders = [dirname(join(root, file)), root];
  const texts = new Map<string, string>([[basename(file), await readText(join(root, file))]]);
  // Grows while it is walked.
  for (const [, text] of texts) {
    for (const name of named(text)) {
      const next = `${name}.tla`;
      if (texts.has(next)) continue;
      const found = await firstOf(folders, next);
      if (found !== undefined) texts.set(next, found);
    }
  }
  return texts;
}

async function firstOf(folders: readonly string[], name: string): Promise<string | undefined> {
  for (const folder of folders) {
    const found = await readTextIfAny(join(folder, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function named(text: string): readonly string[] {
  const extended = [...text.matchAll(/\bEXTENDS\s+(\w+(?:\s*,\s*\w+)*)/g)].flatMap(
    ([, names = ""]) => names.split(",").map((name) => name.trim()),
  );
  const instances = [...text.matchAll(/\bINSTANCE\s+(\w+)/g)].map(([, name = ""]) => name);
  return [...extended, ...instances];
}
