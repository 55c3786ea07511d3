/**
 * Writes measured sizes into the manifest, so that the change can be reviewed. Only of models whose
 * verdict is the expected one; of a violated model only where sizes were pinned before, as the way
 * to a violation depends on the order of the search.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Counts } from "../graph/manifest.ts";
import { allCounts } from "../graph/judge.ts";
import type { ModelResult } from "../report/check.ts";
import { readText, writeWhole } from "./files.ts";
import type { World } from "./world.ts";

export async function pinCounts(
  file: string,
  results: readonly ModelResult[],
  world: World,
): Promise<void> {
  let text = await readText(file);
  for (const result of results) {
    const counts = pinnable(result);
    if (counts === undefined) continue;
    const { name } = result.model;
    const before = text;
    text = withCounts(text, name, counts, file);
    if (text !== before) world.out(`pinned ${name}: ${JSON.stringify(counts)}`);
  }
  await writeWhole(file, text);
}

function pinnable(result: ModelResult): Counts | undefined {
  if (result.type === "fault" || result.model.mode === "assume") return undefined;
  const { outcome, mismatches } = result.judgement;
  const sizes = ["initial", "generated", "distinct", "depth"];
  if (mismatches.some(({ what }) => !sizes.includes(what))) return undefined;
  if (outcome.result !== "holds" && result.model.counts === undefined) return undefined;
  return allCounts(result.model.name, result.judgement);
}

/** Edits the text, so that the rest of the manifest keeps its form and a review sees only sizes. */
function withCounts(text: string, name: string, counts: Counts, file: string): string {
  const start = text.search(new RegExp(`"name":\\s*"${name.replaceAll(".", "\\.")}"`));
  const next = text.indexOf('"name":', start + 1);
  const end = next === -1 ? text.length : next;
  const entry = text.slice(start, end);
  const line = `"counts": ${JSON.stringify(counts)
    .replaceAll(/([:,{])/g, "$1 ")
    .replace("}", " }")}`;
  const known = /"counts":\s*\{[^}]*\}/;
  const edited = known.test(entry)
    ? entry.replace(known, line)
    : entry.replace(/("expect":\s*\{[^}]*\})/, `$1,\n      ${line}`);
  if (start === -1 || (edited === entry && !entry.includes(line))) {
    throw new InputFault("ManifestNotEditable", { file, name });
  }
  return text.slice(0, start) + edited + text.slice(end);
}
