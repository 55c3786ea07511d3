/**
 * What certificates are judged by, apart from the transcript: the corpus, and the tables beside it.
 * In: files of this package. Out: their rows and digests.
 * @module
 */
import { join } from "node:path";
import type { Ground } from "../attest/statement.ts";
import { sha256Hex } from "../base/bytes.ts";
import { InputFault } from "../base/fault.ts";
import type { Corpus } from "../replay/corpus.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import { readText } from "./files.ts";
import { CONFORMANCE, PROFILES } from "./places.ts";

type Rows = Ground["tables"]["mutants"]["rows"];

export async function groundOf(corpora: readonly Corpus[], corpusSha256: string): Promise<Ground> {
  return {
    corpora,
    corpusSha256,
    suiteVersion: SUITE_VERSION,
    tables: {
      clauses: await table(PROFILES, clausesIn),
      mutants: await table(join(CONFORMANCE, "mutants.json"), mutantsIn),
    },
  };
}

async function table(file: string, rowsIn: (value: unknown) => Rows | undefined) {
  const text = await readText(file);
  const rows = rowsIn(JSON.parse(text));
  if (rows === undefined) throw new InputFault("TableMalformed", { file });
  return { sha256: sha256Hex(text), rows };
}

/** Profile -> its core. */
function clausesIn(value: unknown): Rows | undefined {
  const profiles = member(value, "profiles");
  if (typeof profiles !== "object" || profiles === null) return undefined;
  return Object.fromEntries(
    Object.entries(profiles).map(([name, row]) => [name, texts(member(row, "core"))]),
  );
}

/** Faulty reference -> the traces that tell it from the model. */
function mutantsIn(value: unknown): Rows | undefined {
  const mutants = member(value, "mutants");
  if (!Array.isArray(mutants)) return undefined;
  return Object.fromEntries(
    mutants.map((row: unknown) => {
      const kills = member(row, "kills") ?? [member(row, "kill")];
      const traces = Object.values(Array.isArray(kills) ? kills : (kills ?? {}));
      return [String(member(row, "name")), texts(traces.map((kill) => member(kill, "trace")))];
    }),
  );
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
