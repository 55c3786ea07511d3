/**
 * The one door to benny. In: the rows of a table, how many rounds, how long each. Out: the rows as
 * measured. All rows have their turn in every round, so a machine that slows down for a while slows
 * down a row and its yardstick alike, and their ratio stays.
 * @module
 */
import benny from "benny";
import { assert } from "../base/assert.ts";
import type { Measured, Row, Table } from "./row.ts";
import { estimate } from "./statistics.ts";

export type Effort = {
  readonly rounds: number;
  /** How long each row runs in each round. */
  readonly seconds: number;
};

/** benny's own shortest sample; below it the clock's grain shows. */
const SAMPLES_MIN = 5;

export async function measure(
  table: Table,
  { rounds, seconds }: Effort,
  told: (round: number) => void,
): Promise<readonly Measured[]> {
  const rows = table.rows();
  const rates = new Map<string, number[]>(rows.map(({ id }) => [id, []]));
  for (let round = 0; round < rounds; round += 1) {
    told(round);
    // Each round begins with another row: whoever runs behind a hot one does not always do so.
    for (const [id, rate] of await oneRound(table.name, turned(rows, round), seconds)) {
      rates.get(id)?.push(rate);
    }
  }
  return rows.map((row) => measured(table.name, row, rates));
}

async function oneRound(
  name: string,
  rows: readonly Row[],
  seconds: number,
): Promise<readonly (readonly [id: string, rate: number])[]> {
  const options = { minSamples: SAMPLES_MIN, maxTime: seconds, minTime: seconds / SAMPLES_MIN };
  const { results } = await benny.suite(
    name,
    ...rows.map((row) => benny.add(row.id, () => row.run(), options)),
  );
  return rows.map((row) => {
    const found = results.find((result) => result.name === row.id);
    assert(found?.completed === true, "benny measures every row that it was given");
    return [row.id, row.operations / found.details.median];
  });
}

function measured(
  table: string,
  row: Row,
  rates: ReadonlyMap<string, readonly number[]>,
): Measured {
  const { id, about, unit, operations, yardstick, gated } = row;
  const own = rates.get(id) ?? [];
  const others = yardstick === null ? undefined : rates.get(yardstick);
  assert(yardstick === null || others !== undefined, "a yardstick is a row of the same table");
  const ratios = others === undefined ? null : own.map((rate, at) => rate / (others[at] ?? rate));
  const ratio = ratios === null ? null : estimate(ratios);
  return { id, table, about, unit, operations, yardstick, gated, rate: estimate(own), ratio };
}

function turned<Thing>(things: readonly Thing[], by: number): readonly Thing[] {
  const at = by % Math.max(1, things.length);
  return [...things.slice(at), ...things.slice(0, at)];
}
