/**
 * What `flashmesh merge` takes and gives, whatever kind of file it is.
 * @module
 */
import type { Exit } from "./world.ts";

/** A file that is to be merged, under the name that it was given by. */
export type FileText = { readonly file: string; readonly text: string };

export type MergedText = {
  readonly text: string;
  /** What it says, for people. */
  readonly lines: readonly string[];
  readonly exit: Exit;
};
