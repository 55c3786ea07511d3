/**
 * The gate of the benchmarks. In: what was measured, the baseline. Out: the rows that have become
 * slower than noise allows, each with how much, and what could not be compared. A row is doubted if
 * its median has left two thirds of the band, and measured again; it fails only if the whole
 * interval of its ratio lies beyond the band then, so one bad round fails nothing, and one good
 * round hides nothing.
 * @module
 */
import type { Measured } from "./row.ts";

export type BaselineRow = {
  readonly id: string;
  readonly yardstick: string;
  readonly ratio: number;
};
export type Machine = { readonly node: string; readonly platform: string; readonly cpu: string };
export type Baseline = {
  readonly format: "flashmesh-benchmark-baseline/1";
  readonly machine: Machine;
  /** RFC 3339, in UTC. */
  readonly moment: string;
  readonly rows: readonly BaselineRow[];
};

/** A row may lose this share of its ratio before the gate fails. */
export const BAND = 0.15;
/** The same where the baseline is of another processor or another Node: ratios travel badly. */
export const BAND_ELSEWHERE = 0.5;

/**
 * A row that has lost so much is measured again, which costs time and no more. Elsewhere ratios
 * tell too little to take it.
 */
function doubtFor(band: number): number {
  return band === BAND ? (2 * BAND) / 3 : band;
}

export type Finding =
  /** `lost` is the least share of the ratio that is gone, by the interval's better end. */
  | {
      readonly kind: "slower";
      readonly id: string;
      readonly was: number;
      readonly now: number;
      readonly lost: number;
    }
  /** Better than the band allows: the baseline is stale, and would let the next loss pass. */
  | { readonly kind: "faster"; readonly id: string; readonly was: number; readonly now: number }
  | { readonly kind: "gone"; readonly id: string }
  | { readonly kind: "new"; readonly id: string };

export type Judgement = {
  readonly band: number;
  readonly here: boolean;
  readonly judged: number;
  readonly findings: readonly Finding[];
  /** Nothing is slower, and nothing of the baseline is gone or missing in it. */
  readonly passed: boolean;
};

export function judge(rows: readonly Measured[], baseline: Baseline, machine: Machine): Judgement {
  const band = bandFor(baseline, machine);
  const gated = rows.filter((row) => row.gated && row.ratio !== null);
  const known = new Map(baseline.rows.map((row) => [row.id, row]));
  const findings = [
    ...gated.flatMap((row) => findingOf(row, known.get(row.id), band)),
    ...baseline.rows
      .filter(({ id }) => !gated.some((row) => row.id === id))
      .map(({ id }): Finding => ({ kind: "gone", id })),
  ];
  return {
    band,
    here: band === BAND,
    judged: gated.length,
    findings,
    passed: passes(findings),
  };
}

/** The rows that seem slower: worth the time of a second look, and evidence of nothing yet. */
export function doubted(
  rows: readonly Measured[],
  baseline: Baseline,
  machine: Machine,
): readonly string[] {
  const doubt = doubtFor(bandFor(baseline, machine));
  return baseline.rows
    .filter(({ id, yardstick, ratio: was }) => {
      const now = rows.find((row) => row.id === id && row.yardstick === yardstick)?.ratio;
      return now !== undefined && now !== null && now.median < was * (1 - doubt);
    })
    .map(({ id }) => id);
}

/**
 * What a second look says of the rows that were doubted: noise that is in one measurement in twenty
 * is in both once in four hundred; a real loss is in both. Of other rows it can only say that they
 * are slower now, and were not before.
 */
export function confirmed(doubts: readonly string[], second: Judgement): Judgement {
  const findings = second.findings.filter(
    ({ kind, id }) => kind !== "slower" || doubts.includes(id),
  );
  return { ...second, findings, passed: passes(findings) };
}

function passes(findings: readonly Finding[]): boolean {
  return findings.every(({ kind }) => kind === "faster");
}

function findingOf(
  { id, yardstick, ratio }: Measured,
  before: BaselineRow | undefined,
  band: number,
): readonly Finding[] {
  if (ratio === null) return [];
  if (before === undefined || before.yardstick !== yardstick) return [{ kind: "new", id }];
  const was = before.ratio;
  if (ratio.high < was * (1 - band)) {
    return [{ kind: "slower", id, was, now: ratio.median, lost: 1 - ratio.high / was }];
  }
  return ratio.low > was / (1 - band) ? [{ kind: "faster", id, was, now: ratio.median }] : [];
}

function bandFor(baseline: Baseline, machine: Machine): number {
  return sameMachine(machine, baseline.machine) ? BAND : BAND_ELSEWHERE;
}

/** The minor version of Node and the name of the processor decide what code runs how fast. */
function sameMachine(one: Machine, other: Machine): boolean {
  return (
    one.platform === other.platform &&
    one.cpu === other.cpu &&
    minor(one.node) === minor(other.node)
  );
}

function minor(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** What `bench --update` writes: the medians of the rows that the gate judges. */
export function baselineOf(rows: readonly Measured[], machine: Machine, moment: string): Baseline {
  const kept = rows.flatMap(({ id, yardstick, ratio, gated }): readonly BaselineRow[] =>
    gated && yardstick !== null && ratio !== null
      ? [{ id, yardstick, ratio: rounded(ratio.median) }]
      : [],
  );
  return { format: "flashmesh-benchmark-baseline/1", machine, moment, rows: kept };
}

/** Four figures say more than the measurement does. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
