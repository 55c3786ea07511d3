/**
 * What is wrong with a program, for a person: where, what, and what to do about it.
 * @module
 */
import type { Place } from "../program.ts";

/**
 * `syntax` and `type`: the program is wrong. `unsupported`: legal P4 that is not done here.
 * `target`: it runs here, and would not on BMv2.
 */
export type DiagnosticKind = "syntax" | "type" | "unsupported" | "target";

export type Diagnostic = {
  readonly kind: DiagnosticKind;
  readonly place: Place;
  /** How many columns are meant; at least 1. */
  readonly length: number;
  /** One sentence. */
  readonly message: string;
  /** What to write instead; empty if nothing helps. */
  readonly cure: string;
  /** For `unsupported`: the construct's id in the table of `syntax/unsupported.ts`. */
  readonly construct?: string;
};
