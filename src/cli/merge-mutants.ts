/**
 * `flashmesh merge` for summaries of `mutate`. In: those of all shards, the manifest and the corpus
 * that they are about. Out: the summary of the whole run; which guards are needed, and what lives
 * and should not, is judged anew, from the kills of all shards.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Part } from "../base/parts.ts";
import { inOrder } from "../base/parts.ts";
import { decodeManifest } from "../graph/manifest.ts";
import type { Mutant } from "../replay/mutants.ts";
import type { Row } from "../report/mutation.ts";
import { countKills, killsInWords } from "../report/mutation.ts";
import type { MutateSummary } from "../report/mutation-summary.ts";
import { inOneOrder, killsOf, resultsOf } from "../report/mutation-summary.ts";
import type { Faulty } from "../subject/faulty/fault.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { corpusDigest } from "./corpora.ts";
import { readText } from "./files.ts";
import type { FileText, MergedText } from "./merged.ts";
import type { Work } from "./mutate.ts";
import { concluded, differing, exitOf, isWhole, readGuards } from "./mutate.ts";
import { shareOf, store, summaryOf, workOf } from "./mutate.ts";
import { readMutate } from "./summary.ts";

/** With `write`, the tables of conformance/ are written instead of compared with. */
export async function mergedMutants(
  files: readonly FileText[],
  manifest: string,
  corpus: string,
  write: boolean,
): Promise<MergedText> {
  const parts = files.map((each): Part<MutateSummary> => {
    const body = readMutate(each);
    const { manifest_sha256, corpus_sha256, options, shard } = body;
    const run = { manifest: manifest_sha256, corpus: corpus_sha256, options };
    return { file: each.file, shard, run, body };
  });
  const shards = inOrder(parts);
  const [{ file, body: first }] = shards;
  const text = await readText(manifest);
  checkDigest(file, "manifest", first.manifest_sha256, sha256Hex(text));
  checkDigest(file, "corpus", first.corpus_sha256, await corpusDigest(corpus));
  const all = workOf(decodeManifest(text, manifest), first.options);
  for (const [at, each] of shards.entries()) {
    checkWork(each, shareOf(all, { index: at + 1, of: shards.length }));
  }
  const bodies = shards.map(({ body }) => body);
  const model = {
    kills: killsOf(
      bodies.flatMap(({ models }) => models),
      all.mutants,
    ),
    wrong: inOneOrder(bodies.flatMap(({ models_wrong: wrong }) => wrong)),
    // Of both sides; who could not judge it is no matter.
    undecided: inOneOrder(bodies.flatMap(({ undecided }) => undecided)),
  };
  const told = bodies.flatMap(({ references }) => references);
  const reference = { results: resultsOf(told, all.faulty.map(mutantOf)), undecided: [] };
  const guards = await readGuards();
  const whole = isWhole(first.options);
  if (write && !whole) {
    throw new InputFault("MergeUnfit", { file, why: "--write needs all models and references" });
  }
  const keep = async (rows: readonly Row[]): Promise<readonly string[]> =>
    write ? await store(rows, false) : await differing(rows, () => undefined);
  const kept = whole ? keep : undefined;
  const { rows, findings } = await concluded(guards, model, reference, kept);
  const spent = bodies.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const { shard: _, ...run } = first;
  return {
    text: canonical({ ...run, ...summaryOf(rows, model, reference, findings, spent) }),
    lines: [
      ...findings.undecided.map((line) => `??   ${line}`),
      ...findings.wrong.map((line) => `FAIL ${line}`),
      killsInWords(countKills(rows)),
    ],
    exit: exitOf(findings),
  };
}

function checkDigest(file: string, what: string, wanted: string, found: string): void {
  if (wanted !== found) throw new InputFault("MergeOther", { file, what, wanted, found });
}

/** Each faulty reference of the shard is told; of the models those that break, and no others. */
function checkWork({ file, body }: Part<MutateSummary>, { mutants, faulty }: Work): void {
  const wanted = faulty.map(({ name }) => name);
  const found = body.references.map(({ name }) => name);
  if (canonical(wanted) !== canonical(found)) {
    const why = `its faulty references had to be ${wanted.join(", ")}`;
    throw new InputFault("MergeUnfit", { file, why });
  }
  const models = mutants.map(({ model }) => model.name);
  const other = body.models.find(({ model }) => !models.includes(model));
  if (other === undefined) return;
  const why = `${other.model} is no model of this shard`;
  throw new InputFault("MergeUnfit", { file, why });
}

function mutantOf({ name, clause, about, part, faults }: Faulty): Mutant {
  return { name, clause, about, part, subject: () => new Reference(runSignatures(), faults) };
}
