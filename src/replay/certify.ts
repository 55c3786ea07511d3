/**
 * The profiles, and what is asked of an open subject beyond its cases: that its graph is the
 * model's.
 * @module
 */
import { PROFILES as TABLE } from "../base/profiles.ts";
import type { OpenSubject } from "../subject/subject.ts";
import type { Profile } from "../vector/lines.ts";
import type { Corpus } from "./corpus.ts";
import type { GraphVerdict } from "./graph-equality.ts";
import { compareGraphs } from "./graph-equality.ts";

export type GraphResult = { readonly corpus: Corpus; readonly verdict: GraphVerdict };

export async function certifyGraph(corpus: Corpus, subject: OpenSubject): Promise<GraphResult> {
  return { corpus, verdict: await compareGraphs(corpus, subject) };
}

export const PROFILES: readonly Profile[] = Object.keys(TABLE);
