/**
 * Judging anew. In: a transcript, the pinned corpus, and what the run was asked to do. Out: what
 * the same judge says of the same answers. Which cases there had to be follows from corpus and
 * options, so none can be left out, and none put in.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Shard } from "../base/shard.ts";
import type { Entry } from "../replay/baseline.ts";
import { Baseline } from "../replay/baseline.ts";
import type { Case } from "../replay/case.ts";
import { casesOf } from "../replay/case.ts";
import type { Corpus } from "../replay/corpus.ts";
import { certifyAll } from "../replay/crew.ts";
import { casesOfRun } from "../replay/fresh.ts";
import type { CaseLine, CoverageLine, ProfileResult } from "../replay/result.ts";
import type { WordCounts } from "../replay/total.ts";
import { countWords, exitOf, profileResults, sizesOf } from "../replay/total.ts";
import { coverageOf } from "../replay/visited.ts";
import { caseLine } from "../replay/word.ts";
import type { Profile } from "../vector/lines.ts";
import { at } from "../trace/flow.ts";
import type { Subject } from "../subject/subject.ts";
import { Player } from "./player.ts";
import type { CaseName } from "./said.ts";
import { nameOf } from "./said.ts";
import type { Transcript } from "./transcript.ts";

/** What decides which cases a run has, and what they are called. */
export type Asked = {
  readonly profiles: readonly Profile[];
  readonly filter: string;
  readonly shard: Shard;
  readonly seed: number;
  readonly network: string | undefined;
  readonly baseline: readonly Entry[];
  /** YYYY-MM-DD; what the baseline's days are compared with. */
  readonly day: string;
};

export type Rejudged = {
  readonly cases: readonly CaseLine[];
  readonly words: WordCounts;
  readonly profiles: readonly ProfileResult[];
  readonly coverage: readonly CoverageLine[];
  readonly exit: 0 | 1 | 2 | 4;
};

/** Throws an InputFault if these are not the answers to these questions. */
export async function rejudge(
  { header, cases: told, farewell }: Transcript,
  corpora: readonly Corpus[],
  asked: Asked,
  file: string,
): Promise<Rejudged> {
  const unfit = (why: string): InputFault => new InputFault("TranscriptUnfit", { file, why });
  const { all, cases } = questions(corpora, asked);
  const odd = cases.findIndex((each, index) => nameOfCase(each) !== toldName(told[index]));
  if (odd !== -1 || told.length > cases.length) {
    const index = odd === -1 ? cases.length : odd;
    const wanted = cases[index];
    const name = wanted === undefined ? "no more" : nameOfCase(wanted);
    throw unfit(`case ${index + 1} had to be ${name}, and is ${toldName(told[index])}`);
  }
  const players = new Map<Case, Player>();
  for (const [index, each] of cases.entries()) {
    players.set(each, new Player(at(told, index).attempts, header));
  }
  const judged = await certifyAll(cases, [new Player([], header)], {
    stopped: () => false,
    through: (nobody, of): Subject => players.get(of) ?? nobody,
  });
  for (const [each, player] of players) {
    const { wrong } = player;
    if (wrong !== undefined) throw unfit(`${nameOfCase(each)}: ${wrong}`);
  }
  const baseline = new Baseline(asked.baseline, casesOf(corpora, profilesIn(corpora)), asked.day);
  if (baseline.wrong.length > 0) throw unfit(`its baseline: ${baseline.wrong.join("; ")}`);
  const lines = judged.map((each) => caseLine(each, baseline.of(each.of), SILENT));
  const passed = cases.filter((_, index) => lines[index]?.word === "pass");
  const exit = exitOf(lines);
  return {
    cases: lines,
    words: countWords(lines),
    profiles: profileResults(lines, sizesOf(all, asked.profiles)),
    coverage: coverageOf(corpora, passed).filter(({ states }) => states > 0),
    // A subject that does not end is not in order, whatever it answered.
    exit: exit === 0 && !farewell ? 2 : exit,
  };
}

/** The words for people are no part of what is judged. */
const SILENT = { sentenceOf: () => undefined, faultInWords: ({ code }: { code: string }) => code };

/** All cases of these profiles as the corpus has them, and those of the run, in its order. */
function questions(
  corpora: readonly Corpus[],
  asked: Asked,
): { readonly all: readonly Case[]; readonly cases: readonly Case[] } {
  const all = casesOf(corpora, asked.profiles);
  return { all, cases: casesOfRun(all, asked) };
}

function nameOfCase({ trace, binding, axis }: Case): string {
  const { id } = trace.trace;
  return nameOf(axis === undefined ? { id, binding } : { id, binding, axis });
}

function toldName(told: CaseName | undefined): string {
  return told === undefined ? "missing" : nameOf(told);
}

function profilesIn(corpora: readonly Corpus[]): readonly Profile[] {
  return [...new Set(corpora.map(({ file }) => file.header.profile))];
}
