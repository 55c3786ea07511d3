/**
 * The results of `flashmesh check` in words and as data: per model one line, what differs from the
 * manifest, a counterexample as a story.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Fault } from "../base/fault.ts";
import type { Progress } from "../graph/frames.ts";
import type { Judgement } from "../graph/judge.ts";
import type { Model } from "../graph/manifest.ts";
import { faultLines } from "./fault.ts";
import type { Story } from "./story.ts";
import { changeAsData } from "./story.ts";

/** What became of one model. */
export type ModelResult =
  | {
      readonly type: "judged";
      readonly model: Model;
      readonly judgement: Judgement;
      readonly seconds: number;
    }
  | { readonly type: "fault"; readonly model: Model; readonly fault: Fault };

export type Standing = "passed" | "failed" | "undecided";

/** Failed: it is not what the manifest pins. Undecided: there was no verdict to compare. */
export function standingOf(result: ModelResult): Standing {
  if (result.type === "fault") return "undecided";
  const { outcome, mismatches } = result.judgement;
  if (mismatches.length === 0) return "passed";
  return outcome.result === "error" && result.model.expect.result !== "error"
    ? "undecided"
    : "failed";
}

const MARK = { passed: "ok  ", failed: "FAIL", undecided: "??  " } as const;

/** One line, and one more for each thing that is not as pinned. */
export function resultLines(result: ModelResult): readonly string[] {
  const { model } = result;
  const head = `${MARK[standingOf(result)]} ${model.suite}/${model.name}`;
  if (result.type === "fault") {
    return [head, ...faultLines(result.fault).map((line) => `       ${line}`)];
  }
  const { judgement, seconds } = result;
  return [
    `${head}: ${outcomeInWords(result)}; ${sizeInWords(judgement)}${seconds.toFixed(1)} s`,
    ...judgement.mismatches.map(
      ({ what, expected, actual }) => `       ${what}: expected ${expected}, found ${actual}`,
    ),
    ...(judgement.outcome.result === "error" && judgement.mismatches.length > 0
      ? judgement.outcome.said.split("\n").map((line) => `       | ${line}`)
      : []),
  ];
}

function outcomeInWords({ model, judgement }: ModelResult & { type: "judged" }): string {
  const { outcome } = judgement;
  const asExpected = judgement.mismatches.length === 0;
  switch (outcome.result) {
    case "holds":
      return model.correctExit !== undefined && asExpected
        ? `passes, as the pinned checker does; right would be exit ${model.correctExit}`
        : "holds";
    case "violated": {
      const steps = outcome.behaviour?.steps.length;
      const where = steps === undefined ? "" : ` in ${steps} ${steps === 1 ? "state" : "states"}`;
      const needed = model.kills ?? model.breaks;
      const kills = needed === undefined || !asExpected ? "" : `, so ${needed} is needed`;
      return `${outcome.property} is violated${where}${asExpected ? ", as it must" : ""}${kills}`;
    }
    case "error":
      return `the checker gives up (exit ${outcome.exit}, message ${outcome.code})`;
  }
}

function sizeInWords({ counts }: Judgement): string {
  const { distinct, depth } = counts;
  if (distinct === undefined) return "";
  const deep = depth === undefined ? "" : `, depth ${depth}`;
  return `${grouped(distinct)} ${distinct === 1 ? "state" : "states"}${deep}; `;
}

/** `157041` is told as `157,041`. */
export function grouped(number: number): string {
  return String(Math.round(number)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

export type Tally = Readonly<Record<Standing, number>>;

export function tallyOf(results: readonly ModelResult[]): Tally {
  return countStandings(results.map(standingOf));
}

export function countStandings(standings: readonly Standing[]): Tally {
  const tally = { passed: 0, failed: 0, undecided: 0 };
  for (const standing of standings) tally[standing] += 1;
  return tally;
}

export function tallyInWords({ passed, failed, undecided }: Tally): string {
  return `${passed} as pinned, ${failed} not${undecided === 0 ? "" : `, ${undecided} undecided`}`;
}

/** A rate over a shorter time says nothing about the rest. */
const RATE_SECONDS_MIN = 5;

/**
 * How far one running model is, and the time left where its size or time is known. `toldSeconds`
 * is when the checker told the progress, counted from the start as `elapsedSeconds` is.
 */
export function progressInWords(
  model: Model,
  progress: Progress | undefined,
  toldSeconds: number,
  elapsedSeconds: number,
): string {
  if (progress === undefined || toldSeconds < RATE_SECONDS_MIN) {
    const planned = model.seconds === undefined ? "" : ` of about ${model.seconds}`;
    return `${model.name} ${elapsedSeconds.toFixed(0)}${planned} s`;
  }
  const rate = progress.distinct / toldSeconds;
  const whole = model.counts === undefined ? undefined : model.counts.distinct / rate;
  const left =
    whole === undefined ? "" : `, ${Math.max(0, whole - elapsedSeconds).toFixed(0)} s left`;
  return (
    `${model.name} ${grouped(progress.distinct)} states, ${grouped(progress.queue)} queued, ` +
    `${grouped(rate)}/s${left}`
  );
}

export const CHECK_FORMAT = "flashmesh-check/1";

/** What was to be checked. */
export type CheckRun = {
  readonly manifest_sha256: string;
  /** Models and suites, as they were asked for. */
  readonly wanted: readonly string[];
  /** `i/n` */
  readonly shard?: string;
};

export type ModelSummary = {
  readonly name: string;
  readonly suite: string;
  readonly standing: Standing;
  readonly [key: string]: Json;
};

export type CheckSummary = CheckRun &
  Tally & { readonly format: typeof CHECK_FORMAT; readonly models: readonly ModelSummary[] };

/** The whole check as data (spec/formats/merge.md). */
export function summaryOf(
  run: CheckRun,
  results: readonly ModelResult[],
  counterexamples: ReadonlyMap<string, string>,
): CheckSummary {
  return {
    format: CHECK_FORMAT,
    ...run,
    ...tallyOf(results),
    models: results.map((result) => resultAsData(result, counterexamples.get(result.model.name))),
  };
}

function resultAsData(result: ModelResult, counterexample: string | undefined): ModelSummary {
  const { model } = result;
  const head = { name: model.name, suite: model.suite, standing: standingOf(result) };
  if (result.type === "fault") {
    return { ...head, fault: { code: result.fault.code, data: result.fault.data } };
  }
  const { outcome, counts, warnings, mismatches } = result.judgement;
  return {
    ...head,
    result: outcome.result,
    ...(outcome.result === "violated" ? { property: outcome.property } : {}),
    ...(outcome.result === "error" ? { code: outcome.code, said: outcome.said } : {}),
    ...(outcome.result === "holds" ? {} : { exit: outcome.exit }),
    ...(model.kills === undefined ? {} : { kills: model.kills }),
    ...(model.breaks === undefined ? {} : { breaks: model.breaks }),
    counts,
    warnings,
    mismatches,
    milliseconds: Math.round(result.seconds * 1000),
    ...(counterexample === undefined ? {} : { counterexample }),
  };
}

/** A counterexample as a file. */
export function counterexampleOf(model: Model, property: string, story: Story): Json {
  return {
    model: model.name,
    module: model.module,
    config: model.config,
    set: model.set,
    property,
    expected: model.expect.result === "violated",
    loop: story.loop,
    steps: story.steps.map(({ number, title, changes, state }) => ({
      number,
      title,
      changes: changes.map(changeAsData),
      state,
    })),
  };
}
