/**
 * The result streams of all shards of a run -> the one that the whole run would have written
 * (spec/formats/merge.md). In: the results, and the corpus that they are about. Out: its header and
 * lines, in the order of the corpus, or a fault that says which file does not fit, and why.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Part } from "../base/parts.ts";
import { inOrder } from "../base/parts.ts";
import { WHOLE } from "../base/shard.ts";
import type { Case } from "./case.ts";
import { casesOf } from "./case.ts";
import type { Corpus } from "./corpus.ts";
import { casesOfRun } from "./fresh.ts";
import type { CaseLine, HeatLine, NoteLine, Result, ResultHeader } from "./result.ts";
import { CORPUS_BINDING } from "./result.ts";
import { toExplain } from "./telling.ts";

export type Merged = {
  readonly header: ResultHeader;
  /** All cases of these profiles, and those of the run. */
  readonly all: readonly Case[];
  readonly cases: readonly Case[];
  readonly lines: readonly CaseLine[];
  readonly heat: readonly HeatLine[];
  /** By the shards: how much was put on cases, how fast that was, and who did not end. */
  readonly notes: readonly NoteLine[];
};

export type Told = { readonly file: string; readonly result: Result };

export function mergeResults(
  told: readonly Told[],
  corpora: readonly Corpus[],
  corpusSha256: string,
): Merged {
  const parts = told.map(({ file, result }): Part<Result> => {
    const { shard, ...options } = result.header.options;
    // A machine, a moment and a shard are the part's own; all else is of the run.
    const { environment: _, started: __, ...header } = result.header;
    return { file, shard, run: { ...header, options }, body: result };
  });
  const shards = inOrder(parts);
  const [first] = shards;
  const { shard: _, ...options } = first.body.header.options;
  const header: ResultHeader = { ...first.body.header, options };
  if (header.corpus_sha256 !== corpusSha256) {
    const facts = { file: first.file, what: "corpus", wanted: header.corpus_sha256 };
    throw new InputFault("MergeOther", { ...facts, found: corpusSha256 });
  }
  const all = casesOf(corpora, header.profiles);
  const { filter = "", fresh_network: network } = options;
  const run = { filter, seed: header.seed, network };
  for (const [at, { file, body }] of shards.entries()) {
    const shard = { index: at + 1, of: shards.length };
    checkCases(file, body, casesOfRun(all, { ...run, shard }), options.axes);
  }
  const cases = casesOfRun(all, { ...run, shard: WHOLE });
  const plain = new Map(linesOf(shards).map((line) => [nameOf(line), line]));
  const lines = cases.flatMap((each) => plain.get(nameOfCase(each)) ?? []);
  const rank = rankOf(cases, options.axes);
  const axed = sorted(
    shards.flatMap(({ body }) => body.cases.filter(isAxed)),
    rank,
  );
  return {
    header,
    all,
    cases,
    lines: asExplained([...lines, ...axed]),
    heat: sorted(
      shards.flatMap(({ body }) => body.heat),
      rank,
    ),
    notes: shards.flatMap(({ body }) => body.notes),
  };
}

/** Each shard has exactly the cases that it had to run, in their order, with their digests. */
function checkCases(
  file: string,
  { cases, heat }: Result,
  wanted: readonly Case[],
  axes: readonly string[],
): void {
  const other = (why: string): InputFault => new InputFault("MergeUnfit", { file, why });
  const own = cases.filter((line) => !isAxed(line));
  for (const [at, each] of wanted.entries()) {
    const [name, line] = [nameOfCase(each), own[at]];
    if (line === undefined || nameOf(line) !== name) {
      throw other(`case ${at + 1} had to be ${name}, and is ${line ? nameOf(line) : "missing"}`);
    }
    if (line.digest !== each.trace.trace.digest) throw other(`${name} has another digest`);
  }
  if (own.length > wanted.length)
    throw other(`it has ${own.length - wanted.length} cases too many`);
  const stored = wanted.filter(({ binding }) => binding === CORPUS_BINDING);
  const maps = stored.flatMap(({ trace }) => axes.map((axis) => `${trace.trace.id} ${axis}`));
  const found = heat.map(({ id, axis }) => `${id} ${axis}`);
  if (canonical(maps) !== canonical(found)) throw other("its maps of faults are not of its cases");
}

function isAxed({ axis }: CaseLine): boolean {
  return axis !== undefined;
}

function linesOf(parts: readonly Part<Result>[]): readonly CaseLine[] {
  return parts.flatMap(({ body }) => body.cases.filter((line) => !isAxed(line)));
}

function nameOf({ id, suite, binding }: Pick<CaseLine, "id" | "suite" | "binding">): string {
  return binding === CORPUS_BINDING ? `${suite} ${id}` : `${suite} ${id} on ${binding}`;
}

function nameOfCase({ corpus, trace, binding }: Case): string {
  return nameOf({ suite: corpus.file.header.model, id: trace.trace.id, binding });
}

type Axed = { readonly id: string; readonly axis?: string };

/** By the case, and among those of one case by the axis. */
function rankOf(cases: readonly Case[], axes: readonly string[]): (line: Axed) => number {
  const ranks = new Map<string, number>();
  for (const { trace } of cases) {
    const { id } = trace.trace;
    if (!ranks.has(id)) ranks.set(id, ranks.size);
  }
  return ({ id, axis = "" }) => (ranks.get(id) ?? 0) * axes.length + axes.indexOf(axis);
}

function sorted<T extends Axed>(lines: readonly T[], rank: (line: T) => number): readonly T[] {
  return lines.toSorted((left, right) => rank(left) - rank(right));
}

/** Each shard explains its own first failures; the whole run explains the first of all of them. */
function asExplained(lines: readonly CaseLine[]): readonly CaseLine[] {
  const wanted = new Set(toExplain(lines));
  return lines.map((line, at) => {
    if (line.failure?.explanation === undefined || wanted.has(at)) return line;
    const { explanation: _, ...failure } = line.failure;
    return { ...line, failure };
  });
}
