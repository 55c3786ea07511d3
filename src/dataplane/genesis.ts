/**
 * What a controller sets on the switch to begin with. In: JSON. Out: the facts, or the one place
 * that is wrong. Clauses DP-4, DP-7 to DP-12 of spec/dataplane.md, and its tables of sizes.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { network } from "../protocol/ids.ts";
import { ascendingList, boolean, integer, list } from "../protocol/shape.ts";
import { nullable, record, spelled, text } from "../protocol/shape.ts";
import type { Reader } from "../protocol/shape.ts";

/** Bytes per second, and bytes. */
export type Rates = {
  readonly committed_rate: number;
  readonly committed_burst: number;
  readonly peak_rate: number;
  readonly peak_burst: number;
};

export type Port = {
  readonly port: number;
  /** Whether the authority is behind it. */
  readonly from_authority: boolean;
  /** Null: the port has no meter, and all that comes in there is green. */
  readonly meter: Rates | null;
};

export type Route = {
  /** An IPv4 address as 8 hex digits, and how many of its leading bits count. */
  readonly dst: string;
  readonly prefix: number;
  readonly port: number;
};

/** 64 bits each, as 16 hex digits; odd. */
export type Secrets = {
  readonly slot: string;
  readonly nonce: string;
  readonly epoch: string;
  readonly bloom: string;
};

export type Genesis = {
  readonly network: string;
  readonly slot_bits: number;
  readonly bloom_bits: number;
  /** The tag of the authority behind this switch. */
  readonly authority: string;
  readonly secrets: Secrets;
  /** Microseconds. */
  readonly retry: number;
  /** Where the packet of a conflict goes; no route leads there. */
  readonly evidence_port: number;
  readonly ports: readonly Port[];
  readonly routes: readonly Route[];
};

/** 2^16 slots and 2^18 cells are what stands in the program; more than this no register holds. */
const SLOT_BITS_MAX = 20;
const BLOOM_BITS_MAX = 24;
const PORT_MAX = 511;
const RETRY_MAX = 2 ** 40;

const isWord = spelled<string>(/^[0-9a-f]{16}$/);
const isAddress = spelled<string>(/^[0-9a-f]{8}$/);

export const word = (clause: string): Reader<string> => text(clause, isWord, "NotHex");
export const port = (clause: string): Reader<number> => integer(clause, 0, PORT_MAX);
const amountOf = (clause: string): Reader<number> => integer(clause, 0, Number.MAX_SAFE_INTEGER);

const rates = record<Rates>("DP-4", {
  committed_rate: amountOf("DP-4"),
  committed_burst: amountOf("DP-4"),
  peak_rate: amountOf("DP-4"),
  peak_burst: amountOf("DP-4"),
});

const readFields = record<Genesis>("DP-10", {
  network,
  slot_bits: integer("DP-7", 1, SLOT_BITS_MAX),
  bloom_bits: integer("DP-8", 1, BLOOM_BITS_MAX),
  authority: word("DP-10"),
  secrets: record<Secrets>("DP-10", {
    slot: word("DP-7"),
    nonce: word("DP-8"),
    epoch: word("DP-8"),
    bloom: word("DP-8"),
  }),
  retry: integer("DP-12", 1, RETRY_MAX),
  evidence_port: port("DP-11"),
  ports: ascendingList(
    "DP-4",
    record<Port>("DP-4", {
      port: port("DP-4"),
      from_authority: boolean("DP-6"),
      meter: nullable(rates),
    }),
    (each) => each.port,
  ),
  routes: list(
    "DP-10",
    record<Route>("DP-10", {
      dst: text("DP-10", isAddress, "NotHex"),
      prefix: integer("DP-10", 0, 32),
      port: port("DP-10"),
    }),
  ),
});

/** Throws an InputFault that names the place. */
export function genesisOf(value: unknown): Genesis {
  const read = readFields(value, "");
  if (!read.ok) throw new InputFault("GenesisMalformed", { ...read.reason });
  const { routes, evidence_port: evidence } = read.value;
  const astray = routes.findIndex((route) => route.port === evidence);
  if (astray === -1) return read.value;
  const place = `/routes/${astray}/port`;
  throw new InputFault("GenesisMalformed", { place, clause: "DP-11", problem: "Inconsistent" });
}
