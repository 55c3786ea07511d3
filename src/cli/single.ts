/**
 * The one case that `--case` asks for. In: an id of the corpus, an id of a case that was kept, a
 * case file, or a case by the names of its inputs. Out: the case, bound to another network if one
 * is asked for.
 * @module
 */
import { join, resolve } from "node:path";
import { InputFault } from "../base/fault.ts";
import { isNamed, namedCase } from "../explain/named.ts";
import { readCase } from "../explain/read-case.ts";
import type { Case } from "../replay/case.ts";
import { casesOf } from "../replay/case.ts";
import { PROFILES } from "../replay/certify.ts";
import type { Corpus } from "../replay/corpus.ts";
import { boundTo } from "../replay/fresh.ts";
import type { Arguments } from "./args.ts";
import { readText, readTextIfAny } from "./files.ts";
import { CONFORMANCE } from "./places.ts";
import type { World } from "./world.ts";

/** What a case is called in the folder that keeps it. */
export const CASE_FILE = "case.json";

const ID = /^[TR]-[0-9a-f]{16}$/;

export async function singleCase(
  corpora: readonly Corpus[],
  given: Arguments,
  world: World,
): Promise<Case | undefined> {
  const asked = given.text("case");
  if (asked === undefined) return undefined;
  const found = await caseOf(asked, corpora, given, world);
  const network = given.text("network");
  if (network === undefined) return found;
  if (!corpora.includes(found.corpus)) {
    const why = "a kept case stays on the network that its file is signed for";
    throw new InputFault("CaseUnknown", { case: asked, why });
  }
  const [bound] = boundTo([found], network);
  return bound ?? found;
}

async function caseOf(
  asked: string,
  corpora: readonly Corpus[],
  given: Arguments,
  world: World,
): Promise<Case> {
  if (ID.test(asked)) {
    const known = casesOf(corpora, PROFILES).find(({ trace }) => trace.trace.id === asked);
    if (known !== undefined) return known;
    const folders = [given.text("keep"), join(CONFORMANCE, "regressions")];
    for (const folder of folders) {
      if (folder === undefined) continue;
      const file = resolve(world.folder, folder, asked, CASE_FILE);
      const text = await readTextIfAny(file);
      if (text !== undefined) return readCase(text, file);
    }
    const why = "neither the corpus nor a folder of kept cases (--keep DIR) has it";
    throw new InputFault("CaseUnknown", { case: asked, why });
  }
  if (isNamed(asked)) return namedCase(asked, corpora);
  const file = resolve(world.folder, asked);
  return readCase(await readText(file), file);
}
