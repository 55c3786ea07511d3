/**
 * What was found -> the result of the run: its notes, its sums, its exit code. The same for a run
 * of this process and for the shards of one, put together (merge.ts).
 * @module
 */
import type { Case } from "../replay/case.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { CaseLine, HeatLine, NoteLine, ResultHeader } from "../replay/result.ts";
import type { Unsealed } from "../replay/stream.ts";
import { countWords, exitOf, profileResults, sizesOf } from "../replay/total.ts";
import { coverageOf } from "../replay/visited.ts";
import type { Arguments } from "./args.ts";
import { openAxes } from "./axes.ts";
import type { Extras } from "./reference.ts";
import { notRuledOut } from "./survivors.ts";
import type { Exit } from "./world.ts";

/** The note of a run whose subject did not end as it should. */
export const LINGERS = "lingers";
const LINGERS_TEXT =
  "LINGERS  after bye it does not exit with code 0, or leaves a child: flashmesh doctor says which";

export type Found = {
  readonly header: ResultHeader;
  readonly corpora: readonly Corpus[];
  /** All cases of the profiles that were judged, and those that were run. */
  readonly all: readonly Case[];
  readonly cases: readonly Case[];
  /** A line for each of these, in their order, then those of the faults put on them. */
  readonly lines: readonly CaseLine[];
  readonly heat: readonly HeatLine[];
  readonly extras: Extras;
  /** Whether the subject ended as it should. */
  readonly ended: boolean;
  /** How much was put on the cases, and how fast all of it was. */
  readonly axes: readonly NoteLine[];
  readonly speed: readonly NoteLine[];
  readonly transcriptHead: string | undefined;
};

export async function outcomeOf(found: Found, given: Arguments): Promise<Unsealed> {
  const { header, corpora, all, cases, lines, heat, extras, ended } = found;
  const passed = cases.filter((_, index) => lines[index]?.word === "pass");
  const results = profileResults(lines, sizesOf(all, header.profiles));
  return {
    header,
    cases: lines,
    heat,
    coverage: coverageOf(corpora, passed).filter(({ states }) => states > 0),
    notes: [
      ...extras.lines.map((text) => note("reference", text)),
      ...(ended ? [] : [note(LINGERS, LINGERS_TEXT)]),
      ...found.axes,
      ...openAxes(cases, given),
      ...(await notRuledOut(lines, results)),
      ...found.speed,
    ],
    footer: {
      kind: "footer",
      words: countWords(lines),
      profiles: results,
      exit: worst([exitOf(lines), extras.green ? 0 : 1, ended ? 0 : 2]),
      ...(found.transcriptHead === undefined ? {} : { transcript_head: found.transcriptHead }),
    },
  };
}

/** If several apply, the first of these. */
function worst(exits: readonly Exit[]): Exit {
  return ([4, 3, 1, 2] as const).find((exit) => exits.includes(exit)) ?? 0;
}

export function note(code: string, text: string): NoteLine {
  return { kind: "note", code, text };
}
