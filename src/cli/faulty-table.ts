/**
 * conformance/mutants.json as it is stored. In: nothing. Out: its text, and the faulty references
 * with the traces that catch them.
 * @module
 */
import { join } from "node:path";
import { InputFault } from "../base/fault.ts";
import type { KnownFaulty } from "../replay/survivors.ts";
import { readText } from "./files.ts";
import { CONFORMANCE } from "./places.ts";

export type FaultyTable = { readonly text: string; readonly rows: readonly KnownFaulty[] };

export async function readFaultyTable(): Promise<FaultyTable> {
  const file = join(CONFORMANCE, "mutants.json");
  const text = await readText(file);
  const rows = member(JSON.parse(text), "mutants");
  if (!Array.isArray(rows)) throw new InputFault("TableMalformed", { file });
  return { text, rows: rows.map((row: unknown) => knownFaulty(row, file)) };
}

function knownFaulty(row: unknown, file: string): KnownFaulty {
  const kills = member(row, "kills");
  if (!Array.isArray(kills)) throw new InputFault("TableMalformed", { file });
  return {
    name: String(member(row, "name")),
    clause: String(member(row, "clause")),
    about: String(member(row, "about")),
    part: String(member(row, "part")),
    kills: kills.map((kill: unknown) => ({ trace: String(member(kill, "trace")) })),
  };
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
