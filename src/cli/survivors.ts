/**
 * After a green run: what it does not rule out. In: what was run, and the table of faulty
 * references. Out: notes; none where something is not green, for then that comes first.
 * @module
 */
import { join } from "node:path";
import { InputFault } from "../base/fault.ts";
import type { CaseLine, NoteLine, ProfileResult } from "../replay/result.ts";
import type { KnownFaulty } from "../replay/survivors.ts";
import { survivorsOf } from "../replay/survivors.ts";
import { survivorNotes } from "../report/survivors.ts";
import { readText } from "./files.ts";
import { CONFORMANCE } from "./places.ts";

export async function notRuledOut(
  cases: readonly CaseLine[],
  results: readonly ProfileResult[],
): Promise<readonly NoteLine[]> {
  if (!results.every(({ word }) => word === "conforms")) return [];
  const profiles = results.map(({ profile }) => profile);
  const partial = results.some((each) => each.partial);
  return survivorNotes(survivorsOf(await readTable(), profiles, cases), partial);
}

async function readTable(): Promise<readonly KnownFaulty[]> {
  const file = join(CONFORMANCE, "mutants.json");
  const value: unknown = JSON.parse(await readText(file));
  const rows = member(value, "mutants");
  if (!Array.isArray(rows)) throw new InputFault("TableMalformed", { file });
  return rows.map((row: unknown): KnownFaulty => {
    const kills = member(row, "kills");
    if (!Array.isArray(kills)) throw new InputFault("TableMalformed", { file });
    return {
      name: String(member(row, "name")),
      clause: String(member(row, "clause")),
      about: String(member(row, "about")),
      part: String(member(row, "part")),
      kills: kills.map((kill: unknown) => ({ trace: String(member(kill, "trace")) })),
    };
  });
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
