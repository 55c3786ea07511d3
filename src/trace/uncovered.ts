/**
 * What no generation model covers, and why that is so. A guard or an outcome that is neither seen
 * nor listed here makes `flashmesh traces` fail, and so does an entry that is covered after all.
 * @module
 */

export type Uncovered = {
  /** A clause (`VF-9`), or an input with an outcome (`SignVote voted`). */
  readonly what: string;
  readonly cause: string;
};

/** Guards that no state refuses an input for alone. */
export const UNCOVERED_GUARDS: readonly Uncovered[] = [];
