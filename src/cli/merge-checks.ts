/**
 * `flashmesh merge` for summaries of `check`. In: those of all shards, and the manifest that they
 * are about. Out: the summary of the whole check, its models in the order of the manifest.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Part } from "../base/parts.ts";
import { inOrder } from "../base/parts.ts";
import { weighed } from "../base/shard.ts";
import { decodeManifest } from "../graph/manifest.ts";
import { secondsOf } from "../graph/suite.ts";
import type { CheckSummary } from "../report/check.ts";
import { countStandings, tallyInWords } from "../report/check.ts";
import { exitOf, modelsNamed } from "./check.ts";
import { readText } from "./files.ts";
import type { FileText, MergedText } from "./merged.ts";
import { readCheck } from "./summary.ts";

export async function mergedChecks(
  files: readonly FileText[],
  manifest: string,
): Promise<MergedText> {
  const parts = files.map((each): Part<CheckSummary> => {
    const body = readCheck(each);
    const { manifest_sha256, wanted, shard } = body;
    return { file: each.file, shard, run: { manifest: manifest_sha256, wanted }, body };
  });
  const shards = inOrder(parts);
  const [{ file, body: first }] = shards;
  const text = await readText(manifest);
  if (sha256Hex(text) !== first.manifest_sha256) {
    const facts = { what: "manifest", wanted: first.manifest_sha256, found: sha256Hex(text) };
    throw new InputFault("MergeOther", { file, ...facts });
  }
  const all = modelsNamed(decodeManifest(text, manifest), first.wanted);
  for (const [at, each] of shards.entries()) {
    const own = weighed(all, secondsOf, { index: at + 1, of: shards.length });
    const [wanted, found] = [own, each.body.models].map((models) => models.map(nameOf));
    if (canonical(wanted ?? []) === canonical(found ?? [])) continue;
    const why = `its models had to be ${wanted?.join(", ")}`;
    throw new InputFault("MergeUnfit", { file: each.file, why });
  }
  const told = new Map(
    shards.flatMap(({ body }) => body.models.map((model) => [model.name, model])),
  );
  const models = all.flatMap(({ name }) => told.get(name) ?? []);
  const tally = countStandings(models.map(({ standing }) => standing));
  const { shard: _, ...run } = first;
  return {
    text: canonical({ ...run, ...tally, models }),
    lines: [tallyInWords(tally)],
    exit: exitOf(tally),
  };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
