/**
 * The sample of a run that nobody can have seen before: some of its cases, bound to a network name
 * that is made for this run, with fresh keys. The name is in everything that is signed (TH-3), so
 * no answer that was recorded earlier, or looked up in the vector files, fits.
 * In: the cases of a run, a network name. Out: the cases of the sample.
 * @module
 */
import { dealt, WHOLE } from "../base/shard.ts";
import { at } from "../trace/flow.ts";
import { traceDigest } from "../vector/digest.ts";
import { sha256 } from "../vector/json.ts";
import type { TraceLines } from "../vector/lines.ts";
import { byText } from "../vector/names.ts";
import { rebind } from "../vector/rebind.ts";
import type { Case, Selection } from "./case.ts";
import { select, stepsOf } from "./case.ts";
import { ready } from "./corpus.ts";

/** Of each suite at least so much of the inputs that its cases give. */
const SHARE = 0.05;

/** The name of the network of a run: 48 bits of its seed's digest. */
export function freshNetwork(seed: number): string {
  return `fresh-${sha256(`flashmesh/1/fresh-network/${seed}`).slice(0, 12)}`;
}

export type RunPart = Selection & {
  readonly seed: number;
  /** The name of the sample, or the name asked for, or undefined where all is run as stored. */
  readonly network: string | undefined;
};

/**
 * The cases of a run, or of one shard of it: what is stored, and after it a sample under a name of
 * the run. Where only some cases are wanted there is no sample, and where another name is asked for
 * everything is bound to that. The sample is drawn of the whole run, and a shard runs what is drawn
 * of its own cases: so each stands beside the stored one, and the shards together run the whole.
 */
export function casesOfRun(
  all: readonly Case[],
  { filter, shard, seed, network }: RunPart,
): readonly Case[] {
  const wanted = select(all, { filter, shard: WHOLE });
  const planned = dealt(wanted, shard);
  if (network === undefined) return planned;
  if (filter !== "" || network !== freshNetwork(seed)) return boundTo(planned, network);
  return [...planned, ...freshSample(wanted, network, new Set(planned))];
}

/**
 * The same cases on another network. The numbers of inputs, answers and states stay what they are,
 * so any path through the graph can be bound, not only those that the file holds.
 */
export function boundTo(cases: readonly Case[], network: string): readonly Case[] {
  const suites = Map.groupBy(cases, ({ corpus }) => corpus);
  return [...suites].flatMap(([corpus, own]) => {
    const file = rebind(corpus.file, network);
    const bound = ready(file);
    return own.map(({ trace, ...rest }): Case => {
      const head = { ...trace.trace, digest: traceDigest(file, trace) };
      return { ...rest, corpus: bound, trace: { ...trace, trace: head }, binding: network };
    });
  });
}

/**
 * Of each suite first the cases that show each kind of answer once, at the least cost; then others,
 * by a lot that the name of the network draws, until the share is reached. Given are those `among`.
 */
export function freshSample(
  cases: readonly Case[],
  network: string,
  among: ReadonlySet<Case> = new Set(cases),
): readonly Case[] {
  const suites = Map.groupBy(cases, ({ corpus }) => corpus);
  const chosen = [...suites.values()].flatMap((own) => {
    const drawn = own.toSorted((left, right) => byText(lot(network, left), lot(network, right)));
    const sample = new Set(filled(drawn, telling(drawn)));
    return own.filter((each) => sample.has(each));
  });
  return boundTo(
    chosen.filter((each) => among.has(each)),
    network,
  );
}

function lot(network: string, { trace }: Case): string {
  return sha256(`${network} ${trace.trace.id}`);
}

/** A few cases that together show every kind of answer that all of them show. */
function telling(cases: readonly Case[]): readonly Case[] {
  const left = new Map(cases.map((each) => [each, kindsIn(each)]));
  const chosen: Case[] = [];
  for (;;) {
    let [best, most] = [cases[0], 0];
    for (const [each, kinds] of left) {
      const worth = kinds.size / stepsOf(each);
      if (worth > most) [best, most] = [each, worth];
    }
    if (best === undefined || most === 0) return chosen;
    const shown: ReadonlySet<string> = left.get(best) ?? new Set();
    chosen.push(best);
    left.delete(best);
    for (const [each, kinds] of left) {
      left.set(each, new Set([...kinds].filter((kind) => !shown.has(kind))));
    }
  }
}

/** What is answered in a case: input, outcome and reasons, without regard to who and how much. */
function kindsIn({ corpus, trace }: Case): ReadonlySet<string> {
  return new Set(
    pairsIn(trace).map(([input, answer]) => {
      const { outcome, reasons } = at(corpus.answers, answer - 1);
      return `${at(corpus.inputs, input - 1).input} ${outcome} ${reasons.join()}`;
    }),
  );
}

function pairsIn({ lines }: TraceLines): readonly (readonly [input: number, answer: number])[] {
  return lines.flatMap((line) => {
    if (line.kind === "step") return [[line.input, line.answer] as const];
    return line.answers
      .map((answer, index) => [index + 1, answer] as const)
      .filter(([, answer]) => answer !== 0);
  });
}

/** The chosen ones, and of the others, in their order, as many as the share takes. */
function filled(cases: readonly Case[], chosen: readonly Case[]): readonly Case[] {
  const wanted = SHARE * sum(cases);
  const sample = [...chosen];
  let steps = sum(chosen);
  for (const each of cases) {
    if (steps >= wanted) break;
    if (chosen.includes(each)) continue;
    sample.push(each);
    steps += stepsOf(each);
  }
  return sample;
}

function sum(cases: readonly Case[]): number {
  return cases.reduce((steps, each) => steps + stepsOf(each), 0);
}
