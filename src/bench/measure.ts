/**
 * The one door to benny. In: the rows of a table, how many rounds, how long each. Out: what each
 * round gave. All rows have their turn in every round, so a machine that slows down for a while
 * slows down a row and its yardstick alike, and their ratio stays.
 * @module
 */
import benny from "benny";
import { assert } from "../base/assert.ts";
import type { Measured, Row, Sampled } from "./row.ts";
import { estimate } from "./statistics.ts";

export type Effort = {
  readonly rounds: number;
  /** How long each row runs in each round. */
  readonly seconds: number;
  /** Only the rows that the gate judges, and their yardsticks. */
  readonly gate: boolean;
};

const SAMPLES_MIN = 5;

/** A row with how often it is called before the clock is asked again. */
type Calibrated = { readonly row: Row; readonly calls: number };

export async function sample(
  name: string,
  all: readonly Row[],
  { rounds, seconds, gate }: Effort,
  now: () => number,
  told: (round: number) => void,
): Promise<readonly Sampled[]> {
  const rows = gate ? judged(all) : all;
  const rates = new Map<string, number[]>(rows.map(({ id }) => [id, []]));
  const calibrated: Calibrated[] = [];
  for (const row of rows) calibrated.push(await calibrate(row, seconds, now));
  for (let round = 0; round < rounds; round += 1) {
    told(round);
    // Each round begins with another row: whoever runs behind a hot one does not always do so.
    for (const [id, rate] of await oneRound(name, turned(calibrated, round), seconds)) {
      rates.get(id)?.push(rate);
    }
  }
  return rows.map((row) => sampled(row, rates));
}

/**
 * Runs a row until a sample is long enough, and makes its code hot. The library would find that
 * out by itself, but by many more calls where the clock moves in steps.
 */
async function calibrate(row: Row, seconds: number, now: () => number): Promise<Calibrated> {
  const wanted = (1000 * seconds) / SAMPLES_MIN;
  // The first call may set something up.
  await row.run();
  for (let calls = 1; ; calls *= 2) {
    const before = now();
    for (let call = 0; call < calls; call += 1) await row.run();
    const took = now() - before;
    if (took >= 2 * wanted) return { row, calls: Math.max(1, Math.round((calls * wanted) / took)) };
  }
}

/** What the gate judges, and what it judges by. */
function judged(rows: readonly Row[]): readonly Row[] {
  const gated = rows.filter((row) => row.gated);
  const yardsticks = new Set(gated.map(({ yardstick }) => yardstick));
  return rows.filter((row) => row.gated || yardsticks.has(row.id));
}

/** One rate a row: all that its samples did over all the time they took. */
async function oneRound(
  name: string,
  rows: readonly Calibrated[],
  seconds: number,
): Promise<readonly (readonly [id: string, rate: number])[]> {
  const options = { minSamples: SAMPLES_MIN, maxTime: seconds, minTime: seconds / SAMPLES_MIN };
  const { results } = await benny.suite(
    name,
    ...rows.map(({ row, calls }) =>
      benny.add(row.id, () => row.run(), { ...options, initCount: calls }),
    ),
  );
  return rows.map(({ row }) => {
    const found = results.find((result) => result.name === row.id);
    assert(found?.completed === true, "benny measures every row that it was given");
    return [row.id, row.operations / found.details.mean];
  });
}

function sampled(row: Row, rates: ReadonlyMap<string, readonly number[]>): Sampled {
  const { id, about, unit, operations, yardstick, gated } = row;
  const own = rates.get(id) ?? [];
  const others = yardstick === null ? undefined : rates.get(yardstick);
  assert(yardstick === null || others !== undefined, "a yardstick is a row of the same table");
  const ratios = others === undefined ? null : own.map((rate, at) => rate / (others[at] ?? rate));
  return { id, about, unit, operations, yardstick, gated, rates: own, ratios };
}

/** The rows of one table, sampled in one process or in several, each with the same rows. */
export function pooled(processes: readonly (readonly Sampled[])[]): readonly Measured[] {
  const [first = [], ...others] = processes;
  return first.map(({ rates: own, ratios: ownRatios, ...label }) => {
    const same = others.map((rows) => rows.find((row) => row.id === label.id));
    assert(!same.includes(undefined), "every process measures the same rows");
    const rates = [...own, ...same.flatMap((row) => row?.rates ?? [])];
    const ratios = [...(ownRatios ?? []), ...same.flatMap((row) => row?.ratios ?? [])];
    return {
      ...label,
      rate: estimate(rates),
      ratio: ownRatios === null ? null : estimate(ratios),
      samples: rates.length,
    };
  });
}

function turned<Thing>(things: readonly Thing[], by: number): readonly Thing[] {
  const at = by % Math.max(1, things.length);
  return [...things.slice(at), ...things.slice(0, at)];
}
