/**
 * All tables, in the order of the report. In: the texts that they are about, what the
 * machine lends. Out: a table as one process measured it.
 * @module
 */
import { authorityTable } from "./authority.ts";
import { codecTable } from "./codec.ts";
import { falsePositives } from "./false-positives.ts";
import { filterTable } from "./filter.ts";
import { loopbackTable, type Link } from "./loopback.ts";
import { sample, type Effort } from "./measure.ts";
import { memory } from "./memory.ts";
import { replayTable } from "./replay.ts";
import type { Probe, ToldTable } from "./measured.ts";
import type { Table } from "./row.ts";
import { scaling } from "./scaling.ts";
import { signatureTable } from "./signatures.ts";

/** The vector file of the kit's rows, below `conformance/traces`. */
const REPLAYED = "committee/GenCommittee1111.ndjson";
/** Graphs from small to large; the first gives the trace that grows. */
export const GRAPHS = [
  REPLAYED,
  "handoff/GenPromise.ndjson",
  "authority/GenEscrow.ndjson",
  "handoff/GenHeard.ndjson",
  "authority/GenCredit.ndjson",
  "wallet/GenReceipts.ndjson",
] as const;

export const TABLES = [
  "signatures",
  "authority",
  "codec",
  "replay",
  "filter",
  "false-positives",
  "loopback",
  "memory",
  "scaling",
] as const;
export type TableName = (typeof TABLES)[number];

/** The tables of which the gate judges rows. */
export const GATED: readonly TableName[] = ["signatures", "authority", "codec", "replay", "filter"];

export function isTable(name: string): name is TableName {
  return TABLES.some((each) => each === name);
}

/** What tables are made of beside this code: vector files by name, the program of the switch. */
export type Sources = { readonly vectors: ReadonlyMap<string, string>; readonly program: string };

/** What of the world a measurement needs. */
export type Lent = { readonly probe: Probe; readonly link: Link };

export async function measureTable(
  name: TableName,
  { vectors, program }: Sources,
  lent: Lent,
  effort: Effort,
  told: (part: number) => void,
): Promise<ToldTable> {
  const { now } = lent.probe;
  const rated = (table: Table): Promise<ToldTable> => rates(table, effort, now, told);
  switch (name) {
    case "signatures":
      return rated(signatureTable);
    case "authority":
      return rated(authorityTable);
    case "codec":
      return rated(codecTable);
    case "replay":
      return rated(replayTable(vectors.get(REPLAYED) ?? "", REPLAYED));
    case "filter":
      return rated(filterTable(program));
    case "false-positives":
      return falsePositives(program, told);
    case "loopback":
      return rated(loopbackTable(program, lent.link));
    case "memory":
      return memory(lent.probe, told);
    case "scaling":
      return scaling(vectors, lent.probe, told);
  }
}

async function rates(
  { name, title, about, rows, notes }: Table,
  effort: Effort,
  now: () => number,
  told: (part: number) => void,
): Promise<ToldTable> {
  const sampled = await sample(name, rows(), effort, now, told);
  return { kind: "rates", name, title, about, rows: sampled, notes: notes?.() ?? [] };
}
