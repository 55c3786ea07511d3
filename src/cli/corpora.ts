/**
 * The stored corpus: every vector file that the index names, read and checked. A file too many or
 * too few, or with another digest, stops everything: a broken corpus judges nobody.
 * @module
 */
import { join } from "node:path";
import { sha256Hex } from "../base/bytes.ts";
import { InputFault } from "../base/fault.ts";
import type { Corpus } from "../replay/corpus.ts";
import { ready } from "../replay/corpus.ts";
import { CATALOGUE, mismatch, readCatalogue } from "../vector/catalogue.ts";
import { read } from "../vector/read.ts";
import { filesBelow, readText } from "./files.ts";

/** The digest of the index, and so of the whole corpus. */
export async function corpusDigest(folder: string): Promise<string> {
  return sha256Hex(await readText(join(folder, CATALOGUE)));
}

export async function readCorpora(folder: string): Promise<readonly Corpus[]> {
  const index = join(folder, CATALOGUE);
  const entries = readCatalogue(await readText(index), index);
  const known = new Set([CATALOGUE, ...entries.map(({ path }) => path)]);
  for (const path of await filesBelow(folder)) {
    if (!known.has(path)) throw new InputFault("VectorFileUnknown", { file: join(folder, path) });
  }
  const ids = new Set<string>();
  const corpora: Corpus[] = [];
  for (const entry of entries) {
    const file = join(folder, entry.path);
    const text = await readText(file);
    const vector = read(text, file);
    const why = mismatch(entry, text);
    if (why !== undefined) throw new InputFault("VectorFileChanged", { file, why });
    for (const { trace } of vector.traces) {
      if (ids.has(trace.id)) throw new InputFault("TraceTwice", { file, trace: trace.id });
      ids.add(trace.id);
    }
    corpora.push(ready(vector));
  }
  if (corpora.length === 0) throw new InputFault("CorpusEmpty", { folder });
  return corpora;
}
