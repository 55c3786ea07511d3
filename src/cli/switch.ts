/**
 * What the switch of the reference runs: p4/flashmesh.p4, or a program that the user names. In: a
 * path. Out: switches of that program, on both back ends.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import { switchMaker } from "../dataplane/dataplane.ts";
import { Programs } from "../dataplane/programs.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { MakeSwitch } from "../subject/reference.ts";
import type { Arguments } from "./args.ts";
import { sourceOf } from "./p4-source.ts";
import { P4_PROGRAM } from "./places.ts";

/** The profile whose subjects are switches. */
export const SWITCHES = "dataplane";

/** Throws an InputFault if there is no such file; what is wrong in it the first switch says. */
export function switchOf(path: string, folder: string): MakeSwitch {
  const { source, read } = sourceOf(path, { folder, includes: [], macros: [] });
  return switchMaker(new Programs(source, read));
}

/** Our own, or the one after `--program`. */
export function switchFor(given: Arguments, folder: string): MakeSwitch {
  return switchOf(given.text("program") ?? P4_PROGRAM, folder);
}

/**
 * Of a program that the user names: the digest of its text. Throws an InputFault where it does not
 * compile at the sizes of the corpus, or lacks what a switch is set up and read by: nobody is to
 * find that out from a hundred cases that could not be judged.
 */
export function checkProgram(
  given: Arguments,
  folder: string,
  corpora: readonly Corpus[],
): string | undefined {
  const path = given.text("program");
  if (path === undefined) return undefined;
  const make = switchOf(path, folder);
  for (const { file, setups } of corpora) {
    if (file.header.profile !== SWITCHES) continue;
    for (const { genesis } of setups.values()) make(genesis);
  }
  return sha256Hex(sourceOf(path, { folder, includes: [], macros: [] }).source.text);
}
