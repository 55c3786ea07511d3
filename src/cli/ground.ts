/**
 * What certificates are judged by, apart from the transcript: the corpus, and the tables beside it.
 * In: files of this package. Out: their rows and digests.
 * @module
 */
import type { Ground } from "../attest/statement.ts";
import { sha256Hex } from "../base/bytes.ts";
import type { Corpus } from "../replay/corpus.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import { readFaultyTable } from "./faulty-table.ts";
import { readText } from "./files.ts";
import { PROFILES, readCores } from "./places.ts";

export async function groundOf(corpora: readonly Corpus[], corpusSha256: string): Promise<Ground> {
  const mutants = await readFaultyTable();
  return {
    corpora,
    corpusSha256,
    suiteVersion: SUITE_VERSION,
    tables: {
      clauses: {
        sha256: sha256Hex(await readText(PROFILES)),
        rows: Object.fromEntries(await readCores()),
      },
      mutants: {
        sha256: sha256Hex(mutants.text),
        rows: Object.fromEntries(
          mutants.rows.map(({ name, kills }) => [name, kills.map(({ trace }) => trace)]),
        ),
      },
    },
  };
}
