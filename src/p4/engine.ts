/**
 * What a back end gives to the switch, and what it is given. The switch (v1model's buffers, packet
 * replication, clones) is one piece of code for both back ends; the blocks of the program, table
 * lookup and externs are each back end's own.
 * @module
 */
import type { ControlPlane } from "./switch/control-plane.ts";
import type { Program } from "./program.ts";

/**
 * The fields of v1model's standard_metadata, by their place in `Blocks.meta`. All are numbers: the
 * widest has 48 bits.
 */
export const META = [
  "ingress_port",
  "egress_spec",
  "egress_port",
  "instance_type",
  "packet_length",
  "enq_timestamp",
  "enq_qdepth",
  "deq_timedelta",
  "deq_qdepth",
  "ingress_global_timestamp",
  "egress_global_timestamp",
  "mcast_grp",
  "egress_rid",
  "checksum_error",
  "parser_error",
  "priority",
] as const;
export type MetaField = (typeof META)[number];

/**
 * What the program asked of the switch in one block, by plain numbers so that nothing is made per
 * packet. -1: not asked. A field list is its number plus one, since 0 is a list too; 0: none.
 * Of several calls the last counts (v1model).
 */
export type Requests = {
  /** clone: the session, and the field list to keep. */
  cloneSession: number;
  cloneFields: number;
  /** resubmit or recirculate: the field list to keep. */
  again: number;
  /** truncate: bytes. */
  truncate: number;
  /** How often digest was called; `takeDigests` hands over the values, in order. */
  digests: number;
};

/** Saved user metadata of one packet (a clone, a resubmit): opaque to the switch. */
export type Saved = unknown;

/**
 * A packet that has just come, from `clear` to `send` in one call, where nothing waits and no port
 * is paced; `told` has its time. Digests of ingress are handed on. False: ingress is done and the
 * packet at hand, as if by `ingress`, but it wants more than one way out, and is not sent.
 */
export type Forward = (packet: Uint8Array, length: number, port: number) => boolean;

/**
 * Places in `told`: when the packet came, in microseconds; the parser's error; how many priorities
 * the switch has (a packet whose own is not below that is not sent).
 */
export const TOLD = { atUs: 0, parserError: 1, priorities: 2 } as const;

/** One program made runnable. It holds one packet at a time. */
export interface Blocks {
  readonly program: Program;
  /** Standard metadata of the packet at hand, by place in META. The switch reads and writes it. */
  readonly meta: Float64Array;
  readonly requests: Requests;
  /** A back end need not have it. */
  readonly forward?: Forward | undefined;
  /**
   * What the switch and `forward` tell each other, by TOLD. PERF: as an argument a time would be an
   * object on the heap for each packet, from 2^31 on.
   */
  readonly told?: Float64Array;
  /** Zeroes headers (invalid), user metadata, standard metadata and requests. */
  clear(): void;
  /** Parser, then verify-checksum, over `packet[0..length)`. */
  parse(packet: Uint8Array, length: number): void;
  ingress(): void;
  egress(): void;
  /** Compute-checksum, deparser and the unparsed rest, into `out`. Gives the length in bytes. */
  deparse(out: Uint8Array): number;
  /** The user metadata that `@field_list(list - 1)` keeps; 0 keeps nothing. */
  save(list: number): Saved;
  restore(saved: Saved): void;
  /** Headers and all metadata of the packet at hand: a clone from egress to egress, a replica. */
  saveAll(): Saved;
  restoreAll(saved: Saved): void;
  /** Hands each digest of the block to `digest`, and forgets them. */
  takeDigests(digest: (name: string, values: readonly bigint[]) => void): void;
}

/** A back end: makes a program runnable over the control plane's state. */
export type BackEnd = (program: Program, control: ControlPlane, world: SwitchWorld) => Blocks;

/** What is told to an engine: chance and log lines. Time is in standard metadata. */
export type EngineWorld = {
  /** An integer of 32 random bits. */
  readonly random: () => number;
  readonly log: (line: string) => void;
};

export type SwitchWorld = EngineWorld & {
  /** A packet leaves: `bytes[0..length)`, which the next one overwrites; it had this priority. */
  readonly send: (
    port: number,
    bytes: Uint8Array,
    length: number,
    atUs: number,
    priority: number,
  ) => void;
  readonly digest: (name: string, values: readonly bigint[]) => void;
};
