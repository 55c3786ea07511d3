/**
 * A simple test framework file (STF): what is done to a switch, and what must come out. One
 * statement a line; what P4's own driver does not know stands behind `#!` (notes on each below).
 * @module
 */

import type { DigestConfig } from "../switch/digest-list.ts";

/** As written: digits may be `*`, each a don't-care; how many bits were written matters. */
export type Written = {
  readonly value: bigint;
  /** 1 where the bit was written and counts; or what stands behind `&&&`. */
  readonly mask: bigint;
  /** How many bits the digits stand for; null: decimal, as wide as whatever it is for. */
  readonly bits: number | null;
};

export type MatchWritten = {
  readonly name: string;
  readonly value: Written;
  /** Behind a slash: the length of a prefix. */
  readonly prefix: number | null;
  /** Behind `..`: the end of a range. */
  readonly high: Written | null;
};

export type ActionWritten = {
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly value: Written }[];
};

export type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** One hex digit of a packet; null: any. */
export type Nibble = number | null;

export type Statement = { readonly line: number } & (
  | {
      readonly kind: "add";
      readonly table: string;
      readonly priority: number | null;
      readonly matches: readonly MatchWritten[];
      readonly action: ActionWritten;
      /** `= ID`: a name for `check_counter`. */
      readonly id: string | null;
    }
  | { readonly kind: "setdefault"; readonly table: string; readonly action: ActionWritten }
  | { readonly kind: "remove" | "wait" | "no_packet" }
  | { readonly kind: "packet"; readonly port: number; readonly bytes: Uint8Array }
  /** `nibbles` of null: any content. Without `whole` it is a prefix. */
  | {
      readonly kind: "expect";
      readonly port: number;
      readonly nibbles: readonly Nibble[] | null;
      readonly whole: boolean;
    }
  | {
      readonly kind: "check_counter";
      readonly name: string;
      /** A cell's index, or the id of an `add`; null: cell 0. */
      readonly at: number | string | null;
      readonly unit: "packets" | "bytes";
      readonly operator: Operator;
      readonly count: number;
    }
  /** A command to the device, and its words. */
  | { readonly kind: "device"; readonly command: string; readonly words: readonly string[] }
  // Ours, behind `#!`.
  | { readonly kind: "at"; readonly microseconds: number }
  | {
      readonly kind: "register";
      readonly name: string;
      readonly index: number;
      readonly value: bigint;
    }
  /** From now on the port sends a packet each so many microseconds, and others wait for it. */
  | { readonly kind: "pace"; readonly port: number; readonly microseconds: number }
  /** The priorities of what left the port since the last such line, in order. */
  | { readonly kind: "queue"; readonly port: number; readonly priorities: readonly number[] }
  /** The next digest since the last such line; null: there is none. */
  | {
      readonly kind: "digest";
      readonly name: string | null;
      readonly fields: readonly { readonly name: string; readonly value: bigint }[];
    }
  /** From now on digests of this name leave in lists, as a P4Runtime server sends them. */
  | { readonly kind: "digest_list"; readonly name: string; readonly config: DigestConfig }
  /** The last list of this name is acknowledged. */
  | { readonly kind: "digest_ack"; readonly name: string }
  /** The parser's error of the last packet, by its name. */
  | { readonly kind: "parser_error"; readonly error: string }
);

/** What makes a file no STF: the line and why. */
export type Malformed = { readonly line: number; readonly why: string };
