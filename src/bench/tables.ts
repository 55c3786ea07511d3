/**
 * All tables, in the order of the report. In: the texts that they are about.
 * @module
 */
import { authorityTable } from "./authority.ts";
import { codecTable } from "./codec.ts";
import { filterTable } from "./filter.ts";
import { replayTable } from "./replay.ts";
import type { Table } from "./row.ts";
import { signatureTable } from "./signatures.ts";

/** The vector file of the kit's rows, below `conformance/traces`. */
export const REPLAYED = "committee/GenCommittee1111.ndjson";

export const TABLES = ["signatures", "authority", "codec", "replay", "filter"] as const;
export type TableName = (typeof TABLES)[number];

export function isTable(name: string): name is TableName {
  return TABLES.some((each) => each === name);
}

/** What the tables are made of beside this code: the texts of a vector file and of the program. */
export type Sources = { readonly vectors: string; readonly program: string };

export function tableOf(name: TableName, { vectors, program }: Sources): Table {
  switch (name) {
    case "signatures":
      return signatureTable;
    case "authority":
      return authorityTable;
    case "codec":
      return codecTable;
    case "replay":
      return replayTable(vectors, REPLAYED);
    case "filter":
      return filterTable(program);
  }
}
