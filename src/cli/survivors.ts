/**
 * After a green run: what it does not rule out. In: what was run, and the table of faulty
 * references. Out: notes; none where something is not green, for then that comes first.
 * @module
 */
import type { CaseLine, NoteLine, ProfileResult } from "../replay/result.ts";
import { survivorsOf } from "../replay/survivors.ts";
import { survivorNotes } from "../report/survivors.ts";
import { readFaultyTable } from "./faulty-table.ts";

export async function notRuledOut(
  cases: readonly CaseLine[],
  results: readonly ProfileResult[],
): Promise<readonly NoteLine[]> {
  if (!results.every(({ word }) => word === "conforms")) return [];
  const profiles = results.map(({ profile }) => profile);
  const partial = results.some((each) => each.partial);
  return survivorNotes(survivorsOf((await readFaultyTable()).rows, profiles, cases), partial);
}
